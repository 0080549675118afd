import type { Row } from '../../db/index.ts'
import { bit, flag, identifier, instant, list, text, texts, type Json } from '../fields.ts'

/** A licence of a member: the subscription it counts on, and the offer's name. */
export type Licence = { readonly subscriptionId: string; readonly offerName: string }

/** The columns of a member that come from its licences. */
export const licenceColumns = (licences: readonly Licence[]): { licences: string; licence_ids: string } => ({
  licences: JSON.stringify(licences.map(({ offerName }) => offerName)),
  licence_ids: JSON.stringify(licences),
})

const displayName = (json: Json): string =>
  text(json, 'displayName') ?? [text(json, 'firstName'), text(json, 'lastName')].filter(Boolean).join(' ')

/** M072: what rings, as far as it comes from equipment. */
const phonesOf = (json: Json) =>
  list(json, 'phoneNumbers').flatMap((one) => {
    const id = identifier(one, 'phoneNumberId') ?? identifier(one, 'id')
    if (!id || !flag(one, 'isFromSystem')) return []
    return [
      {
        id,
        equipmentId: identifier(one, 'systemId'),
        extension: text(one, 'internalNumber') ?? text(one, 'shortNumber'),
        number: text(one, 'numberE164') ?? text(one, 'number'),
      },
    ]
  })

/** Null: without an id or a company it is not a row. */
export const memberRow = (json: Json, licences: readonly Licence[]): Row | null => {
  const id = identifier(json, 'id')
  const companyId = identifier(json, 'companyId')
  if (!id || !companyId) return null
  const numbers = list(json, 'phoneNumbers')
  const phone = numbers.find((one) => flag(one, 'isFromSystem')) ?? numbers[0]
  const roles = texts(json, 'roles')
  return {
    id,
    company_id: companyId,
    name: displayName(json),
    first_name: text(json, 'firstName'),
    last_name: text(json, 'lastName'),
    job_title: text(json, 'jobTitle'),
    email: text(json, 'loginEmail') ?? '',
    country: text(json, 'country'),
    language: text(json, 'language'),
    state: 'member',
    ...licenceColumns(licences),
    phone: phone ? (text(phone, 'numberE164') ?? text(phone, 'number')) : null,
    extension: phone ? (text(phone, 'internalNumber') ?? text(phone, 'shortNumber')) : null,
    phones: JSON.stringify(phonesOf(json)),
    roles: JSON.stringify(roles),
    admin_type: text(json, 'adminType'),
    // The deck's Seller is bp_admin with bp_finance (inferred); Admin is a company administrator (M021).
    seller: bit(roles.includes('bp_admin') || roles.includes('bp_finance')),
    admin: bit(roles.includes('admin') && text(json, 'adminType') === 'company_admin'),
    active: typeof json.isActive === 'boolean' ? bit(json.isActive) : null,
    last_login_at: instant(json, 'lastLoginDate'),
    asked_at: null,
    notified_at: null,
    asked_by: null,
    created_at: instant(json, 'creationDate'),
    updated_at: instant(json, 'lastUpdateDate'),
  }
}

const ANSWERED: readonly (string | null)[] = ['accepted', 'auto-accepted', 'declined', 'canceled', 'failed']

/**
 * An invitation or a join request that still waits (M012); null when it was answered. The pending ones are asked for: one
 * whose status nobody knows is no reason to lose it.
 */
export const pendingMemberRow = (json: Json, companyId: string, state: 'invited' | 'requested'): Row | null => {
  const id = identifier(json, 'id')
  if (!id || ANSWERED.includes(text(json, 'status'))) return null
  const requester = text(json, 'requestingUserLoginEmail')
  const askedAt = instant(json, 'invitationDate') ?? instant(json, 'requestingDate')
  return {
    id,
    company_id: companyId,
    name: '',
    first_name: null,
    last_name: null,
    job_title: null,
    email: text(json, 'invitedUserLoginEmail') ?? text(json, 'invitedUserEmail') ?? requester ?? '',
    country: null,
    language: text(json, 'requestedNotificationLanguage'),
    state,
    ...licenceColumns([]),
    phone: null,
    extension: null,
    phones: '[]',
    roles: '[]',
    admin_type: null,
    seller: bit(flag(json, 'invitedToBeBpAdmin')),
    admin: bit(flag(json, 'invitedToBeCompanyAdmin')),
    active: null,
    last_login_at: null,
    asked_at: askedAt,
    notified_at: instant(json, 'lastNotificationDate'),
    asked_by: text(json, 'invitingAdminLoginEmail') ?? requester,
    created_at: askedAt,
    updated_at: instant(json, 'lastNotificationDate'),
  }
}
