import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTrainingCloud, trainingTenant, type Tenant, type TrainingCloud } from '../../electron/demo-cloud/index.ts'
import { forkChild } from '../../electron/supervisor/fork-child.ts'
import type { FromEngine, ToEngine } from '../../shared/contract/shell.ts'
import { cachedTables, cacheDump, dump, looking } from '../support/database.ts'
import { engineDeps, resourcesDir, settled, startEngine, temporaryFolder } from '../support/engine.ts'
import { printedSeed, randomFrom } from '../support/random.ts'

const RUNS = Number(process.env.IRIS_CRASH_RUNS ?? 12)
const KILLS_PER_PULL = 3
/** No bar for speed: a pull that stands still should not hold up the tests for ever. */
const GIVE_UP_MS = 30_000
const random = randomFrom(printedSeed())

/** A cloud that tells each request as it is about to be answered. */
const listening = async (tenant: Tenant) => {
  let onRequest: () => void = () => undefined
  let requests = 0
  const started = await startTrainingCloud({
    resourcesDir,
    tenant,
    log: () => {
      requests += 1
      onRequest()
    },
  })
  if (!started.ok) throw new Error(started.failure.code)
  return {
    cloud: started.value,
    requests: () => requests,
    /** Calls `then` at the n-th request from now. */
    at: (n: number, then: () => void) => {
      let left = n
      onRequest = () => {
        left -= 1
        if (left === 0) then()
      }
    },
  }
}
type Listening = Awaited<ReturnType<typeof listening>>

/** The estate some weeks later: contracts changed, a company with its members gone, another one come. */
const laterTenant: Tenant = {
  ...trainingTenant,
  companies: trainingTenant.companies
    .filter(({ name }) => name !== 'Interior Designer')
    .map((one) => (one.name === 'SoundTrack' ? { ...one, offerType: 'freemium', city: 'Lyon' } : one)),
  subscriptions: trainingTenant.subscriptions.map((one) =>
    one.bsSubscriptionId === 'RB-201708080001'
      ? { ...one, quantities: [one.quantities[0], { at: '2017-12-04T10:00:00.000Z', quantity: 16, doneByUserId: one.quantities[0].doneByUserId }] } // prettier-ignore
      : one,
  ),
}

/** A day later: a company moved, a contract grew, and nothing is gone; the lists of changes tell all of it. */
const changedTenant: Tenant = {
  ...trainingTenant,
  companies: trainingTenant.companies.map((one) =>
    one.name === 'SoundTrack' ? { ...one, city: 'Lyon', statusUpdatedDate: new Date().toISOString() } : one,
  ),
  subscriptions: trainingTenant.subscriptions.map((one) =>
    one.bsSubscriptionId === 'RB-201708080001'
      ? { ...one, quantities: [one.quantities[0], { at: '2017-12-04T10:00:00.000Z', quantity: 16, doneByUserId: one.quantities[0].doneByUserId }] } // prettier-ignore
      : one,
  ),
}

/** The engine as it really runs, in a process of its own. */
const startChild = (dataDir: string, cloud: TrainingCloud) => {
  const child = forkChild<FromEngine, ToEngine>({
    entry: join(import.meta.dirname, '../../dist/host/engine-child.js'),
    execPath: process.execPath,
  })
  const exited = new Promise<string>((resolve) => child.onExit(resolve))
  const ready = new Promise<string>((resolve) =>
    child.onMessage((message) => resolve(message.type === 'failed' ? message.failure.code : message.type)),
  )
  child.post({ type: 'init', init: { dataDir, resourcesDir, appVersion: 'test', demo: true, credentials: cloud.credentials } }) // prettier-ignore
  return { child, exited, ready }
}

type StoredRun = { readonly id: number; readonly mode: string; readonly state: string; readonly done: number }
const runs = (path: string, after = 0) =>
  looking(path, (sqlite) =>
    sqlite.prepare('SELECT id, mode, state, done FROM sync_run WHERE id > ? ORDER BY id').all(after),
  ) as StoredRun[]

/** Lets a new engine process start and get on until it dies at the given request; false when the pull ended before. */
const killedAt = async (dataDir: string, { cloud, at }: Listening, request: number, after = 0): Promise<boolean> => {
  const { child, exited, ready } = startChild(dataDir, cloud)
  let died = false
  at(request, () => {
    setTimeout(() => {
      died = true
      child.kill()
    }, random() * 4)
  })
  // It may die before it could say that it is ready.
  await Promise.race([ready, exited])
  await endOfPull(join(dataDir, 'iris.sqlite'), after, () => died)
  const before = died
  child.kill()
  await exited
  return before
}

