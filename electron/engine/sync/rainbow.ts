import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { CloudClient } from './cloud-client.ts'
import { identifier, integer, isJson, list, type Json } from './fields.ts'
import { readFields, type Licence } from './rows/index.ts'

/** The cloud's resources as the pull uses them. What is not publicly documented sits behind one function each. */
const ADMIN = '/api/rainbow/admin/v1.0'
const SUBSCRIPTION = '/api/rainbow/subscription/v1.0'
const INVOICING = '/api/rainbow/invoicing/v1.0'

/** Rows asked for at once. The cloud caps at 1000; half of that keeps a page's memory and time small. */
export const PAGE = 500

/** `read`: how many entries the page had, sound or not. `total` null: the cloud did not say. */
export type Page = { readonly rows: readonly Json[]; readonly read: number; readonly total: number | null }
type Answer<T> = Promise<Result<T, Failure>>

/** From where, and how many at most; the signal stops the request. */
export type Window = { readonly offset: number; readonly limit?: number; readonly signal: AbortSignal }

const pageOf = async (
  client: CloudClient,
  path: string,
  query: Readonly<Record<string, string>>,
  { offset, limit = PAGE, signal }: Window,
): Answer<Page> => {
  const asked = new URLSearchParams({ format: 'full', ...query, limit: String(limit), offset: String(offset) })
  const answer = await client.getJson(`${path}?${asked}`, signal)
  if (!answer.ok) return answer
  if (!isJson(answer.value) || !Array.isArray(answer.value.data)) {
    return fail(failure('CLOUD_BROKEN_ANSWER', { request: path, reason: 'the list is missing' }))
  }
  const total = integer(answer.value, 'total')
  return ok({ rows: list(answer.value, 'data'), read: answer.value.data.length, total })
}

/** Where the next page begins; null after the last one. The cloud may give shorter pages than it was asked for. */
export const offsetAfter = (page: Page, offset: number, limit = PAGE): number | null => {
  const end = offset + page.read
  const last = page.read === 0 || (page.total === null ? page.read < limit : end >= page.total)
  return last ? null : end
}

/** `complete`: as many as the list's total, and each of them can be told from the others. */
export type Whole = { readonly rows: readonly Json[]; readonly complete: boolean }

/** All rows of a list that is short by nature, such as what belongs to one company. */
export const whole = async (
  ask: (window: Window) => Answer<Page>,
  signal: AbortSignal,
  keyOf: (row: Json) => string | null = (row) => identifier(row, 'id'),
): Answer<Whole> => {
  const byId = new Map<string, Json>()
  let odd = 0
  let offset: number | null = 0
  let total = 0
  while (offset !== null) {
    const page: Result<Page, Failure> = await ask({ offset, signal })
    if (!page.ok) return page
    for (const row of page.value.rows) {
      const key = keyOf(row)
      if (key) byId.set(key, row)
      else odd += 1
    }
    odd += page.value.read - page.value.rows.length
    total = page.value.total ?? offset + page.value.read
    offset = offsetAfter(page.value, offset)
  }
  return ok({ rows: [...byId.values()], complete: odd === 0 && byId.size >= total })
}

/** The cloud has no such thing, or shows it to this administrator no more. */
export const isGone = ({ code, params }: Failure): boolean =>
  code === 'CLOUD_REFUSED' && /^40[34]/.test(params.detail ?? '')

/** The list cannot be asked for like this, for example in an order that this cloud does not know. */
export const isRefused = ({ code }: Failure): boolean => code === 'CLOUD_REFUSED'

const one = async (client: CloudClient, path: string, signal: AbortSignal): Answer<Json> => {
  const answer = await client.getJson(path, signal)
  if (!answer.ok) return answer
  return isJson(answer.value) && isJson(answer.value.data)
    ? ok(answer.value.data)
    : fail(failure('CLOUD_BROKEN_ANSWER', { request: path.split('?')[0] ?? path, reason: 'the thing is missing' }))
}

