import { companyAsOf as asOf, LATEST } from './company-history.ts'
import { demoId } from './demo-id.ts'
import type { DemoCompany } from './types.ts'

export const companyId = (name: string): string => demoId('company', name)

export const OWN_COMPANY = 'Technology Integrator'
export const ownCompanyId = companyId(OWN_COMPANY)

type CompanyFacts = Pick<DemoCompany, 'name' | 'creationDate'> & Partial<DemoCompany>

const company = (facts: CompanyFacts): DemoCompany => ({
  id: companyId(facts.name),
  statusUpdatedDate: facts.creationDate,
  country: 'FRA',
  street: null,
  city: null,
  currency: 'EUR',
  status: 'active',
  visibility: 'public',
  slogan: null,
  description: null,
  website: null,
  size: 'self-employed',
  economicActivityClassification: 'NONE', // M016 "Not defined"
  offerType: 'premium',
  isBP: false,
  bpType: null,
  bpBusinessModel: null,
  bpHasRightToConnect: true,
  bpHasRightToSell: false,
  bpApplicantNumber: null,
  bpId: ownCompanyId,
  externalReference: null,
  externalReference2: null,
  supportEmail: null,
  adminHasRightToUpdateSubscriptions: false,
  adminAllowedUpdateSubscriptionsOps: 'increase_only',
  isCentrex: false,
  companyCallNumber: null,
  organisationId: null,
  catalogId: demoId('catalog', 'distributors'),
  ...facts,
})

const reseller = (facts: CompanyFacts): DemoCompany =>
  company({ isBP: true, bpType: 'IR', bpBusinessModel: 'resell', bpHasRightToSell: true, ...facts })

/** Creation dates are ours: the deck gives none. */
const latest: readonly DemoCompany[] = [
  company({
    name: OWN_COMPANY, // M011
    creationDate: '2017-05-15T09:00:00.000Z',
    country: 'GBR', // M015
    street: '85 Crown Street', // M233
    city: 'London', // M233
    isBP: true,
    bpType: 'VAD', // M030
    bpBusinessModel: 'resell',
    bpHasRightToSell: true,
    bpApplicantNumber: '78608', // M230
    bpId: null,
    adminHasRightToUpdateSubscriptions: true,
    adminAllowedUpdateSubscriptionsOps: 'all',
    supportEmail: 'support@tech-integrator.loc', // M107: the deck blackens the address
    more: { bpCRDid: 'CRD-0078608' }, // M028: asked for by the enrolment; the deck gives none
  }),
  reseller({
    // X11: lists say "Sistemas", detail pages "SISTEMOS" (M080): the training calendar renames it (company-history).
    name: 'Sistemos',
    creationDate: '2017-05-22T09:00:00.000Z',
    country: 'ESP',
    externalReference: 'Ref_IR_01', // M083
    supportEmail: 'ayuda@sistemos.loc', // M105
    adminHasRightToUpdateSubscriptions: true, // M178: both boxes checked
    adminAllowedUpdateSubscriptionsOps: 'all',
  }),
  // X12: premium (M079), then freemium (M082), then activated (M143, M176): premium now (company-history).
  reseller({ name: 'SoundTrack', creationDate: '2017-06-12T09:00:00.000Z' }),
  // M166 shows Essential 0: nobody has joined yet, and a company initialises until its first administrator does.
  reseller({ name: 'Red Baron Electronics', creationDate: '2017-11-20T10:00:00.000Z', status: 'initializing' }),
  // Not in the deck. The overview M225/M226 counts 28 Business and 52 Enterprise at resellers, of which Sistemos holds
  // 10 and 22; this reseller holds the other 18 and 30.
  reseller({ name: 'Atlantic Networks', creationDate: '2017-08-16T09:00:00.000Z', externalReference: 'Ref_IR_02' }),
  company({
    name: 'Events Communication', // M089
    creationDate: '2017-05-23T09:00:00.000Z',
    supportEmail: 'support@tech-integrator.loc', // M105: the partner answers its customer's requests
  }),
  company({ name: 'High-Tech', creationDate: '2017-05-29T09:00:00.000Z' }), // M089; public in the later list
  // X12: premium (M089), freemium in the later list (M082) and on its own page (M175): freemium now.
  company({ name: 'Interior Designer', creationDate: '2017-06-06T09:00:00.000Z', offerType: 'freemium' }),
  company({
    name: 'Advanced Telephony', // M159
    creationDate: '2017-10-02T09:00:00.000Z',
    adminHasRightToUpdateSubscriptions: false, // M165: the box is shown, not checked
  }),
  company({
    name: 'Universal Design', // M091
    creationDate: '2017-10-09T09:00:00.000Z',
    status: 'initializing', // M092: its administrator is invited, not yet in
    offerType: 'freemium',
  }),
  company({
    name: 'Greentree', // M101
    creationDate: '2017-10-16T09:00:00.000Z',
    offerType: 'freemium',
    isCentrex: true,
    companyCallNumber: '8210',
  }),
  company({
    name: 'Declic', // M101
    creationDate: '2017-10-16T09:30:00.000Z',
    offerType: 'freemium',
    isCentrex: true,
    companyCallNumber: '8212',
  }),
]

/** The estate as its latest snapshots show it. */
export const companies: readonly DemoCompany[] = latest.map((one) => asOf(one, LATEST))
