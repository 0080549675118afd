import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineDeps } from '../../electron/engine/core/index.ts'
import { createChanges, createJobs } from '../../electron/engine/core/index.ts'
import { openDatabase, type WriteDb } from '../../electron/engine/db/index.ts'
import { createSync, type OutboxPort, type Sync } from '../../electron/engine/sync/index.ts'
import type { Job } from '../../shared/contract/jobs.ts'
import type { Credentials } from '../../shared/contract/shell.ts'
import type { JobId } from '../../shared/contract/values.ts'
import { bentFetch, type BentFetch } from './bent-fetch.ts'

export type SyncRig = {
  readonly sync: Sync
  readonly db: WriteDb
  readonly net: BentFetch
  readonly database: string
  /** How long the engine would have waited, in milliseconds. */
  readonly waits: readonly number[]
  /** Asks for a sync and follows it to its end. */
  pulled(full?: boolean): Promise<Job>
  ended(jobId: JobId): Promise<Job>
  cancel(jobId: JobId): void
  close(): Promise<void>
}

type Options = {
  readonly folder?: string
  readonly outbox?: OutboxPort
  readonly changes?: Partial<EngineDeps>
}

/** The sync of an engine and what it stands on, without the rest: no window's lists, no files. */
export const makeSyncRig = async (credentials: Credentials | null, options: Options = {}): Promise<SyncRig> => {
  const dataDir = options.folder ?? mkdtempSync(join(tmpdir(), 'iris-test-'))
  const net = bentFetch()
  const waits: number[] = []
  const wait = (ms: number): Promise<void> => {
    waits.push(ms)
    return Promise.resolve()
  }
  const engine: EngineDeps = {
    dataDir,
    resourcesDir: '',
    appVersion: '0.0.0-test',
    demo: false,
    credentials,
    autoSync: false,
    clock: () => new Date(),
    newId: randomUUID,
    fetch: net.fetch,
    wait,
    log: () => undefined,
    worker: () => {
      throw new Error('a sync needs no worker')
    },
    ...options.changes,
  }
  const opened = await openDatabase(dataDir)
  if (!opened.ok) throw new Error(opened.failure.code)
  const changes = createChanges()
  const jobs = createJobs({ ...engine, changes })
  const { db } = opened.value
  const sync = createSync({ engine, db, jobs, changes, ...(options.outbox ? { outbox: options.outbox } : {}) })

  const ended = async (jobId: JobId): Promise<Job> => {
    for (;;) {
      const job = jobs.get(jobId)
      if (!job) throw new Error('the job is not known')
      if (job.state !== 'running') return job
      await sleep(3)
    }
  }
  let open = true
  const rig: SyncRig = {
    sync,
    db,
    net,
    waits,
    database: join(dataDir, 'iris.sqlite'),
    ended,
    cancel: (jobId) => void jobs.cancel(jobId),
    pulled: (full = false) => {
      const started = sync.start(randomUUID(), full)
      if (!started.ok) throw new Error(started.failure.code)
      return ended(started.value)
    },
    close: async () => {
      if (!open) return
      open = false
      sync.stop()
      await jobs.stop()
      opened.value.close()
      if (options.folder === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return rig
}
