import { createHash } from 'node:crypto'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Credentials } from '../../../shared/contract/shell.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { createHttp, refusalOf, type Answer, type HttpDeps } from './cloud-http.ts'
import { cloudOrigin } from './cloud-url.ts'
import { identifier, integer, isJson, text } from './fields.ts'

export type SignedInUser = { readonly login: string; readonly companyId: string; readonly companyName: string }

export type CloudClient = {
  readonly user: SignedInUser
  /** GET of a JSON resource; signs in again once when the token expired. */
  getJson(path: string, signal: AbortSignal): Promise<Result<unknown, Failure>>
  /** GET of a file, at most `limit` bytes. */
  getFile(path: string, limit: number, signal: AbortSignal): Promise<Result<Uint8Array, Failure>>
  signOut(): Promise<void>
}

const LOGIN = '/api/rainbow/authentication/v1.0/login'
const LOGOUT = '/api/rainbow/authentication/v1.0/logout'

/** x-rainbow-app-auth: Basic appId:hex(SHA-256(appSecret + password)), without a separator. */
export const applicationAuth = (credentials: Pick<Credentials, 'appId' | 'appSecret' | 'password'>): string => {
  const hash = createHash('sha256').update(credentials.appSecret + credentials.password, 'utf8').digest('hex') // prettier-ignore
  return `Basic ${base64(`${credentials.appId}:${hash}`)}`
}

const base64 = (value: string): string => Buffer.from(value, 'utf8').toString('base64')

type Login = { readonly token: string; readonly user: SignedInUser }

/** Signs in and returns a client bound to that session. Token and password stay inside this closure. */
export const signIn = async (
  deps: HttpDeps,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Result<CloudClient, Failure>> => {
  const origin = cloudOrigin(credentials.url)
  if (!origin.ok) return origin
  const http = createHttp(deps, origin.value, credentials.appId)

  const login = async (abort: AbortSignal): Promise<Result<Login, Failure>> => {
    const answer = await http.request(LOGIN, abort, {
      Authorization: `Basic ${base64(`${credentials.login}:${credentials.password}`)}`,
      'x-rainbow-app-auth': applicationAuth(credentials),
    })
    if (!answer.ok) return answer
    const body = http.json(LOGIN, answer.value)
    if (body.ok) return readLogin(body.value)
    const refused = answer.value.status === 401 && body.failure.code === 'CLOUD_REFUSED'
    return refused ? fail(signInRefusal(answer.value)) : body
  }

  const first = await login(signal)
  if (!first.ok) return first
  let { token } = first.value

  const authorised = async (path: string, abort: AbortSignal, limit?: number): Promise<Result<Answer, Failure>> => {
    const answer = await http.request(path, abort, { Authorization: `Bearer ${token}` }, limit)
    if (!answer.ok || answer.value.status !== 401) return answer
    const again = await login(abort)
    if (!again.ok) return again
    token = again.value.token
    return http.request(path, abort, { Authorization: `Bearer ${token}` }, limit)
  }

  return ok({
    user: first.value.user,
    getJson: async (path, abort) => {
      const answer = await authorised(path, abort)
      return answer.ok ? http.json(path, answer.value) : answer
    },
    getFile: async (path, limit, abort) => {
      const answer = await authorised(path, abort, limit)
      if (!answer.ok) return answer
      const { status, bytes } = answer.value
      return status === 200 ? ok(bytes) : fail(refusalOf(path, status, parsed(bytes)))
    },
    signOut: async () => {
      await http.request(LOGOUT, AbortSignal.timeout(3000), { Authorization: `Bearer ${token}` })
    },
  })
}

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}

/** 401501: locked after five failures; a further attempt would start the hour again. */
const signInRefusal = (answer: Answer): Failure => {
  const body = parsed(answer.bytes)
  if (!isJson(body)) return failure('SIGN_IN_REFUSED', { reason: 'no reason given' })
  if (integer(body, 'errorDetailsCode') === 401501) return failure('ACCOUNT_LOCKED')
  return failure('SIGN_IN_REFUSED', {
    reason: text(body, 'errorDetails') ?? text(body, 'errorMsg') ?? 'no reason given',
  })
}

const readLogin = (body: unknown): Result<Login, Failure> => {
  const user = isJson(body) ? body.loggedInUser : undefined
  const token = isJson(body) ? text(body, 'token') : null
  const companyId = isJson(user) ? identifier(user, 'companyId') : null
  if (!token || !isJson(user) || !companyId) {
    return fail(failure('CLOUD_BROKEN_ANSWER', { request: LOGIN, reason: 'token or company is missing' }))
  }
  return ok({
    token,
    user: { login: text(user, 'loginEmail') ?? '', companyId, companyName: text(user, 'companyName') ?? '' },
  })
}
