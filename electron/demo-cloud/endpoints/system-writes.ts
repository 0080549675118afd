import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { badRequest, conflict, done, notFound, refused, single, type Answer } from '../http/answer.ts'
import type { Body } from '../http/body.ts'
import { anyAdministrator, del, post, put, type Handler, type Route, type RouteRequest } from '../http/route.ts'
import { companyWithin, isPartner, managedCompanies } from '../scope.ts'
import type { Caller } from '../session.ts'
import type { Store } from '../store/store.ts'
import type { DemoSystem } from '../tenant/types.ts'
import { systemView } from '../views/system-view.ts'
import { COUNTRY } from './company-fields.ts'
import { systemOf } from './system-scope.ts'

const BASE = 'api/rainbow/admin/v1.0/systems'

/** M065. */
const PBX_ID = /^PBX[0-9a-f]{4}(-[0-9a-f]{4}){7}$/
const ACTIVATION_CODE = /^\d{4}$/

const types = ['oxo', 'oxe', 'third_party', 'third party', 'undefined'] as const
const none: DemoSystem['channels'] = { conf: false, csta: false, http: false, xmpp: false }

const newPbxId = (store: Store): string =>
  `PBX${(Buffer.from(store.random(16)).toString('hex').match(/.{4}/g) ?? []).join('-')}`

/** Four digits, 1000 to 9999. */
const newActivationCode = (store: Store): string => String(1000 + (Buffer.from(store.random(4)).readUInt32BE() % 9000))

const strings = (body: Body, name: string): readonly string[] | undefined => {
  const value = body.fields[name]
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.length <= 100 && value.every((one) => typeof one === 'string')) return value
  body.reject(name, `Invalid ${name}`)
  return undefined
}

const present = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

const readSystem = (body: Body, isNew: boolean): Partial<DemoSystem> => {
  const type = body.oneOf('type', types)
  if (isNew && !body.has('type')) body.reject('type', 'type is required')
  const translator = body.fields.pbxNumberingTranslator
  if (translator !== undefined && !(Array.isArray(translator) && translator.length <= 100)) {
    body.reject('pbxNumberingTranslator', 'Invalid pbxNumberingTranslator')
  }
  const more = present({
    pbxNationalPrefix: body.text('pbxNationalPrefix', { pattern: /^\d{1,10}$/ }),
    pbxInternationalPrefix: body.text('pbxInternationalPrefix', { pattern: /^\d{1,10}$/ }),
    pbxNumberingTranslator: translator,
    searchResultOrder: body.listOf('searchResultOrder', ['RAINBOW', 'LDAP', 'PBX']),
    serverPingTimeout: body.integer('serverPingTimeout', 1, 3600),
    isOxoManaged: body.flag('isOxoManaged'),
    pbxLdapId: body.text('pbxLdapId'),
  })
  return present({
    name: isNew || body.has('name') ? body.required('name', { max: 255 }) : undefined,
    country: isNew || body.has('country') ? body.required('country', { pattern: COUNTRY }) : undefined,
    type: type === 'third party' ? 'third_party' : type,
    version: body.text('version', { max: 100 }) ?? undefined,
    pbxMainBundlePrefix: strings(body, 'pbxMainBundlePrefix'),
    usePbxMainBundlePrefix: body.flag('usePbxMainBundlePrefix'),
    more: Object.keys(more).length > 0 ? more : undefined,
  })
}

type Place = Pick<DemoSystem, 'companyId' | 'bpId' | 'siteId' | 'isShared' | 'isCentrex'>

