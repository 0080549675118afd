import type { Failure } from '../../../shared/contract/failure.ts'
import { failure } from '../../../shared/contract/failure.ts'
import type { Job, Progress } from '../../../shared/contract/jobs.ts'
import type { JobId } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { Changes } from './changes.ts'

/** What a running job gets: it reports progress and stops when the signal aborts. */
export type JobHandle = {
  readonly id: JobId
  readonly signal: AbortSignal
  progress(progress: Progress): void
}

/** A job's outcome: the id of what came out, or null. */
export type JobWork = (handle: JobHandle) => Promise<Result<string | null, Failure>>

export type Jobs = {
  start(kind: Job['kind'], subject: string, work: JobWork): JobId
  get(id: JobId): Job | undefined
  list(): readonly Job[]
  cancel(id: JobId): Result<Job, Failure>
  watch(id: JobId, signal: AbortSignal | undefined): Result<AsyncGenerator<Job>, Failure>
  /** Cancels everything and waits for it. */
  stop(): Promise<void>
}

const REMEMBERED = 50
const AT_MOST_EVERY_MS = 100

type Entry = { job: Job; readonly abort: AbortController; readonly changed: Set<() => void>; ended: Promise<void> }

/** Long work beside the contract's calls: no call of a window ever waits for a job. */
export const createJobs = (deps: {
  readonly clock: () => Date
  readonly newId: () => string
  readonly changes: Changes
  readonly log: (line: string) => void
}): Jobs => {
  const entries = new Map<string, Entry>()

  const update = (entry: Entry, change: Partial<Job>): void => {
    entry.job = { ...entry.job, ...change }
    entry.changed.forEach((wake) => wake())
    if (change.state) deps.changes.announce('jobs')
  }

  const forgetOld = (): void => {
    const ended = [...entries].filter(([, entry]) => entry.job.state !== 'running')
    for (const [id] of ended.slice(0, Math.max(0, ended.length - REMEMBERED))) entries.delete(id)
  }

  const run = async (entry: Entry, work: JobWork): Promise<void> => {
    const handle: JobHandle = {
      id: entry.job.id,
      signal: entry.abort.signal,
      progress: (progress) => update(entry, { progress }),
    }
    let outcome: Result<string | null, Failure>
    try {
      outcome = await work(handle)
    } catch (error) {
      deps.log(
        `job ${entry.job.kind} broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
      outcome = fail(failureOf(error))
    }
    if (outcome.ok) update(entry, { state: 'done', result: outcome.value })
    else if (outcome.failure.code === 'CANCELLED') update(entry, { state: 'cancelled', failure: outcome.failure })
    else update(entry, { state: 'failed', failure: outcome.failure })
    forgetOld()
  }

  return {
    start: (kind, subject, work) => {
      const id = deps.newId() as JobId
      const entry: Entry = {
        job: {
          id,
          kind,
          subject,
          state: 'running',
          startedAt: deps.clock().toISOString(),
          progress: { phase: 'starting', done: 0, total: 1, unit: 'steps' },
          failure: null,
          result: null,
        },
        abort: new AbortController(),
        changed: new Set(),
        ended: Promise.resolve(),
      }
      entries.set(id, entry)
      entry.ended = run(entry, work)
      deps.changes.announce('jobs')
      return id
    },
    get: (id) => entries.get(id)?.job,
    list: () => [...entries.values()].map((entry) => entry.job).reverse(),
    cancel: (id) => {
      const entry = entries.get(id)
      if (!entry) return fail(failure('NOT_FOUND', { what: 'job', id }))
      entry.abort.abort()
      return ok(entry.job)
    },
    watch: (id, signal) => {
      const entry = entries.get(id)
      return entry ? ok(follow(entry, signal)) : fail(failure('NOT_FOUND', { what: 'job', id }))
    },
    stop: async () => {
      entries.forEach((entry) => entry.abort.abort())
      await Promise.all([...entries.values()].map((entry) => entry.ended))
    },
  }
}

const failureOf = (error: unknown): Failure => {
  if (!(error instanceof Error)) return failure('INTERNAL', { detail: String(error) })
  const code = 'code' in error ? error.code : undefined
  return code === 'SQLITE_FULL' || code === 'ENOSPC'
    ? failure('DISK_FULL')
    : failure('INTERNAL', { detail: error.message })
}

async function* follow(entry: Entry, signal: AbortSignal | undefined): AsyncGenerator<Job> {
  let wake = (): void => undefined
  const woken = (): void => wake()
  entry.changed.add(woken)
  signal?.addEventListener('abort', woken, { once: true })
  try {
    let shown: Job | undefined
    while (!signal?.aborted) {
      if (entry.job !== shown) {
        shown = entry.job
        yield shown
        if (shown.state !== 'running') return
        await new Promise((resolve) => setTimeout(resolve, AT_MOST_EVERY_MS))
      } else {
        await new Promise<void>((resolve) => (wake = resolve))
      }
    }
  } finally {
    entry.changed.delete(woken)
  }
}
