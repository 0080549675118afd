import { describe, expect, it } from 'vitest'
import { failure } from '../../shared/contract/failure.ts'
import { canHeal, createSchedule, retryAfter } from '../../electron/engine/sync/schedule.ts'

const unreachable = failure('CLOUD_UNREACHABLE', { host: 'x', reason: 'y' })

/** Time that passes only when told to. */
const handClock = () => {
  let now = Date.parse('2026-11-22T08:00:00.000Z')
  let waiting: { at: number; work: () => void }[] = []
  return {
    clock: () => new Date(now),
    timers: {
      after: (ms: number, work: () => void) => {
        const one = { at: now + ms, work }
        waiting.push(one)
        return () => void (waiting = waiting.filter((other) => other !== one))
      },
    },
    pass: (ms: number) => {
      now += ms
      const due = waiting.filter(({ at }) => at <= now)
      waiting = waiting.filter(({ at }) => at > now)
      due.forEach(({ work }) => work())
    },
  }
}

const scheduled = () => {
  const time = handClock()
  let begun = 0
  const schedule = createSchedule({ ...time, random: () => 0, run: () => void (begun += 1) })
  return { ...time, schedule, begun: () => begun }
}

const MINUTE = 60_000

describe('when the engine synchronises by itself (docs/sync.md, "States")', () => {
  it('every ten minutes after a sync that ended well, and says when', () => {
    const { schedule, pass, begun } = scheduled()
    schedule.succeeded()
    expect(schedule.nextAttempt()).toBe('2026-11-22T08:10:00.000Z')
    pass(9 * MINUTE)
    expect(begun()).toBe(0)
    pass(MINUTE)
    expect(begun()).toBe(1)
    expect(schedule.nextAttempt()).toBeNull()
  })

  it('after what a wait can heal: 30 s, doubling to 15 min, with jitter of up to a fifth', () => {
    const waits = Array.from({ length: 8 }, (_, n) => retryAfter(n + 1, unreachable, 0) / 1000)
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900])
    expect(retryAfter(1, unreachable, 0.999)).toBeGreaterThan(35_000)
    expect(retryAfter(1, unreachable, 0.999)).toBeLessThanOrEqual(36_000)
  })

  it('never before the cloud has told to (429)', () => {
    expect(retryAfter(1, failure('CLOUD_RATE_LIMITED', { seconds: '120' }), 0)).toBe(120_000)
  })

  it('not after what needs a person', () => {
    const { schedule, pass, begun } = scheduled()
    for (const code of [
      'SIGN_IN_EXPIRED',
      'ACCOUNT_LOCKED',
      'MFA_REQUIRED',
      'OTHER_TENANT',
      'CLOUD_REFUSED',
    ] as const) {
      expect(canHeal(failure(code))).toBe(false)
      schedule.failed(failure(code))
      expect(schedule.nextAttempt()).toBeNull()
    }
    pass(60 * MINUTE)
    expect(begun()).toBe(0)
  })

  it('the second failure waits longer than the first; a success begins anew', () => {
    const { schedule } = scheduled()
    schedule.failed(unreachable)
    expect(schedule.nextAttempt()).toBe('2026-11-22T08:00:30.000Z')
    schedule.failed(unreachable)
    expect(schedule.nextAttempt()).toBe('2026-11-22T08:01:00.000Z')
    schedule.succeeded()
    schedule.failed(unreachable)
    expect(schedule.nextAttempt()).toBe('2026-11-22T08:00:30.000Z')
  })

  it('soon after an edit; but an edit made while the cloud is out of reach waits for the next try', () => {
    const { schedule, pass, begun } = scheduled()
    schedule.succeeded()
    schedule.soon()
    pass(3000)
    expect(begun()).toBe(1)
    schedule.failed(unreachable)
    const due = schedule.nextAttempt()
    schedule.soon()
    expect(schedule.nextAttempt()).toBe(due)
  })

  it('not while it is paused', () => {
    const { schedule, pass, begun } = scheduled()
    schedule.succeeded()
    schedule.pause()
    pass(60 * MINUTE)
    expect(begun()).toBe(0)
  })
})
