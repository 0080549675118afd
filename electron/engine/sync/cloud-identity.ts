import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { parsedJson, type Answer } from './cloud-http.ts'
import { identifier, integer, isJson, text, texts, type Json } from './fields.ts'

/** Who signed in. `roles` and `adminType` are the cloud's words (bp_admin, company_admin, ...). */
export type SignedInUser = {
  readonly id: string
  readonly login: string
  readonly companyId: string
  readonly companyName: string
  readonly roles: readonly string[]
  readonly adminType: string | null
}

export type Login = { readonly token: string; readonly user: SignedInUser }

const AUTHENTICATION = '/api/rainbow/authentication/v1.0'
export const LOGIN = `${AUTHENTICATION}/login`
export const RENEW = `${AUTHENTICATION}/renew`
export const LOGOUT = `${AUTHENTICATION}/logout`

/** An account locks for this long after five refusals; each further attempt starts the time anew. */
const LOCK_MS = 60 * 60 * 1000

type Get = (path: string) => Promise<Result<unknown, Failure>>

/** The user of a login's or renewal's answer, which come without the data envelope. */
export const readLogin = (request: string, body: unknown): Result<Login, Failure> => {
  const token = isJson(body) ? text(body, 'token') : null
  const user = isJson(body) ? userOf(body.loggedInUser) : null
  if (!token || !user) return fail(incomplete(request, 'token or company is missing'))
  return ok({ token, user: user.id === '' ? { ...user, id: tokenOf(token).userId ?? '' } : user })
}

/** The user behind a token that was kept. */
export const readUser = async (get: Get, userId: string): Promise<Result<SignedInUser, Failure>> => {
  const path = `/api/rainbow/admin/v1.0/users/${encodeURIComponent(userId)}`
  const answer = await get(`${path}?format=full`)
  if (!answer.ok) return answer
  const user = isJson(answer.value) ? userOf(answer.value.data) : null
  return user ? ok(user) : fail(incomplete(path, 'the user or its company is missing'))
}

/**
 * The user behind an API key. Not publicly documented which fields `apikeys/current` answers with: our declared
 * design is that its `userId` names the owner.
 */
export const readKeyOwner = async (get: Get): Promise<Result<SignedInUser, Failure>> => {
  const path = `${AUTHENTICATION}/apikeys/current`
  const answer = await get(path)
  if (!answer.ok) return answer
  const key = isJson(answer.value) && isJson(answer.value.data) ? answer.value.data : null
  const userId = key && identifier(key, 'userId')
  return userId ? readUser(get, userId) : fail(incomplete(path, 'the owner of the key is missing'))
}

const incomplete = (request: string, reason: string): Failure => failure('CLOUD_BROKEN_ANSWER', { request, reason })

const userOf = (value: unknown): SignedInUser | null => {
  const companyId = isJson(value) ? identifier(value, 'companyId') : null
  if (!isJson(value) || !companyId) return null
  return {
    id: identifier(value, 'id') ?? '',
    login: text(value, 'loginEmail') ?? '',
    companyId,
    companyName: text(value, 'companyName') ?? '',
    roles: texts(value, 'roles'),
    adminType: text(value, 'adminType'),
  }
}

/** What a token says of itself without being proven: whose it is, and for how many milliseconds it was made. */
export const tokenOf = (token: string): { readonly userId: string | null; readonly lifeMs: number | null } => {
  const payload = parsedJson(Buffer.from(token.split('.')[1] ?? '', 'base64url'))
  if (!isJson(payload)) return { userId: null, lifeMs: null }
  const [iat, exp] = [integer(payload, 'iat'), integer(payload, 'exp')]
  return {
    userId: isJson(payload.user) ? identifier(payload.user, 'id') : null,
    lifeMs: iat !== null && exp !== null && exp > iat ? (exp - iat) * 1000 : null,
  }
}

/**
 * Why a sign-in was refused. 401524, a second factor being asked for, is not publicly documented: our declared design.
 * `until` of ACCOUNT_LOCKED is the UTC time at which the lock ends if nobody tries before.
 */
export const signInRefusal = (answer: Answer, now: Date): Failure => {
  const body: unknown = parsedJson(answer.bytes)
  const said: Json = isJson(body) ? body : {}
  const detail = integer(said, 'errorDetailsCode')
  switch (detail) {
    case 401501:
      return failure('ACCOUNT_LOCKED', { until: new Date(now.getTime() + LOCK_MS).toISOString() })
    case 401521:
      return failure('COMPANY_NOT_ACTIVE')
    case 401523:
      return failure('ACCOUNT_EXPIRED')
    case 401524:
      return failure('MFA_REQUIRED')
    default:
      return failure('SIGN_IN_REFUSED', {
        reason: text(said, 'errorDetails') ?? text(said, 'errorMsg') ?? 'no reason given',
        ...(detail === null ? {} : { detail: String(detail) }),
      })
  }
}
