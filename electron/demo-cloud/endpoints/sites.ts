import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { badRequest, conflict, done, notFound, refused, single, type Answer } from '../http/answer.ts'
import { bigListAnswer, listAnswer, orders, type ListPlan, type View } from '../http/list.ts'
import { anyAdministrator, del, get, post, put, type Handler, type Route, type RouteRequest } from '../http/route.ts'
import { companyWithin, managedCompanies, scopeKey } from '../scope.ts'
import { wasConnected } from '../store/equipment-simulator.ts'
import type { Store } from '../store/store.ts'
import type { DemoSite, DemoSystem } from '../tenant/types.ts'
import { systemFields, systemView } from '../views/system-view.ts'
import { systemsInScope } from './system-scope.ts'

const ADMIN = 'api/rainbow/admin/v1.0'
const BASE = `${ADMIN}/sites`

const statuses = ['active', 'alerting', 'hold', 'terminated'] as const

const siteView = (store: Store, site: DemoSite): View => ({ ...site, companyName: store.companyName(site.companyId) })

const planOf = (store: Store): ListPlan<DemoSite> => ({
  view: (site) => siteView(store, site),
  id: ({ id }) => id,
  fields: { small: ['id', 'name'], medium: ['companyId', 'status'] },
  sort: orders<DemoSite>('name', 'status', 'companyId', 'id'),
  defaultSort: 'name',
})

const siteOf = (store: Store, { caller, params }: RouteRequest): Result<DemoSite, Answer> => {
  const site = store.sites.get(params.siteId ?? '')
  if (!site) return fail(notFound('Site', params.siteId ?? ''))
  const company = companyWithin(store, managedCompanies(store, caller), site.companyId)
  return company.ok ? ok(site) : company
}

const list =
  (store: Store): Handler =>
  ({ caller, query }) => {
    const scope = managedCompanies(store, caller)
    const companyIds = new Set(query.ids('companyId'))
    const name = query.text('name')?.toLowerCase() ?? null
    const status = query.someOf('status', statuses)
    for (const id of companyIds) {
      const found = companyWithin(store, scope, id)
      if (!found.ok) return found.failure
    }
    const wanted = (site: DemoSite): boolean =>
      scope(site.companyId) &&
      (name === null || site.name.toLowerCase().includes(name)) &&
      (status.length === 0 || status.includes(site.status))
    if (companyIds.size > 0) {
      const sites = [...companyIds].flatMap((id) => store.sites.by('companyId', id))
      return listAnswer(query, sites.filter(wanted), planOf(store))
    }
    const { sites: table, remember } = store
    return bigListAnswer(query, { table, remember, key: `sites/${scopeKey(caller)}`, wanted }, planOf(store))
  }

const create =
  (store: Store): Handler =>
  ({ caller, body }) => {
    const name = body.required('name', { max: 255 })
    const status = body.oneOf('status', statuses)
    if (!body.has('status')) body.reject('status', 'status is required')
    const companyId = body.id('companyId') ?? ''
    if (companyId === '') body.reject('companyId', 'companyId is required')
    if (body.issues.length > 0) return badRequest(body.issues)
    const company = companyWithin(store, managedCompanies(store, caller), companyId)
    if (!company.ok) return company.failure
    const { isCentrex } = company.value
    if (isCentrex && store.sites.by('companyId', companyId).length > 0) {
      return refused('A centrex company has one site', '709')
    }
    const site: DemoSite = { id: store.newId(), companyId, name, status: status ?? 'active', isCentrex }
    store.saveSite(site)
    return single(siteView(store, site))
  }

const update =
  (store: Store): Handler =>
  (request) => {
    const { body } = request
    const name = body.has('name') ? body.required('name', { max: 255 }) : null
    const status = body.oneOf('status', statuses)
    if (body.issues.length > 0) return badRequest(body.issues)
    const found = siteOf(store, request)
    if (!found.ok) return found.failure
    const site = { ...found.value, ...(name === null ? {} : { name }), ...(status ? { status } : {}) }
    store.saveSite(site)
    return single(siteView(store, site))
  }

