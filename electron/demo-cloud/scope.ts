import { fail, ok, type Result } from '../../shared/util/result.ts'
import type { Estate } from './estate.ts'
import { notFound, outOfScope, type Answer } from './http/answer.ts'
import type { Caller } from './session.ts'
import type { DemoCompany } from './tenant/types.ts'

const isPartner = ({ user, company }: Caller): boolean =>
  company.isBP && user.roles.some((role) => role === 'bp_admin' || role === 'bp_finance')

/** Users, systems and sites: the own company and those whose partner it is. */
export const managedCompanies = (estate: Estate, caller: Caller): ReadonlySet<string> => {
  const own = caller.company.id
  if (!isPartner(caller)) return new Set([own])
  return new Set([own, ...estate.tenant.companies.filter(({ bpId }) => bpId === own).map(({ id }) => id)])
}

/** Companies, their subscriptions and the operation log: for a distributor also the end customers of its resellers. */
export const listedCompanies = (estate: Estate, caller: Caller): ReadonlySet<string> => {
  const managed = managedCompanies(estate, caller)
  if (!isPartner(caller)) return managed
  return new Set([
    ...managed,
    ...estate.tenant.companies.filter(({ bpId }) => bpId !== null && managed.has(bpId)).map(({ id }) => id),
  ])
}

/** The company if it exists and the scope includes it, else the 404 or 403 to answer. */
export const companyWithin = (
  estate: Estate,
  scope: ReadonlySet<string>,
  companyId: string,
): Result<DemoCompany, Answer> => {
  const company = estate.company(companyId)
  if (!company) return fail(notFound('Company', companyId))
  return scope.has(companyId) ? ok(company) : fail(outOfScope(companyId))
}
