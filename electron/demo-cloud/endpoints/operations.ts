import { badRequest } from '../http/answer.ts'
import { orderedAnswer, type ListPlan } from '../http/list.ts'
import { anyAdministrator, get, type Handler, type Route } from '../http/route.ts'
import { listedCompanies, scopeKey } from '../scope.ts'
import { firstNotBefore, type LogEntry } from '../store/operation-log.ts'
import type { Store } from '../store/store.ts'

/** In the order of time, of the same instant the later written as the later. */
const plan: ListPlan<LogEntry> = {
  view: (entry) => entry.operation(),
  id: (entry) => entry.operation().id,
  fields: {
    small: ['id', 'operationDate', 'operationType', 'resourceType', 'resourceId'],
    medium: ['doneBy', 'resourceContext'],
  },
  sort: {
    operationDate: ({ at }) => at,
    operationType: ({ operationType }) => operationType,
    resourceType: ({ resourceType }) => resourceType,
  },
  defaultSort: 'operationDate',
  defaultOrder: -1,
}

const list =
  (store: Store): Handler =>
  ({ caller, query }) => {
    const scope = listedCompanies(store, caller)
    const from = query.instant('fromDate')
    const to = query.instant('toDate')
    const companyId = query.id('resourceContextCompanyId')
    const companyName = query.text('resourceContextCompanyName')?.toLowerCase() ?? null
    const userId = query.id('resourceContextUserId')
    const doneByCompanyId = query.id('doneByCompanyId')
    const operationType = query.oneOf('operationType', ['create', 'update', 'delete'])
    const resourceType = query.oneOf('resourceType', ['subscription', 'profile'])
    const resourceId = query.id('resourceId')
    if (query.issues.length > 0) return badRequest(query.issues)
    const entries = companyId === null ? store.log.entries() : store.log.ofCompany(companyId)
    const wanted = (entry: LogEntry): boolean =>
      scope(entry.companyId) &&
      (to === null || entry.at <= to) &&
      (companyName === null || (store.companyName(entry.companyId) ?? '').toLowerCase().includes(companyName)) &&
      (userId === null || entry.userId === userId) &&
      (operationType === null || entry.operationType === operationType) &&
      (resourceType === null || entry.resourceType === resourceType) &&
      (doneByCompanyId === null || entry.operation().doneBy?.companyId === doneByCompanyId) &&
      (resourceId === null || entry.operation().resourceId === resourceId)
    // As a delta feed it is asked from a date on: what is older is not looked at.
    const first = from === null ? 0 : firstNotBefore(entries, from)
    const key = `operations/${scopeKey(caller)}?${query.selection('')}/${entries.length}`
    const rows = store.remember(key, () => entries.slice(first).filter(wanted))
    return orderedAnswer(query, rows, plan)
  }

/** The operation history (M171), newest first. */
export const operationRoutes = (store: Store): readonly Route[] => [
  get('api/rainbow/admin/v1.0/logs/operations', anyAdministrator, list(store)),
]
