import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { Cloud } from './cloud.ts'
import { dataOf, isJson, listOf, textOf, type Json } from './json.ts'

/** What the outbox reads before and after it sends. Null: the cloud does not have it, or not for this person. */
const ADMIN = '/api/rainbow/admin/v1.0'
const SUBSCRIPTION = '/api/rainbow/subscription/v1.0'
const PAGE = 500

type Answer<T> = Promise<Result<T, Failure>>
type Query = Readonly<Record<string, string>>

/** 404, or 403: it left the distributor's scope. */
const isGone = ({ code, params }: Failure): boolean => code === 'CLOUD_REFUSED' && /^40[34]/.test(params.detail ?? '')

const one = async (cloud: Cloud, path: string, query: Query = { format: 'full' }): Answer<Json | null> => {
  const answer = await cloud.client.getJson(`${path}?${new URLSearchParams(query)}`, cloud.signal)
  if (!answer.ok) return isGone(answer.failure) ? ok(null) : answer
  const data = dataOf(answer.value)
  return data ? ok(data) : fail(failure('CLOUD_BROKEN_ANSWER', { request: path, reason: 'the object is missing' }))
}

/** Every page of a list; an id that comes twice counts once. */
const all = async (cloud: Cloud, path: string, query: Query = {}): Answer<readonly Json[]> => {
  const found = new Map<string, Json>()
  for (let offset = 0; ;) {
    const window = { format: 'full', limit: String(PAGE), offset: String(offset), ...query }
    const answer = await cloud.client.getJson(`${path}?${new URLSearchParams(window)}`, cloud.signal)
    if (!answer.ok) return answer
    if (!isJson(answer.value) || !Array.isArray(answer.value.data)) {
      return fail(failure('CLOUD_BROKEN_ANSWER', { request: path, reason: 'the list is missing' }))
    }
    const { data, total } = answer.value
    for (const [at, row] of listOf(data).entries()) found.set(textOf(row, 'id') ?? `${offset + at}`, row)
    offset += data.length
    if (data.length === 0 || (typeof total === 'number' ? offset >= total : data.length < PAGE)) break
  }
  return ok([...found.values()])
}

export const company = (cloud: Cloud, id: string): Answer<Json | null> => one(cloud, `${ADMIN}/companies/${id}`)

/** `name` finds names that contain it. */
export const companiesNamed = (cloud: Cloud, name: string): Answer<readonly Json[]> =>
  all(cloud, `${ADMIN}/companies`, { name })

export const user = (cloud: Cloud, id: string): Answer<Json | null> => one(cloud, `${ADMIN}/users/${id}`)

/** Whether users embed `profiles` is not publicly documented: used when there, asked for when not. */
export const profilesOf = async (cloud: Cloud, json: Json): Answer<readonly Json[]> =>
  Array.isArray(json.profiles)
    ? ok(listOf(json.profiles))
    : all(cloud, `${ADMIN}/users/${textOf(json, 'id') ?? ''}/profiles`)

const joining =
  (list: 'invitations' | 'requests') =>
  (cloud: Cloud, companyId: string, id: string): Answer<Json | null> =>
    one(cloud, `${ADMIN}/companies/${companyId}/join-companies/${list}/${id}`)
export const joinInvitation = joining('invitations')
export const joinRequest = joining('requests')

export const pendingJoinInvitations = (cloud: Cloud, companyId: string): Answer<readonly Json[]> =>
  all(cloud, `${ADMIN}/companies/${companyId}/join-companies/invitations`, { status: 'pending' })

/** Sent: our invitations. Received: requests of companies. Both are listed under the partner's id. */
export const companyLink = (cloud: Cloud, direction: 'sent' | 'received', id: string): Answer<Json | null> => {
  const list = direction === 'sent' ? 'invitations' : 'requests'
  return one(cloud, `${ADMIN}/companies/${cloud.client.user.companyId}/bp-link/${list}/${id}`)
}

export const pendingLinkInvitations = (cloud: Cloud): Answer<readonly Json[]> =>
  all(cloud, `${ADMIN}/companies/${cloud.client.user.companyId}/bp-link/invitations`, { status: 'pending' })

export const sitesOf = (cloud: Cloud, companyId: string): Answer<readonly Json[]> =>
  all(cloud, `${ADMIN}/companies/${companyId}/sites`)

export const system = (cloud: Cloud, id: string): Answer<Json | null> => one(cloud, `${ADMIN}/systems/${id}`)

export const systemState = (cloud: Cloud, id: string): Answer<Json | null> => one(cloud, `${ADMIN}/systems/${id}/state`)

export const systemsOf = (cloud: Cloud, companyId: string): Answer<readonly Json[]> =>
  all(cloud, `${ADMIN}/systems`, { companyId })

/** The "Shared" tab (M102). */
export const sharedSystems = (cloud: Cloud): Answer<readonly Json[]> =>
  all(cloud, `${ADMIN}/systems`, { bpId: cloud.client.user.companyId, isSharedOrCentrex: 'true' })

/** Company prefixes of a shared system. The rows' fields are not publicly documented: our declared design. */
export const companyPrefixes = (cloud: Cloud, systemId: string): Answer<readonly Json[]> =>
  all(cloud, `${ADMIN}/systems/${systemId}/phone-numbers/multi-companies`)

/** Extensions whose short number begins so; all of them when it is not known. */
export const extensions = (cloud: Cloud, systemId: string, shortNumber: string | null): Answer<readonly Json[]> =>
  all(cloud, `${ADMIN}/systems/${systemId}/phone-numbers`, shortNumber === null ? {} : { shortNumber })

export const subscriptionsOf = (cloud: Cloud, companyId: string): Answer<readonly Json[]> =>
  all(cloud, `${SUBSCRIPTION}/companies/${companyId}/subscriptions`)
