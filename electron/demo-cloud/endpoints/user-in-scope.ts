import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { notFound, outOfScope, type Answer } from '../http/answer.ts'
import { anyAdministrator, type RouteRequest } from '../http/route.ts'
import { holds, managedCompanies } from '../scope.ts'
import type { Store } from '../store/store.ts'
import type { DemoUser } from '../tenant/types.ts'

/** The member if it exists and is oneself or in the caller's charge. */
export const userInScope = (store: Store, { caller, params }: RouteRequest): Result<DemoUser, Answer> => {
  const user = store.users.get(params.userId ?? '')
  if (!user) return fail(notFound('User', params.userId ?? ''))
  if (user.id === caller.user.id) return ok(user)
  return holds(caller, ...anyAdministrator) && managedCompanies(store, caller)(user.companyId)
    ? ok(user)
    : fail(outOfScope(user.companyId))
}
