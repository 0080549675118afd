import type { Row } from '../../db/index.ts'
import { bit, flag, identifier, instant, text, type Json } from '../fields.ts'

const partnerKinds: readonly (string | null)[] = ['VAD', 'IR', 'DR']

/**
 * M002: a partner is VAD, IR or DR as the cloud says; the rest are end customers. A partner of any other kind, or of
 * none, is listed as a reseller: the rules for resellers are the stricter ones.
 */
const kindOf = (json: Json): string => {
  if (!flag(json, 'isBP')) return 'EC'
  const type = text(json, 'bpType')
  return type !== null && partnerKinds.includes(type) ? type : 'IR'
}

const optionalBit = (json: Json, name: string): 0 | 1 | null =>
  typeof json[name] === 'boolean' ? bit(json[name]) : null

/** Null: without an id it is not a row. */
export const companyRow = (json: Json): Row | null => {
  const id = identifier(json, 'id')
  if (!id) return null
  const operations = text(json, 'adminAllowedUpdateSubscriptionsOps')
  return {
    id,
    name: text(json, 'name') ?? '',
    kind: kindOf(json),
    partner_id: identifier(json, 'bpId'),
    status: text(json, 'status') ?? 'unknown',
    plan: text(json, 'offerType') ?? 'unknown',
    visibility: text(json, 'visibility'),
    country: text(json, 'country'),
    street: text(json, 'street'),
    postal_code: text(json, 'postalCode'),
    city: text(json, 'city'),
    state: text(json, 'state'),
    slogan: text(json, 'slogan'),
    size: text(json, 'size'),
    economic_activity: text(json, 'economicActivityClassification'),
    website: text(json, 'website'),
    description: text(json, 'description'),
    support_email: text(json, 'supportEmail'),
    external_reference: text(json, 'externalReference'),
    external_reference2: text(json, 'externalReference2'),
    crd_company_id: text(json, 'bpCRDid'),
    currency: text(json, 'currency'),
    call_number: text(json, 'companyCallNumber'),
    centrex: bit(flag(json, 'isCentrex')),
    // M084: the closest field of the cloud to "Reseller has right to create"; it says nothing of end customers.
    reseller_can_create: flag(json, 'isBP') ? optionalBit(json, 'bpHasRightToConnect') : null,
    contract_accepted: optionalBit(json, 'bpIsContractAccepted'),
    admin_can_update: bit(flag(json, 'adminHasRightToUpdateSubscriptions')),
    // M165, M198: "all" is both boxes, "increase_only" the first one; absent is unknown.
    admin_can_decrease: operations === null ? null : bit(operations === 'all'),
    created_at: instant(json, 'creationDate'),
    updated_at: instant(json, 'statusUpdatedDate'),
  }
}

export const siteRow = (json: Json): Row | null => {
  const id = identifier(json, 'id')
  const companyId = identifier(json, 'companyId')
  if (!id || !companyId) return null
  return {
    id,
    company_id: companyId,
    name: text(json, 'name') ?? '',
    status: text(json, 'status') ?? 'unknown',
    centrex: bit(flag(json, 'isCentrex')),
  }
}

/** An invitation of `bp-link/invitations`, as the own company sees it (M085, M093). */
export const linkInvitationRow = (json: Json, ownId: string): Row | null => {
  const sent = identifier(json, 'invitingCompanyId') === ownId
  const side = sent ? 'invited' : 'inviting'
  return linkRow(json, {
    direction: sent ? 'sent' : 'received',
    company_id: identifier(json, `${side}CompanyId`),
    company_name: text(json, `${side}CompanyName`),
    as_reseller: bit(flag(json, 'invitedToBeBpIr')),
    asked_at: instant(json, 'invitationDate'),
    asked_by: text(json, 'invitingAdminLoginEmail'),
  })
}

/** A request of `bp-link/requests`: the company that asks to be managed, or the one that was asked. */
export const linkRequestRow = (json: Json, ownId: string): Row | null => {
  const sent = identifier(json, 'requestingCompanyId') === ownId
  const side = sent ? 'requested' : 'requesting'
  return linkRow(json, {
    direction: sent ? 'sent' : 'received',
    company_id: identifier(json, `${side}CompanyId`),
    company_name: text(json, `${side}CompanyName`),
    as_reseller: bit(flag(json, 'requestedToBeBpIr')),
    asked_at: instant(json, 'requestDate'),
    asked_by: text(json, 'requestingAdminLoginEmail'),
  })
}

type Link = {
  readonly direction: 'sent' | 'received'
  readonly company_id: string | null
  readonly company_name: string | null
  readonly as_reseller: 0 | 1
  readonly asked_at: string | null
  readonly asked_by: string | null
}

const linkRow = (json: Json, link: Link): Row | null => {
  const id = identifier(json, 'id')
  if (!id || link.company_id === null) return null
  return {
    id,
    ...link,
    company_id: link.company_id,
    company_name: link.company_name ?? '',
    status: text(json, 'status') ?? 'unknown',
    notified_at: instant(json, 'lastNotificationDate'),
    answered_at: instant(json, 'acceptationDate') ?? instant(json, 'declinationDate'),
  }
}
