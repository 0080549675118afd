import { demoId } from '../tenant/demo-id.ts'
import type { DemoCompany } from '../tenant/types.ts'

/** Where people are who belong to no company yet, and where those go whose company removes them. */
export const defaultCompanyId = demoId('company', 'Rainbow default company')

/** Where terminated people go. */
export const terminatedCompanyId = demoId('company', 'Rainbow Terminated')

const serviceCompany = (id: string, name: string): DemoCompany => ({
  id,
  name,
  creationDate: '2016-01-01T00:00:00.000Z',
  statusUpdatedDate: '2016-01-01T00:00:00.000Z',
  country: 'FRA',
  street: null,
  city: null,
  currency: 'EUR',
  status: 'active',
  visibility: 'private',
  slogan: null,
  description: null,
  website: null,
  size: 'self-employed',
  economicActivityClassification: 'NONE',
  offerType: 'freemium',
  isBP: false,
  bpType: null,
  bpBusinessModel: null,
  bpHasRightToConnect: false,
  bpHasRightToSell: false,
  bpApplicantNumber: null,
  bpId: null,
  externalReference: null,
  externalReference2: null,
  supportEmail: null,
  adminHasRightToUpdateSubscriptions: false,
  adminAllowedUpdateSubscriptionsOps: 'increase_only',
  isCentrex: false,
  companyCallNumber: null,
  organisationId: null,
  catalogId: demoId('catalog', 'distributors'),
})

/** The two companies that every Rainbow cloud has by itself. No administrator is in charge of them. */
export const serviceCompanies: readonly DemoCompany[] = [
  serviceCompany(defaultCompanyId, 'Rainbow'),
  serviceCompany(terminatedCompanyId, 'Terminated'),
]

export const isServiceCompany = (id: string): boolean => id === defaultCompanyId || id === terminatedCompanyId
