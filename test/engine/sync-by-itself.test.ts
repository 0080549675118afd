import { describe, expect, it } from 'vitest'
import { generateTenant, trainingTenant } from '../../electron/demo-cloud/index.ts'
import { cloudRow, showOverlay, tables } from '../../electron/engine/db/index.ts'
import { noOutbox, type OutboxPort } from '../../electron/engine/sync/index.ts'
import { failure } from '../../shared/contract/failure.ts'
import type { Progress } from '../../shared/contract/jobs.ts'
import { fail, ok } from '../../shared/util/result.ts'
import { rigCloud, syncRig } from '../support/rigged.ts'
import type { SyncRig } from '../support/sync-rig.ts'

const done = { state: 'done', failure: null }
const soundTrack = trainingTenant.companies.find(({ name }) => name === 'SoundTrack')!
const moved = (more: object) => ({
  ...trainingTenant,
  companies: trainingTenant.companies.map((one) => (one === soundTrack ? { ...one, ...more } : one)),
})

/** Timers that go off when a test says so. */
const handTimers = () => {
  let planned: { readonly ms: number; readonly work: () => void } | null = null
  return {
    timers: {
      after: (ms: number, work: () => void) => {
        const own = (planned = { ms, work })
        return () => {
          if (planned === own) planned = null
        }
      },
    },
    planned: () => planned?.ms ?? null,
    goOff: () => planned?.work(),
  }
}
const running = async (rig: SyncRig): Promise<void> => {
  const { jobId } = rig.sync.status()
  if (jobId) await rig.ended(jobId)
}

describe('a sync with an outbox (docs/sync.md, "Sending")', () => {
  it('sends first; when that fails, nothing is read, and the failure is the state', async () => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    let asked = -1
    const outbox: OutboxPort = {
      ...noOutbox,
      push: () => {
        asked = rig.net.requests.length
        return Promise.resolve(fail(failure('CLOUD_UNREACHABLE', { host: 'x', reason: 'y' })))
      },
    }
    const rig = await syncRig(cloud.credentials, { outbox })
    expect(await rig.pulled()).toMatchObject({ state: 'failed', failure: { code: 'CLOUD_UNREACHABLE' } })
    expect(asked).toBeGreaterThan(0)
    expect(rig.net.requests.length).toBe(asked)
    expect(rig.sync.status()).toMatchObject({ state: 'offline' })
  })

  it('tells it of changed and ended rows with an open edit, within the transaction, and of no others', async () => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    const told: string[] = []
    const outbox: OutboxPort = {
      ...noOutbox,
      cloudChanged: (table, id) => void told.push(`${table} ${id} ${cloudRow(rig.db, table, id)?.city ?? 'gone'}`),
    }
    const rig = await syncRig(cloud.credentials, { outbox })
    expect(await rig.pulled()).toMatchObject(done)
    const row = { ...cloudRow(rig.db, 'company', soundTrack.id)!, name: 'Mine' }
    showOverlay(rig.db, tables.company, soundTrack.id, { row, mark: 'pending' })
    cloud.replaceTenant(moved({ city: 'Lyon', statusUpdatedDate: new Date().toISOString() }))
    expect(await rig.pulled()).toMatchObject(done)
    expect(told).toEqual([`company ${soundTrack.id} Lyon`])
    // The edit is still shown in the place of what the cloud has.
    expect(rig.db.get(`SELECT name FROM company_now WHERE id = :id`, { id: soundTrack.id })).toEqual({ name: 'Mine' })
    cloud.replaceTenant({ ...trainingTenant, companies: trainingTenant.companies.filter((one) => one !== soundTrack) })
    expect(await rig.pulled()).toMatchObject(done)
    expect(told.slice(1)).toEqual([`company ${soundTrack.id} gone`])
  })

  it('needs you while something in it was refused or is in conflict', async () => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    let counts = { waiting: 1, conflict: 0, refused: 0 }
    const rig = await syncRig(cloud.credentials, { outbox: { ...noOutbox, counts: () => counts } })
    expect(await rig.pulled()).toMatchObject(done)
    expect(rig.sync.status()).toMatchObject({ state: 'idle', outbox: counts })
    counts = { waiting: 0, conflict: 1, refused: 0 }
    expect(rig.sync.status()).toMatchObject({ state: 'needs-you', outbox: counts })
  })
})

