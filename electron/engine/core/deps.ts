import type { Worker } from 'node:worker_threads'
import type { EngineInit } from '../../../shared/contract/shell.ts'

/** Everything that the engine takes from outside: paths, clock, ids, HTTP, log, and how a worker thread is made. */
export type EngineDeps = EngineInit & {
  /** Go on with an interrupted pull, or make the first one, at once. */
  readonly autoSync: boolean
  readonly clock: () => Date
  readonly newId: () => string
  readonly fetch: typeof fetch
  /** How the engine waits before it asks a cloud again; real time unless told otherwise. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
  /** One line without secrets. */
  readonly log: (line: string) => void
  readonly worker: (data: WorkerData) => Worker
}

export type WorkerData = { readonly databasePath: string; readonly dataDir: string; readonly resourcesDir: string }
