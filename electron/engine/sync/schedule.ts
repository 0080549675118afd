import type { Failure } from '../../../shared/contract/failure.ts'
import type { Timers } from './timers.ts'

/** When the engine synchronises by itself. */
export type Schedule = {
  /** A sync ended well: the next one comes by itself. */
  succeeded(): void
  /** A sync failed: tried again when a wait can heal it, and only then. */
  failed(failure: Failure): void
  /** Something waits to be sent: soon, unless the cloud was out of reach just now. */
  soon(): void
  /** A sync begins, or nobody is signed in: nothing is due. `forget`: what failed before does not matter any more. */
  pause(forget?: boolean): void
  /** When the next sync begins by itself (UTC); null when none does. */
  nextAttempt(): string | null
}

type Deps = {
  readonly timers: Timers
  readonly clock: () => Date
  /** From 0 to below 1. */
  readonly random: () => number
  readonly run: () => void
}

const EVERY_MS = 10 * 60 * 1000
const SOON_MS = 2000
const FIRST_RETRY_MS = 30_000
const LONGEST_RETRY_MS = 15 * 60 * 1000

/** What a wait can heal: a network, a busy or a broken cloud, a network's sign-in page. */
const HEALABLE = new Set(['CLOUD_UNREACHABLE', 'CLOUD_RATE_LIMITED', 'CLOUD_BROKEN_ANSWER', 'CLOUD_NOT_RAINBOW'])

export const canHeal = ({ code }: Failure): boolean => HEALABLE.has(code)

/** After 30 s, doubling to 15 min, each up to a fifth longer, so that many desks do not come back together. */
export const retryAfter = (failures: number, failure: Failure, random: number): number => {
  const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1))
  const told = Number(failure.params['seconds'] ?? 0) * 1000
  return Math.round(Math.max(wait, told) * (1 + random / 5))
}

export const createSchedule = ({ timers, clock, random, run }: Deps): Schedule => {
  let due: { readonly at: number; readonly cancel: () => void } | null = null
  let failures = 0

  const pause = (): void => {
    due?.cancel()
    due = null
  }
  const plan = (ms: number): void => {
    pause()
    const cancel = timers.after(ms, () => {
      due = null
      run()
    })
    due = { at: clock().getTime() + ms, cancel }
  }

  return {
    succeeded: () => {
      failures = 0
      plan(EVERY_MS)
    },
    failed: (failure) => {
      pause()
      if (!canHeal(failure)) return
      failures += 1
      plan(retryAfter(failures, failure, random()))
    },
    soon: () => {
      if (failures === 0) plan(SOON_MS)
    },
    pause: (forget = false) => {
      if (forget) failures = 0
      pause()
    },
    nextAttempt: () => (due ? new Date(due.at).toISOString() : null),
  }
}
