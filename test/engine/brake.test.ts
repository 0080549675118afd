import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { generateTenant, trainingTenant, type Tenant } from '../../electron/demo-cloud/index.ts'
import { temporaryFolderPath, rigCloud, syncRig } from '../support/rigged.ts'
import type { SyncRig } from '../support/sync-rig.ts'

const done = { state: 'done', failure: null }
const AT = '2026-11-22T12:00:00.000Z'
const without = (tenant: Tenant, gone: (name: string, index: number) => boolean): Tenant => ({
  ...tenant,
  companies: tenant.companies.filter(({ id, name }, index) => id === tenant.ownCompanyId || !gone(name, index)),
})
/** 60 % of the companies removed. */
const shrunken = without(trainingTenant, (_, index) => index % 5 < 3)
const lost = trainingTenant.companies.length - shrunken.companies.length

const companies = (rig: SyncRig): number => rig.db.get<{ n: number }>('SELECT count(*) AS n FROM company_now')!.n
const members = (rig: SyncRig): number => rig.db.get<{ n: number }>('SELECT count(*) AS n FROM member_now')!.n
const decide = (rig: SyncRig, decision: 'follow' | 'keep', commandId = randomUUID()) =>
  rig.sync.decideBrake({ commandId, at: AT, brakeId: rig.sync.status().brakes[0]!.id, decision })

/** A cache of the whole training tenant before a cloud that has lost most of it, and one pull of that. */
const braked = async () => {
  const folder = temporaryFolderPath()
  const cloud = await rigCloud({ tenant: trainingTenant })
  const rig = await syncRig(cloud.credentials, { folder })
  expect(await rig.pulled()).toMatchObject(done)
  const before = { companies: companies(rig), members: members(rig) }
  cloud.replaceTenant(shrunken)
  expect(await rig.pulled()).toMatchObject(done)
  return { cloud, rig, folder, before }
}

