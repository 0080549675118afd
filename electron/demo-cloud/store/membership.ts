import type { DemoCompany, DemoUser, Role } from '../tenant/types.ts'
import { giveDefaultLicence, takeAllLicences } from './licences.ts'
import { defaultCompanyId, terminatedCompanyId } from './service-companies.ts'
import type { Store } from './store.ts'
import { liveSubscriptions } from './subscription-state.ts'

export type JoinAs = { readonly companyAdmin: boolean; readonly bpAdmin: boolean }

const administrators = (store: Store, companyId: string): readonly DemoUser[] =>
  store.users.by('companyId', companyId).filter(({ roles }) => roles.includes('admin'))

/**
 * M053, M054: with Essential only, a company has one administrator; with Business or Enterprise several. `userId` is
 * whom the question is about.
 */
export const mayHaveAdministrator = (store: Store, companyId: string, userId: string | null): boolean =>
  administrators(store, companyId).every(({ id }) => id === userId) ||
  liveSubscriptions(store, companyId).some(({ offerId }) => store.offers.get(offerId)?.isExclusive)

/** A licence of the plan, and the first administrator makes an initialising company active. */
export const joinCompany = (store: Store, user: DemoUser, companyId: string, as: JoinAs, by: string): DemoUser => {
  takeAllLicences(store, user, by)
  const admin = as.companyAdmin && mayHaveAdministrator(store, companyId, user.id)
  const roles: readonly Role[] = [
    'user',
    ...(admin || as.bpAdmin ? (['admin'] as const) : []),
    ...(as.bpAdmin ? (['bp_admin', 'bp_finance'] as const) : []),
  ]
  const joined = store.saveUser({
    ...user,
    companyId,
    roles,
    adminType: roles.includes('admin') ? 'company_admin' : 'undefined',
  })
  giveDefaultLicence(store, joined, by)
  const company = store.companies.get(companyId)
  if (company?.status === 'initializing' && roles.includes('admin')) store.saveCompany({ ...company, status: 'active' })
  return joined
}

const freeNumbers = (store: Store, user: DemoUser): void => {
  for (const number of store.phoneNumbers.by('userId', user.id)) store.savePhoneNumber({ ...number, userId: null })
}

const moveOut = (store: Store, user: DemoUser, companyId: string, by: string, change: Partial<DemoUser>): DemoUser => {
  takeAllLicences(store, user, by)
  freeNumbers(store, user)
  return store.saveUser({ ...user, companyId, roles: ['user'], adminType: 'undefined', ...change })
}

/** "Remove member" (M071, M095): back to the default company, without administration roles and PBX numbers. */
export const leaveCompany = (store: Store, user: DemoUser, by: string): DemoUser =>
  moveOut(store, user, defaultCompanyId, by, {})

export const terminateUser = (store: Store, user: DemoUser, by: string): DemoUser =>
  moveOut(store, user, terminatedCompanyId, by, { isTerminated: true, isActive: false })

/** The administrators of a company that becomes a partner get operations and finance (M030). */
export const promoteAdministrators = (store: Store, { id }: DemoCompany): void => {
  for (const user of administrators(store, id)) {
    store.saveUser({ ...user, roles: [...new Set<Role>([...user.roles, 'bp_admin', 'bp_finance'])] })
  }
}
