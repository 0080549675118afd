import { setTimeout as wait } from 'node:timers/promises'
import { repeatedId, rowsOf, shrunkPage, unknownEnums, wrongTypes, type Bend, type Page } from './faults/bend-answer.ts'
import { chanceOf, type Chance } from './faults/chance.ts'
import { failed, html, limited, type Fault } from './faults/fault.ts'
import { ratesOf, type FaultProfile } from './faults/fault-profiles.ts'
import { rainbowError, type Answer } from './http/answer.ts'
import { seededRandom } from './seeded-random.ts'

export type FaultRequest = {
  readonly method: string
  /** Without the query. */
  readonly path: string
}

/** Which requests a switch is for; all of them when left out. */
export type Match = (request: FaultRequest) => boolean

/** Switches that make the cloud misbehave, for tests and training. Counted ones apply to the next requests that match. */
export type Faults = {
  /** Every answer waits this long, until it is set again. */
  readonly latencyMs: (milliseconds: number) => void
  readonly failNext: (count: number, status: number, match?: Match) => void
  readonly retryAfter429: (count: number, seconds: number, match?: Match) => void
  /** A page such as a captive portal's, with status 200. */
  readonly htmlInstead: (count: number, match?: Match) => void
  /** The connection breaks in the middle of an answer; nothing was done. */
  readonly cutConnection: (count: number, match?: Match) => void
  /** What was asked for is done, and its answer is lost: the client cannot know. */
  readonly cutAfterWork: (count: number, match?: Match) => void
  /** The whole answer with its status, but half of its text. What was asked for is done. */
  readonly truncateNext: (count: number, match?: Match) => void
  /** As long as it should be, and no JSON. What was asked for is done. */
  readonly invalidJsonNext: (count: number, match?: Match) => void
  /** The next answers that have fields: those of the first entry have another type, its ids excepted. */
  readonly wrongTypes: (count: number, match?: Match) => void
  readonly unknownEnums: (count: number, match?: Match) => void
  /** The next list pages: one entry comes twice and another one not at all, the total being right. */
  readonly repeatIds: (count: number, match?: Match) => void
  /** The next list pages: an entry is on no page, the total being right. */
  readonly shrinkPages: (count: number, match?: Match) => void
  /** All tokens given out until now are expired. */
  readonly expireTokens: () => void
  /** The Date header is off by this much, until it is set again. */
  readonly skewClock: (milliseconds: number) => void
  /** By chance from now on, repeatable by the seed as long as the requests come in the same order. */
  readonly profile: (name: FaultProfile, seed: number) => void
  /** Everything off, the profile too. Expired tokens stay expired. */
  readonly clear: () => void
}

export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** `done`: the status that the client will never see; null when nothing was done. */
  | { readonly kind: 'cut'; readonly done: number | null }

export type FaultSource = {
  readonly faults: Faults
  /** Milliseconds to add to the Date header. */
  readonly skew: () => number
  /** Does the work of a request unless a fault comes before, and gives what the client is to see of it. */
  readonly around: (
    request: FaultRequest & { readonly query: URLSearchParams; readonly authorization: string | undefined },
    work: () => Promise<Answer>,
  ) => Promise<Outcome>
}

type Counted<T> = { readonly what: T; readonly match: Match; left: number }

const textOf = ({ body }: Answer): Uint8Array => ('bytes' in body ? body.bytes : Buffer.from(JSON.stringify(body.json)))

const withText = (answer: Answer, bytes: Uint8Array): Answer => ({ ...answer, body: { bytes } })

const truncated = (answer: Answer): Answer => {
  const bytes = textOf(answer)
  return withText(answer, bytes.subarray(0, Math.floor(bytes.byteLength / 2)))
}

/** A gateway that puts its own text into it, where no text can be. */
const spoilt = (answer: Answer): Answer => {
  const text = Buffer.from(textOf(answer)).toString('utf8')
  return withText(answer, Buffer.from(`${text.slice(0, 1)}<!-- gateway -->${text.slice(1)}`))
}

const expired: Answer = rainbowError(401, 'jwt expired')

/** Takes one of the first that match. */
const taken = <T>(pending: Counted<T>[], request: FaultRequest): T | null => {
  const next = pending.find(({ left, match }) => left > 0 && match(request))
  if (!next) return null
  next.left -= 1
  return next.what
}

/** The lists that pages were asked of lately, to know what came on the page before. */
const PAGES_KEPT = 64