/** A new engine process that nobody disturbs: it goes on by itself, without being asked. */
const finished = async (dataDir: string, { cloud, at }: Listening, after = 0): Promise<void> => {
  at(Infinity, () => undefined)
  const { child, exited, ready } = startChild(dataDir, cloud)
  expect(await ready).toBe('ready')
  await endOfPull(join(dataDir, 'iris.sqlite'), after)
  child.post({ type: 'shutdown' })
  await exited
}

const endOfPull = async (path: string, after: number, stopped: () => boolean = () => false): Promise<void> => {
  const started = Date.now()
  while (!stopped() && !runs(path, after).some(({ state }) => state === 'done')) {
    if (Date.now() - started > GIVE_UP_MS) throw new Error('the pull did not come to its end')
    await sleep(10)
  }
}

const expectWhole = (path: string): void =>
  looking(path, (sqlite) => expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok'))

let training: Listening
let later: Listening
let changed: Listening
let undisturbed: { readonly dump: ReturnType<typeof cacheDump>; readonly requests: number }
beforeAll(async () => {
  training = await listening(trainingTenant)
  later = await listening(laterTenant)
  changed = await listening(changedTenant)
  const folder = temporaryFolder()
  const engine = await startEngine(engineDeps(folder.path, training.cloud.credentials))
  await settled(engine)
  await engine.close()
  undisturbed = { dump: cacheDump(join(folder.path, 'iris.sqlite')), requests: training.requests() }
  folder.remove()
})
afterAll(async () => {
  await training.cloud.close()
  await later.cloud.close()
  await changed.cloud.close()
})

describe('an engine killed with -9 during a pull', () => {
  it(`${RUNS} times at any point: the next one goes on by itself, and the estate is the undisturbed one, nothing doubled`, async () => {
    let kills = 0
    while (kills < RUNS) {
      const folder = temporaryFolder()
      const path = join(folder.path, 'iris.sqlite')
      let done = 0
      for (let kill = 0; kill < KILLS_PER_PULL && kills < RUNS; kill += 1) {
        if (!(await killedAt(folder.path, training, 1 + Math.floor(random() * undisturbed.requests * 0.6)))) break
        kills += 1
        expectWhole(path)
        const [run] = runs(path)
        // What was read stays read: each start goes on from there.
        expect(run?.done ?? 0).toBeGreaterThanOrEqual(done)
        done = run?.done ?? 0
      }
      await finished(folder.path, training)
      expectWhole(path)
      expect(runs(path)[0]).toMatchObject({ mode: 'full', state: 'done' })
      expect(runs(path).filter(({ mode }) => mode === 'full')).toHaveLength(1)
      expect(cacheDump(path)).toEqual(undisturbed.dump)
      folder.remove()
    }
    expect(kills).toBeGreaterThanOrEqual(RUNS)
  }, 600_000)

  const laterPull = async (
    cloud: Listening,
    kills: number,
  ): Promise<{ rows: unknown; ended: unknown[][]; mode: unknown }> => {
    const folder = temporaryFolder()
    const path = join(folder.path, 'iris.sqlite')
    const engine = await startEngine(engineDeps(folder.path, training.cloud.credentials))
    await settled(engine)
    await engine.close()
    const first = runs(path).at(-1)!.id
    for (let kill = 0; kill < kills; kill += 1) await killedAt(folder.path, cloud, 2 + Math.floor(random() * 14), first)
    await finished(folder.path, cloud, first)
    expectWhole(path)
    const rows = dump(path, cachedTables, ['valid_from', 'valid_to', 'seen_run', 'seen_at'])
    const ended = looking(path, (db) =>
      ['company', 'member', 'subscription', 'equipment'].map((table) =>
        db.prepare(`SELECT id FROM ${table} WHERE valid_to IS NOT NULL ORDER BY id`).all(),
      ),
    )
    const mode = runs(path, first).find(({ state }) => state === 'done')?.mode
    folder.remove()
    return { rows, ended, mode }
  }

  it('during a later pull of a smaller estate: the older versions are the same, too', async () => {
    const expected = await laterPull(later, 0)
    expect(expected.mode).toBe('full')
    expect(expected.ended.map((rows) => rows.length)).toEqual([2, 6, 2, 0])
    expect(await laterPull(later, 3)).toEqual(expected)
  }, 120_000)

  it('during an incremental pull: what changed is there once, and the older versions are the same', async () => {
    const expected = await laterPull(changed, 0)
    expect(expected.mode).toBe('incremental')
    expect(expected.ended.map((rows) => rows.length)).toEqual([1, 0, 1, 0])
    for (let time = 0; time < 2; time += 1) expect(await laterPull(changed, 2)).toEqual(expected)
  }, 120_000)
})
