import { describe, expect, it } from 'vitest'
import { trainingDays, trainingTenant } from '../../electron/demo-cloud/index.ts'
import { cacheDump } from '../support/database.ts'
import { rigCloud, syncRig, temporaryFolderPath } from '../support/rigged.ts'

const done = { state: 'done', failure: null }
const demo = { changes: { demo: true } }

describe('the first sync of a training (docs/sync.md; X10, X12, X13)', () => {
  it('walks through the training days to now, so that the past can be looked at', async () => {
    const cloud = await rigCloud({ startOn: 'first' })
    const rig = await syncRig(cloud.credentials, demo)
    const job = await rig.pulled()
    expect(job).toMatchObject(done)
    expect(job.progress.done).toBe(job.progress.total)
    // What it did is told for all days together: everything came, nothing was there before.
    const { entities } = rig.sync.status().lastResult!
    expect(entities.company).toMatchObject({ added: trainingTenant.companies.length, removed: 0, unchanged: 0 })
    expect(entities.member).toMatchObject({ added: trainingTenant.users.length + 2, unchanged: 0 })
    const days = rig.db
      .all<{ on: string }>(
        `SELECT DISTINCT substr(data_at, 1, 10) AS "on" FROM sync_run WHERE state = 'done' ORDER BY 1`,
      )
      .map(({ on }) => on)
    expect(days.slice(0, -1)).toEqual(trainingDays.map(({ on }) => on))
    expect(days.at(-1)).toBe(new Date().toISOString().slice(0, 10))
    // X10: Enterprise of Sistemos grew in between.
    const billed = `SELECT DISTINCT billed FROM subscription WHERE contract_number = 'RB-201706010904' ORDER BY valid_from`
    expect(rig.db.all<{ billed: number }>(billed).length).toBeGreaterThan(1)
    // And what stands now is what a cloud without a calendar gives.
    const plain = await syncRig((await rigCloud()).credentials, demo)
    expect(await plain.pulled()).toMatchObject(done)
    expect(cacheDump(rig.database).company!.length).toBeGreaterThanOrEqual(cacheDump(plain.database).company!.length)
    const now = (one: typeof rig) => one.db.all(`SELECT id, name, city, plan, status FROM company_now ORDER BY id`)
    expect(now(rig)).toEqual(now(plain))
  })

  it('is one job that can be cancelled; the next one goes on with the day that the calendar shows', async () => {
    const cloud = await rigCloud({ startOn: 'first' })
    const folder = temporaryFolderPath()
    const rig = await syncRig(cloud.credentials, { ...demo, folder })
    let next = 0
    const started = rig.sync.start(crypto.randomUUID())
    if (!started.ok) throw new Error(started.failure.code)
    rig.net.bend('/training/calendar/next', () => {
      next += 1
      if (next === 3) rig.cancel(started.value)
      return undefined
    })
    expect(await rig.ended(started.value)).toMatchObject({ state: 'cancelled' })
    await rig.close()
    const again = await syncRig(cloud.credentials, { ...demo, folder })
    expect(await again.pulled()).toMatchObject(done)
    expect(again.net.requests.filter((path) => path.endsWith('/calendar/next')).length).toBe(trainingDays.length - 3)
    const days = again.db.get<{ n: number }>(
      `SELECT count(DISTINCT data_at) AS n FROM sync_run WHERE state = 'done'`,
    )!.n
    expect(days).toBe(trainingDays.length + 1)
  })

  it('does not go back in time when the training cloud was started again', async () => {
    const first = await rigCloud({ startOn: 'first' })
    const folder = temporaryFolderPath()
    const rig = await syncRig(first.credentials, { ...demo, folder })
    expect(await rig.pulled()).toMatchObject(done)
    const versions = (one: typeof rig) => one.db.get<{ n: number }>('SELECT count(*) AS n FROM company')!.n
    const before = versions(rig)
    await rig.close()
    const restarted = await rigCloud({ startOn: 'first' })
    const again = await syncRig(restarted.credentials, { ...demo, folder })
    expect(await again.pulled()).toMatchObject(done)
    expect(versions(again)).toBe(before)
    expect(again.net.requests.filter((path) => path.endsWith('/calendar/next')).length).toBe(trainingDays.length)
  })

  it('does nothing of the kind before a cloud without a calendar, nor for real data', async () => {
    const cloud = await rigCloud({ startOn: 'first' })
    const real = await syncRig(cloud.credentials)
    expect(await real.pulled()).toMatchObject(done)
    expect(real.net.requests.some((path) => path.includes('/training'))).toBe(false)
  })
})
