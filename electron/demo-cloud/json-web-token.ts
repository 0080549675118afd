import { createHmac, timingSafeEqual } from 'node:crypto'
import { fail, ok, type Result } from '../../shared/util/result.ts'

export type TokenPayload = {
  readonly countRenewed: number
  readonly maxTokenRenew: number
  readonly user: { readonly id: string; readonly loginEmail: string }
  readonly app: { readonly id: string; readonly name: string }
  readonly jti: string
  /** Of the password: a change revokes the tokens given before. */
  readonly revision: number
  /** Seconds since 1970. */
  readonly iat: number
  readonly exp: number
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const signatureOf = (signed: string, key: Uint8Array): Buffer => createHmac('sha256', key).update(signed).digest()

export const signToken = (payload: TokenPayload, key: Uint8Array): string => {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`
  return `${signed}.${signatureOf(signed, key).toString('base64url')}`
}

/** Fails with the words that Rainbow puts into `errorDetails`. */
export const verifyToken = (token: string, key: Uint8Array, now: Date): Result<TokenPayload, string> => {
  const [header, body, signature, ...more] = token.split('.')
  if (header === undefined || body === undefined || signature === undefined || more.length > 0) {
    return fail('jwt malformed')
  }
  const expected = signatureOf(`${header}.${body}`, key)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return fail('invalid signature')
  const payload = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as TokenPayload
  return now.getTime() >= payload.exp * 1000 ? fail('jwt expired') : ok(payload)
}