/** Why the system cannot be linked to the site; null when it can. */
const linkRefused = (store: Store, site: DemoSite, system: DemoSystem): Answer | null => {
  if (system.siteId.includes(site.id)) return conflict(`System ${system.id} is linked to site ${site.id} already`)
  if (system.bpId === null) return refused('Only a shared system is linked to further sites')
  if (!system.isCentrex) return null
  const company = store.companies.get(site.companyId)
  if (!site.isCentrex || !company?.isCentrex) return refused('Company and site are not centrex', '709')
  if (company.companyCallNumber === null) return refused('The company has no call number', '710')
  // M103.
  if (!wasConnected(system)) return refused('The system has never been connected')
  // M101: unique per system.
  const taken = system.companyPrefixes.some(({ companyPrefix }) => companyPrefix === company.companyCallNumber)
  return taken ? conflict(`The prefix ${company.companyCallNumber} is taken on this system`) : null
}

const link =
  (store: Store): Handler =>
  (request) => {
    const { body, caller } = request
    const systemId = body.id('systemId') ?? ''
    if (systemId === '') body.reject('systemId', 'systemId is required')
    if (body.issues.length > 0) return badRequest(body.issues)
    const found = siteOf(store, request)
    if (!found.ok) return found.failure
    const site = found.value
    const system = store.systems.get(systemId)
    if (!system || !systemsInScope(store, caller)(system)) return notFound('System', systemId)
    const refusal = linkRefused(store, site, system)
    if (refusal) return refusal
    const companyPrefix = store.companies.get(site.companyId)?.companyCallNumber ?? null
    const companyPrefixes =
      system.isCentrex && companyPrefix !== null
        ? [...system.companyPrefixes, { companyPrefix, companyId: site.companyId }]
        : system.companyPrefixes
    const linked = store.saveSystem({ ...system, siteId: [...system.siteId, site.id], companyPrefixes })
    return single(systemView(linked, false))
  }

const unlink =
  (store: Store): Handler =>
  (request) => {
    const found = siteOf(store, request)
    if (!found.ok) return found.failure
    const site = found.value
    const system = store.systems.get(request.params.systemId ?? '')
    if (!system?.siteId.includes(site.id)) return notFound('System', request.params.systemId ?? '')
    if (system.bpId === null) return refused('Only a shared system is unlinked from a site')
    const companyPrefixes = system.companyPrefixes.filter(({ companyId }) => companyId !== site.companyId)
    store.saveSystem({ ...system, siteId: system.siteId.filter((id) => id !== site.id), companyPrefixes })
    return done(`System ${system.id} successfully unlinked`)
  }

/** Sites of companies, and shared systems at them. */
export const siteRoutes = (store: Store): readonly Route[] => [
  get(`${ADMIN}/companies/:companyId/sites`, anyAdministrator, ({ caller, params, query }) => {
    const found = companyWithin(store, managedCompanies(store, caller), params.companyId ?? '')
    return found.ok ? listAnswer(query, store.sites.by('companyId', found.value.id), planOf(store)) : found.failure
  }),
  get(BASE, anyAdministrator, list(store)),
  post(BASE, anyAdministrator, create(store)),
  get(`${BASE}/:siteId`, anyAdministrator, (request) => {
    const found = siteOf(store, request)
    return found.ok ? single(siteView(store, found.value)) : found.failure
  }),
  put(`${BASE}/:siteId`, anyAdministrator, update(store)),
  del(`${BASE}/:siteId`, anyAdministrator, (request) => {
    const found = siteOf(store, request)
    if (!found.ok) return found.failure
    if (store.systems.by('siteId', found.value.id).length > 0) return refused('Systems are linked to the site')
    store.erase('sites', found.value.id)
    return done(`Site ${found.value.id} successfully deleted`)
  }),
  get(`${BASE}/:siteId/systems`, anyAdministrator, (request) => {
    const found = siteOf(store, request)
    if (!found.ok) return found.failure
    return listAnswer(request.query, store.systems.by('siteId', found.value.id), {
      view: (system) => systemView(system, false),
      id: ({ id }) => id,
      fields: systemFields,
      sort: orders<DemoSystem>('pbxId', 'name'),
      defaultSort: 'pbxId',
    })
  }),
  post(`${BASE}/:siteId/systems`, anyAdministrator, link(store)),
  del(`${BASE}/:siteId/systems/:systemId`, anyAdministrator, unlink(store)),
]
