import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { conflict, notFound, single, type Answer } from '../http/answer.ts'
import { listAnswer, orders } from '../http/list.ts'
import { anyAdministrator, get, post, type Handler, type Route, type RouteRequest } from '../http/route.ts'
import { companyWithin, managedCompanies } from '../scope.ts'
import { joinCompany } from '../store/membership.ts'
import { defaultCompanyId } from '../store/service-companies.ts'
import type { Store } from '../store/store.ts'
import type { DemoJoinRequest } from '../tenant/types.ts'
import { joinRequestFields, joinRequestView } from '../views/join-view.ts'

const BASE = 'api/rainbow/admin/v1.0/companies/:companyId/join-companies/requests'

const requestStatuses = ['pending', 'accepted', 'declined', 'canceled'] as const

const oneRequest = (store: Store, { caller, params }: RouteRequest): Result<DemoJoinRequest, Answer> => {
  const company = companyWithin(store, managedCompanies(store, caller), params.companyId ?? '')
  if (!company.ok) return company
  const found = store.joinRequests.get(params.requestId ?? '')
  return found?.requestedCompanyId === company.value.id ? ok(found) : fail(notFound('Request', params.requestId ?? ''))
}

const decide =
  (store: Store, apply: (request: DemoJoinRequest, by: string) => DemoJoinRequest | Answer): Handler =>
  (request) => {
    const found = oneRequest(store, request)
    if (!found.ok) return found.failure
    if (found.value.status !== 'pending') return conflict(`Request ${found.value.id} is no longer pending`, '655')
    const result = apply(found.value, request.caller.user.id)
    if ('headers' in result) return result
    store.saveJoinRequest(result)
    return single(joinRequestView(store, result))
  }

export const joinRequestRoutes = (store: Store): readonly Route[] => [
  get(BASE, anyAdministrator, ({ caller, params, query }) => {
    const found = companyWithin(store, managedCompanies(store, caller), params.companyId ?? '')
    if (!found.ok) return found.failure
    const statuses: readonly string[] = query.someOf('status', requestStatuses)
    const rows = store.joinRequests
      .by('companyId', found.value.id)
      .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
    return listAnswer(query, rows, {
      view: (request) => joinRequestView(store, request),
      id: ({ id }) => id,
      fields: joinRequestFields,
      sort: orders<DemoJoinRequest>('requestingDate', 'requestingUserLoginEmail', 'status', 'id'),
      defaultSort: 'requestingDate',
    })
  }),
  get(`${BASE}/:requestId`, anyAdministrator, (request) => {
    const found = oneRequest(store, request)
    return found.ok ? single(joinRequestView(store, found.value)) : found.failure
  }),
  post(
    `${BASE}/:requestId/accept`,
    anyAdministrator,
    decide(store, (request, by) => {
      const user = store.users.get(request.requestingUserId)
      if (!user || user.companyId !== defaultCompanyId) return conflict('The user belongs to a company already')
      if (store.companies.get(request.requestedCompanyId)?.status === 'terminated') {
        return conflict(`Company ${request.requestedCompanyId} is terminated`)
      }
      joinCompany(store, user, request.requestedCompanyId, { companyAdmin: false, bpAdmin: false }, by)
      return { ...request, status: 'accepted', acceptationDate: store.now() }
    }),
  ),
  post(
    `${BASE}/:requestId/decline`,
    anyAdministrator,
    decide(store, (request) => ({ ...request, status: 'declined', declinationDate: store.now() })),
  ),
]