export const createFaults = (): FaultSource => {
  let latency = 0
  let skew = 0
  let pending: Counted<Fault>[] = []
  let bends: Counted<Bend>[] = []
  let chance: Chance | null = null
  /** Tokens given out since the last expiry; null while none expired. */
  let fresh: Set<string> | null = null
  const lastRows = new Map<string, { readonly offset: number; readonly row: unknown }>()

  const all: Match = () => true
  const add = (count: number, fault: Fault, match: Match = all): void =>
    void pending.push({ what: fault, match, left: count })
  const addBend = (count: number, bend: Bend, match: Match = all): void =>
    void bends.push({ what: bend, match, left: count })
  const expireTokens = (): void => {
    fresh = new Set()
  }

  const pageOf = (path: string, query: URLSearchParams, answer: Answer): Page => {
    const rows = rowsOf(answer)
    const offset = Number(query.get('offset') ?? '0')
    if (!rows) return { offset, lastOfPrevious: undefined }
    const rest = [...query].filter(([name]) => name !== 'offset')
    const list = `${path}?${new URLSearchParams(rest).toString()}`
    const before = lastRows.get(list)
    lastRows.delete(list)
    lastRows.set(list, { offset, row: rows.at(-1) })
    const [oldest] = lastRows.keys()
    if (lastRows.size > PAGES_KEPT && oldest !== undefined) lastRows.delete(oldest)
    return { offset, lastOfPrevious: before && before.offset < offset ? before.row : undefined }
  }

  const bent = (request: FaultRequest, answer: Answer, page: Page, drawn: Bend | null): Answer => {
    for (const next of bends) {
      if (next.left <= 0 || !next.match(request)) continue
      const changed = next.what(answer, page)
      if (!changed) continue
      next.left -= 1
      return changed
    }
    return drawn?.(answer, page) ?? answer
  }

  const noteToken = (answer: Answer): void => {
    const body = 'json' in answer.body ? (answer.body.json as { token?: unknown } | null) : null
    if (fresh && typeof body?.token === 'string') fresh.add(body.token)
  }

  const isExpired = (authorization: string | undefined): boolean =>
    fresh !== null && (authorization?.startsWith('Bearer ') ?? false) && !fresh.has(authorization!.slice(7))

  return {
    faults: {
      latencyMs: (milliseconds) => {
        latency = milliseconds
      },
      failNext: (count, status, match) => add(count, failed(status), match),
      retryAfter429: (count, seconds, match) => add(count, limited(seconds), match),
      htmlInstead: (count, match) => add(count, html, match),
      cutConnection: (count, match) => add(count, { kind: 'cut' }, match),
      cutAfterWork: (count, match) => add(count, { kind: 'cut-after' }, match),
      truncateNext: (count, match) => add(count, { kind: 'truncate' }, match),
      invalidJsonNext: (count, match) => add(count, { kind: 'invalid-json' }, match),
      wrongTypes: (count, match) => addBend(count, wrongTypes, match),
      unknownEnums: (count, match) => addBend(count, unknownEnums, match),
      repeatIds: (count, match) => addBend(count, repeatedId, match),
      shrinkPages: (count, match) => addBend(count, shrunkPage, match),
      expireTokens,
      skewClock: (milliseconds) => {
        skew = milliseconds
      },
      profile: (name, seed) => {
        chance = chanceOf(name, seededRandom(seed))
        skew = ratesOf(name).skew
      },
      clear: () => {
        latency = 0
        skew = 0
        pending = []
        bends = []
        chance = null
      },
    },
    skew: () => skew,
    around: async (request, work) => {
      const drawn = chance && {
        fault: chance.before(request.method),
        bend: chance.bend(),
        latency: chance.latency(),
        expires: chance.expires(),
      }
      const fault = taken(pending, request) ?? drawn?.fault ?? null
      if (drawn?.expires) expireTokens()
      const delay = latency + (drawn?.latency ?? 0)
      // Not a reason to keep the process alive once the server is closed.
      if (delay > 0) await wait(delay, undefined, { ref: false })
      if (fault?.kind === 'instead') return { kind: 'answer', answer: fault.answer }
      if (fault?.kind === 'cut') return { kind: 'cut', done: null }
      if (isExpired(request.authorization)) return { kind: 'answer', answer: expired }
      const answer = await work()
      noteToken(answer)
      if (fault?.kind === 'cut-after') return { kind: 'cut', done: answer.status }
      const seen = bent(request, answer, pageOf(request.path, request.query, answer), drawn?.bend ?? null)
      if (fault?.kind === 'truncate') return { kind: 'answer', answer: truncated(seen) }
      if (fault?.kind === 'invalid-json') return { kind: 'answer', answer: spoilt(seen) }
      return { kind: 'answer', answer: seen }
    },
  }
}
