import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { notFound, outOfScope, type Answer } from '../http/answer.ts'
import type { RouteRequest } from '../http/route.ts'
import { managedCompanies } from '../scope.ts'
import type { Caller } from '../session.ts'
import type { Store } from '../store/store.ts'
import type { DemoSystem } from '../tenant/types.ts'

/** Equipment of the own company and of the managed ones, and what the own company shares between customers. */
export const systemsInScope = (store: Store, caller: Caller): ((system: DemoSystem) => boolean) => {
  const scope = managedCompanies(store, caller)
  return (system) => system.bpId === caller.company.id || store.companiesOfSystem(system).some(scope)
}

export const systemWithin = (
  store: Store,
  { caller, params }: RouteRequest,
  found: DemoSystem | undefined,
): Result<DemoSystem, Answer> => {
  if (!found) return fail(notFound('System', params.systemId ?? params.pbx ?? ''))
  return systemsInScope(store, caller)(found)
    ? ok(found)
    : fail(outOfScope(store.companiesOfSystem(found)[0] ?? found.bpId ?? ''))
}

export const systemOf = (store: Store, request: RouteRequest): Result<DemoSystem, Answer> =>
  systemWithin(store, request, store.systems.get(request.params.systemId ?? ''))