/** At a customer's site, or of the Business Partner and shared between customers (M100). */
const placeOf = (store: Store, caller: Caller, body: Body): Result<Place, Answer> => {
  const isShared = body.flag('isShared') ?? false
  const isCentrex = body.flag('isCentrex') ?? false
  const siteId = body.id('siteId') ?? null
  const bpId = body.id('bpId') ?? null
  const ofPartner = (isShared || isCentrex) && bpId !== null
  if (isShared && isCentrex) body.reject('isCentrex', 'A system is shared or centrex, not both')
  if (siteId === null && !ofPartner) body.reject('siteId', 'siteId is required')
  if (body.issues.length > 0) return fail(badRequest(body.issues))
  if (bpId !== null && (bpId !== caller.company.id || !isPartner(caller))) {
    return fail(refused('A system is shared by the own Business Partner only', '303'))
  }
  if (siteId === null) return ok({ companyId: null, bpId, siteId: [], isShared, isCentrex })
  const site = store.sites.get(siteId)
  if (!site) return fail(notFound('Site', siteId))
  const company = companyWithin(store, managedCompanies(store, caller), site.companyId)
  if (!company.ok) return company
  if (!company.value.bpHasRightToConnect) return fail(refused('The company has no right to connect equipment'))
  if (isCentrex !== site.isCentrex) return fail(refused('Site and system are not both centrex', '709'))
  return ok({
    companyId: ofPartner ? null : site.companyId,
    bpId: ofPartner ? bpId : null,
    siteId: [siteId],
    isShared,
    isCentrex,
  })
}

const create =
  (store: Store): Handler =>
  ({ caller, body }) => {
    const fields = readSystem(body, true)
    const pbxId = body.text('pbxId', { pattern: PBX_ID }) ?? newPbxId(store)
    const code = body.text('activationCode', { pattern: ACTIVATION_CODE }) ?? newActivationCode(store)
    const place = placeOf(store, caller, body)
    if (!place.ok) return place.failure
    if (store.systems.by('pbxId', pbxId).length > 0) return conflict(`A system with pbxId ${pbxId} already exists`)
    const now = store.now()
    const system = store.saveSystem({
      id: store.newId(),
      name: '',
      type: 'undefined',
      country: caller.company.country,
      version: '',
      pbxMainBundlePrefix: [],
      usePbxMainBundlePrefix: false,
      ...fields,
      ...place.value,
      pbxId,
      jid_pbxagent_password: code,
      status: 'created',
      creationDate: now,
      statusUpdatedDate: now,
      channels: none,
      connectionHistory: [],
      companyPrefixes: [],
    })
    return single(systemView(system, false))
  }

const change =
  (store: Store, how: (system: DemoSystem, request: RouteRequest) => DemoSystem | Answer): Handler =>
  (request) => {
    const found = systemOf(store, request)
    if (!found.ok) return found.failure
    const result = how(found.value, request)
    return 'headers' in result ? result : single(systemView(store.saveSystem(result), false))
  }

export const systemWriteRoutes = (store: Store): readonly Route[] => [
  post(BASE, anyAdministrator, create(store)),
  put(
    `${BASE}/:systemId`,
    anyAdministrator,
    change(store, (system, { body }) => {
      const fields = readSystem(body, false)
      if (body.issues.length > 0) return badRequest(body.issues)
      const fixed = (['isShared', 'isCentrex'] as const).filter(
        (name) => body.has(name) && body.fields[name] !== system[name],
      )
      if (fixed.length > 0) return refused({ msg: 'Fixed when the system is created', fields: fixed })
      return { ...system, ...fields, more: { ...system.more, ...fields.more } }
    }),
  ),
  // With its numbers, and so the members' links to them.
  del(`${BASE}/:systemId`, anyAdministrator, (request) => {
    const found = systemOf(store, request)
    if (!found.ok) return found.failure
    const { id, bpId } = found.value
    if (bpId !== null && bpId !== request.caller.company.id) {
      return refused('A shared system is deleted by its Business Partner only', '303')
    }
    for (const number of store.phoneNumbers.by('systemId', id)) store.erase('phoneNumbers', number.id)
    store.erase('systems', id)
    return done(`System ${id} successfully deleted`)
  }),
  // A new activation code: what was connected has to be connected again. The status then is our declared design.
  post(
    `${BASE}/:systemId/reset-password`,
    anyAdministrator,
    change(store, (system) => ({
      ...system,
      jid_pbxagent_password: newActivationCode(store),
      status: system.status === 'created' ? 'created' : 'activating',
      channels: none,
    })),
  ),
]