/** How a list of the whole scope is ordered: as people read it, or the newest change first. */
export type Order = 'by-name' | 'newest-change-first'

/**
 * Ordering by the date of the last change is not publicly documented: our declared design is that `sortField` takes the
 * name of that date. What does not answer so is read as a whole.
 */
const ordered = (order: Order, name: string, change: string): Readonly<Record<string, string>> =>
  order === 'by-name' ? { sortField: name, sortOrder: '1' } : { sortField: change, sortOrder: '-1' }

/** A list over everything that the administrator manages. */
export type ScopeList = (client: CloudClient, window: Window, order: Order) => Answer<Page>

export const companies: ScopeList = (client, window, order) =>
  pageOf(client, `${ADMIN}/companies`, ordered(order, 'name', 'statusUpdatedDate'), window)

export const users: ScopeList = (client, window, order) =>
  pageOf(client, `${ADMIN}/users`, ordered(order, 'displayName', 'lastUpdateDate'), window)

export const systems: ScopeList = (client, window, order) =>
  pageOf(client, `${ADMIN}/systems`, { ...ordered(order, 'pbxId', 'statusUpdatedDate'), ...withHistory }, window)

const withHistory = { connectionHistory: 'true' }

export const sites = (client: CloudClient, window: Window): Answer<Page> =>
  pageOf(client, `${ADMIN}/sites`, { sortField: 'name', sortOrder: '1' }, window)

/** The "Shared" tab (M102): own equipment that serves several companies. Inferred: not publicly documented as such. */
export const sharedSystems = (client: CloudClient, bpId: string, window: Window): Answer<Page> =>
  pageOf(client, `${ADMIN}/systems`, { bpId, isSharedOrCentrex: 'true', ...withHistory }, window)

export const company = (client: CloudClient, id: string, signal: AbortSignal): Answer<Json> =>
  one(client, `${ADMIN}/companies/${encodeURIComponent(id)}?format=full`, signal)

export const user = (client: CloudClient, id: string, signal: AbortSignal): Answer<Json> =>
  one(client, `${ADMIN}/users/${encodeURIComponent(id)}?format=full`, signal)

export const system = (client: CloudClient, id: string, signal: AbortSignal): Answer<Json> =>
  one(client, `${ADMIN}/systems/${encodeURIComponent(id)}?format=full&connectionHistory=true`, signal)

export const site = (client: CloudClient, id: string, signal: AbortSignal): Answer<Json> =>
  one(client, `${ADMIN}/sites/${encodeURIComponent(id)}?format=full`, signal)

/** A list of what belongs to one thing. */
export type ListOf = (client: CloudClient, id: string, window: Window) => Answer<Page>

export const usersOf: ListOf = (client, companyId, window) => pageOf(client, `${ADMIN}/users`, { companyId }, window)

export const sitesOf: ListOf = (client, companyId, window) =>
  pageOf(client, `${ADMIN}/companies/${companyId}/sites`, {}, window)

const waiting =
  (list: 'invitations' | 'requests'): ListOf =>
  (client, companyId, window) =>
    pageOf(client, `${ADMIN}/companies/${companyId}/join-companies/${list}`, { status: 'pending' }, window)
export const invitations = waiting('invitations')
export const joinRequests = waiting('requests')

/** All of them, whatever their status: without a filter the list has every one. */
export const linkInvitations: ListOf = (client, companyId, window) =>
  pageOf(client, `${ADMIN}/companies/${companyId}/bp-link/invitations`, {}, window)
export const linkRequests: ListOf = (client, companyId, window) =>
  pageOf(client, `${ADMIN}/companies/${companyId}/bp-link/requests`, {}, window)

export const subscriptions: ListOf = (client, companyId, window) =>
  pageOf(client, `${SUBSCRIPTION}/companies/${companyId}/subscriptions`, {}, window)

