import type { Row } from '../db/index.ts'
import { bit, flag, identifier, instant, integer, isJson, list, text, texts, type Json } from './fields.ts'

/** From the cloud's JSON to the cache's rows. Null: without an id or an owner it is not a row. */

export const companyColumns = [
  'name', 'kind', 'partner_id', 'status', 'plan', 'visibility', 'country', 'street', 'postal_code', 'city', 'slogan',
  'size', 'economic_activity', 'website', 'description', 'support_email', 'external_reference', 'external_reference2',
  'crd_company_id', 'admin_can_update', 'admin_can_decrease', 'created_at',
] as const // prettier-ignore

const partnerKinds: readonly (string | null)[] = ['VAD', 'IR', 'DR']

/** M002: a partner is VAD, IR or DR as the cloud says, and a reseller when it says anything else; the rest are end customers. */
const kindOf = (json: Json): string => {
  if (!flag(json, 'isBP')) return 'EC'
  const type = text(json, 'bpType')
  return type !== null && partnerKinds.includes(type) ? type : 'IR'
}

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
    slogan: text(json, 'slogan'),
    size: text(json, 'size'),
    economic_activity: text(json, 'economicActivityClassification'),
    website: text(json, 'website'),
    description: text(json, 'description'),
    support_email: text(json, 'supportEmail'),
    external_reference: text(json, 'externalReference'),
    external_reference2: text(json, 'externalReference2'),
    crd_company_id: text(json, 'bpCRDid'),
    admin_can_update: bit(flag(json, 'adminHasRightToUpdateSubscriptions')),
    // M165, M198: "all" is both boxes, "increase_only" the first one; absent is unknown.
    admin_can_decrease: operations === null ? null : bit(operations === 'all'),
    created_at: instant(json, 'creationDate'),
  }
}

export const memberColumns = [
  'company_id',
  'name',
  'email',
  'state',
  'licences',
  'phone',
  'extension',
  'seller',
  'admin',
] as const

export const memberRow = (json: Json, licences: readonly string[]): Row | null => {
  const id = identifier(json, 'id')
  const companyId = identifier(json, 'companyId')
  if (!id || !companyId) return null
  const phone = list(json, 'phoneNumbers').find((one) => flag(one, 'isFromSystem')) ?? list(json, 'phoneNumbers')[0]
  const roles = texts(json, 'roles')
  return {
    id,
    company_id: companyId,
    name: text(json, 'displayName') ?? [text(json, 'firstName'), text(json, 'lastName')].filter(Boolean).join(' '),
    email: text(json, 'loginEmail') ?? '',
    state: 'member',
    licences: JSON.stringify(licences),
    phone: phone ? (text(phone, 'numberE164') ?? text(phone, 'number')) : null,
    extension: phone ? (text(phone, 'internalNumber') ?? text(phone, 'shortNumber')) : null,
    // The deck's Seller is bp_admin with bp_finance (inferred); Admin is a company administrator (M021).
    seller: bit(roles.includes('bp_admin') || roles.includes('bp_finance')),
    admin: bit(roles.includes('admin') && text(json, 'adminType') === 'company_admin'),
  }
}

/** An invitation or a join request that still waits (M012). */
export const pendingMemberRow = (json: Json, companyId: string, state: 'invited' | 'requested'): Row | null => {
  const id = identifier(json, 'id')
  if (!id || text(json, 'status') !== 'pending') return null
  const email =
    text(json, 'invitedUserLoginEmail') ??
    text(json, 'invitedUserEmail') ??
    text(json, 'requestingUserLoginEmail') ??
    ''
  return {
    id,
    company_id: companyId,
    name: '',
    email,
    state,
    licences: '[]',
    phone: null,
    extension: null,
    seller: bit(flag(json, 'invitedToBeBpAdmin')),
    admin: bit(flag(json, 'invitedToBeCompanyAdmin')),
  }
}

export const subscriptionColumns = [
  'company_id', 'offer_name', 'commercial_reference', 'contract_number', 'model', 'billed', 'allocated', 'expires_at',
  'status', 'created_at',
] as const // prettier-ignore

/** Free: what cannot be sold (Essential, demo offers). Conference is usage and has no billed count (M227). */
const modelOf = (json: Json): string => {
  if (json.canBeSold === false) return 'free'
  if (text(json, 'businessModel') === 'usage') return 'usage'
  return flag(json, 'isPrepaid') ? 'prepaid' : 'monthly'
}

