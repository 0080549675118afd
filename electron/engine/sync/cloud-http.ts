import { randomInt } from 'node:crypto'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { faultOf, type Fault } from './cloud-fault.ts'
import { integer, isJson, list, text } from './fields.ts'
import type { Silence } from './silence.ts'
import { realTimers, type Timers } from './timers.ts'

const TIMEOUT_MS = 30_000
const ATTEMPTS = 4
/** A cloud that lets requests run out of time is not asked for long: the sync is tried again by itself. */
const TIMED_OUT_ATTEMPTS = 2
const LONGEST_WAIT_S = 60
/** When the cloud says 429 without saying how long. */
const DEFAULT_WAIT_S = 10
const LARGEST_ANSWER = 64 * 1024 * 1024

export type HttpDeps = {
  readonly fetch: typeof fetch
  readonly appVersion: string
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
  /** This computer's clock; real time unless told otherwise. */
  readonly clock?: () => Date
  readonly timers?: Timers
  /** Told when requests leave and answers come. */
  readonly silence?: Silence
}

export type Answer = { readonly status: number; readonly contentType: string; readonly bytes: Uint8Array }
export type Headers = Readonly<Record<string, string>>
export type WriteMethod = 'POST' | 'PUT' | 'DELETE'

/** Since the sign-in: requests sent, bytes of answers received. */
export type Traffic = { readonly requests: number; readonly bytes: number }

export type CloudHttp = {
  /** Sends a GET; waits when told to (429) and tries again after network faults and 5xx, once after a time-out. */
  request(path: string, abort: AbortSignal, headers: Headers, limit?: number): Promise<Result<Answer, Failure>>
  /**
   * Sends a write, with a JSON body unless it is undefined. Sent again only when it certainly was not carried out:
   * after 429, or when no connection came about. Whatever else ends without an answer is CLOUD_OUTCOME_UNKNOWN.
   */
  write(
    method: WriteMethod,
    path: string,
    body: unknown,
    abort: AbortSignal,
    headers: Headers,
  ): Promise<Result<Answer, Failure>>
  /** The answer's JSON; knows a web page and half an answer from one. */
  json(path: string, answer: Answer): Result<unknown, Failure>
  /** The JSON of a write's answer: null for 204; CLOUD_OUTCOME_UNKNOWN where a success cannot be read. */
  written(path: string, answer: Answer): Result<unknown, Failure>
  /** The cloud's clock when it last answered. */
  cloudNow(): Date | null
  traffic(): Traffic
}

type Sent = {
  readonly method: 'GET' | WriteMethod
  readonly path: string
  readonly body: unknown
  readonly limit: number
}

type Attempt =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'too-large' }
  | ({ readonly kind: 'fault' } & Fault)

