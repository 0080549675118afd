import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Credentials, StoredSession } from '../../../shared/contract/shell.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { createKeyAuthority, createTokenAuthority, type Authority } from './cloud-authority.ts'
import {
  createHttp,
  parsedJson,
  refusalOf,
  type Answer,
  type CloudHttp,
  type Headers,
  type HttpDeps,
  type Traffic,
  type WriteMethod,
} from './cloud-http.ts'
import { readKeyOwner, readUser, signInRefusal, tokenOf, type SignedInUser } from './cloud-identity.ts'
import { cloudOrigin } from './cloud-url.ts'
import { isJson } from './fields.ts'

export type { SignedInUser } from './cloud-identity.ts'

export type CloudClient = {
  readonly user: SignedInUser
  /** GET of a JSON resource; signs in again when the token expired. */
  getJson(path: string, signal: AbortSignal): Promise<Result<unknown, Failure>>
  /** GET of a file, at most `limit` bytes. */
  getFile(path: string, limit: number, signal: AbortSignal): Promise<Result<Uint8Array, Failure>>
  /**
   * A write, its body as JSON unless undefined; the answer's JSON, null for none. CLOUD_REFUSED: it was not done.
   * CLOUD_OUTCOME_UNKNOWN: it may have been done, so the caller reads back before it sends again. CLOUD_UNREACHABLE,
   * CLOUD_RATE_LIMITED, CANCELLED, SIGN_IN_EXPIRED: it was not sent or not taken.
   */
  send(method: WriteMethod, path: string, body: unknown, signal: AbortSignal): Promise<Result<unknown, Failure>>
  /** Never throws; the session is over on this side whatever the cloud answers. */
  signOut(): Promise<void>
  /** Why this session cannot be used any more until a person signs in; null while it can. */
  ended(): Failure | null
  /** The cloud's clock at its last answer: dates of cached rows come from it, so that a wrong clock here does no harm. */
  cloudNow(): Date | null
  /** Since this client signed in. */
  traffic(): Traffic
}

/** Told each session worth keeping: after the sign-in and after each renewal. */
export type OnSession = (session: StoredSession) => void

/** Signs in and returns a client bound to that session. Token, key and password stay inside its closures. */
export const signIn = async (
  deps: HttpDeps,
  credentials: Credentials,
  signal: AbortSignal,
  onSession: OnSession = () => undefined,
): Promise<Result<CloudClient, Failure>> => {
  const origin = cloudOrigin(credentials.url)
  if (!origin.ok) return origin
  const http = createHttp(deps, origin.value, credentials.appId)
  if (credentials.mode === 'api-key') return withKey(http, credentials, signal, onSession, deps)
  const { url, login, appId, appSecret } = credentials
  const authority = createTokenAuthority({
    ...credentials,
    http,
    clock: deps.clock ?? (() => new Date()),
    kept: null,
    onToken: (token, obtainedAt) => onSession({ mode: 'password', url, login, appId, appSecret, token, obtainedAt }),
  })
  const user = await authority.login(signal)
  return user.ok ? ok(clientFor(http, authority, user.value)) : user
}

/** Goes on with a session that was kept: asks the cloud who it is. SIGN_IN_EXPIRED when the cloud no longer takes it. */
export const resumeSession = async (
  deps: HttpDeps,
  session: StoredSession,
  signal: AbortSignal,
  onSession: OnSession = () => undefined,
): Promise<Result<CloudClient, Failure>> => {
  const origin = cloudOrigin(session.url)
  if (!origin.ok) return origin
  const http = createHttp(deps, origin.value, session.appId)
  if (session.mode === 'api-key') return withKey(http, session, signal, onSession, deps)
  const { userId } = tokenOf(session.token)
  if (!userId) return fail(failure('SIGN_IN_EXPIRED'))
  const authority = createTokenAuthority({
    ...session,
    http,
    clock: deps.clock ?? (() => new Date()),
    password: null,
    kept: session,
    onToken: (token, obtainedAt) => onSession({ ...session, token, obtainedAt }),
  })
  const user = await readUser((path) => getJson(http, authority, path, signal), userId)
  if (!user.ok) return user
  authority.belongsTo(user.value)
  return ok(clientFor(http, authority, user.value))
}

const withKey = async (
  http: CloudHttp,
  key: { readonly url: string; readonly appId: string; readonly appSecret: string; readonly apiKey: string },
  signal: AbortSignal,
  onSession: OnSession,
  deps: HttpDeps,
): Promise<Result<CloudClient, Failure>> => {
  const authority = createKeyAuthority(key)
  const get = async (path: string): Promise<Result<unknown, Failure>> => {
    const headers = await authority.headers(signal)
    if (!headers.ok) return headers
    const answer = await http.request(path, signal, headers.value)
    if (!answer.ok) return answer
    const body = http.json(path, answer.value)
    const refused = !body.ok && answer.value.status === 401 && body.failure.code === 'CLOUD_REFUSED'
    return refused ? fail(signInRefusal(answer.value, (deps.clock ?? (() => new Date()))())) : body
  }
  const user = await readKeyOwner(get)
  if (!user.ok) return user
  const { url, appId, appSecret, apiKey } = key
  onSession({ mode: 'api-key', url, login: user.value.login, appId, appSecret, apiKey })
  return ok(clientFor(http, authority, user.value))
}

const RECOVERIES = 3

/** The cloud says so of a token that is too old (errorDetails: "jwt expired"), and not of a right that is missing. */
const isTokenExpired = ({ bytes }: Answer): boolean => {
  const body = parsedJson(bytes)
  return isJson(body) && body.errorDetails === 'jwt expired'
}

/**
 * Does a request; once more after the authority has recovered from a 401. Where sessions are very short the new one may
 * be over, too: then some times more, for an edit must not be refused for that.
 */
const authorised = async (
  authority: Authority,
  signal: AbortSignal,
  ask: (headers: Headers) => Promise<Result<Answer, Failure>>,
): Promise<Result<Answer, Failure>> => {
  for (let recovery = 0; ; recovery += 1) {
    const headers = await authority.headers(signal)
    if (!headers.ok) return headers
    const answer = await ask(headers.value)
    if (!answer.ok || answer.value.status !== 401) return answer
    if (recovery > 0 && (recovery >= RECOVERIES || !isTokenExpired(answer.value))) return answer
    const recovered = await authority.recover(headers.value, signal)
    if (!recovered.ok) return recovered
  }
}

const getJson = async (
  http: CloudHttp,
  authority: Authority,
  path: string,
  signal: AbortSignal,
): Promise<Result<unknown, Failure>> => {
  const answer = await authorised(authority, signal, (headers) => http.request(path, signal, headers))
  return answer.ok ? http.json(path, answer.value) : answer
}

const clientFor = (http: CloudHttp, authority: Authority, user: SignedInUser): CloudClient => ({
  user,
  getJson: (path, signal) => getJson(http, authority, path, signal),
  getFile: async (path, limit, signal) => {
    const answer = await authorised(authority, signal, (headers) => http.request(path, signal, headers, limit))
    if (!answer.ok) return answer
    const { status, bytes } = answer.value
    return status === 200 ? ok(bytes) : fail(refusalOf(path, status, parsedJson(bytes)))
  },
  send: async (method, path, body, signal) => {
    const answer = await authorised(authority, signal, (headers) => http.write(method, path, body, signal, headers))
    return answer.ok ? http.written(path, answer.value) : answer
  },
  signOut: () => authority.signOut(),
  ended: () => authority.ended(),
  cloudNow: () => http.cloudNow(),
  traffic: () => http.traffic(),
})
