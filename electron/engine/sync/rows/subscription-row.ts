import type { Row } from '../../db/index.ts'
import { bit, identifier, instant, isJson, type Json } from '../fields.ts'
import { readFields, rowOf, type Fields } from './row-of.ts'

const businessModels = ['nb_users', 'usage', 'flat_fee', 'none'] as const
const statuses = ['creating', 'active', 'alerting', 'hold', 'terminated']

/** Free: what cannot be sold (Essential, demo offers). Conference is usage and has no billed count (M227). */
const modelOf = (of: Fields): string => {
  if (of.optionalFlag('canBeSold') === false) return 'free'
  if (of.among('businessModel', businessModels) === 'usage') return 'usage'
  return of.flag('isPrepaid') ? 'prepaid' : 'monthly'
}

export const subscriptionRow = (json: Json, companyId: string): Row | null => {
  const id = identifier(json, 'id')
  if (!id) return null
  return rowOf(json, id, {
    company_id: companyId,
    offer_id: (of) => of.identifier('offerId'),
    offer_name: (of) => of.required('offerName') ?? '',
    commercial_reference: (of) => of.text('sapReference'),
    contract_number: (of) => of.text('bsSubscriptionId'),
    model: modelOf,
    billed: (of) => (modelOf(of) === 'usage' || of.flag('isDefault') ? null : of.integer('maxNumberUsers')),
    allocated: (of) => (modelOf(of) === 'usage' ? null : of.integer('numberAssignedUsers')),
    expires_at: (of) => of.instant('expirationDate'),
    status: (of) => of.required('status', statuses) ?? 'unknown',
    sync_ongoing: (of) => bit(of.flag('syncOngoing')),
    created_by: (of) => of.object('createdBy')?.text('loginEmail') ?? null,
    created_at: (of) => of.instant('creationDate'),
  })
}

export const offerRow = (json: Json): Row | null => {
  const id = identifier(json, 'id')
  if (!id) return null
  return rowOf(json, id, {
    name: (of) => of.required('name') ?? '',
    description: (of) => of.text('description'),
    offer_reference: (of) => of.text('offerReference'),
    commercial_reference: (of) => of.text('sapReference'),
    profile_id: (of) => of.identifier('profileId'),
    model: modelOf,
    exclusive: (of) => bit(of.flag('isExclusive')),
    can_be_sold: (of) => bit(of.flag('canBeSold')),
    is_default: (of) => bit(of.flag('isDefault')),
    prepaid_months: (of) => of.integer('prepaidDuration'),
  })
}

const licencesOf = (of: Fields) => {
  if (of.required('resourceType') !== 'subscription') return { licences: null, change: null }
  const deleted = of.required('operationType') === 'delete'
  const was = of.object('previousData')?.integer('maxNumberUsers') ?? null
  const is = deleted ? 0 : (of.object('newData')?.integer('maxNumberUsers') ?? null)
  return { licences: is, change: is === null || (deleted && was === null) ? null : is - (was ?? 0) }
}

/** What the line says of the subscription: after the change, or where it does not say, before it. */
const ofEither =
  <T>(read: (data: Fields) => T | null) =>
  (of: Fields): T | null => {
    const [after, before] = [of.object('newData'), of.object('previousData')]
    return (after && read(after)) ?? (before && read(before))
  }

/** A line of the operation history: "20 (+20)" is the new total and the change (M172). */
export const operationRow = (json: Json): Row | null => {
  const id = identifier(json, 'id')
  const at = instant(json, 'operationDate')
  if (!id || !at) return null
  const both = { ...dataIn(json.previousData), ...dataIn(json.newData) }
  return rowOf(json, id, {
    at,
    operation: (of) => of.required('operationType') ?? 'update',
    resource: (of) => of.required('resourceType') ?? 'subscription',
    resource_id: (of) => of.text('resourceId') ?? '',
    company_id: (of) => of.object('resourceContext')?.identifier('companyId') ?? null,
    company_name: (of) => of.object('resourceContext')?.text('companyName') ?? '',
    done_by: (of) => of.object('doneBy')?.text('displayName') ?? of.object('doneBy')?.text('loginEmail') ?? '',
    plan: (of) => ofEither((data) => data.text('offerName'))(of) ?? '',
    licences: (of) => licencesOf(of).licences,
    change: (of) => licencesOf(of).change,
    contract_number: ofEither((data) => data.text('bsSubscriptionId')),
    commercial_reference: ofEither((data) => data.text('sapReference')),
    model: (of) => {
      if (both.offerName === undefined) return null
      const { value, sound } = readFields(both, modelOf)
      if (!sound) of.notKnown()
      return value
    },
  })
}

const dataIn = (value: unknown): Json => (isJson(value) ? value : {})