/** What the company may subscribe to. */
export const offers: ListOf = (client, companyId, window) =>
  pageOf(client, `${SUBSCRIPTION}/companies/${companyId}/offers`, {}, window)

export const companyPrefixes: ListOf = (client, systemId, window) =>
  pageOf(client, `${ADMIN}/systems/${systemId}/phone-numbers/multi-companies`, {}, window)

export const phoneNumbers: ListOf = (client, systemId, window) =>
  pageOf(client, `${ADMIN}/systems/${systemId}/phone-numbers`, { sortField: 'shortNumber', sortOrder: '1' }, window)

export const operations = (client: CloudClient, since: string | null, window: Window): Answer<Page> =>
  pageOf(
    client,
    `${ADMIN}/logs/operations`,
    { sortField: 'operationDate', sortOrder: '1', ...(since ? { fromDate: since } : {}) },
    window,
  )

/** Null: gone since it was listed. */
export const systemState = async (client: CloudClient, systemId: string, signal: AbortSignal): Answer<Json | null> => {
  const state = await one(client, `${ADMIN}/systems/${systemId}/state?format=full`, signal)
  return state.ok || !isGone(state.failure) ? state : ok(null)
}

/** 'odd': some of them came in a type that the API does not have, so the licences are not known. */
type Licences = readonly Licence[] | 'odd'

const licencesIn = (json: Json, name: string): Licences => {
  const { value, sound } = readFields(json, (of) =>
    of.list(name).flatMap((profile) => {
      const offerName = profile.required('offerName')
      return offerName ? [{ subscriptionId: profile.identifier('subscriptionId') ?? '', offerName }] : []
    }),
  )
  return sound ? value : 'odd'
}

/** Whether lists of users embed `profiles` is not documented. Null: they do not. */
export const embeddedLicences = (user: Json): Licences | null =>
  user.profiles === undefined || user.profiles === null ? null : licencesIn(user, 'profiles')

/** The licences of one member; null: the member is gone since it was listed. */
export const licencesOf = async (client: CloudClient, userId: string, signal: AbortSignal): Answer<Licences | null> => {
  const path = `${ADMIN}/users/${userId}/profiles`
  const answer = await client.getJson(path, signal)
  if (!answer.ok) return isGone(answer.failure) ? ok(null) : answer
  return isJson(answer.value) && Array.isArray(answer.value.data)
    ? ok(licencesIn(answer.value, 'data'))
    : fail(failure('CLOUD_BROKEN_ANSWER', { request: path, reason: 'the list is missing' }))
}

/** The PDF invoices known to the cloud. Existence and roles are public, fields are our declared design. */
export const invoiceRegister = (client: CloudClient, companyId: string, signal: AbortSignal): Answer<Page> =>
  pageOf(client, `${SUBSCRIPTION}/companies/${companyId}/invoices`, {}, { offset: 0, limit: 1000, signal })

/** The CDR files: a bare array, without envelope. */
export const cdrRegister = async (
  client: CloudClient,
  companyId: string,
  signal: AbortSignal,
): Answer<Pick<Page, 'rows' | 'read'>> => {
  const answer = await client.getJson(
    `${INVOICING}/invoices?${new URLSearchParams({ companyId, fileType: 'CDR' })}`,
    signal,
  )
  if (!answer.ok) return answer
  return Array.isArray(answer.value)
    ? ok({ rows: answer.value.filter(isJson), read: answer.value.length })
    : fail(failure('CLOUD_BROKEN_ANSWER', { request: `${INVOICING}/invoices`, reason: 'the list is missing' }))
}

export const invoicingFile = (client: CloudClient, filePath: string, signal: AbortSignal): Answer<Uint8Array> =>
  client.getFile(
    `${INVOICING}/invoices/${filePath.split('/').map(encodeURIComponent).join('/')}`,
    64 * 1024 * 1024,
    signal,
  )
