import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { toE164 } from '../countries.ts'
import { badRequest, conflict, notFound, refused, single, type Answer } from '../http/answer.ts'
import type { Body } from '../http/body.ts'
import { listAnswer, orders } from '../http/list.ts'
import { anyAdministrator, get, post, put, type Handler, type Route, type RouteRequest } from '../http/route.ts'
import { wasConnected } from '../store/equipment-simulator.ts'
import type { Store } from '../store/store.ts'
import type { DemoPhoneNumber, DemoSystem } from '../tenant/types.ts'
import { phoneNumberFields, phoneNumberView } from '../views/phone-number-view.ts'
import { COUNTRY } from './company-fields.ts'
import { systemOf } from './system-scope.ts'

const ADMIN = 'api/rainbow/admin/v1.0'
const BASE = `${ADMIN}/systems/:systemId/phone-numbers`

const list =
  (store: Store): Handler =>
  (request) => {
    const system = systemOf(store, request)
    if (!system.ok) return system.failure
    const { query } = request
    const shortNumber = query.text('shortNumber')
    const internalNumber = query.text('internalNumber')
    const name = query.text('name')?.toLowerCase() ?? null
    const deviceName = query.text('deviceName')
    const isMonitored = query.flag('isMonitored')
    const isAssignedToUser = query.flag('isAssignedToUser')
    const userId = query.id('userId')
    const companyPrefix = query.text('companyPrefix')
    const nameOf = ({ more }: DemoPhoneNumber): string =>
      [more?.firstName, more?.lastName]
        .filter((part) => typeof part === 'string')
        .join(' ')
        .toLowerCase()
    const rows = store.phoneNumbers
      .by('systemId', system.value.id)
      .filter(
        (number) =>
          (shortNumber === null || number.shortNumber.startsWith(shortNumber)) &&
          (internalNumber === null || number.internalNumber === internalNumber) &&
          (name === null || nameOf(number).includes(name)) &&
          (deviceName === null || number.more?.deviceName === deviceName) &&
          (isMonitored === null || number.isMonitored === isMonitored) &&
          (isAssignedToUser === null || (number.userId !== null) === isAssignedToUser) &&
          (userId === null || number.userId === userId) &&
          (companyPrefix === null || number.companyPrefix === companyPrefix),
      )
    return listAnswer(query, rows, {
      view: (number) => phoneNumberView(store, number),
      id: ({ id }) => id,
      fields: phoneNumberFields,
      sort: orders<DemoPhoneNumber>('shortNumber', 'internalNumber', 'number', 'userId', 'companyPrefix', 'id'),
      defaultSort: 'shortNumber',
    })
  }

const numberOf = (
  store: Store,
  request: RouteRequest,
): Result<{ system: DemoSystem; number: DemoPhoneNumber }, Answer> => {
  const system = systemOf(store, request)
  if (!system.ok) return system
  const number = store.phoneNumbers.get(request.params.phoneNumberId ?? '')
  return number?.systemId === system.value.id
    ? ok({ system: system.value, number })
    : fail(notFound('Phone number', request.params.phoneNumberId ?? ''))
}

/** Of a range on a shared system only a member of that customer, else one of the customers served. */
const memberRefused = (store: Store, system: DemoSystem, number: DemoPhoneNumber, userId: string): Answer | null => {
  const user = store.users.get(userId)
  if (!user || user.isTerminated) return notFound('User', userId)
  const owner = system.companyPrefixes.find(({ companyPrefix }) => companyPrefix === number.companyPrefix)?.companyId
  const allowed = owner === undefined ? store.companiesOfSystem(system) : [owner]
  return allowed.includes(user.companyId) ? null : refused(`The system does not serve the company of user ${userId}`)
}

type PublicNumber = Pick<DemoPhoneNumber, 'number' | 'numberE164'>

