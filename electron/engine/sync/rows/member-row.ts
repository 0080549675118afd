import type { Row } from '../../db/index.ts'
import { bit, identifier, text, type Json } from '../fields.ts'
import { invitationStatuses } from './company-row.ts'
import { rowOf, type Fields } from './row-of.ts'

const roleNames = [
  'guest', 'user', 'admin', 'bp_admin', 'bp_finance', 'company_support', 'support', 'superadmin', 'business_admin', 'app_admin', 'app_superadmin',
] // prettier-ignore
const adminTypes = ['organization_admin', 'company_admin', 'site_admin', 'undefined']

/** A licence of a member: the subscription it counts on, and the offer's name. */
export type Licence = { readonly subscriptionId: string; readonly offerName: string }

/** The columns of a member that come from its licences. */
export const licenceColumns = (licences: readonly Licence[]): { licences: string; licence_ids: string } => ({
  licences: JSON.stringify(licences.map(({ offerName }) => offerName)),
  licence_ids: JSON.stringify(licences),
})

const displayName = (of: Fields): string =>
  of.text('displayName') ??
  ([of.text('firstName'), of.text('lastName')].filter(Boolean).join(' ') || (of.required('displayName') ?? ''))

/** M072: what rings, as far as it comes from equipment. */
const phonesOf = (of: Fields) =>
  of.list('phoneNumbers').flatMap((one) => {
    const id = one.identifier('phoneNumberId') ?? one.identifier('id')
    if (!id || !one.flag('isFromSystem')) return []
    return [
      {
        id,
        equipmentId: one.identifier('systemId'),
        extension: one.text('internalNumber') ?? one.text('shortNumber'),
        number: one.text('numberE164') ?? one.text('number'),
      },
    ]
  })

const phoneOf = (of: Fields): Fields | undefined => {
  const numbers = of.list('phoneNumbers')
  return numbers.find((one) => one.flag('isFromSystem')) ?? numbers[0]
}

/** Null: without an id or a company it is not a row. */
export const memberRow = (json: Json, licences: readonly Licence[]): Row | null => {
  const id = identifier(json, 'id')
  const companyId = identifier(json, 'companyId')
  if (!id || !companyId) return null
  return rowOf(json, id, {
    company_id: companyId,
    name: displayName,
    first_name: (of) => of.text('firstName'),
    last_name: (of) => of.text('lastName'),
    job_title: (of) => of.text('jobTitle'),
    email: (of) => of.required('loginEmail') ?? '',
    country: (of) => of.text('country'),
    language: (of) => of.text('language'),
    state: 'member',
    ...licenceColumns(licences),
    phone: (of) => {
      const phone = phoneOf(of)
      return phone ? (phone.text('numberE164') ?? phone.text('number')) : null
    },
    extension: (of) => {
      const phone = phoneOf(of)
      return phone ? (phone.text('internalNumber') ?? phone.text('shortNumber')) : null
    },
    phones: (of) => JSON.stringify(phonesOf(of)),
    roles: (of) => JSON.stringify(of.texts('roles', roleNames)),
    admin_type: (of) => of.named('adminType', adminTypes),
    // The deck's Seller is bp_admin with bp_finance (inferred); Admin is a company administrator (M021).
    seller: (of) => bit(of.texts('roles').some((role) => role === 'bp_admin' || role === 'bp_finance')),
    admin: (of) => bit(of.texts('roles').includes('admin') && of.among('adminType', adminTypes) === 'company_admin'),
    active: (of) => {
      const active = of.optionalFlag('isActive')
      return active === null ? null : bit(active)
    },
    last_login_at: (of) => of.instant('lastLoginDate'),
    asked_at: null,
    notified_at: null,
    asked_by: null,
    created_at: (of) => of.instant('creationDate'),
    updated_at: (of) => of.instant('lastUpdateDate'),
  })
}

const ANSWERED: readonly (string | null)[] = invitationStatuses.filter((status) => status !== 'pending')

/**
 * An invitation or a join request that still waits (M012); null when it was answered. The pending ones are asked for: one
 * whose status nobody knows is no reason to lose it.
 */
export const pendingMemberRow = (json: Json, companyId: string, state: 'invited' | 'requested'): Row | null => {
  const id = identifier(json, 'id')
  if (!id || ANSWERED.includes(text(json, 'status'))) return null
  const askedAt = (of: Fields): string | null => of.instant('invitationDate') ?? of.instant('requestingDate')
  return rowOf(json, id, {
    company_id: companyId,
    name: '',
    first_name: null,
    last_name: null,
    job_title: null,
    email: (of) =>
      of.text('invitedUserLoginEmail') ?? of.text('invitedUserEmail') ?? of.text('requestingUserLoginEmail') ?? '',
    country: null,
    language: (of) => of.text('requestedNotificationLanguage'),
    state: (of) => {
      // What is listed as pending waits, though its status is not one that anybody knows: it is noted.
      of.required('status', invitationStatuses)
      return state
    },
    ...licenceColumns([]),
    phone: null,
    extension: null,
    phones: '[]',
    roles: '[]',
    admin_type: null,
    seller: (of) => bit(of.flag('invitedToBeBpAdmin')),
    admin: (of) => bit(of.flag('invitedToBeCompanyAdmin')),
    active: null,
    last_login_at: null,
    asked_at: askedAt,
    notified_at: (of) => of.instant('lastNotificationDate'),
    asked_by: (of) => of.text('invitingAdminLoginEmail') ?? of.text('requestingUserLoginEmail'),
    created_at: askedAt,
    updated_at: (of) => of.instant('lastNotificationDate'),
  })
}
