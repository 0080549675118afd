import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '../../shared/util/result.ts'
import { createAccounts, same, unauthorized, type Accounts } from './accounts.ts'
import { createApiKeys, type ApiKey, type ApiKeys } from './api-keys.ts'
import type { DemoCredentials } from './credentials.ts'
import { refused, type Answer } from './http/answer.ts'
import { signToken, verifyToken, type TokenPayload } from './json-web-token.ts'
import type { Store } from './store/store.ts'
import type { DemoCompany, DemoUser } from './tenant/types.ts'

/** Who asks: with a token, or with an API key and then without one. */
export type Caller = {
  readonly user: DemoUser
  readonly company: DemoCompany
  readonly token: TokenPayload | null
  readonly apiKey: ApiKey | null
}

export type SessionDeps = {
  readonly store: Store
  readonly credentials: DemoCredentials
  readonly clock: () => Date
  readonly random: (bytes: number) => Uint8Array
  readonly tokenLifeSeconds: number
  /** Login e-mails with multi-factor authentication switched on. */
  readonly mfaUsers: readonly string[]
}

export type Session = { readonly token: string; readonly user: DemoUser }

/** The headers that say who asks. */
export type Identification = {
  readonly authorization: string | undefined
  readonly appAuth: string | undefined
  readonly apiKey: string | undefined
  readonly challenge: string | undefined
}

export type Sessions = {
  readonly accounts: Accounts
  readonly apiKeys: ApiKeys
  readonly signIn: (given: Identification) => Result<Session, Answer>
  readonly identify: (given: Identification) => Result<Caller, Answer>
  readonly renew: (caller: Caller) => Result<Session, Answer>
  readonly signOut: (caller: Caller) => void
}

const MAX_TOKEN_RENEW = 5

const basic = (header: string | undefined): readonly [string, string] | null => {
  if (!header?.startsWith('Basic ')) return null
  const text = Buffer.from(header.slice('Basic '.length), 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? null : [text.slice(0, colon), text.slice(colon + 1)]
}

/**
 * `x-rainbow-app-auth`: Basic base64(appId:HEX), HEX = lower-case SHA-256 of application secret and user password (with
 * an API key: and the challenge).
 */
export const applicationAuth = (appId: string, appSecret: string, password: string): string => {
  const hex = createHash('sha256').update(`${appSecret}${password}`, 'utf8').digest('hex')
  return `Basic ${Buffer.from(`${appId}:${hex}`).toString('base64')}`
}

const unknownApplication = (): Answer =>
  unauthorized('The application is unknown or its x-rainbow-app-auth header is wrong')

/** What a login answers instead of a token where a second factor is asked for. Not public: our declared design. */
const secondFactorRequired = (): Answer => unauthorized('multi-factor authentication required', '524')

export const createSessions = (deps: SessionDeps): Sessions => {
  const { store, credentials, clock, random } = deps
  const signingKey = random(32)
  const signedOut = new Set<string>()
  const accounts = createAccounts(credentials.password, clock)
  const apiKeys = createApiKeys()
  const mfaUsers = new Set(deps.mfaUsers.map((login) => login.toLowerCase()))

  const applicationKnown = (appAuth: string | undefined, secret: string): boolean =>
    same(appAuth ?? '', applicationAuth(credentials.appId, credentials.appSecret, secret))

  const issue = (user: DemoUser, countRenewed: number): Session => {
    const iat = Math.floor(clock().getTime() / 1000)
    const payload: TokenPayload = {
      countRenewed,
      maxTokenRenew: MAX_TOKEN_RENEW,
      user: { id: user.id, loginEmail: user.loginEmail },
      app: { id: credentials.appId, name: 'Iris Desk' },
      jti: Buffer.from(random(8)).toString('hex'),
      revision: accounts.revision(user.id),
      iat,
      exp: iat + deps.tokenLifeSeconds,
    }
    return { token: signToken(payload, signingKey), user }
  }

  const present = (userId: string): Pick<Caller, 'user' | 'company'> | null => {
    const user = store.users.get(userId)
    const company = user && store.companies.get(user.companyId)
    return user && company && !user.isTerminated && user.isActive !== false ? { user, company } : null
  }

  const byApiKey = ({ apiKey = '', challenge, appAuth }: Identification): Result<Caller, Answer> => {
    if (challenge === undefined) return fail(unauthorized('The x-rainbow-challenge header is required'))
    if (!applicationKnown(appAuth, challenge)) return fail(unknownApplication())
    const key = apiKeys.byKey(apiKey)
    const caller = key && present(key.userId)
    if (!key?.isActive || !caller) return fail(unauthorized('The API key is unknown or not active'))
    if (key.expirationDate !== null && key.expirationDate <= store.now()) return fail(unauthorized('api key expired'))
    return ok({ ...caller, token: null, apiKey: key })
  }

  return {
    accounts,
    apiKeys,
    signIn: ({ authorization, appAuth }) => {
      const given = basic(authorization)
      if (!given) return fail(unauthorized('Basic authorization with login and password is required'))
      const [login, password] = given
      if (!applicationKnown(appAuth, password)) return fail(unknownApplication())
      const user = store.userByLogin(login)
      if (!user) return fail(unauthorized('Unknown login or wrong password for login', '500'))
      const wrong = accounts.check(user, password)
      if (wrong) return fail(wrong)
      if (user.isActive === false) return fail(unauthorized('The user is not active'))
      if (store.companies.get(user.companyId)?.status !== 'active') {
        return fail(unauthorized('The company of the user is not active', '521'))
      }
      if (mfaUsers.has(user.loginEmail.toLowerCase())) return fail(secondFactorRequired())
      return ok(issue(user, 0))
    },
    identify: (given) => {
      if (given.apiKey !== undefined) return byApiKey(given)
      if (!given.authorization?.startsWith('Bearer ')) return fail(unauthorized('No auth token'))
      const token = verifyToken(given.authorization.slice('Bearer '.length), signingKey, clock())
      if (!token.ok) return fail(unauthorized(token.failure))
      const { user, jti, revision } = token.value
      const caller = present(user.id)
      if (!caller || signedOut.has(jti) || revision !== accounts.revision(user.id)) {
        return fail(unauthorized('jwt revoked'))
      }
      return ok({ ...caller, token: token.value, apiKey: null })
    },
    renew: ({ user, token }) =>
      token === null
        ? fail(refused('An API key is not renewed'))
        : token.countRenewed >= token.maxTokenRenew
          ? fail(unauthorized('The token was renewed as often as it may be'))
          : ok(issue(user, token.countRenewed + 1)),
    signOut: ({ token }) => {
      if (token) signedOut.add(token.jti)
    },
  }
}
