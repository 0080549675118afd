import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export type WebSession = {
  /** A fresh secret for a link; it opens the app once. */
  newToken(): string
  /** The Set-Cookie value that a link earns, or null when the link is unknown or used. */
  redeem(token: string): string | null
  /** Whether the request carries this run's cookie. */
  isOwn(request: IncomingMessage): boolean
}

const secret = (): string => randomBytes(32).toString('base64url')

const same = (a: string, b: string): boolean => {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * Other programs and web pages on this computer can reach a loopback port too: only who had the link may talk to the
 * engine. The port is part of the cookie's name because cookies of 127.0.0.1 are shared by all its ports.
 */
export const createWebSession = (port: number): WebSession => {
  const name = `iris-desk-${port}`
  const cookie = secret()
  const tokens = new Set<string>()
  return {
    newToken: () => {
      const token = secret()
      tokens.add(token)
      return token
    },
    redeem: (token) => {
      const known = [...tokens].find((one) => same(one, token))
      if (known === undefined) return null
      tokens.delete(known)
      return `${name}=${cookie}; HttpOnly; SameSite=Strict; Path=/`
    },
    isOwn: (request) =>
      (request.headers.cookie ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .some((pair) => pair.startsWith(`${name}=`) && same(pair.slice(name.length + 1), cookie)),
  }
}