describe('the brake on mass deletion (docs/sync.md, "Brake")', () => {
  it('60 % of the companies removed: nothing ends, the state says so, with how many and some of their names', async () => {
    const { rig, before } = await braked()
    expect(companies(rig)).toBe(before.companies)
    expect(members(rig)).toBe(before.members)
    const status = rig.sync.status()
    const params = { entity: 'company', missing: String(lost), known: String(trainingTenant.companies.length) }
    expect(status).toMatchObject({ state: 'needs-you', failure: { code: 'MASS_DELETION_BRAKE', params } })
    // One brake: the members and subscriptions of those companies share their fate.
    expect(status.brakes).toMatchObject([{ entity: 'company', missing: lost }])
    expect(status.brakes[0]!.examples).toHaveLength(5)
    expect(status.lastResult!.entities.company!.removed).toBe(0)
  })

  it('latches across restarts and later pulls, which read on and end nothing of that kind', async () => {
    const { cloud, rig, folder, before } = await braked()
    const { brakes } = rig.sync.status()
    await rig.close()
    const again = await syncRig(cloud.credentials, { folder })
    expect(again.sync.status()).toMatchObject({ state: 'needs-you', brakes })
    for (const full of [false, true, true]) expect(await again.pulled(full)).toMatchObject(done)
    expect(companies(again)).toBe(before.companies)
    expect(members(again)).toBe(before.members)
    expect(again.sync.status()).toMatchObject({ state: 'needs-you', brakes })
    // It stays until a person decides, even when the cloud has everything again.
    cloud.replaceTenant(trainingTenant)
    expect(await again.pulled(true)).toMatchObject(done)
    expect(again.sync.status()).toMatchObject({ state: 'needs-you', brakes })
  })

  it('"follow" ends at the next pull what is still missing of what was shown, and nothing that was not', async () => {
    const { cloud, rig } = await braked()
    expect(decide(rig, 'follow')).toMatchObject({ ok: true, value: { state: 'idle', brakes: [] } })
    // One of those that were shown is back, another one, which was not shown, is gone.
    const back = trainingTenant.companies.find((one) => !shrunken.companies.includes(one))!
    const other = shrunken.companies.find(({ id }) => id !== trainingTenant.ownCompanyId)!
    const now: Tenant = {
      ...trainingTenant,
      companies: [...shrunken.companies.filter((one) => one !== other), back],
    }
    cloud.replaceTenant(now)
    expect(await rig.pulled()).toMatchObject(done)
    const { lastResult, brakes } = rig.sync.status()
    expect(brakes).toEqual([])
    expect(lastResult).toMatchObject({ mode: 'full' })
    const left = rig.db.all<{ id: string }>('SELECT id FROM company_now ORDER BY id').map(({ id }) => id)
    expect(left).toEqual(now.companies.map(({ id }) => id).sort())
    const orphans = 'SELECT count(*) AS n FROM member_now WHERE company_id NOT IN (SELECT id FROM company_now)'
    expect(rig.db.get(orphans)).toEqual({ n: 0 })
  })

  it('"keep" leaves the rows, lets pulls add up again, and the next full pull asks again', async () => {
    const { rig, before } = await braked()
    decide(rig, 'keep')
    expect(rig.sync.status()).toMatchObject({ state: 'idle', brakes: [] })
    expect(await rig.pulled()).toMatchObject(done)
    expect(rig.sync.status().lastResult).toMatchObject({ mode: 'incremental', reason: null })
    expect(companies(rig)).toBe(before.companies)
    expect(await rig.pulled(true)).toMatchObject(done)
    expect(companies(rig)).toBe(before.companies)
    expect(rig.sync.status().brakes).toMatchObject([{ entity: 'company', missing: lost }])
  })

  it('a decision is a command: once, with its log entry, and not for a brake that was decided', async () => {
    const { rig } = await braked()
    const { id } = rig.sync.status().brakes[0]!
    const commandId = randomUUID()
    decide(rig, 'keep', commandId)
    const logged = `SELECT count(*) AS n FROM command_log WHERE name = 'sync.decideBrake'`
    const again = { commandId, at: AT, brakeId: id, decision: 'keep' } as const
    expect(rig.sync.decideBrake(again)).toMatchObject({ ok: true })
    expect(rig.db.get(logged)).toEqual({ n: 1 })
    const late = { commandId: randomUUID(), at: AT, brakeId: id, decision: 'follow' } as const
    expect(rig.sync.decideBrake(late)).toMatchObject({ ok: false, failure: { code: 'BRAKE_DECIDED' } })
    const unknown = { ...late, brakeId: 'x' }
    expect(rig.sync.decideBrake(unknown)).toMatchObject({ ok: false, failure: { code: 'NOT_FOUND' } })
  })

  it('does not act on four companies, nor on five of many', async () => {
    const tenant = generateTenant({ companies: 40, seed: 3 })
    const cloud = await rigCloud({ tenant })
    const rig = await syncRig(cloud.credentials)
    expect(await rig.pulled()).toMatchObject(done)
    const fewer = without(tenant, (_, index) => index >= 35)
    cloud.replaceTenant(fewer)
    expect(await rig.pulled()).toMatchObject(done)
    expect(rig.sync.status()).toMatchObject({ state: 'idle', brakes: [] })
    expect(companies(rig)).toBe(fewer.companies.length)
  })

  it('acts on members whose companies stay', async () => {
    const { ownCompanyId } = trainingTenant
    const cloud = await rigCloud({ tenant: trainingTenant })
    const rig = await syncRig(cloud.credentials)
    expect(await rig.pulled()).toMatchObject(done)
    const before = members(rig)
    cloud.replaceTenant({
      ...trainingTenant,
      users: trainingTenant.users.filter(({ companyId }) => companyId === ownCompanyId),
    })
    expect(await rig.pulled()).toMatchObject(done)
    expect(rig.sync.status().brakes).toMatchObject([{ entity: 'member' }])
    expect(members(rig)).toBe(before)
  })
})
