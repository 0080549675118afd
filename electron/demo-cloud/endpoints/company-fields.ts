import type { Body } from '../http/body.ts'
import type { DemoCompany } from '../tenant/types.ts'

export const COUNTRY = /^[A-Z]{3}$/
export const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

const sizes = [
  'self-employed',
  '1-10 employees',
  '11-50 employees',
  '51-200 employees',
  '201-500 employees',
  '501-1000 employees',
  '1001-5000 employees',
  '5001-10,000 employees',
  '10,001+ employees',
] as const

const activities = ['NONE', ...Array.from('ABCDEFGHIJKLMNOPQRSTU')]

const moreTexts = ['state', 'postalCode', 'timezone', 'adminEmail', 'companyContactId', 'supportUrlFAQ'] as const
const moreFlags = [
  'giphyEnabled',
  'userSelfRegisterEnabled',
  'adminCanSetCustomData',
  'sendPrepaidSubscriptionsNotification',
  'autoAcceptUserInvitations',
  'ddiReadOnly',
  'allowPhoneNumbersVisibility',
] as const

/** Only a superadmin writes these; a VAD's administrators are told so. */
export const superadminFields = [
  'currency',
  'catalogId',
  'organisationId',
  'isBP',
  'bpId',
  'bpType',
  'bpBusinessModel',
  'bpApplicantNumber',
  'bpCRDid',
  'bpHasRightToSell',
  'bpHasRightToConnect',
  // Nothing says who may write it; that only the cloud does is our declared design.
  'status',
] as const

/** Those of the finance role, those of a Business Partner, and what is fixed at creation. */
export const financeFields = ['adminHasRightToUpdateSubscriptions', 'adminAllowedUpdateSubscriptionsOps'] as const
export const partnerFields = ['externalReference', 'externalReference2', 'offerType', 'companyCallNumber'] as const

const present = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** The writable fields that the body has; what is malformed is in its issues, what is unknown is ignored. */
export const readCompany = (body: Body, isNew: boolean): Partial<DemoCompany> => {
  const more = present({
    ...Object.fromEntries(moreTexts.map((name) => [name, body.text(name, { max: 255 })])),
    ...Object.fromEntries(moreFlags.map((name) => [name, body.flag(name)])),
    avatarShape: body.oneOf('avatarShape', ['square', 'circle']),
  })
  return present({
    name: isNew || body.has('name') ? body.required('name', { max: 255 }) : undefined,
    country: body.has('country') ? body.required('country', { pattern: COUNTRY }) : undefined,
    street: body.text('street', { max: 255 }),
    city: body.text('city', { max: 255 }),
    visibility: body.oneOf('visibility', ['public', 'private', 'organisation']),
    slogan: body.text('slogan', { max: 255 }),
    description: body.text('description', { max: 2000 }),
    website: body.text('website', { max: 255 }),
    size: body.oneOf('size', sizes),
    economicActivityClassification: body.oneOf('economicActivityClassification', activities),
    offerType: body.oneOf('offerType', ['freemium', 'premium']),
    externalReference: body.text('externalReference', { max: 255 }),
    externalReference2: body.text('externalReference2', { max: 255 }),
    supportEmail: body.text('supportEmail', { pattern: EMAIL }), // M105
    adminHasRightToUpdateSubscriptions: body.flag('adminHasRightToUpdateSubscriptions'), // M164
    adminAllowedUpdateSubscriptionsOps: body.oneOf('adminAllowedUpdateSubscriptionsOps', ['all', 'increase_only']),
    companyCallNumber: body.text('companyCallNumber', { pattern: /^\d{1,8}$/ }),
    isCentrex: isNew ? body.flag('isCentrex') : undefined,
    more: Object.keys(more).length > 0 ? more : undefined,
  })
}
