import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Credentials } from '../../../shared/contract/shell.ts'
import type { SyncStatus } from '../../../shared/contract/sync.ts'
import type { JobId } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { derivedId, type Changes, type EngineDeps, type JobHandle, type Jobs } from '../core/index.ts'
import type { WriteDb } from '../db/index.ts'
import { decideBrake, type BrakeDecision } from './brake.ts'
import type { CloudClient, SignedInUser } from './cloud-client.ts'
import { noOutbox, type OutboxPort } from './outbox-port.ts'
import { endedRun, lastSuccess, unfinishedRun } from './run-store.ts'
import { createRuns, type Wanted } from './runs.ts'
import { createSchedule } from './schedule.ts'
import { createSession, type SessionInfo } from './session.ts'
import { statusOf } from './status.ts'
import { confirmTenant } from './tenant.ts'
import { realTimers } from './timers.ts'

export type Sync = {
  /** Signs in now; see CloudSession. */
  signIn(credentials: Credentials): Promise<Result<SignedInUser, Failure>>
  signOut(): Promise<void>
  /** Sends the outbox, then reads what changed, or with `full` everything. SYNC_RUNNING while another one does. */
  start(commandId: string, full?: boolean): Result<JobId, Failure>
  status(): SyncStatus
  /** A person releases the brake on mass deletion. NOT_FOUND, BRAKE_DECIDED. */
  decideBrake(decision: BrakeDecision): Result<SyncStatus, Failure>
  session(): SessionInfo | null
  /** The signed-in client, signing in first when only the credentials are known. */
  client(signal: AbortSignal): Promise<Result<CloudClient, Failure>>
  /** At the engine's start and after a sign-in: go on with what a crash interrupted, or read what changed since. */
  resume(): void
  /** Something waits to be sent: a sync begins soon, where the engine synchronises by itself. */
  soon(): void
  /** Nothing is begun any more. */
  stop(): void
}

type Deps = {
  readonly engine: EngineDeps
  readonly db: WriteDb
  readonly jobs: Jobs
  readonly changes: Changes
  readonly outbox?: OutboxPort
}

export const createSync = ({ engine, db, jobs, changes, outbox = noOutbox }: Deps): Sync => {
  const session = createSession({ engine, db, changes })
  const runs = createRuns({ engine, db, changes, outbox })
  let running: { readonly jobId: JobId; readonly commandId: string } | null = null
  let lastFailure: Failure | null = null
  /** An edit was made while a sync ran, which may have looked at the outbox before. */
  let soonAgain = false
  let stopped = false

  const schedule = createSchedule({
    timers: engine.timers ?? realTimers,
    clock: engine.clock,
    random: Math.random,
    run: () => {
      if (session.info() && !session.problem()) start(engine.newId(), false, false)
    },
  })

  const work = async (wanted: Wanted, handle: JobHandle): Promise<Result<null, Failure>> => {
    const before = endedRun(db, wanted.commandId)
    if (before) return before
    const connected = await session.client(handle.signal)
    if (!connected.ok) return connected
    const same = await confirmTenant(db, connected.value, handle.signal)
    if (!same.ok) return same
    const sent = await outbox.push(connected.value, handle.signal, handle.progress)
    if (!sent.ok) return sent
    return runs.read(connected.value, wanted, handle)
  }

  const ended = (outcome: Result<null, Failure>): void => {
    running = null
    const failed = outcome.ok || outcome.failure.code === 'CANCELLED' ? null : outcome.failure
    lastFailure = failed
    if (engine.autoSync && !stopped && session.info()) {
      if (failed) schedule.failed(failed)
      else if (outcome.ok) schedule.succeeded()
      if (soonAgain) schedule.soon()
    }
    soonAgain = false
    changes.announce('sync', 'estate', 'invoices')
  }

  /** `asked`: by a person, so what was refused or failed before may be tried once more. */
  const start = (commandId: string, full: boolean, asked: boolean): Result<JobId, Failure> => {
    if (running) return running.commandId === commandId ? ok(running.jobId) : fail(failure('SYNC_RUNNING'))
    lastFailure = null
    if (asked) session.forgive()
    schedule.pause()
    const jobId = jobs.start('sync', session.info()?.url ?? '', async (handle) => {
      let outcome: Result<null, Failure> = fail(failure('INTERNAL', { detail: 'the pull broke off' }))
      try {
        outcome = await work({ commandId, full, asked }, handle)
        return outcome
      } finally {
        ended(outcome)
      }
    })
    running = { jobId, commandId }
    changes.announce('sync')
    return ok(jobId)
  }

  const status = (): SyncStatus =>
    statusOf(db, {
      job: running ? jobs.get(running.jobId) : undefined,
      failed: lastFailure ?? session.problem(),
      signedIn: session.info() !== null,
      waitingSince: session.waitingSince(),
      nextAttempt: schedule.nextAttempt(),
      outbox: outbox.counts(),
    })

  return {
    signIn: async (given) => {
      const signedIn = await session.signIn(given)
      if (!signedIn.ok) return signedIn
      lastFailure = null
      changes.announce('sync')
      return signedIn
    },
    signOut: async () => {
      if (running) jobs.cancel(running.jobId)
      await session.signOut()
      schedule.pause(true)
      lastFailure = null
      changes.announce('sync')
    },
    start: (commandId, full = false) => start(commandId, full, true),
    client: session.client,
    session: session.info,
    status,
    decideBrake: (decision) => {
      const decided = decideBrake(db, decision)
      if (!decided.ok) return decided
      changes.announce('sync')
      if (engine.autoSync && decision.decision === 'follow') schedule.soon()
      return ok(status())
    },
    resume: () => {
      if (!session.info() || running) return
      const unfinished = unfinishedRun(db)
      if (unfinished) start(unfinished.commandId, false, true)
      else if (engine.autoSync || lastSuccess(db) === null) start(derivedId('first-sync', engine.newId()), false, true)
    },
    soon: () => {
      if (!engine.autoSync || stopped || !session.info()) return
      if (running) soonAgain = true
      else schedule.soon()
    },
    stop: () => {
      stopped = true
      schedule.pause()
    },
  }
}
