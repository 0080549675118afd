import type { Failure } from '../../../shared/contract/failure.ts'
import type { Progress } from '../../../shared/contract/jobs.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import type { Changes, EngineDeps, JobHandle } from '../core/index.ts'
import type { WriteDb } from '../db/index.ts'
import { mustFollow } from './brake.ts'
import type { CloudClient } from './cloud-client.ts'
import { newestDataTime, takeDataTime } from './data-time.ts'
import type { OutboxPort } from './outbox-port.ts'
import { pull } from './pull.ts'
import { beginRun, endRun, lastFull, oddAnswers, unfinishedRun, type Mode, type Run } from './run-store.ts'
import { dayOfWalk } from './walk-result.ts'
import { walk } from './training-walk.ts'

type Deps = {
  readonly engine: EngineDeps
  readonly db: WriteDb
  readonly changes: Changes
  readonly outbox: OutboxPort
}

/** `asked`: by a person, who waits for no better time. */
export type Wanted = { readonly commandId: string; readonly full: boolean; readonly asked: boolean }

export type Runs = {
  /** Reads the cloud: goes on with a run that was interrupted, or begins one. */
  read(client: CloudClient, wanted: Wanted, handle: JobHandle): Promise<Result<null, Failure>>
}

/** After these, going on where the run stands would meet the same refusal for ever: the next pull begins anew. */
const ENDS_THE_RUN = new Set(['NOT_A_DISTRIBUTOR', 'CLOUD_REFUSED'])

/** What an interrupted pull read longer ago than this is read again. */
const STALE_AFTER_MS = 60 * 60 * 1000
/** Lists of changes do not tell everything: the whole estate is read once a day. */
const FULL_AFTER_MS = 24 * 60 * 60 * 1000

const ODD_AGAIN_MS = 10 * 60 * 1000
/** A cloud whose answers stay odd is not read as a whole every few minutes for that. */
const putOff = (fullRuns: number): number => (fullRuns <= 1 ? 0 : ODD_AGAIN_MS * 2 ** (fullRuns - 1))

export const createRuns = ({ engine, db, changes, outbox }: Deps): Runs => {
  /** `reason`: why it is a full one before its time. */
  const modeNow = (now: Date, asked: boolean): { readonly mode: Mode; readonly reason: string | null } => {
    const full = lastFull(db)
    const age = full === null ? Infinity : now.getTime() - Date.parse(full.endedAt)
    // A clock that was set back must not put the full pull off.
    if (age < 0 || age > FULL_AFTER_MS || mustFollow(db)) return { mode: 'full', reason: null }
    const { kinds, fullRuns } = oddAnswers(db)
    if (kinds[0] === undefined || (!asked && age < putOff(fullRuns))) return { mode: 'incremental', reason: null }
    return { mode: 'full', reason: `odd:${kinds[0]}` }
  }

  /** Goes on with an interrupted run unless it is old, or less than what is asked for. */
  const runFor = (client: CloudClient, { commandId, full, asked }: Wanted): Run => {
    const now = engine.clock()
    const unfinished = unfinishedRun(db)
    const age = unfinished ? now.getTime() - Date.parse(unfinished.startedAt) : 0
    if (unfinished && age >= 0 && age < STALE_AFTER_MS && (!full || unfinished.mode === 'full')) {
      // What was sent since was stored with a later time.
      const later = (newestDataTime(db) ?? '') > unfinished.dataAt
      return later ? { ...unfinished, dataAt: takeDataTime(db, client, engine.clock) } : unfinished
    }
    if (unfinished) endRun(db, unfinished.id, 'cancelled', now.toISOString(), null)
    const { mode, reason } = full ? { mode: 'full' as const, reason: null } : modeNow(now, asked)
    const dataAt = takeDataTime(db, client, engine.clock)
    return beginRun(db, { commandId, mode, reason, startedAt: now.toISOString(), dataAt })
  }

  const readOnce = async (
    client: CloudClient,
    wanted: Wanted,
    { signal }: JobHandle,
    progress: (progress: Progress) => void,
  ): Promise<Result<null, Failure>> => {
    const run = runFor(client, wanted)
    const onPage = (): void => changes.announce('estate', 'sync')
    const outcome = await pull({ db, client, signal, outbox, clock: engine.clock, progress, onPage }, run)
    const at = engine.clock().toISOString()
    if (outcome.ok) endRun(db, outcome.value.id, 'done', at, null)
    else if (ENDS_THE_RUN.has(outcome.failure.code)) {
      const standing = unfinishedRun(db)
      if (standing) endRun(db, standing.id, 'failed', at, outcome.failure)
    }
    // Any other failure leaves the run where it stands: the next start goes on from there.
    return outcome.ok ? ok(null) : outcome
  }

  return {
    read: (client, wanted, handle) =>
      engine.demo
        ? walk({
            client,
            signal: handle.signal,
            progress: handle.progress,
            isPast: (day) => (newestDataTime(db) ?? '').slice(0, 10) > day,
            pull: ({ day, full, progress }) =>
              readOnce(
                client,
                {
                  commandId: day === null ? wanted.commandId : dayOfWalk(wanted.commandId, day),
                  full: full || wanted.full,
                  asked: wanted.asked,
                },
                handle,
                progress,
              ),
          })
        : readOnce(client, wanted, handle, handle.progress),
  }
}
