import { listAnswer, type View } from '../http/list.ts'
import { anyAdministrator, get, type Route, type RouteRequest } from '../http/route.ts'
import { companyWithin, listedCompanies } from '../scope.ts'
import type { Store } from '../store/store.ts'
import type { DemoCompany } from '../tenant/types.ts'

const BASE = 'api/rainbow/metrics/v1.0/analyticmetrics/companies/:companyId'

/** The rows' fields are not publicly documented: our declared design. */
const measured = (store: Store, { id, name }: DemoCompany): View => ({
  companyId: id,
  companyName: name,
  date: store.now().slice(0, 10),
  users: store.users.by('companyId', id).filter((user) => !user.isTerminated).length,
  systems: store.systems.by('companyId', id).length,
})

/** Counts of the companies under a Business Partner, and of one company on this day: this cloud keeps none of the past. */
export const metricsRoutes = (store: Store): readonly Route[] => {
  const answer = ({ caller, params, query }: RouteRequest, rows: (company: DemoCompany) => readonly DemoCompany[]) => {
    const found = companyWithin(store, listedCompanies(store, caller), params.companyId ?? '')
    if (!found.ok) return found.failure
    return listAnswer(query, rows(found.value), {
      view: (company) => measured(store, company),
      id: ({ id }) => id,
      fields: { small: ['companyId', 'companyName', 'date', 'users', 'systems'], medium: [] },
      sort: { companyName: ({ name }) => name },
      defaultSort: 'companyName',
    })
  }
  return [
    get(`${BASE}/customers/flat`, anyAdministrator, (request) =>
      answer(request, ({ id }) => store.companies.by('bpId', id).filter(({ status }) => status !== 'terminated')),
    ),
    get(`${BASE}/daily`, anyAdministrator, (request) => answer(request, (company) => [company])),
  ]
}
