import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Progress } from '../../../shared/contract/jobs.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { WriteDb } from '../db/index.ts'
import { createCache, type Cache } from './cache.ts'
import type { CloudClient } from './cloud-client.ts'
import type { OutboxPort } from './outbox-port.ts'
import { becomeFull, saveRun, stepsOf, type Cursor, type Run, type StepName } from './run-store.ts'
import { inSlices } from './slices.ts'
import { steps } from './steps/index.ts'

export type PullContext = {
  readonly db: WriteDb
  readonly client: CloudClient
  readonly signal: AbortSignal
  readonly run: Run
  readonly cache: Cache
}

/**
 * What a page leads to. `writes` are done in slices, each one transaction that also saves the run's counts; the cursor
 * moves in the last one. Done twice, after a kill in between, they come to the same.
 */
export type Advance = {
  readonly writes: readonly (() => unknown)[]
  /** Null: the step is finished. */
  readonly next: Cursor | null
  /** How much of the known work this was; 1 unless told otherwise. */
  readonly units?: number
  /** Work that this page showed to be needed. Negative: it is less than was thought. */
  readonly more?: number
  /** The lists do not add up: the run goes on as a full one, and says this. */
  readonly full?: string
}

export type Step = (context: PullContext) => Promise<Result<Advance, Failure>>

type PullDeps = {
  readonly db: WriteDb
  readonly client: CloudClient
  readonly signal: AbortSignal
  readonly outbox: OutboxPort
  readonly clock: () => Date
  readonly progress: (progress: Progress) => void
  readonly onPage: () => void
}

const stepAfter = (run: Run): StepName | undefined => {
  const all: readonly StepName[] = stepsOf[run.mode]
  return all[all.indexOf(run.step) + 1]
}

/** Reads page by page from where the run stands; a kill between two pages costs nothing. Answers the run that ended. */
export const pull = async (deps: PullDeps, begun: Run): Promise<Result<Run, Failure>> => {
  const { db, client, signal, outbox } = deps
  let run = begun
  let cache = createCache(db, outbox, run)
  let told = client.traffic()

  /** With what was asked since the last time. */
  const counted = (moved: Run): Run => {
    const now = client.traffic()
    const { requests, bytes } = told
    told = now
    return { ...moved, requests: moved.requests + now.requests - requests, bytes: moved.bytes + now.bytes - bytes }
  }
  const report = (): void => deps.progress({ phase: run.step, done: run.done, total: run.total, unit: 'steps' })

  for (;;) {
    if (signal.aborted) return fail(failure('CANCELLED'))
    report()
    const page = await steps[run.step]({ db, client, signal, run, cache })
    if (!page.ok) return page
    const { writes, next, units = 1, more = 0, full } = page.value
    const following = next ? run.step : stepAfter(run)
    const done = run.done + units
    const moved: Run = {
      ...run,
      step: following ?? run.step,
      cursor: next ?? { offset: 0 },
      done,
      total: Math.max(run.total + more, done),
    }
    await inSlices(db, writes, (last) => {
      run = counted(last ? { ...moved, requests: run.requests, bytes: run.bytes } : run)
      saveRun(db, run)
    })
    deps.onPage()
    if (full !== undefined) {
      run = becomeFull(db, run, full, deps.clock().toISOString())
      cache = createCache(db, outbox, run)
    } else if (!following) {
      run = { ...run, total: run.done }
      report()
      return ok(run)
    }
  }
}
