import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Credentials } from '../../../shared/contract/shell.ts'
import type { SyncStatus } from '../../../shared/contract/system.ts'
import type { JobId } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { derivedId, type Changes, type EngineDeps, type JobHandle, type Jobs } from '../core/index.ts'
import type { WriteDb } from '../db/index.ts'
import { signIn, type CloudClient, type SignedInUser } from './cloud-client.ts'
import { pull } from './pull.ts'
import { shownUrl } from './cloud-url.ts'
import { beginRun, endedRun, endRun, lastSuccess, unfinishedRun, type Run } from './run-store.ts'
import { checkTenant } from './tenant.ts'

export type Sync = {
  /** Signs in now; the credentials stay in this process's memory and are gone with it. */
  signIn(credentials: Credentials): Promise<Result<SignedInUser, Failure>>
  signOut(): Promise<void>
  start(commandId: string): Result<JobId, Failure>
  status(): SyncStatus
  session(): { readonly url: string; readonly user: SignedInUser | null; readonly login: string } | null
  /** The signed-in client, signing in first when only the credentials are known. */
  client(signal: AbortSignal): Promise<Result<CloudClient, Failure>>
  /** At the engine's start: go on with a pull that a crash interrupted, or read the estate for the first time. */
  resume(): void
}

type Deps = {
  readonly engine: EngineDeps
  readonly db: WriteDb
  readonly jobs: Jobs
  readonly changes: Changes
}

const NEEDS_A_PERSON = new Set([
  'SIGN_IN_REQUIRED',
  'SIGN_IN_REFUSED',
  'ACCOUNT_LOCKED',
  'MASS_DELETION_BRAKE',
  'OTHER_TENANT',
  'NOT_A_DISTRIBUTOR',
])

const REFUSES_THE_PERSON = new Set(['SIGN_IN_REFUSED', 'ACCOUNT_LOCKED'])

/** After these, going on where the run stands would meet the same refusal for ever: the next pull begins anew. */
const ENDS_THE_RUN = new Set(['MASS_DELETION_BRAKE', 'NOT_A_DISTRIBUTOR', 'CLOUD_REFUSED'])

/** What an interrupted pull read longer ago than this is read again. */
const STALE_AFTER_MS = 60 * 60 * 1000

export const createSync = ({ engine, db, jobs, changes }: Deps): Sync => {
  let credentials = engine.credentials
  let client: CloudClient | null = null
  let running: { readonly jobId: JobId; readonly commandId: string } | null = null
  let lastFailure: Failure | null = null
  /** Accounts lock after five refused sign-ins: only a person tries the same credentials again. */
  let refusedSignIn: Failure | null = null

  const connect = async (signal: AbortSignal): Promise<Result<CloudClient, Failure>> => {
    if (client) return ok(client)
    if (!credentials) return fail(failure('SIGN_IN_REQUIRED'))
    const signedIn = await signIn(engine, credentials, signal)
    if (!signedIn.ok) {
      if (REFUSES_THE_PERSON.has(signedIn.failure.code)) refusedSignIn = signedIn.failure
      return signedIn
    }
    const same = checkTenant(db, signedIn.value.user)
    if (!same.ok) return same
    client = signedIn.value
    changes.announce('session')
    return signedIn
  }

  /** Goes on with an interrupted run unless it is old. */
  const runFor = (commandId: string): Run => {
    const now = engine.clock()
    const unfinished = unfinishedRun(db)
    if (!unfinished) return beginRun(db, commandId, now.toISOString())
    if (now.getTime() - Date.parse(unfinished.startedAt) < STALE_AFTER_MS) return unfinished
    endRun(db, unfinished.id, 'cancelled', now.toISOString(), null)
    const fresh = commandId === unfinished.commandId ? derivedId(commandId, now.toISOString()) : commandId
    return beginRun(db, fresh, now.toISOString())
  }

  const work = async (commandId: string, handle: JobHandle): Promise<Result<null, Failure>> => {
    const before = endedRun(db, commandId)
    if (before) return before
    const connected = await connect(handle.signal)
    if (!connected.ok) return connected
    const run = runFor(commandId)
    const context = { db, client: connected.value, signal: handle.signal, run }
    const outcome = await pull(context, handle.progress, () => changes.announce('estate', 'sync'))
    const at = engine.clock().toISOString()
    if (outcome.ok) endRun(db, run.id, 'done', at, null)
    else if (ENDS_THE_RUN.has(outcome.failure.code)) endRun(db, run.id, 'failed', at, outcome.failure)
    // Any other failure leaves the run where it stands: the next start goes on from there.
    return outcome
  }

  const start = (commandId: string): Result<JobId, Failure> => {
    if (running) return running.commandId === commandId ? ok(running.jobId) : fail(failure('SYNC_RUNNING'))
    lastFailure = null
    refusedSignIn = null
    const jobId = jobs.start('sync', shownUrl(credentials?.url ?? ''), async (handle) => {
      let outcome: Result<null, Failure> = fail(failure('INTERNAL', { detail: 'the pull broke off' }))
      try {
        outcome = await work(commandId, handle)
        return outcome
      } finally {
        running = null
        lastFailure = outcome.ok || outcome.failure.code === 'CANCELLED' ? null : outcome.failure
        changes.announce('sync', 'estate', 'invoices')
      }
    })
    running = { jobId, commandId }
    changes.announce('sync')
    return ok(jobId)
  }

  return {
    signIn: async (given) => {
      client = null
      const signedIn = await signIn(engine, given, AbortSignal.timeout(60_000))
      if (!signedIn.ok) return signedIn
      const same = checkTenant(db, signedIn.value.user)
      if (!same.ok) return same
      credentials = given
      client = signedIn.value
      lastFailure = null
      refusedSignIn = null
      changes.announce('session', 'sync')
      return ok(signedIn.value.user)
    },
    signOut: async () => {
      if (running) jobs.cancel(running.jobId)
      await client?.signOut()
      client = null
      credentials = null
      changes.announce('session', 'sync')
    },
    start,
    client: (signal) => (refusedSignIn ? Promise.resolve(fail(refusedSignIn)) : connect(signal)),
    session: () =>
      credentials ? { url: shownUrl(credentials.url), login: credentials.login, user: client?.user ?? null } : null,
    status: () => {
      const job = running ? jobs.get(running.jobId) : undefined
      const base = {
        lastSuccess: lastSuccess(db),
        jobId: running?.jobId ?? null,
        progress: job?.progress ?? null,
        failure: lastFailure,
      }
      if (running) return { ...base, state: 'working' }
      if (lastFailure) {
        if (NEEDS_A_PERSON.has(lastFailure.code)) return { ...base, state: 'needs-you' }
        return { ...base, state: lastFailure.code === 'CLOUD_UNREACHABLE' ? 'offline' : 'broken' }
      }
      if (!credentials) return { ...base, state: 'needs-you', failure: failure('SIGN_IN_REQUIRED') }
      return { ...base, state: 'idle' }
    },
    resume: () => {
      if (!credentials || running) return
      const unfinished = unfinishedRun(db)
      if (unfinished) start(unfinished.commandId)
      else if (lastSuccess(db) === null) start(derivedId('first-sync', engine.newId()))
    },
  }
}
