import { createHash, randomBytes } from 'node:crypto'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { ApiKeyCredentials } from '../../../shared/contract/shell.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import {
  LOGIN,
  LOGOUT,
  readLogin,
  RENEW,
  signInRefusal,
  tokenOf,
  type Login,
  type SignedInUser,
} from './cloud-identity.ts'
import type { CloudHttp, Headers } from './cloud-http.ts'

/** What lets requests through: a token that is renewed in time, or a key. Secrets stay in its closure. */
export type Authority = {
  /** The headers for one request; renews a token past its half life first. */
  headers(signal: AbortSignal): Promise<Result<Headers, Failure>>
  /** After a 401 to a request with these headers: makes new ones possible, or says why that cannot be. */
  recover(used: Headers, signal: AbortSignal): Promise<Result<null, Failure>>
  /** Why nothing can be asked any more until a person acts. */
  ended(): Failure | null
  signOut(): Promise<void>
}

export type TokenAuthority = Authority & {
  /** Signs in with the password; without one SIGN_IN_EXPIRED. */
  login(signal: AbortSignal): Promise<Result<SignedInUser, Failure>>
  /** Whose session this is, where the cloud was asked: a later sign-in that leads to another company ends it. */
  belongsTo(user: SignedInUser): void
}

type TokenDeps = {
  readonly http: CloudHttp
  readonly clock: () => Date
  readonly login: string
  readonly appId: string
  readonly appSecret: string
  /** Null for a session that was kept: the password never is. */
  readonly password: string | null
  readonly kept: { readonly token: string; readonly obtainedAt: string } | null
  /** Called with each new token. */
  readonly onToken: (token: string, obtainedAt: string) => void
}

/** After a renewal that the network prevented, the token in hand is used on and the next try is this far away. */
const RENEW_AGAIN_MS = 60_000

const base64 = (value: string): string => Buffer.from(value, 'utf8').toString('base64')

/** x-rainbow-app-auth: Basic appId:hex(SHA-256(appSecret + password)), without a separator; a challenge for a key. */
export const applicationAuth = (application: {
  readonly appId: string
  readonly appSecret: string
  readonly password: string
}): string => {
  const hash = createHash('sha256')
    .update(application.appSecret + application.password, 'utf8')
    .digest('hex')
  return `Basic ${base64(`${application.appId}:${hash}`)}`
}

/** Many requests at once need one new token: the later ones wait for the first one's. */
const singly = <T>(work: (signal: AbortSignal) => Promise<T>): ((signal: AbortSignal) => Promise<T>) => {
  let running: Promise<T> | null = null
  return (signal) => (running ??= work(signal).finally(() => (running = null)))
}

/** Half of the life, plus at random up to an eighth of that half, so that many desks do not renew together. */
const renewalAge = (token: string): number => {
  const { lifeMs } = tokenOf(token)
  return lifeMs === null ? Infinity : (lifeMs / 2) * (1 + Math.random() / 8)
}

/** Signs in with a password or goes on with a token that was kept. A refused password is never sent a second time. */
export const createTokenAuthority = (deps: TokenDeps): TokenAuthority => {
  const { http, clock } = deps
  let token = deps.kept?.token ?? ''
  let ended: Failure | null = null
  // Its age by this computer's clock, not its dates: a clock that is wrong does not matter then.
  let renewAt = deps.kept ? Date.parse(deps.kept.obtainedAt) + renewalAge(token) : Infinity

  let owner: SignedInUser | null = null

  /** Another cloud may answer at the same address by now: its token is not taken, so nothing is read or sent. */
  const take = (login: Login): Result<SignedInUser, Failure> => {
    const known = (owner ??= login.user)
    if (login.user.companyId !== known.companyId) {
      const names = { known: known.companyName, found: login.user.companyName }
      return fail((ended = failure('OTHER_TENANT', names)))
    }
    const now = clock()
    token = login.token
    renewAt = now.getTime() + renewalAge(token)
    deps.onToken(token, now.toISOString())
    return ok(login.user)
  }

  const login = async (signal: AbortSignal): Promise<Result<SignedInUser, Failure>> => {
    if (ended) return fail(ended)
    if (deps.password === null) return fail((ended = failure('SIGN_IN_EXPIRED')))
    const answer = await http.request(LOGIN, signal, {
      Authorization: `Basic ${base64(`${deps.login}:${deps.password}`)}`,
      'x-rainbow-app-auth': applicationAuth({ ...deps, password: deps.password }),
    })
    if (!answer.ok) return answer
    const body = http.json(LOGIN, answer.value)
    if (!body.ok) {
      if (answer.value.status !== 401 || body.failure.code !== 'CLOUD_REFUSED') return body
      return fail((ended = signInRefusal(answer.value, clock())))
    }
    const read = readLogin(LOGIN, body.value)
    return read.ok ? take(read.value) : read
  }

  const renew = async (signal: AbortSignal): Promise<Result<null, Failure>> => {
    const answer = await http.request(RENEW, signal, { Authorization: `Bearer ${token}` })
    const body = answer.ok ? http.json(RENEW, answer.value) : answer
    const read = body.ok ? readLogin(RENEW, body.value) : body
    if (read.ok) {
      const taken = take(read.value)
      return taken.ok ? ok(null) : taken
    }
    const refused = read.failure.code === 'CLOUD_REFUSED'
    if (refused && deps.password !== null) {
      const again = await login(signal)
      return again.ok ? ok(null) : again
    }
    // The token in hand is good until the cloud says otherwise; a renewal that it refused is not asked for again.
    renewAt = refused ? Infinity : clock().getTime() + RENEW_AGAIN_MS
    return ok(null)
  }

  const loginOnce = singly(login)
  const renewOnce = singly(renew)
  const bearer = (): Headers => ({ Authorization: `Bearer ${token}` })

  return {
    login: loginOnce,
    belongsTo: (user) => {
      owner = user
    },
    headers: async (signal) => {
      if (ended) return fail(ended)
      const renewed = clock().getTime() >= renewAt ? await renewOnce(signal) : ok(null)
      return renewed.ok ? ok(bearer()) : renewed
    },
    recover: async (used, signal) => {
      if (used['Authorization'] !== bearer()['Authorization']) return ok(null)
      const again = await loginOnce(signal)
      return again.ok ? ok(null) : again
    },
    ended: () => ended,
    signOut: async () => {
      await http.request(LOGOUT, AbortSignal.timeout(3000), bearer())
    },
  }
}

/** 22 characters of [A-Za-z0-9_-], new for each request. */
const newChallenge = (): string => randomBytes(17).toString('base64url').slice(0, 22)

/** Each request proves itself with the key and a fresh challenge; there is nothing to renew and nothing to sign out of. */
export const createKeyAuthority = (credentials: Omit<ApiKeyCredentials, 'mode' | 'url'>): Authority => {
  let ended: Failure | null = null
  return {
    headers: () => {
      if (ended) return Promise.resolve(fail(ended))
      const challenge = newChallenge()
      return Promise.resolve(
        ok({
          'x-rainbow-api-key': credentials.apiKey,
          'x-rainbow-challenge': challenge,
          ...(credentials.appSecret === ''
            ? {}
            : { 'x-rainbow-app-auth': applicationAuth({ ...credentials, password: challenge }) }),
        }),
      )
    },
    recover: () => Promise.resolve(fail((ended = failure('SIGN_IN_EXPIRED')))),
    ended: () => ended,
    signOut: () => Promise.resolve(),
  }
}
