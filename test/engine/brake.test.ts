import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { generateTenant, trainingTenant, type Tenant } from '../../electron/demo-cloud/index.ts'
import { removeCompanies } from '../support/remove-companies.ts'
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

describe('companies that turn terminated (docs/sync.md, "Brake")', () => {
  const { ownCompanyId } = trainingTenant
  const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString()
  /** As the cloud does it when an administrator deletes: another name, status terminated, changed just now; its people are gone. */
  const terminated = (
    tenant: Tenant,
    gone: (index: number) => boolean,
    more: (index: number) => boolean = () => false,
  ): Tenant => {
    const ids = new Set(
      tenant.companies.filter(({ id }, index) => id !== ownCompanyId && gone(index)).map(({ id }) => id),
    )
    return {
      ...tenant,
      companies: tenant.companies
        .filter(({ id }, index) => id === ownCompanyId || !more(index))
        .map((one) =>
          ids.has(one.id)
            ? { ...one, status: 'terminated', name: `${one.name} (terminated ${one.id})`, statusUpdatedDate: at(0) }
            : one,
        ),
      users: tenant.users.filter(({ companyId }) => !ids.has(companyId)),
    }
  }
  const rows = (rig: SyncRig, sql = 'TRUE') =>
    rig.db.all<{ id: string; name: string; status: string }>(
      `SELECT id, name, status, plan, updated_at FROM company WHERE valid_to IS NULL AND ${sql} ORDER BY id`,
    )
  const turned = (rig: SyncRig): number => rows(rig, `status = 'terminated'`).length

  /** A cache of all before a cloud in which 60 % of the companies are terminated. */
  const turnedMost = async (full: boolean) => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    const rig = await syncRig(cloud.credentials)
    expect(await rig.pulled()).toMatchObject(done)
    const before = { companies: rows(rig), members: members(rig) }
    cloud.replaceTenant(terminated(trainingTenant, (index) => index % 5 < 3))
    expect(await rig.pulled(full)).toMatchObject(done)
    return { cloud, rig, before }
  }

  it.each([true, false])('most of them: nothing is overwritten, and the brake is on (full: %s)', async (full) => {
    const { rig, before } = await turnedMost(full)
    expect(rows(rig)).toEqual(before.companies)
    expect(members(rig)).toBe(before.members)
    const status = rig.sync.status()
    expect(status).toMatchObject({ state: 'needs-you', failure: { code: 'MASS_DELETION_BRAKE' } })
    expect(status.brakes).toMatchObject([{ entity: 'company', missing: lost, known: before.companies.length }])
    expect(status.brakes[0]!.examples.join()).not.toContain('terminated')
    for (const again of [false, true, false]) expect(await rig.pulled(again)).toMatchObject(done)
    expect(rows(rig)).toEqual(before.companies)
    expect(members(rig)).toBe(before.members)
    expect(rig.sync.status()).toMatchObject({ state: 'needs-you', brakes: status.brakes })
  })

  it('"follow": they become terminated at the next pull, their people end, and nothing is asked again', async () => {
    const { rig, before } = await turnedMost(true)
    decide(rig, 'follow')
    expect(await rig.pulled()).toMatchObject(done)
    expect(turned(rig)).toBe(lost)
    expect(companies(rig)).toBe(before.companies.length)
    expect(members(rig)).toBeLessThan(before.members)
    expect(rig.sync.status()).toMatchObject({ state: 'idle', brakes: [] })
    expect(await rig.pulled(true)).toMatchObject(done)
    expect(rig.sync.status()).toMatchObject({ state: 'idle', brakes: [] })
  })

  it('"keep": they stay as they were through pulls of what changed, and the next full pull asks again', async () => {
    const { rig, before } = await turnedMost(false)
    decide(rig, 'keep')
    for (let run = 0; run < 2; run += 1) {
      expect(await rig.pulled()).toMatchObject(done)
      expect(rig.sync.status()).toMatchObject({ state: 'idle', brakes: [], lastResult: { mode: 'incremental' } })
      expect(rows(rig)).toEqual(before.companies)
    }
    expect(await rig.pulled(true)).toMatchObject(done)
    expect(rows(rig)).toEqual(before.companies)
    expect(rig.sync.status().brakes).toMatchObject([{ entity: 'company', missing: lost }])
  })

  it('counts the missing and the terminated together', async () => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    const rig = await syncRig(cloud.credentials)
    expect(await rig.pulled()).toMatchObject(done)
    const before = rows(rig)
    // A fifth each: neither alone is too many.
    cloud.replaceTenant(
      terminated(
        trainingTenant,
        (index) => index % 5 === 0,
        (index) => index % 5 === 1,
      ),
    )
    expect(await rig.pulled(true)).toMatchObject(done)
    expect(rig.sync.status().brakes).toMatchObject([{ entity: 'company' }])
    expect(rows(rig)).toEqual(before)
  })

  it.each([true, false])('one alone is an update like any other (full: %s)', async (full) => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    const rig = await syncRig(cloud.credentials)
    expect(await rig.pulled()).toMatchObject(done)
    const soundTrack = trainingTenant.companies.findIndex(({ name }) => name === 'SoundTrack')
    cloud.replaceTenant(terminated(trainingTenant, (index) => index === soundTrack))
    expect(await rig.pulled(full)).toMatchObject(done)
    expect(rig.sync.status()).toMatchObject({ state: 'idle', brakes: [] })
    expect(rows(rig, `status = 'terminated'`).map(({ name }) => name.slice(0, 22))).toEqual(['SoundTrack (terminated'])
    expect(rig.sync.status().lastResult!.entities.company).toMatchObject({ changed: 1, removed: 0 })
    const { id } = trainingTenant.companies[soundTrack]!
    const left = `SELECT count(*) AS n FROM member_now WHERE company_id = '${id}' AND state = 'member'`
    expect(rig.db.get(left)).toEqual({ n: 0 })
    // What is of it was read in the same run, and is not taken for missing.
    const owned = `SELECT count(*) AS n FROM subscription WHERE valid_to IS NULL AND company_id = '${id}'`
    expect(rig.db.get<{ n: number }>(owned)!.n).toBeGreaterThan(0)
  })

  it('more than are asked for one by one, below the brake: the list is read once more, and all of them turn', async () => {
    const tenant = generateTenant({ companies: 180, seed: 4 })
    const cloud = await rigCloud({ tenant })
    const rig = await syncRig(cloud.credentials)
    expect(await rig.pulled()).toMatchObject(done)
    const gone = {
      ...tenant,
      companies: tenant.companies.map((one, index) =>
        index >= 100 && index < 151 ? { ...one, status: 'terminated' as const, statusUpdatedDate: at(0) } : one,
      ),
    }
    cloud.replaceTenant(gone)
    expect(await rig.pulled(true)).toMatchObject(done)
    expect(rig.sync.status()).toMatchObject({ state: 'idle', brakes: [] })
    expect(turned(rig)).toBe(51)
    expect(rig.sync.status().lastResult!.entities.company).toMatchObject({ changed: 51, removed: 0 })
  })

  it('as an administrator does it by REST, emptied one by one: nothing of them ends here until it is followed', async () => {
    const cloud = await rigCloud({ tenant: generateTenant({ companies: 60, seed: 3 }), provisioningMs: 0 })
    const rig = await syncRig(cloud.credentials)
    expect(await rig.pulled()).toMatchObject(done)
    const before = rows(rig)
    const { removed } = await removeCompanies(cloud.credentials, 0.6)
    /** Of what the brake keeps, and of what could be emptied, but not deleted. */
    const ended = (table: string) =>
      rig.db.get<{ kept: number; others: number }>(
        `SELECT count(*) FILTER (WHERE company_id IN (SELECT value FROM brake, json_each(missing_ids))) AS kept,
          count(*) FILTER (WHERE company_id NOT IN (SELECT value FROM brake, json_each(missing_ids))) AS others
        FROM ${table} t WHERE valid_to IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${table} n WHERE n.id = t.id AND n.valid_to IS NULL)`,
      )!
    for (const full of [false, false, true]) {
      expect(await rig.pulled(full)).toMatchObject(done)
      expect(rows(rig)).toEqual(before)
      for (const table of ['member', 'equipment', 'site', 'subscription'])
        expect([table, ended(table).kept]).toEqual([table, 0])
    }
    expect(ended('member').others).toBeGreaterThan(0)
    expect(rig.sync.status().brakes).toMatchObject([{ entity: 'company', missing: removed }])
    decide(rig, 'follow')
    expect(await rig.pulled()).toMatchObject(done)
    expect(rig.sync.status()).toMatchObject({ state: 'idle', brakes: [] })
    expect(companies(rig) - turned(rig)).toBe(before.length - removed)
    expect(ended('member').kept).toBeGreaterThan(0)
  })
})
