import { join } from 'node:path'
import { afterEach } from 'vitest'
import { startTrainingCloud, type TrainingCloud } from '../../electron/demo-cloud/index.ts'
import type { Engine, EngineDeps } from '../../electron/engine/index.ts'
import type { Credentials } from '../../shared/contract/shell.ts'
import { bentFetch, type BentFetch } from './bent-fetch.ts'
import { cacheDump } from './database.ts'
import { commandId, ended, engineDeps, resourcesDir, startEngine, temporaryFolder } from './engine.ts'

const closing: (() => unknown)[] = []
const closeAll = async (): Promise<void> => {
  for (const close of closing.splice(0).reverse()) await close()
}
afterEach(closeAll)

type Options = Parameters<typeof startTrainingCloud>[0]

/** A training cloud that is closed after the test. */
export const cloudOf = async (options: Partial<Options> = {}): Promise<TrainingCloud> => {
  const started = await startTrainingCloud({ resourcesDir, ...options })
  if (!started.ok) throw new Error(started.failure.code)
  closing.push(started.value.close)
  return started.value
}

export type Disturbed = {
  readonly engine: Engine
  readonly net: BentFetch
  /** How long the engine would have waited, in milliseconds. */
  readonly waits: readonly number[]
  readonly database: string
}

/** An engine behind a net that can be bent, which waits for nothing and has not pulled yet; closed after the test. */
export const engineFor = async (
  credentials: Credentials | null,
  changes: Partial<EngineDeps> = {},
): Promise<Disturbed> => {
  const folder = temporaryFolder()
  const net = bentFetch()
  const waits: number[] = []
  const wait = (ms: number): Promise<void> => {
    waits.push(ms)
    return Promise.resolve()
  }
  const deps = engineDeps(folder.path, credentials, { autoSync: false, fetch: net.fetch, wait, ...changes })
  const engine = await startEngine(deps)
  closing.push(folder.remove, () => engine.close())
  return { engine, net, waits, database: join(deps.dataDir, 'iris.sqlite') }
}

/** Asks for a pull and follows it to its end. */
export const pulled = async ({ engine }: Pick<Disturbed, 'engine'>) => {
  const { jobId } = await engine.client.sync.start({ commandId: commandId() })
  return ended(engine, jobId)
}
export const done = { state: 'done', failure: null }
export const failed = (code: string) => ({ state: 'failed', failure: { code } })
export const syncStatus = async ({ engine }: Pick<Disturbed, 'engine'>) => (await engine.client.system.status()).sync

/** What a pull of the training tenant leaves when nothing disturbs it. */
export const undisturbedDump = async (): Promise<ReturnType<typeof cacheDump>> => {
  const cloud = await cloudOf()
  const calm = await engineFor(cloud.credentials)
  await pulled(calm)
  const dump = cacheDump(calm.database)
  await closeAll()
  return dump
}
