import type { Worker } from 'node:worker_threads'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { EngineInit, StoredSession } from '../../../shared/contract/shell.ts'
import type { Result } from '../../../shared/util/result.ts'

/** Everything that the engine takes from outside: paths, clock, ids, HTTP, log, and how a worker thread is made. */
export type EngineDeps = EngineInit & {
  /** Go on with an interrupted pull, or make the first one, at once. */
  readonly autoSync: boolean
  /** False: a sign-in reads nothing by itself. */
  readonly pullAfterSignIn?: boolean
  readonly clock: () => Date
  readonly newId: () => string
  readonly fetch: typeof fetch
  /** How the engine waits before it asks a cloud again; real time unless told otherwise. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Keeps a session outside, null to forget it; whether it is in the system's keychain now. Never rejects. */
  readonly keepSession?: (session: StoredSession | null) => Promise<boolean>
  /** How the engine does something later by itself; real time unless told otherwise. */
  readonly timers?: { after(ms: number, work: () => void): () => void }
  /** The system's keychain for secrets of edits that wait to be sent (M100); without one such an edit is refused. */
  readonly sealer?: Sealer
  /** One line without secrets. */
  readonly log: (line: string) => void
  readonly worker: (data: WorkerData) => Worker
}

/** Seals a secret with the keychain of the operating system, and opens it again. */
export type Sealer = {
  seal(secret: string): Promise<Result<string, Failure>>
  open(sealed: string): Promise<Result<string, Failure>>
}

export type WorkerData = { readonly databasePath: string; readonly dataDir: string; readonly resourcesDir: string }
