import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import { openDesk } from '../support/outbox.ts'
import { ids } from '../support/outbox-tenant.ts'
import { rigCloud, syncRig } from '../support/rigged.ts'
import type { SyncRig } from '../support/sync-rig.ts'

const START = Date.parse('2026-11-22T08:00:00.000Z')
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString()

/** A clock whose time passes when a test says so, and what is due then. */
const handClock = () => {
  let now = START
  let due: { readonly at: number; readonly work: () => void }[] = []
  return {
    clock: () => new Date(now),
    timers: {
      after: (ms: number, work: () => void) => {
        const own = { at: now + ms, work }
        due.push(own)
        return () => void (due = due.filter((one) => one !== own))
      },
    },
    pass: (seconds: number): void => {
      now += seconds * 1000
      const ripe = due.filter((one) => one.at <= now)
      due = due.filter((one) => one.at > now)
      for (const { work } of ripe) work()
    },
  }
}

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Takes connections and never says anything. */
const frozenServer = async (): Promise<string> => {
  const sockets = new Set<{ destroy(): unknown }>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  closing.push(() => {
    sockets.forEach((socket) => socket.destroy())
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

const until = async (so: () => boolean): Promise<void> => {
  while (!so()) await sleep(2)
}
/** No more requests leave for now. */
const settled = async (rig: SyncRig): Promise<number> => {
  for (let known = -1; known !== rig.net.requests.length; await sleep(60)) known = rig.net.requests.length
  return rig.net.requests.length
}

/** A desk that has read everything once, before a cloud that will freeze. */
const desk = async () => {
  const cloud = await rigCloud({ tenant: trainingTenant })
  const hand = handClock()
  const rig = await syncRig(cloud.credentials, { changes: { autoSync: true, timers: hand.timers, clock: hand.clock } })
  const frozen = await frozenServer()
  const start = (full = false) => {
    const started = rig.sync.start(crypto.randomUUID(), full)
    if (!started.ok) throw new Error(started.failure.code)
    return rig.ended(started.value)
  }
  return {
    cloud,
    hand,
    rig,
    start,
    freeze: () => rig.net.redirect(frozen),
    thaw: () => rig.net.redirect(cloud.credentials.url),
  }
}
const companies = (rig: SyncRig): number => rig.db.get<{ n: number }>('SELECT count(*) AS n FROM company_now')!.n

describe('a cloud that takes requests and never answers (docs/sync.md, "States")', () => {
  it('from the start: after ten seconds it is waited for, after one more attempt it is offline, then tried by itself', async () => {
    const { hand, rig, start, freeze, thaw } = await desk()
    freeze()
    const ended = start()
    await until(() => rig.net.requests.length === 1)
    expect(rig.sync.status()).toMatchObject({ state: 'working', waitingSince: null })
    hand.pass(9)
    expect(rig.sync.status().waitingSince).toBeNull()
    hand.pass(1)
    expect(rig.sync.status()).toMatchObject({ state: 'working', waitingSince: at(0) })
    hand.pass(20)
    await until(() => rig.net.requests.length === 2)
    // It is the same silence: its beginning does not move with the second attempt.
    expect(rig.sync.status()).toMatchObject({ state: 'working', waitingSince: at(0) })
    hand.pass(30)
    expect(await ended).toMatchObject({ state: 'failed', failure: { code: 'CLOUD_UNREACHABLE' } })
    expect(rig.net.requests).toHaveLength(2)
    expect(rig.sync.status()).toMatchObject({ state: 'offline', waitingSince: null })
    expect(rig.sync.status().nextAttempt! > at(60)).toBe(true)
    thaw()
    hand.pass(40)
    await until(() => rig.sync.status().state === 'idle')
    expect(companies(rig)).toBe(trainingTenant.companies.length)
    expect(rig.sync.status()).toMatchObject({ failure: null, waitingSince: null })
  })

  it('in the middle of a run: what was read stays, and the next run goes on where it stood', async () => {
    const { hand, rig, start, freeze, thaw } = await desk()
    expect(await start()).toMatchObject({ state: 'done' })
    const whole = companies(rig)
    const ended = start(true)
    await until(() => rig.sync.status().progress?.phase === 'extensions')
    freeze()
    const before = await settled(rig)
    hand.pass(10)
    expect(rig.sync.status()).toMatchObject({ state: 'working', waitingSince: at(0) })
    hand.pass(20)
    await settled(rig)
    hand.pass(30)
    expect(await ended).toMatchObject({ state: 'failed', failure: { code: 'CLOUD_UNREACHABLE' } })
    // Each request that was under way went out once more.
    expect(rig.net.requests.length - before).toBeLessThanOrEqual(6)
    const standing = rig.db.get<{ id: number; step: string }>(`SELECT id, step FROM sync_run WHERE state = 'running'`)!
    expect(standing.step).toBe('extensions')
    expect(companies(rig)).toBe(whole)
    thaw()
    hand.pass(60)
    await until(() => rig.sync.status().state === 'idle')
    expect(rig.db.get(`SELECT state, mode FROM sync_run WHERE id = ${standing.id}`)).toEqual({
      state: 'done',
      mode: 'full',
    })
    expect(companies(rig)).toBe(whole)
  })

  it('at a sign-in: the person is told so, and not that it was cancelled', async () => {
    const { cloud, hand, rig, freeze } = await desk()
    freeze()
    const asked = rig.sync.signIn(cloud.credentials)
    await until(() => rig.net.requests.length === 1)
    hand.pass(30)
    await until(() => rig.net.requests.length === 2)
    hand.pass(20)
    const reason = 'no answer in time'
    expect(await asked).toMatchObject({ ok: false, failure: { code: 'CLOUD_UNREACHABLE', params: { reason } } })
  })

  it('at a write: its outcome is unknown, it is read back by the next run, and carried out once', async () => {
    const hand = handClock()
    const box = await openDesk({ timers: hand.timers })
    closing.push(box.close)
    const companyId = ids.company('SoundTrack')
    const made = await box.make({ kind: 'company.edit', companyId, fields: { city: 'Brest' } })
    const through = box.net.fetch
    let frozen = false
    let asked = 0
    let writes = 0
    box.net.fetch = (input, init) => {
      if (init?.method === 'PUT') writes += 1
      frozen ||= init?.method === 'PUT' && writes === 1
      if (!frozen) return through(input, init)
      asked += 1
      return new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
      })
    }
    const ended = box.sync()
    for (const count of [1, 2, 3]) {
      await until(() => asked === count)
      hand.pass(30)
    }
    expect(await ended).toMatchObject({ state: 'failed', failure: { code: 'CLOUD_UNREACHABLE' } })
    expect(await box.entry(made.id)).toMatchObject({ state: 'sent', attempts: 1 })
    box.net.fetch = (input, init) => {
      if (init?.method === 'PUT') writes += 1
      return through(input, init)
    }
    expect(await box.sync()).toMatchObject({ state: 'done', failure: null })
    expect(await box.entry(made.id)).toMatchObject({ state: 'confirmed' })
    // The first one never arrived.
    expect(writes).toBe(2)
  })

  it('an answer to any request ends the waiting', async () => {
    const { hand, rig, start, freeze, thaw } = await desk()
    freeze()
    const ended = start()
    await until(() => rig.net.requests.length === 1)
    hand.pass(10)
    expect(rig.sync.status().waitingSince).toBe(at(0))
    thaw()
    hand.pass(20)
    await ended
    expect(rig.sync.status()).toMatchObject({ state: 'idle', waitingSince: null })
  })
})