/** The public number (DDI, M077); null empties it, 400 when no E.164 number can be computed. */
const publicNumber = (
  store: Store,
  body: Body,
  number: DemoPhoneNumber,
  country: string,
): Result<PublicNumber, Answer> => {
  const given = body.text('number', { max: 40 })
  if (given === undefined) return ok({ number: number.number, numberE164: number.numberE164 })
  if (given === null) return ok({ number: null, numberE164: null })
  const numberE164 = toE164(given, country)
  if (numberE164 === null) {
    return fail(badRequest([{ param: 'number', msg: `No E.164 number for country ${country}`, value: given }]))
  }
  const taken = store.phoneNumbers.by('e164', numberE164).some(({ id }) => id !== number.id)
  return taken
    ? fail(conflict(`The phone number ${numberE164} exists already`, '550'))
    : ok({ number: given, numberE164 })
}

const update =
  (store: Store): Handler =>
  (request) => {
    const found = numberOf(store, request)
    if (!found.ok) return found.failure
    const { system, number } = found.value
    const { body } = request
    // That null takes the link away is our declared design.
    const userId = body.id('userId')
    const isMonitored = body.flag('isMonitored')
    const isVisibleByOthers = body.flag('isVisibleByOthers')
    const internalNumber = body.has('internalNumber')
      ? body.required('internalNumber', { pattern: /^[\d*#]{1,20}$/ })
      : null
    const country = body.has('country') ? body.required('country', { pattern: COUNTRY }) : number.country
    const texts = (['firstName', 'lastName', 'deviceName'] as const).map((name) => [
      name,
      body.text(name, { max: 255 }),
    ])
    const more = Object.fromEntries(
      [
        ...texts,
        ['type', body.oneOf('type', ['home', 'work', 'other'])],
        ['deviceType', body.oneOf('deviceType', ['landline', 'mobile', 'fax', 'other'])],
        ['isVisibleByOthers', isVisibleByOthers],
      ].filter(([, value]) => value !== undefined),
    ) as Readonly<Record<string, unknown>>
    if (body.issues.length > 0) return badRequest(body.issues)
    // M075: extensions can be given out once the equipment was connected.
    if (!wasConnected(system)) return refused('The system has never been connected')
    const refusal = userId ? memberRefused(store, system, number, userId) : null
    if (refusal) return refusal
    const ddi = publicNumber(store, body, number, country)
    if (!ddi.ok) return ddi.failure
    const same = store.phoneNumbers
      .by('systemId', system.id)
      .some((one) => one.id !== number.id && one.internalNumber === internalNumber)
    if (same) return conflict(`The internal number ${internalNumber ?? ''} is taken`, '552')
    const changed: DemoPhoneNumber = {
      ...number,
      ...ddi.value,
      country,
      ...(userId === undefined ? {} : { userId }),
      isMonitored: isMonitored ?? (userId === null ? false : number.isMonitored),
      ...(internalNumber === null ? {} : { internalNumber }),
      more: { ...number.more, ...more },
    }
    store.savePhoneNumber(changed)
    // The members' rows show their numbers.
    for (const id of new Set([number.userId, changed.userId])) {
      const user = id === null ? undefined : store.users.get(id)
      if (user) store.saveUser(user)
    }
    return single(phoneNumberView(store, changed))
  }

const analyze: Handler = ({ body }) => {
  const number = body.required('number', { max: 40 })
  const country = body.required('country', { pattern: COUNTRY })
  if (body.issues.length > 0) return badRequest(body.issues)
  const numberE164 = toE164(number, country)
  // The real answer holds the library's whole result; this part of it is what a client needs.
  return single({ number, country, numberE164, isValid: numberE164 !== null })
}

/** Extensions of a system, which the PBX reports after its first connection (M075), and their members (M072). */
export const phoneNumberRoutes = (store: Store): readonly Route[] => [
  get(BASE, anyAdministrator, list(store)),
  get(`${BASE}/:phoneNumberId`, anyAdministrator, (request) => {
    const found = numberOf(store, request)
    return found.ok ? single(phoneNumberView(store, found.value.number)) : found.failure
  }),
  put(`${BASE}/:phoneNumberId`, anyAdministrator, update(store)),
  post(`${ADMIN}/phone-numbers/analyze`, anyAdministrator, analyze),
]
