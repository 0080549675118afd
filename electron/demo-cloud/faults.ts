import { rainbowError, type Answer } from './http/answer.ts'

/** Switches that make the cloud misbehave, for tests and training. Counted ones apply to the next requests. */
export type Faults = {
  /** Every answer waits this long, until it is set again. */
  readonly latencyMs: (milliseconds: number) => void
  readonly failNext: (count: number, status: number) => void
  readonly retryAfter429: (count: number, seconds: number) => void
  /** A page such as a captive portal's, with status 200. */
  readonly htmlInstead: (count: number) => void
  /** The connection breaks in the middle of the answer. */
  readonly cutConnection: (count: number) => void
  readonly clear: () => void
}

export type NextFault = { readonly kind: 'answer'; readonly answer: Answer } | { readonly kind: 'cut' } | null

export type FaultSource = {
  readonly faults: Faults
  readonly latency: () => number
  /** Takes the next pending fault, oldest switch first. */
  readonly take: () => NextFault
}

const htmlPage: Answer = {
  status: 200,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body: { bytes: Buffer.from('<!doctype html><html><head><title>Sign in to the network</title></head></html>\n') },
}

export const createFaults = (): FaultSource => {
  let latency = 0
  let pending: { fault: Exclude<NextFault, null>; left: number }[] = []
  const add = (count: number, fault: Exclude<NextFault, null>): void => {
    pending.push({ fault, left: count })
  }
  return {
    faults: {
      latencyMs: (milliseconds) => {
        latency = milliseconds
      },
      failNext: (count, status) => {
        add(count, { kind: 'answer', answer: rainbowError(status, 'The demo cloud was told to fail') })
      },
      retryAfter429: (count, seconds) => {
        const headers = { 'Retry-After': String(seconds) }
        add(count, { kind: 'answer', answer: rainbowError(429, 'Too many requests', '000', headers) })
      },
      htmlInstead: (count) => {
        add(count, { kind: 'answer', answer: htmlPage })
      },
      cutConnection: (count) => {
        add(count, { kind: 'cut' })
      },
      clear: () => {
        latency = 0
        pending = []
      },
    },
    latency: () => latency,
    take: () => {
      pending = pending.filter(({ left }) => left > 0)
      const next = pending[0]
      if (!next) return null
      next.left -= 1
      return next.fault
    },
  }
}