export const createHttp = (deps: HttpDeps, origin: string, appId: string): CloudHttp => {
  const host = new URL(origin).host
  const { wait = sleep, timers = realTimers, silence } = deps
  let cloudNow: Date | null = null
  let requests = 0
  let received = 0

  const once = async ({ method, path, body, limit }: Sent, abort: AbortSignal, more: Headers): Promise<Attempt> => {
    const late = new AbortController()
    const cancel = timers.after(TIMEOUT_MS, () => late.abort(new DOMException('no answer in time', 'TimeoutError')))
    let timedOut = false
    try {
      requests += 1
      silence?.asked()
      const response = await deps.fetch(origin + path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: {
          Accept: 'application/json',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          'x-rainbow-client': 'sdk_node',
          'x-rainbow-client-version': deps.appVersion,
          'x-rainbow-client-id': appId,
          'x-rainbow-correlation-id': correlationId(),
          ...more,
        },
        // A redirect leads to a sign-in page of the network, and must never take the password or the token along.
        redirect: 'manual',
        signal: AbortSignal.any([abort, late.signal]),
      })
      silence?.heard()
      cloudNow = dateOf(response) ?? cloudNow
      const bytes = await readLimited(response, limit, (size) => (received += size))
      if (bytes === null) return { kind: 'too-large' }
      if (response.status === 429) return { kind: 'wait', seconds: retryAfter(response) }
      const contentType = response.headers.get('content-type') ?? ''
      return { kind: 'answer', answer: { status: response.status, contentType, bytes } }
    } catch (error) {
      const fault = faultOf(error)
      timedOut = fault.timedOut === true
      return { kind: 'fault', ...fault }
    } finally {
      cancel()
      silence?.ended(timedOut)
    }
  }

  const request: CloudHttp['request'] = async (path, abort, headers, limit = LARGEST_ANSWER) => {
    let timeouts = 0
    for (let attempt = 1; ; attempt += 1) {
      if (wasAborted(abort)) return fail(failure('CANCELLED'))
      const last = attempt === ATTEMPTS
      const made = await once({ method: 'GET', path, body: undefined, limit }, abort, headers)
      switch (made.kind) {
        case 'too-large':
          return fail(brokenAnswer(path, 'it is too large'))
        case 'wait':
          if (last || made.seconds > LONGEST_WAIT_S) return fail(rateLimited(made.seconds))
          await wait(made.seconds * 1000, abort)
          break
        case 'answer':
          if (made.answer.status < 500 || last) return ok(made.answer)
          await wait(backOff(attempt), abort)
          break
        case 'fault':
          timeouts += Number(made.timedOut === true)
          if (last || timeouts === TIMED_OUT_ATTEMPTS) {
            return fail(
              wasAborted(abort) ? failure('CANCELLED') : failure('CLOUD_UNREACHABLE', { host, reason: made.reason }),
            )
          }
          await wait(backOff(attempt), abort)
      }
    }
  }

  const write: CloudHttp['write'] = async (method, path, body, abort, headers) => {
    for (let attempt = 1; ; attempt += 1) {
      if (wasAborted(abort)) return fail(failure('CANCELLED'))
      const last = attempt === ATTEMPTS
      const made = await once({ method, path, body, limit: LARGEST_ANSWER }, abort, headers)
      switch (made.kind) {
        case 'too-large':
          return fail(unknownOutcome(path, 'the answer is too large'))
        case 'wait':
          if (last || made.seconds > LONGEST_WAIT_S) return fail(rateLimited(made.seconds))
          await wait(made.seconds * 1000, abort)
          break
        case 'answer': {
          const { status } = made.answer
          const unsure = status >= 500 || status === 408 || (status >= 300 && status < 400)
          return unsure ? fail(unknownOutcome(path, `status ${status}`)) : ok(made.answer)
        }
        case 'fault':
          // Stopped by a person while it was under way: it may have arrived all the same.
          if (made.mayHaveArrived) return fail(unknownOutcome(path, made.reason))
          if (last) return fail(failure('CLOUD_UNREACHABLE', { host, reason: made.reason }))
          await wait(backOff(attempt), abort)
      }
    }
  }

  const json: CloudHttp['json'] = (path, answer) => {
    // A gateway before a cloud that is down says so with a web page.
    if (answer.status >= 500) return fail(brokenAnswer(path, `status ${answer.status}`))
    const body = new TextDecoder().decode(answer.bytes)
    if (/^\s*</.test(body)) return fail(failure('CLOUD_NOT_RAINBOW', { host, found: 'a web page' }))
    try {
      const value: unknown = JSON.parse(body)
      return answer.status === 200 ? ok(value) : fail(refusalOf(path, answer.status, value))
    } catch {
      if (answer.status >= 400) return fail(refusalOf(path, answer.status, null))
      return answer.contentType.includes('json')
        ? fail(brokenAnswer(path, 'it is not complete JSON'))
        : fail(failure('CLOUD_NOT_RAINBOW', { host, found: answer.contentType || 'no JSON' }))
    }
  }

  const written: CloudHttp['written'] = (path, answer) => {
    const value = parsedJson(answer.bytes)
    if (answer.status >= 400) return fail(refusalOf(path, answer.status, value))
    if (answer.status === 204) return ok(null)
    return value === undefined ? fail(unknownOutcome(path, 'its answer cannot be read')) : ok(value)
  }

  return { request, write, json, written, cloudNow: () => cloudNow, traffic: () => ({ requests, bytes: received }) }
}

/** The JSON in a body; undefined where there is none. */
export const parsedJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

/** The cloud's own reason. `errorDetails` is a text, an object, or a list of {param, msg, value}; a value may be secret. */
export const refusalOf = (path: string, status: number, body: unknown): Failure => {
  if (status >= 500) return brokenAnswer(path, `status ${status}`)
  if (!isJson(body)) return failure('CLOUD_REFUSED', { reason: `status ${status}`, detail: String(status) })
  const parameters = list(body, 'errorDetails').map((one) => `${text(one, 'param') ?? '?'}: ${text(one, 'msg') ?? '?'}`)
  return failure('CLOUD_REFUSED', {
    reason:
      text(body, 'errorDetails') ??
      (isJson(body.errorDetails) ? text(body.errorDetails, 'msg') : null) ??
      (parameters.join('; ') || (text(body, 'errorMsg') ?? `status ${status}`)),
    detail: String(integer(body, 'errorDetailsCode') ?? status),
  })
}

/** Asked again after each wait: an AbortSignal changes while one waits. */
const wasAborted = (signal: AbortSignal): boolean => signal.aborted

/** The path without its query, which may name people. */
const shownPath = (path: string): string => path.split('?')[0] ?? path

const brokenAnswer = (path: string, reason: string): Failure =>
  failure('CLOUD_BROKEN_ANSWER', { request: shownPath(path), reason })

const unknownOutcome = (path: string, reason: string): Failure =>
  failure('CLOUD_OUTCOME_UNKNOWN', { request: shownPath(path), reason })

const rateLimited = (seconds: number): Failure => failure('CLOUD_RATE_LIMITED', { seconds: String(seconds) })

const retryAfter = (response: Response): number => {
  const seconds = Number(response.headers.get('retry-after') ?? DEFAULT_WAIT_S)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : DEFAULT_WAIT_S
}

const dateOf = (response: Response): Date | null => {
  const time = Date.parse(response.headers.get('date') ?? '')
  return Number.isNaN(time) ? null : new Date(time)
}

/** Exponential with jitter: 0.3-0.6 s, 0.6-1.2 s, 1.2-2.4 s. */
const backOff = (attempt: number): number => 300 * 2 ** (attempt - 1) * (1 + randomInt(1000) / 1000)

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'
const correlationId = (): string => Array.from({ length: 16 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/** Null when the body is longer than the limit. */
const readLimited = async (
  response: Response,
  limit: number,
  count: (size: number) => void,
): Promise<Uint8Array | null> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    count(chunk.length)
    size += chunk.length
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
