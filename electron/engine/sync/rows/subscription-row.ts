import type { Row } from '../../db/index.ts'
import { bit, flag, identifier, instant, integer, isJson, text, type Json } from '../fields.ts'

/** Free: what cannot be sold (Essential, demo offers). Conference is usage and has no billed count (M227). */
export const modelOf = (json: Json): string => {
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
    offer_id: identifier(json, 'offerId'),
    offer_name: text(json, 'offerName') ?? '',
    commercial_reference: text(json, 'sapReference'),
    contract_number: text(json, 'bsSubscriptionId'),
    model,
    billed: model === 'usage' || flag(json, 'isDefault') ? null : integer(json, 'maxNumberUsers'),
    allocated: model === 'usage' ? null : integer(json, 'numberAssignedUsers'),
    expires_at: instant(json, 'expirationDate'),
    status: text(json, 'status') ?? 'unknown',
    sync_ongoing: bit(flag(json, 'syncOngoing')),
    created_by: isJson(json.createdBy) ? text(json.createdBy, 'loginEmail') : null,
    created_at: instant(json, 'creationDate'),
  }
}

export const offerRow = (json: Json): Row | null => {
  const id = identifier(json, 'id')
  if (!id) return null
  return {
    id,
    name: text(json, 'name') ?? '',
    description: text(json, 'description'),
    offer_reference: text(json, 'offerReference'),
    commercial_reference: text(json, 'sapReference'),
    profile_id: identifier(json, 'profileId'),
    model: modelOf(json),
    exclusive: bit(flag(json, 'isExclusive')),
    can_be_sold: bit(flag(json, 'canBeSold')),
    is_default: bit(flag(json, 'isDefault')),
    prepaid_months: integer(json, 'prepaidDuration'),
  }
}

/** A line of the operation history: "20 (+20)" is the new total and the change (M172). */
export const operationRow = (json: Json): Row | null => {
  const id = identifier(json, 'id')
  const at = instant(json, 'operationDate')
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
    company_id: identifier(context, 'companyId'),
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
