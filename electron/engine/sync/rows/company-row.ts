import type { Row } from '../../db/index.ts'
import { bit, identifier, type Json } from '../fields.ts'
import { readFields, rowOf, type Fields } from './row-of.ts'

const partnerKinds = ['VAD', 'IR', 'DR'] as const
const statuses = ['initializing', 'active', 'alerting', 'hold', 'terminated']
const plans = ['freemium', 'premium']
const visibilities = ['public', 'private', 'organisation', 'closed', 'isolated']
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
]
/** Of invitations and requests, whatever they are for. */
export const invitationStatuses = ['pending', 'accepted', 'auto-accepted', 'declined', 'canceled', 'failed']

/**
 * M002: a partner is VAD, IR or DR as the cloud says; the rest are end customers. Of a partner of any other kind, or of
 * none, the kind is not known; a new one is listed as a reseller: the rules for resellers are the stricter ones.
 */
const kindOf = (fields: Fields): string => {
  if (!fields.flag('isBP')) return 'EC'
  const kind = fields.among('bpType', partnerKinds)
  if (kind === null) fields.notKnown()
  return kind ?? 'IR'
}

/** Null: the cloud does not say it in a way that can be read. */
export const knownKindOf = (json: Json): string | null => {
  const { value, sound } = readFields(json, kindOf)
  return sound ? value : null
}

const optionalBit = (fields: Fields, name: string): 0 | 1 | null => {
  const said = fields.optionalFlag(name)
  return said === null ? null : bit(said)
}

/** Null: without an id it is not a row. */
export const companyRow = (json: Json): Row | null => {
  const id = identifier(json, 'id')
  if (!id) return null
  return rowOf(json, id, {
    name: (of) => of.required('name') ?? '',
    kind: kindOf,
    partner_id: (of) => of.identifier('bpId'),
    status: (of) => of.required('status', statuses) ?? 'unknown',
    plan: (of) => of.required('offerType', plans) ?? 'unknown',
    visibility: (of) => of.named('visibility', visibilities),
    country: (of) => of.text('country'),
    street: (of) => of.text('street'),
    postal_code: (of) => of.text('postalCode'),
    city: (of) => of.text('city'),
    state: (of) => of.text('state'),
    slogan: (of) => of.text('slogan'),
    size: (of) => of.named('size', sizes),
    economic_activity: (of) => of.text('economicActivityClassification'),
    website: (of) => of.text('website'),
    description: (of) => of.text('description'),
    support_email: (of) => of.text('supportEmail'),
    external_reference: (of) => of.text('externalReference'),
    external_reference2: (of) => of.text('externalReference2'),
    crd_company_id: (of) => of.text('bpCRDid'),
    currency: (of) => of.text('currency'),
    call_number: (of) => of.text('companyCallNumber'),
    centrex: (of) => bit(of.flag('isCentrex')),
    // M084: the closest field of the cloud to "Reseller has right to create"; it says nothing of end customers.
    reseller_can_create: (of) => (of.flag('isBP') ? optionalBit(of, 'bpHasRightToConnect') : null),
    contract_accepted: (of) => optionalBit(of, 'bpIsContractAccepted'),
    admin_can_update: (of) => bit(of.flag('adminHasRightToUpdateSubscriptions')),
    // M165, M198: "all" is both boxes, "increase_only" the first one; absent is unknown.
    admin_can_decrease: (of) => {
      const operations = of.among('adminAllowedUpdateSubscriptionsOps', ['all', 'increase_only'])
      return operations === null ? null : bit(operations === 'all')
    },
    created_at: (of) => of.instant('creationDate'),
    updated_at: (of) => of.instant('statusUpdatedDate'),
  })
}

export const siteRow = (json: Json): Row | null => {
  const id = identifier(json, 'id')
  const companyId = identifier(json, 'companyId')
  if (!id || !companyId) return null
  return rowOf(json, id, {
    company_id: companyId,
    name: (of) => of.required('name') ?? '',
    status: (of) => of.required('status', statuses) ?? 'unknown',
    centrex: (of) => bit(of.flag('isCentrex')),
  })
}

/** An invitation of `bp-link/invitations`, as the own company sees it (M085, M093). */
export const linkInvitationRow = (json: Json, ownId: string): Row | null => {
  const sent = identifier(json, 'invitingCompanyId') === ownId
  const side = sent ? 'invited' : 'inviting'
  return linkRow(json, identifier(json, `${side}CompanyId`), {
    direction: sent ? 'sent' : 'received',
    company_name: (of) => of.text(`${side}CompanyName`) ?? '',
    as_reseller: (of) => bit(of.flag('invitedToBeBpIr')),
    asked_at: (of) => of.instant('invitationDate'),
    asked_by: (of) => of.text('invitingAdminLoginEmail'),
  })
}

/** A request of `bp-link/requests`: the company that asks to be managed, or the one that was asked. */
export const linkRequestRow = (json: Json, ownId: string): Row | null => {
  const sent = identifier(json, 'requestingCompanyId') === ownId
  const side = sent ? 'requested' : 'requesting'
  return linkRow(json, identifier(json, `${side}CompanyId`), {
    direction: sent ? 'sent' : 'received',
    company_name: (of) => of.text(`${side}CompanyName`) ?? '',
    as_reseller: (of) => bit(of.flag('requestedToBeBpIr')),
    asked_at: (of) => of.instant('requestDate'),
    asked_by: (of) => of.text('requestingAdminLoginEmail'),
  })
}

type Columns = Parameters<typeof rowOf>[2]

const linkRow = (json: Json, companyId: string | null, link: Columns): Row | null => {
  const id = identifier(json, 'id')
  if (!id || companyId === null) return null
  return rowOf(json, id, {
    company_id: companyId,
    ...link,
    status: (of) => of.required('status', invitationStatuses) ?? 'unknown',
    notified_at: (of) => of.instant('lastNotificationDate'),
    answered_at: (of) => of.instant('acceptationDate') ?? of.instant('declinationDate'),
  })
}