export const subscriptionRow = (json: Json, companyId: string): Row | null => {
  const id = identifier(json, 'id')
  if (!id) return null
  const model = modelOf(json)
  return {
    id,
    company_id: companyId,
    offer_name: text(json, 'offerName') ?? '',
    commercial_reference: text(json, 'sapReference'),
    contract_number: text(json, 'bsSubscriptionId'),
    model,
    billed: model === 'usage' || flag(json, 'isDefault') ? null : integer(json, 'maxNumberUsers'),
    allocated: model === 'usage' ? null : integer(json, 'numberAssignedUsers'),
    expires_at: instant(json, 'expirationDate'),
    status: text(json, 'status') ?? 'unknown',
    created_at: instant(json, 'creationDate'),
  }
}

export const equipmentColumns = [
  'company_id', 'name', 'server_type', 'equipment_id', 'country', 'outbound_prefix', 'connection', 'shared', 'company_count',
] as const // prettier-ignore

/** Pending: never connected (M068). Normal: all channels up; some down is degraded, all down is disconnected. */
export const connectionOf = (status: string | null, state: Json | null): string => {
  if (status === 'created') return 'pending'
  if (!state) return 'unknown'
  const channels = ['conf', 'csta', 'http', 'xmpp'].filter((name) => state[name] !== undefined)
  const up = channels.filter((name) => state[name] === true || state[name] === 'true')
  if (channels.length === 0) return 'unknown'
  if (up.length === channels.length) return 'normal'
  return up.length === 0 ? 'disconnected' : 'degraded'
}

export const equipmentRow = (
  json: Json,
  extra: { companyId: string | null; connection: string; companyCount: number },
): Row | null => {
  const id = identifier(json, 'id')
  if (!id) return null
  return {
    id,
    company_id: extra.companyId,
    name: text(json, 'name') ?? '',
    server_type: serverTypeOf(json),
    equipment_id: text(json, 'pbxId') ?? '',
    country: text(json, 'country'),
    outbound_prefix: flag(json, 'usePbxMainBundlePrefix') ? (texts(json, 'pbxMainBundlePrefix')[0] ?? null) : null,
    connection: extra.connection,
    shared: bit(flag(json, 'isShared') || flag(json, 'isCentrex')),
    company_count: extra.companyCount,
  }
}

/** M062. The API does not tell OXO Connect from OmniPCX Office; where the version says, it is used. */
const serverTypeOf = (json: Json): string => {
  const type = text(json, 'type')
  if (type === 'oxe') return flag(json, 'isCentrex') ? 'OTEC-S' : 'OmniPCX Enterprise'
  if (type === 'oxo') return (text(json, 'version') ?? '').startsWith('ONE') ? 'OXO Connect' : 'OmniPCX Office'
  return type ?? 'unknown'
}

/** A line of the operation history: "20 (+20)" is the new total and the change (M172). */
export const operationRow = (json: Json): Row | null => {
  const id = text(json, 'id')
  const at = text(json, 'operationDate')
  if (!id || !at) return null
  const context = isJson(json.resourceContext) ? json.resourceContext : {}
  const by = isJson(json.doneBy) ? json.doneBy : {}
  const before = isJson(json.previousData) ? json.previousData : {}
  const after = isJson(json.newData) ? json.newData : {}
  const both = { ...before, ...after }
  const operation = text(json, 'operationType') ?? 'update'
  const was = integer(before, 'maxNumberUsers')
  const is = operation === 'delete' ? 0 : integer(after, 'maxNumberUsers')
  const licences = text(json, 'resourceType') === 'subscription' ? is : null
  return {
    id,
    at,
    operation,
    resource: text(json, 'resourceType') ?? 'subscription',
    resource_id: text(json, 'resourceId') ?? '',
    company_id: text(context, 'companyId'),
    company_name: text(context, 'companyName') ?? '',
    done_by: text(by, 'displayName') ?? text(by, 'loginEmail') ?? '',
    plan: text(both, 'offerName') ?? '',
    licences,
    change: licences === null || (operation === 'delete' && was === null) ? null : licences - (was ?? 0),
    contract_number: text(both, 'bsSubscriptionId'),
    commercial_reference: text(both, 'sapReference'),
    model: after.offerName !== undefined || before.offerName !== undefined ? modelOf(both) : null,
  }
}
