import { createHash, timingSafeEqual } from 'node:crypto'
import { rainbowError, type Answer } from './http/answer.ts'
import type { DemoUser } from './tenant/types.ts'

const FAILURES_TO_LOCK = 5
const LOCK_MS = 60 * 60 * 1000

export const unauthorized = (details: string, detail = '000'): Answer => rainbowError(401, details, detail)

export const same = (a: string, b: string): boolean => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** More than eight characters, one upper-case letter, one digit, one special character. */
export const isStrongPassword = (text: string): boolean =>
  text.length > 8 && /[A-Z]/.test(text) && /\d/.test(text) && /[^A-Za-z0-9]/.test(text)

export type Accounts = {
  /** Null when the password is right; counts failures and locks. */
  readonly check: (user: DemoUser, password: string) => Answer | null
  readonly setPassword: (userId: string, password: string) => void
  /** Grows with every change of the password, which revokes the tokens given before. */
  readonly revision: (userId: string) => number
}

/** Accounts lock for an hour after five failures in a row; each further wrong attempt starts the hour again. */
export const createAccounts = (everybodysPassword: string, clock: () => Date): Accounts => {
  const failures = new Map<string, { count: number; lastAt: number }>()
  const changed = new Map<string, { password: string; revision: number }>()
  return {
    check: (user, password) => {
      const now = clock().getTime()
      const past = failures.get(user.id)
      const count = past && now - past.lastAt < LOCK_MS ? past.count : 0
      const locked = count >= FAILURES_TO_LOCK
      if (same(password, changed.get(user.id)?.password ?? everybodysPassword)) {
        if (!locked) failures.delete(user.id)
        return locked ? unauthorized('The account is locked', '501') : null
      }
      failures.set(user.id, { count: count + 1, lastAt: now })
      return count + 1 >= FAILURES_TO_LOCK
        ? unauthorized('The account is locked', '501')
        : unauthorized('Unknown login or wrong password for login', '500')
    },
    setPassword: (userId, password) =>
      void changed.set(userId, { password, revision: (changed.get(userId)?.revision ?? 0) + 1 }),
    revision: (userId) => changed.get(userId)?.revision ?? 0,
  }
}
