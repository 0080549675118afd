import { countries } from '../countries.ts'
import { badRequest, json, single, type Answer } from '../http/answer.ts'
import { bigListAnswer, formats, listAnswer, orders, project, type ListPlan } from '../http/list.ts'
import type { Query } from '../http/query.ts'
import { anyAdministrator, get, type Handler, type Route, type RouteRequest } from '../http/route.ts'
import { managedCompanies, scopeKey } from '../scope.ts'
import type { Store } from '../store/store.ts'
import type { DemoSystem } from '../tenant/types.ts'
import { systemFields, systemView } from '../views/system-view.ts'
import { phoneNumberRoutes } from './phone-numbers.ts'
import { siteRoutes } from './sites.ts'
import { systemOf, systemWithin, systemsInScope } from './system-scope.ts'
import { systemWriteRoutes } from './system-writes.ts'

const BASE = 'api/rainbow/admin/v1.0/systems'

const types = ['oxo', 'oxe', 'third_party', 'undefined'] as const
const statuses = ['created', 'activating', 'activated', 'terminated'] as const

const systemFilter = (query: Query): ((system: DemoSystem) => boolean) => {
  const name = query.text('name')?.toLowerCase() ?? null
  const type = query.someOf('type', types)
  const status: readonly string[] = query.someOf('status', statuses)
  const siteId = query.ids('siteId')
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
    (bpId === null || system.bpId === bpId) &&
    (isShared === null || system.isShared === isShared) &&
    (isCentrex === null || system.isCentrex === isCentrex) &&
    (isSharedOrCentrex === null || (system.isShared || system.isCentrex) === isSharedOrCentrex) &&
    (isOxoManaged === null || (system.more?.isOxoManaged ?? false) === isOxoManaged) &&
    (from === null || system.creationDate >= from) &&
    (to === null || system.creationDate <= to)
}

const planOf = (withHistory: boolean): ListPlan<DemoSystem> => ({
  view: (system) => systemView(system, withHistory),
  id: ({ id }) => id,
  fields: systemFields,
  sort: orders<DemoSystem>(
    'pbxId',
    'name',
    'type',
    'country',
    'version',
    'status',
    'creationDate',
    'statusUpdatedDate',
    'isShared',
    'isCentrex',
    'bpId',
    'id',
  ),
  defaultSort: 'pbxId',
})

/** The systems of a company: its own, and the shared ones that stand at its sites. */
const systemsOfCompany = (store: Store, companyId: string): readonly DemoSystem[] => [
  ...store.systems.by('companyId', companyId),
  ...store.sites.by('companyId', companyId).flatMap(({ id }) => store.systems.by('siteId', id)),
]

const list =
  (store: Store): Handler =>
  ({ caller, query }) => {
    const filter = systemFilter(query)
    const visible = systemsInScope(store, caller)
    const plan = planOf(query.flag('connectionHistory') ?? false)
    const companyIds = query.ids('companyId')
    if (companyIds.length > 0) {
      const rows = new Set(companyIds.flatMap((id) => systemsOfCompany(store, id)))
      return listAnswer(
        query,
        [...rows].filter((system) => visible(system) && filter(system)),
        plan,
      )
    }
    const wanted = (system: DemoSystem): boolean => filter(system) && visible(system)
    const { systems: table, remember } = store
    return bigListAnswer(query, { table, remember, key: `systems/${scopeKey(caller)}`, wanted }, plan)
  }

const state =
  (store: Store): Handler =>
  (request) => {
    const system = systemOf(store, request)
    if (!system.ok) return system.failure
    const format = request.query.oneOf('format', formats) ?? 'small'
    const withHistory = request.query.flag('connectionHistory') ?? false
    if (request.query.issues.length > 0) return badRequest(request.query.issues)
    const { channels, connectionHistory } = system.value
    const connection = channels.conf || channels.csta || channels.http || channels.xmpp
    const shown = project({ timestamp: store.now(), connection, ...channels }, format, {
      small: ['timestamp', 'connection'],
      medium: ['conf', 'csta', 'http'],
    })
    return single(withHistory ? { ...shown, connectionHistory } : shown)
  }

const one = (request: RouteRequest, system: ReturnType<typeof systemWithin>): Answer =>
  system.ok ? single(systemView(system.value, request.query.flag('connectionHistory') ?? false)) : system.failure

export const systemRoutes = (store: Store): readonly Route[] => [
  get(BASE, anyAdministrator, list(store)),
  get(`${BASE}/countries`, anyAdministrator, () =>
    json({ data: countries.map(({ isoAlpha3Code, fullname }) => ({ isoAlpha3Code, fullname })) }),
  ),
  get(`${BASE}/pbxid/:pbx`, anyAdministrator, (request) =>
    one(request, systemWithin(store, request, store.systems.by('pbxId', request.params.pbx ?? '')[0])),
  ),
  get(`${BASE}/:systemId`, anyAdministrator, (request) => one(request, systemOf(store, request))),
  get(`${BASE}/:systemId/state`, anyAdministrator, state(store)),
  get(`${BASE}/:systemId/phone-numbers/multi-companies`, anyAdministrator, (request) => {
    const system = systemOf(store, request)
    if (!system.ok) return system.failure
    const scope = managedCompanies(store, request.caller)
    // A customer sees its own range only. The items' form is not publicly documented: our declared design.
    const data = system.value.companyPrefixes
      .filter(({ companyId }) => system.value.bpId === request.caller.company.id || scope(companyId))
      .map(({ companyPrefix, companyId }) => ({ companyPrefix, companyId, companyName: store.companyName(companyId) }))
    return json({ data, total: data.length, limit: 100, offset: 0 })
  }),
  ...systemWriteRoutes(store),
  ...phoneNumberRoutes(store),
  ...siteRoutes(store),
]
