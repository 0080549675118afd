import type { Failure } from '../../../shared/contract/failure.ts'
import type { Progress } from '../../../shared/contract/jobs.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import type { CloudClient } from './cloud-client.ts'

/** What a sync asks of the outbox; the engine hands it in, so that neither imports the other. */
export type OutboxPort = {
  /** Sends what waits. A failure ends the sync before anything is read: there is no cloud to read from then. */
  push(
    client: CloudClient,
    signal: AbortSignal,
    progress: (progress: Progress) => void,
  ): Promise<Result<unknown, Failure>>
  /** The cloud's row of a thing with an open edit has changed or ended. Called within the transaction that stored it. */
  cloudChanged(table: string, id: string): void
  counts(): { readonly waiting: number; readonly conflict: number; readonly refused: number }
}

/** For an engine that only reads. */
export const noOutbox: OutboxPort = {
  push: () => Promise.resolve(ok(null)),
  cloudChanged: () => undefined,
  counts: () => ({ waiting: 0, conflict: 0, refused: 0 }),
}
