import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Credentials } from '../../../shared/contract/shell.ts'
import type { SyncStatus } from '../../../shared/contract/system.ts'
import type { JobId } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { derivedId, type Changes, type EngineDeps, type JobHandle, type Jobs } from '../core/index.ts'
import type { WriteDb } from '../db/index.ts'
import { signIn, type CloudClient, type SignedInUser } from './cloud-client.ts'
import { pull } from './pull.ts'
import { beginRun, endRun, lastSuccess, unfinishedRun } from './run-store.ts'

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

export const createSync = ({ engine, db, jobs, changes }: Deps): Sync => {
  let credentials = engine.credentials
  let client: CloudClient | null = null
  let running: JobId | null = null
  let lastFailure: Failure | null = null

  const connect = async (signal: AbortSignal): Promise<Result<CloudClient, Failure>> => {
    if (client) return ok(client)
    if (!credentials) return fail(failure('SIGN_IN_REQUIRED'))
    const signedIn = await signIn({ fetch: engine.fetch, appVersion: engine.appVersion }, credentials, signal)
    if (!signedIn.ok) return signedIn
    const bound = bindTenant(db, signedIn.value.user)
    if (!bound.ok) return bound
    client = signedIn.value
    changes.announce('session')
    return signedIn
  }

  const work = async (commandId: string, handle: JobHandle): Promise<Result<null, Failure>> => {
    const connected = await connect(handle.signal)
    if (!connected.ok) return connected
    const run = unfinishedRun(db) ?? beginRun(db, commandId, engine.clock().toISOString())
    const context = { db, client: connected.value, signal: handle.signal, run }
    const outcome = await pull(context, handle.progress, () => changes.announce('estate', 'sync'))
    const at = engine.clock().toISOString()
    if (outcome.ok) endRun(db, run.id, 'done', at, null)
    else if (outcome.failure.code === 'MASS_DELETION_BRAKE') endRun(db, run.id, 'failed', at, outcome.failure)
    // Any other failure leaves the run where it stands: the next start goes on from there.
    return outcome
  }

  const start = (commandId: string): Result<JobId, Failure> => {
    if (running) return fail(failure('SYNC_RUNNING'))
    lastFailure = null
    const id = jobs.start('sync', credentials?.url ?? '', async (handle) => {
      const outcome = await work(commandId, handle)
      running = null
      lastFailure = outcome.ok || outcome.failure.code === 'CANCELLED' ? null : outcome.failure
      changes.announce('sync', 'estate', 'invoices')
      return outcome
    })
    running = id
    changes.announce('sync')
    return ok(id)
  }

  return {
    signIn: async (given) => {
      client = null
      const signedIn = await signIn(
        { fetch: engine.fetch, appVersion: engine.appVersion },
        given,
        AbortSignal.timeout(60_000),
      )
      if (!signedIn.ok) return signedIn
      const bound = bindTenant(db, signedIn.value.user)
      if (!bound.ok) return bound
      credentials = given
      client = signedIn.value
      lastFailure = null
      changes.announce('session', 'sync')
      return ok(signedIn.value.user)
    },
    signOut: async () => {
      await client?.signOut()
      client = null
      credentials = null
      changes.announce('session', 'sync')
    },
    start,
    client: connect,
    session: () =>
      credentials ? { url: credentials.url, login: credentials.login, user: client?.user ?? null } : null,
    status: () => {
      const job = running ? jobs.get(running) : undefined
      const base = {
        lastSuccess: lastSuccess(db),
        jobId: running,
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

/** The cache belongs to one distributor: another one behind the same address must not be mixed into it. */
const bindTenant = (db: WriteDb, user: SignedInUser): Result<null, Failure> => {
  const known = db.get<{ value: string }>(`SELECT value FROM meta WHERE key = 'tenant'`)
  if (!known) {
    db.run(`INSERT INTO meta (key, value) VALUES ('tenant', :tenant)`, {
      tenant: JSON.stringify({ companyId: user.companyId, companyName: user.companyName }),
    })
    return ok(null)
  }
  const tenant = JSON.parse(known.value) as { companyId: string; companyName: string }
  return tenant.companyId === user.companyId
    ? ok(null)
    : fail(failure('OTHER_TENANT', { known: tenant.companyName, found: user.companyName }))
}
