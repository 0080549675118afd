import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { EngineInit, StoredSession } from '../../shared/contract/shell.ts'
import type { EngineDeps } from '../engine/core/deps.ts'
import { createSealer } from '../engine/core/sealer.ts'

/** What every host gives the engine from outside. The log goes to stderr: stdout belongs to results. */
export const engineDeps = (
  init: EngineInit,
  keepSession: (session: StoredSession | null) => Promise<boolean>,
): EngineDeps => ({
  ...init,
  keepSession,
  ...(init.sealKey ? { sealer: createSealer(init.sealKey) } : {}),
  autoSync: true,
  clock: () => new Date(),
  newId: () => randomUUID(),
  fetch: globalThis.fetch,
  log: (line) => void process.stderr.write(`engine: ${line}\n`),
  // All bundles lie flat in dist/host, so the worker is beside whatever file this ended up in.
  worker: (workerData) => new Worker(join(import.meta.dirname, 'worker.js'), { workerData }),
})
