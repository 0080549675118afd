import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { createEngine, type Engine, type EngineDeps } from '../../electron/engine/index.ts'
import type { CommandId } from '../../shared/contract/values.ts'
import type { Job } from '../../shared/contract/jobs.ts'
import type { Credentials } from '../../shared/contract/shell.ts'
import { startTrainingCloud, type TrainingCloud } from '../../electron/demo-cloud/index.ts'

export const resourcesDir = join(import.meta.dirname, '../../resources')
export const samplesDir = join(resourcesDir, 'samples')

/** A fresh folder that is removed with its content by the returned function. */
export const temporaryFolder = (): { readonly path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'iris-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export const engineDeps = (
  dataDir: string,
  credentials: Credentials | null,
  changes: Partial<EngineDeps> = {},
): EngineDeps => ({
  dataDir,
  resourcesDir,
  appVersion: '0.0.0-test',
  demo: credentials !== null,
  credentials,
  autoSync: true,
  clock: () => new Date(),
  newId: randomUUID,
  fetch: globalThis.fetch,
  log: () => undefined,
  worker: (workerData) => new Worker(join(import.meta.dirname, '../../electron/host/worker.ts'), { workerData }),
  ...changes,
})

/** An engine in this process, or the failure as an exception: a test that starts one expects it to start. */
export const startEngine = async (deps: EngineDeps): Promise<Engine> => {
  const created = await createEngine(deps)
  if (!created.ok) throw new Error(`${created.failure.code} ${JSON.stringify(created.failure.params)}`)
  return created.value
}

export const commandId = (): CommandId => randomUUID() as CommandId
export const now = (): string => new Date().toISOString()

/** Waits for a job's end. Looks often: a watch tells people ten times a second, which is slow for a test. */
export const ended = async (engine: Engine, jobId: Job['id']): Promise<Job> => {
  for (;;) {
    const job = (await engine.client.jobs.list()).find(({ id }) => id === jobId)
    if (!job) throw new Error('the job is not known')
    if (job.state !== 'running') return job
    await sleep(3)
  }
}

/** The job that runs now, if any, to its end: the engine synchronises by itself when it is new. */
export const settled = async (engine: Engine): Promise<Job | undefined> => {
  const running = (await engine.client.jobs.list()).find((job) => job.state === 'running')
  return running ? ended(engine, running.id) : undefined
}

export type World = {
  readonly cloud: TrainingCloud
  readonly engine: Engine
  readonly dataDir: string
  close(): Promise<void>
}

export const trainingCloud = async (): Promise<TrainingCloud> => {
  const started = await startTrainingCloud({ resourcesDir })
  if (!started.ok) throw new Error(started.failure.code)
  return started.value
}

/** A training cloud and an engine that has read it. */
export const syncedWorld = async (): Promise<World> => {
  const folder = temporaryFolder()
  const cloud = await trainingCloud()
  const engine = await startEngine(engineDeps(folder.path, cloud.credentials, { wait: () => Promise.resolve() }))
  await settled(engine)
  return {
    cloud,
    engine,
    dataDir: folder.path,
    close: async () => {
      await engine.close()
      await cloud.close()
      folder.remove()
    },
  }
}
