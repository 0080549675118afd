import type { Timers } from './timers.ts'

/** As long as this without a sign of an answer, a person is told that it is the cloud that is waited for. */
const SLOW_MS = 10_000

/** A cloud that takes requests and says nothing. One for all requests: an answer to any of them ends it. */
export type Silence = {
  asked(): void
  /** Something of an answer came, or the network said that none will. */
  heard(): void
  /** A request has ended; one that ran out of time leaves the silence as it is. */
  ended(timedOut: boolean): void
  /** When the first request without an answer left (UTC), once that is long ago; null otherwise. */
  since(): string | null
}

type Deps = { readonly clock: () => Date; readonly timers: Timers; readonly changed: () => void }

export const createSilence = ({ clock, timers, changed }: Deps): Silence => {
  let underWay = 0
  let began: { readonly at: string; readonly cancel: () => void } | null = null
  let isLong = false

  const begin = (): void => {
    const cancel = timers.after(SLOW_MS, () => {
      isLong = true
      changed()
    })
    began = { at: clock().toISOString(), cancel }
  }
  const heard = (): void => {
    began?.cancel()
    began = null
    if (isLong) {
      isLong = false
      changed()
    }
    if (underWay > 0) begin()
  }

  return {
    asked: () => {
      underWay += 1
      if (began === null) begin()
    },
    heard,
    ended: (timedOut) => {
      underWay -= 1
      if (!timedOut) heard()
    },
    since: () => (isLong ? (began?.at ?? null) : null),
  }
}
