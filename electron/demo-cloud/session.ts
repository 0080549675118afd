import { createHash, timingSafeEqual } from 'node:crypto'
import { fail, ok, type Result } from '../../shared/util/result.ts'
import type { DemoCredentials } from './credentials.ts'
import type { Estate } from './estate.ts'
import { rainbowError, type Answer } from './http/answer.ts'
import { signToken, verifyToken, type TokenPayload } from './json-web-token.ts'
import type { DemoCompany, DemoUser } from './tenant/types.ts'

export type Caller = { readonly user: DemoUser; readonly company: DemoCompany; readonly token: TokenPayload }

export type SessionDeps = {
  readonly estate: Estate
  readonly credentials: DemoCredentials
  readonly clock: () => Date
  readonly random: (bytes: number) => Uint8Array
  readonly tokenLifeSeconds: number
}

export type Session = { readonly token: string; readonly user: DemoUser }

export type Sessions = {
  readonly signIn: (authorization: string | undefined, appAuth: string | undefined) => Result<Session, Answer>
  readonly identify: (authorization: string | undefined) => Result<Caller, Answer>
  readonly renew: (caller: Caller) => Result<Session, Answer>
  readonly signOut: (caller: Caller) => void
}

const FAILURES_TO_LOCK = 5
const LOCK_MS = 60 * 60 * 1000
const MAX_TOKEN_RENEW = 5

const unauthorized = (details: string, detail = '000'): Answer => rainbowError(401, details, detail)

const basic = (header: string | undefined): readonly [string, string] | null => {
  if (!header?.startsWith('Basic ')) return null
  const text = Buffer.from(header.slice('Basic '.length), 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? null : [text.slice(0, colon), text.slice(colon + 1)]
}

const same = (a: string, b: string): boolean => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** `x-rainbow-app-auth`: Basic base64(appId:HEX), HEX = lower-case SHA-256 of application secret and user password. */
export const applicationAuth = (appId: string, appSecret: string, password: string): string => {
  const hex = createHash('sha256').update(`${appSecret}${password}`, 'utf8').digest('hex')
  return `Basic ${Buffer.from(`${appId}:${hex}`).toString('base64')}`
}

/** Accounts lock for an hour after five failures in a row; each further wrong attempt starts the hour again. */
export const createSessions = (deps: SessionDeps): Sessions => {
  const { estate, credentials, clock, random } = deps
  const signingKey = random(32)
  const failures = new Map<string, { count: number; lastAt: number }>()
  const signedOut = new Set<string>()

  const issue = (user: DemoUser, countRenewed: number): Session => {
    const iat = Math.floor(clock().getTime() / 1000)
    const payload: TokenPayload = {
      countRenewed,
      maxTokenRenew: MAX_TOKEN_RENEW,
      user: { id: user.id, loginEmail: user.loginEmail },
      app: { id: credentials.appId, name: 'Iris Desk' },
      jti: Buffer.from(random(8)).toString('hex'),
      iat,
      exp: iat + deps.tokenLifeSeconds,
    }
    return { token: signToken(payload, signingKey), user }
  }

  const checkPassword = (user: DemoUser, password: string): Answer | null => {
    const now = clock().getTime()
    const past = failures.get(user.id)
    const count = past && now - past.lastAt < LOCK_MS ? past.count : 0
    const locked = count >= FAILURES_TO_LOCK
    if (same(password, credentials.password)) {
      if (!locked) failures.delete(user.id)
      return locked ? unauthorized('The account is locked', '501') : null
    }
    failures.set(user.id, { count: count + 1, lastAt: now })
    return count + 1 >= FAILURES_TO_LOCK
      ? unauthorized('The account is locked', '501')
      : unauthorized('Unknown login or wrong password for login', '500')
  }

  return {
    signIn: (authorization, appAuth) => {
      const given = basic(authorization)
      if (!given) return fail(unauthorized('Basic authorization with login and password is required'))
      const [login, password] = given
      if (!same(appAuth ?? '', applicationAuth(credentials.appId, credentials.appSecret, password))) {
        return fail(unauthorized('The application is unknown or its x-rainbow-app-auth header is wrong'))
      }
      const user = estate.userByLogin(login)
      if (!user) return fail(unauthorized('Unknown login or wrong password for login', '500'))
      const refused = checkPassword(user, password)
      if (refused) return fail(refused)
      const company = estate.company(user.companyId)
      if (company?.status !== 'active') return fail(unauthorized('The company of the user is not active', '521'))
      return ok(issue(user, 0))
    },
    identify: (authorization) => {
      if (!authorization?.startsWith('Bearer ')) return fail(unauthorized('No auth token'))
      const token = verifyToken(authorization.slice('Bearer '.length), signingKey, clock())
      if (!token.ok) return fail(unauthorized(token.failure))
      const user = estate.user(token.value.user.id)
      const company = user && estate.company(user.companyId)
      if (!user || !company || signedOut.has(token.value.jti)) return fail(unauthorized('jwt revoked'))
      return ok({ user, company, token: token.value })
    },
    renew: ({ user, token }) =>
      token.countRenewed >= token.maxTokenRenew
        ? fail(unauthorized('The token was renewed as often as it may be'))
        : ok(issue(user, token.countRenewed + 1)),
    signOut: ({ token }) => void signedOut.add(token.jti),
  }
}
