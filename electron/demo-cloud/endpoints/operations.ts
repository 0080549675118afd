import type { Estate } from '../estate.ts'
import { listAnswer } from '../http/list.ts'
import { anyAdministrator, type Route } from '../http/route.ts'
import { operationLog } from '../operation-log.ts'
import { listedCompanies } from '../scope.ts'

/** The operation history (M171), newest first. */
export const operationRoutes = (estate: Estate): readonly Route[] => {
  const log = operationLog(estate)
  return [
    {
      path: 'api/rainbow/admin/v1.0/logs/operations',
      roles: anyAdministrator,
      get: ({ caller, query }) => {
        const scope = listedCompanies(estate, caller)
        const from = query.instant('fromDate')
        const to = query.instant('toDate')
        const companyId = query.id('resourceContextCompanyId')
        const companyName = query.text('resourceContextCompanyName')?.toLowerCase() ?? null
        const userId = query.id('resourceContextUserId')
        const doneByCompanyId = query.id('doneByCompanyId')
        const operationType = query.oneOf('operationType', ['create', 'update', 'delete'])
        const resourceType = query.oneOf('resourceType', ['subscription', 'profile'])
        const resourceId = query.id('resourceId')
        const rows = log.filter(
          ({ resourceContext: context, ...row }) =>
            scope.has(context.companyId) &&
            (from === null || row.operationDate >= from) &&
            (to === null || row.operationDate <= to) &&
            (companyId === null || context.companyId === companyId) &&
            (companyName === null || (context.companyName ?? '').toLowerCase().includes(companyName)) &&
            (userId === null || context.userId === userId) &&
            (doneByCompanyId === null || row.doneBy?.companyId === doneByCompanyId) &&
            (operationType === null || row.operationType === operationType) &&
            (resourceType === null || row.resourceType === resourceType) &&
            (resourceId === null || row.resourceId === resourceId),
        )
        return listAnswer(query, rows, {
          view: (row) => row,
          id: ({ id }) => id,
          fields: {
            small: ['id', 'operationDate', 'operationType', 'resourceType', 'resourceId'],
            medium: ['doneBy', 'resourceContext'],
          },
          sort: { operationDate: ({ operationDate }) => operationDate },
          defaultSort: 'operationDate',
          defaultOrder: -1,
        })
      },
    },
  ]
}
