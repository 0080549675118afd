import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { Estate } from '../estate.ts'
import { badRequest, json, notFound, outOfScope, single, type Answer } from '../http/answer.ts'
import { formats, listAnswer, project } from '../http/list.ts'
import type { Query } from '../http/query.ts'
import { anyAdministrator, type Route, type RouteRequest } from '../http/route.ts'
import { managedCompanies } from '../scope.ts'
import type { Caller } from '../session.ts'
import type { DemoSystem } from '../tenant/types.ts'
import { phoneNumberFields, phoneNumberView } from '../views/phone-number-view.ts'
import { systemFields, systemView } from '../views/system-view.ts'

const BASE = 'api/rainbow/admin/v1.0/systems'

const types = ['oxo', 'oxe', 'third_party', 'undefined'] as const
const statuses = ['created', 'activating', 'activated', 'terminated'] as const

const inScope = (estate: Estate, caller: Caller): ((system: DemoSystem) => boolean) => {
  const scope = managedCompanies(estate, caller)
  return (system) => system.bpId === caller.company.id || estate.companiesOfSystem(system).some((id) => scope.has(id))
}

const oneSystem = (
  estate: Estate,
  { caller, params }: RouteRequest,
  found: DemoSystem | undefined,
): Result<DemoSystem, Answer> => {
  if (!found) return fail(notFound('System', params.systemId ?? params.pbx ?? ''))
  return inScope(estate, caller)(found)
    ? ok(found)
    : fail(outOfScope(estate.companiesOfSystem(found)[0] ?? found.bpId ?? ''))
}

const systemFilter = (query: Query, estate: Estate): ((system: DemoSystem) => boolean) => {
  const name = query.text('name')?.toLowerCase() ?? null
  const type = query.someOf('type', types)
  const status: readonly string[] = query.someOf('status', statuses)
  const siteId = query.ids('siteId')
  const companyId = query.ids('companyId')
  const bpId = query.id('bpId')
  const isShared = query.flag('isShared')
  const isCentrex = query.flag('isCentrex')
  const isSharedOrCentrex = query.flag('isSharedOrCentrex')
  const isOxoManaged = query.flag('isOxoManaged')
  const from = query.instant('fromCreationDate')
  const to = query.instant('toCreationDate')
  return (system) =>
    (name === null || system.name.toLowerCase().includes(name)) &&
    (type.length === 0 || type.includes(system.type)) &&
    (status.length === 0 || status.includes(system.status)) &&
    (siteId.length === 0 || system.siteId.some((id) => siteId.includes(id))) &&
    (companyId.length === 0 || estate.companiesOfSystem(system).some((id) => companyId.includes(id))) &&
    (bpId === null || system.bpId === bpId) &&
    (isShared === null || system.isShared === isShared) &&
    (isCentrex === null || system.isCentrex === isCentrex) &&
    (isSharedOrCentrex === null || (system.isShared || system.isCentrex) === isSharedOrCentrex) &&
    isOxoManaged !== true &&
    (from === null || system.creationDate >= from) &&
    (to === null || system.creationDate <= to)
}

export const systemRoutes = (estate: Estate, clock: () => Date): readonly Route[] => [
  {
    path: BASE,
    roles: anyAdministrator,
    get: ({ caller, query }) => {
      const wanted = systemFilter(query, estate)
      const visible = inScope(estate, caller)
      const withHistory = query.flag('connectionHistory') ?? false
      const rows = estate.tenant.systems.filter((system) => wanted(system) && visible(system))
      return listAnswer(query, rows, {
        view: (system) => systemView(system, withHistory),
        id: ({ id }) => id,
        fields: systemFields,
        sort: {
          pbxId: ({ pbxId }) => pbxId,
          name: ({ name }) => name,
          creationDate: ({ creationDate }) => creationDate,
          status: ({ status }) => status,
        },
        defaultSort: 'pbxId',
      })
    },
  },
  {
    path: `${BASE}/pbxid/:pbx`,
    roles: anyAdministrator,
    get: (request) => {
      const system = oneSystem(
        estate,
        request,
        estate.tenant.systems.find(({ pbxId }) => pbxId === request.params.pbx),
      )
      return system.ok
        ? single(systemView(system.value, request.query.flag('connectionHistory') ?? false))
        : system.failure
    },
  },
  {
    path: `${BASE}/:systemId`,
    roles: anyAdministrator,
    get: (request) => {
      const system = oneSystem(estate, request, estate.system(request.params.systemId ?? ''))
      return system.ok
        ? single(systemView(system.value, request.query.flag('connectionHistory') ?? false))
        : system.failure
    },
  },
  {
    path: `${BASE}/:systemId/state`,
    roles: anyAdministrator,
    get: (request) => {
      const system = oneSystem(estate, request, estate.system(request.params.systemId ?? ''))
      if (!system.ok) return system.failure
      const format = request.query.oneOf('format', formats) ?? 'small'
      const withHistory = request.query.flag('connectionHistory') ?? false
      if (request.query.issues.length > 0) return badRequest(request.query.issues)
      const { channels, connectionHistory } = system.value
      const connection = channels.conf || channels.csta || channels.http || channels.xmpp
      const state = project({ timestamp: clock().toISOString(), connection, ...channels }, format, {
        small: ['timestamp', 'connection'],
        medium: ['conf', 'csta', 'http'],
      })
      return single(withHistory ? { ...state, connectionHistory } : state)
    },
  },
  {
    path: `${BASE}/:systemId/phone-numbers/multi-companies`,
    roles: anyAdministrator,
    get: (request) => {
      const system = oneSystem(estate, request, estate.system(request.params.systemId ?? ''))
      if (!system.ok) return system.failure
      const data = system.value.companyPrefixes.map(({ companyPrefix, companyId }) => ({
        companyPrefix,
        companyId,
        companyName: estate.companyName(companyId),
      }))
      return json({ data, total: data.length, limit: 100, offset: 0 })
    },
  },
  {
    path: `${BASE}/:systemId/phone-numbers`,
    roles: anyAdministrator,
    get: (request) => {
      const system = oneSystem(estate, request, estate.system(request.params.systemId ?? ''))
      if (!system.ok) return system.failure
      const { query } = request
      const shortNumber = query.text('shortNumber')
      const internalNumber = query.text('internalNumber')
      const isMonitored = query.flag('isMonitored')
      const isAssignedToUser = query.flag('isAssignedToUser')
      const userId = query.id('userId')
      const companyPrefix = query.text('companyPrefix')
      const rows = estate
        .numbersOfSystem(system.value.id)
        .filter(
          (number) =>
            (shortNumber === null || number.shortNumber.startsWith(shortNumber)) &&
            (internalNumber === null || number.internalNumber === internalNumber) &&
            (isMonitored === null || number.isMonitored === isMonitored) &&
            (isAssignedToUser === null || (number.userId !== null) === isAssignedToUser) &&
            (userId === null || number.userId === userId) &&
            (companyPrefix === null || number.companyPrefix === companyPrefix),
        )
      return listAnswer(query, rows, {
        view: (number) => phoneNumberView(estate, number),
        id: ({ id }) => id,
        fields: phoneNumberFields,
        sort: {
          shortNumber: (number) => number.shortNumber,
          internalNumber: (number) => number.internalNumber,
        },
        defaultSort: 'shortNumber',
      })
    },
  },
]
