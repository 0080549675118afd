import { fail, ok, type Result } from '../../shared/util/result.ts'
import { notFound, outOfScope, type Answer } from './http/answer.ts'
import type { Caller } from './session.ts'
import type { Store } from './store/store.ts'
import type { DemoCompany, Role } from './tenant/types.ts'

/** Whether a company is in the caller's charge. Asked per row, so it must not look at all companies. */
export type Scope = (companyId: string | null) => boolean

export const holds = ({ user }: Caller, ...roles: readonly Role[]): boolean =>
  roles.some((role) => user.roles.includes(role))

export const isPartner = (caller: Caller): boolean => caller.company.isBP && holds(caller, 'bp_admin', 'bp_finance')

export const isDistributor = (caller: Caller): boolean => isPartner(caller) && caller.company.bpType === 'VAD'

/** Users, systems and sites: the own company and those whose partner it is. */
export const managedCompanies = (store: Store, caller: Caller): Scope => {
  const own = caller.company.id
  const partner = isPartner(caller)
  return (id) => id === own || (partner && id !== null && store.companies.get(id)?.bpId === own)
}

/** Companies, their subscriptions and the operation log: for a distributor also the end customers of its resellers. */
export const listedCompanies = (store: Store, caller: Caller): Scope => {
  const managed = managedCompanies(store, caller)
  if (!isPartner(caller)) return managed
  return (id) => managed(id) || (id !== null && managed(store.companies.get(id)?.bpId ?? null))
}

/** What a remembered list depends on besides its filters. */
export const scopeKey = (caller: Caller): string => `${caller.company.id}/${isPartner(caller)}`

/** The company if it exists and the scope includes it, else the 404 or 403 to answer. */
export const companyWithin = (store: Store, scope: Scope, companyId: string): Result<DemoCompany, Answer> => {
  const company = store.companies.get(companyId)
  if (!company) return fail(notFound('Company', companyId))
  return scope(companyId) ? ok(company) : fail(outOfScope(companyId))
}
