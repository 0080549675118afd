import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { CloudClient } from './cloud-client.ts'
import { integer, isJson, list, text, type Json } from './fields.ts'

/** The cloud's resources as the pull uses them. What is not publicly documented sits behind one function each. */
const ADMIN = '/api/rainbow/admin/v1.0'
const SUBSCRIPTION = '/api/rainbow/subscription/v1.0'
const INVOICING = '/api/rainbow/invoicing/v1.0'

export const PAGE = 100

/** `read`: how many entries the page had, sound or not. `total` null: the cloud did not say. */
export type Page = { readonly rows: readonly Json[]; readonly read: number; readonly total: number | null }
type Answer<T> = Promise<Result<T, Failure>>

const pageOf = async (
  client: CloudClient,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Answer<Page> => {
  const answer = await client.getJson(`${path}?${new URLSearchParams(query)}`, signal)
  if (!answer.ok) return answer
  if (!isJson(answer.value) || !Array.isArray(answer.value.data)) {
    return fail(failure('CLOUD_BROKEN_ANSWER', { request: path, reason: 'the list is missing' }))
  }
  const total = integer(answer.value, 'total')
  return ok({ rows: list(answer.value, 'data'), read: answer.value.data.length, total })
}

/** Where the next page begins; null after the last one. The cloud may give shorter pages than it was asked for. */
export const offsetAfter = (page: Page, offset: number): number | null => {
  const end = offset + page.read
  const last = page.read === 0 || (page.total === null ? page.read < PAGE : end >= page.total)
  return last ? null : end
}

const window = (offset: number): Readonly<Record<string, string>> => ({
  format: 'full',
  limit: String(PAGE),
  offset: String(offset),
})

export const companies = (client: CloudClient, offset: number, signal: AbortSignal): Answer<Page> =>
  pageOf(client, `${ADMIN}/companies`, { ...window(offset), sortField: 'name', sortOrder: '1' }, signal)

/** The company of the signed-in administrator. */
export const company = async (client: CloudClient, id: string, signal: AbortSignal): Answer<Json> => {
  const path = `${ADMIN}/companies/${id}`
  const answer = await client.getJson(`${path}?format=full`, signal)
  if (!answer.ok) return answer
  return isJson(answer.value) && isJson(answer.value.data)
    ? ok(answer.value.data)
    : fail(failure('CLOUD_BROKEN_ANSWER', { request: path, reason: 'the company is missing' }))
}

/** One page of what belongs to a company. */
type OfCompany = (client: CloudClient, companyId: string, offset: number, signal: AbortSignal) => Answer<Page>

export const users: OfCompany = (client, companyId, offset, signal) =>
  pageOf(client, `${ADMIN}/users`, { ...window(offset), companyId }, signal)

const waiting =
  (list: 'invitations' | 'requests'): OfCompany =>
  (client, companyId, offset, signal) =>
    pageOf(
      client,
      `${ADMIN}/companies/${companyId}/join-companies/${list}`,
      { ...window(offset), status: 'pending' },
      signal,
    )
export const invitations = waiting('invitations')
export const joinRequests = waiting('requests')

export const subscriptions: OfCompany = (client, companyId, offset, signal) =>
  pageOf(client, `${SUBSCRIPTION}/companies/${companyId}/subscriptions`, window(offset), signal)

export const systems: OfCompany = (client, companyId, offset, signal) =>
  pageOf(client, `${ADMIN}/systems`, { ...window(offset), companyId }, signal)

/** The "Shared" tab (M102): own equipment that serves several companies. */
export const sharedSystems: OfCompany = (client, bpId, offset, signal) =>
  pageOf(client, `${ADMIN}/systems`, { ...window(offset), bpId, isSharedOrCentrex: 'true' }, signal)

export const tenantsOf = (client: CloudClient, systemId: string, signal: AbortSignal): Answer<Page> =>
  pageOf(client, `${ADMIN}/systems/${systemId}/phone-numbers/multi-companies`, {}, signal)

export const operations = (
  client: CloudClient,
  since: string | null,
  offset: number,
  signal: AbortSignal,
): Answer<Page> =>
  pageOf(
    client,
    `${ADMIN}/logs/operations`,
    { ...window(offset), sortField: 'operationDate', sortOrder: '1', ...(since ? { fromDate: since } : {}) },
    signal,
  )

/** Removed in the cloud after it was listed: no reason to stop a pull; the next one does not list it. */
const isGone = ({ code, params }: Failure): boolean =>
  code === 'CLOUD_REFUSED' && (params.detail ?? '').startsWith('404')

export const systemState = async (client: CloudClient, systemId: string, signal: AbortSignal): Answer<Json> => {
  const answer = await client.getJson(`${ADMIN}/systems/${systemId}/state?format=full`, signal)
  if (!answer.ok) return isGone(answer.failure) ? ok({}) : answer
  return ok(isJson(answer.value) && isJson(answer.value.data) ? answer.value.data : {})
}

/** Licences of a member. Whether user lists embed `profiles` is not documented: used when there, asked for when not. */
export const licencesOf = async (client: CloudClient, user: Json, signal: AbortSignal): Answer<readonly string[]> => {
  const named = (profiles: readonly Json[]): readonly string[] =>
    profiles.flatMap((one) => text(one, 'offerName') ?? [])
  if (Array.isArray(user.profiles)) return ok(named(list(user, 'profiles')))
  const answer = await client.getJson(`${ADMIN}/users/${text(user, 'id') ?? ''}/profiles`, signal)
  if (!answer.ok) return isGone(answer.failure) ? ok([]) : answer
  return ok(isJson(answer.value) ? named(list(answer.value, 'data')) : [])
}

/** The PDF invoices known to the cloud. Existence and roles are public, fields are our declared design. */
export const invoiceRegister = (client: CloudClient, companyId: string, signal: AbortSignal): Answer<Page> =>
  pageOf(client, `${SUBSCRIPTION}/companies/${companyId}/invoices`, { limit: '1000' }, signal)

/** The CDR files: a bare array, without envelope. */
export const cdrRegister = async (
  client: CloudClient,
  companyId: string,
  signal: AbortSignal,
): Answer<readonly Json[]> => {
  const answer = await client.getJson(
    `${INVOICING}/invoices?${new URLSearchParams({ companyId, fileType: 'CDR' })}`,
    signal,
  )
  if (!answer.ok) return answer
  return Array.isArray(answer.value)
    ? ok(answer.value.filter(isJson))
    : fail(failure('CLOUD_BROKEN_ANSWER', { request: `${INVOICING}/invoices`, reason: 'the list is missing' }))
}

export const invoicingFile = (client: CloudClient, filePath: string, signal: AbortSignal): Answer<Uint8Array> =>
  client.getFile(
    `${INVOICING}/invoices/${filePath.split('/').map(encodeURIComponent).join('/')}`,
    64 * 1024 * 1024,
    signal,
  )
