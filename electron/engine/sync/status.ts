import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { SyncStatus } from '../../../shared/contract/sync.ts'
import type { Job } from '../../../shared/contract/jobs.ts'
import type { ReadDb } from '../db/index.ts'
import { openBrakes } from './brake.ts'
import { lastFull, lastResult, lastSuccess } from './run-store.ts'

export const NEEDS_A_PERSON = new Set([
  'SIGN_IN_REQUIRED',
  'SIGN_IN_REFUSED',
  'SIGN_IN_EXPIRED',
  'ACCOUNT_LOCKED',
  'ACCOUNT_EXPIRED',
  'COMPANY_NOT_ACTIVE',
  'MFA_REQUIRED',
  'OTHER_TENANT',
  'NOT_A_DISTRIBUTOR',
])

type Now = {
  readonly job: Job | undefined
  /** Why the last sync failed, or why a person must sign in. */
  readonly failed: Failure | null
  readonly signedIn: boolean
  readonly nextAttempt: string | null
  /** Since when the cloud says nothing. */
  readonly waitingSince: string | null
  readonly outbox: SyncStatus['outbox']
}

/** One of five honest states, with what it rests on (docs/sync.md, "States"). */
export const statusOf = (db: ReadDb, { job, failed, signedIn, nextAttempt, waitingSince, outbox }: Now): SyncStatus => {
  const brakes = [...openBrakes(db)]
  const [brake] = brakes
  const base = {
    lastSuccess: lastSuccess(db),
    lastFull: lastFull(db)?.endedAt ?? null,
    nextAttempt,
    waitingSince: job ? waitingSince : null,
    jobId: job?.id ?? null,
    progress: job?.progress ?? null,
    brakes,
    outbox,
    lastResult: lastResult(db),
  }
  if (job) return { ...base, state: 'working', failure: failed }
  if (!signedIn) return { ...base, state: 'needs-you', failure: failed ?? failure('SIGN_IN_REQUIRED') }
  if (failed) {
    if (NEEDS_A_PERSON.has(failed.code)) return { ...base, state: 'needs-you', failure: failed }
    return { ...base, state: failed.code === 'CLOUD_UNREACHABLE' ? 'offline' : 'broken', failure: failed }
  }
  if (brake) {
    const params = { entity: brake.entity, missing: String(brake.missing), known: String(brake.known) }
    return { ...base, state: 'needs-you', failure: failure('MASS_DELETION_BRAKE', params) }
  }
  const undecided = outbox.conflict + outbox.refused > 0
  return { ...base, state: undecided ? 'needs-you' : 'idle', failure: null }
}