describe('a sync by itself (docs/sync.md, "States")', () => {
  it('ten minutes after the last one, and soon after an edit; an edit during a sync is not forgotten', async () => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    const hand = handTimers()
    let pushes = 0
    const outbox: OutboxPort = {
      ...noOutbox,
      push: () => {
        pushes += 1
        if (pushes === 2) rig.sync.soon()
        return Promise.resolve(ok(null))
      },
    }
    const rig = await syncRig(cloud.credentials, { outbox, changes: { autoSync: true, timers: hand.timers } })
    expect(await rig.pulled()).toMatchObject(done)
    expect(hand.planned()).toBe(600_000)
    expect(rig.sync.status().nextAttempt).not.toBeNull()
    hand.goOff()
    await running(rig)
    expect(pushes).toBe(2)
    expect(hand.planned()).toBeLessThan(10_000)
    hand.goOff()
    await running(rig)
    expect(pushes).toBe(3)
    expect(hand.planned()).toBe(600_000)
  })

  it('again after the cloud was gone, later each time; at once when a person asks', async () => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    const hand = handTimers()
    const rig = await syncRig(cloud.credentials, { changes: { autoSync: true, timers: hand.timers } })
    rig.net.answer('/admin/v1.0/companies', () => Promise.reject(new TypeError('fetch failed')))
    await rig.pulled()
    expect(rig.sync.status()).toMatchObject({ state: 'offline' })
    const first = hand.planned()!
    hand.goOff()
    await running(rig)
    expect(hand.planned()).toBeGreaterThan(first * 1.5)
    rig.net.straighten()
    expect(await rig.pulled()).toMatchObject(done)
    expect(rig.sync.status()).toMatchObject({ state: 'idle', failure: null })
    expect(hand.planned()).toBe(600_000)
  })

  it('not after a sign-out, nor where nobody wants it', async () => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    const hand = handTimers()
    const rig = await syncRig(cloud.credentials, { changes: { autoSync: true, timers: hand.timers } })
    expect(await rig.pulled()).toMatchObject(done)
    await rig.sync.signOut()
    expect(hand.planned()).toBeNull()
    expect(rig.sync.status()).toMatchObject({ state: 'needs-you', failure: { code: 'SIGN_IN_REQUIRED' } })
    const quiet = handTimers()
    const other = await syncRig(cloud.credentials, { changes: { autoSync: false, timers: quiet.timers } })
    expect(await other.pulled()).toMatchObject(done)
    other.sync.soon()
    expect(quiet.planned()).toBeNull()
  })
})

describe('the progress of a full pull', () => {
  it('has a denominator that is right from the first pages on', async () => {
    const cloud = await rigCloud({ tenant: generateTenant({ companies: 120, seed: 5 }) })
    const rig = await syncRig(cloud.credentials)
    const started = rig.sync.start(crypto.randomUUID())
    if (!started.ok) throw new Error(started.failure.code)
    const seen: Progress[] = []
    for (;;) {
      const { progress } = rig.sync.status()
      if (!progress) break
      if (progress.total !== seen.at(-1)?.total || progress.done !== seen.at(-1)?.done) seen.push(progress)
      await new Promise((resolve) => setImmediate(resolve))
    }
    const end = (await rig.ended(started.value)).progress
    expect(end.done).toBe(end.total)
    expect(seen.length).toBeGreaterThan(10)
    for (const { phase, done, total } of seen) {
      expect(total).toBeGreaterThanOrEqual(done)
      if (['starting', 'scope'].includes(phase)) continue
      expect(Math.abs(total - end.total) / end.total).toBeLessThan(0.35)
    }
  }, 60_000)
})
