import { describe, expect, it } from 'vitest'
import { trainingTenant, type Tenant } from '../../electron/demo-cloud/index.ts'
import { listed, type Bend } from '../support/bent-fetch.ts'
import { rigCloud, syncRig } from '../support/rigged.ts'
import type { SyncRig } from '../support/sync-rig.ts'

type Entry = Readonly<Record<string, unknown>>

const done = { state: 'done', failure: null }
const synced = async () => {
  const cloud = await rigCloud({ tenant: trainingTenant })
  const rig = await syncRig(cloud.credentials)
  expect(await rig.pulled()).toMatchObject(done)
  return { cloud, rig }
}
const here = (rig: SyncRig, table: string): readonly string[] =>
  rig.db.all<{ id: string }>(`SELECT id FROM ${table} WHERE valid_to IS NULL ORDER BY id`).map(({ id }) => id)
const last = (rig: SyncRig) => rig.sync.status().lastResult!

/** The list as if this entry were not there, its total too. */
const without =
  (id: string): Bend =>
  (body) => {
    const entries = listed(body) as readonly Entry[] | null
    if (!entries?.some((one) => one.id === id)) return undefined
    return { ...body, data: entries.filter((one) => one.id !== id), total: Number(body.total) - 1 }
  }
/** One entry of each list changed. */
const first =
  (change: (entry: Entry) => unknown): Bend =>
  (body) => {
    const entries = listed(body) as readonly Entry[] | null
    return entries?.[0] === undefined ? undefined : { ...body, data: [change(entries[0]), ...entries.slice(1)] }
  }
const touched = (companyId: string): Tenant => ({
  ...trainingTenant,
  companies: trainingTenant.companies.map((one) =>
    one.id === companyId ? { ...one, statusUpdatedDate: new Date().toISOString() } : one,
  ),
})

describe('a site that its lists leave out (docs/sync.md, "Absence is not proof")', () => {
  const site = trainingTenant.sites[0]!

  it.each([true, false])('is asked for by its id, and stays when the cloud has it (full: %s)', async (full) => {
    const { cloud, rig } = await synced()
    const before = here(rig, 'site')
    if (!full) cloud.replaceTenant(touched(site.companyId))
    rig.net.bend('/sites', without(site.id))
    const asked = rig.net.requests.length
    expect(await rig.pulled(full)).toMatchObject(done)
    expect(last(rig).mode).toBe(full ? 'full' : 'incremental')
    expect(rig.net.requests.slice(asked).some((path) => path.includes(`/sites/${site.id}?`))).toBe(true)
    expect(here(rig, 'site')).toEqual(before)
  })

  it.each([true, false])('ends when the cloud has it no more (full: %s)', async (full) => {
    const { cloud, rig } = await synced()
    const { companyId } = site
    const systems = trainingTenant.systems.filter(({ siteId }) => !siteId.includes(site.id))
    cloud.replaceTenant({
      ...touched(companyId),
      systems: full ? systems : trainingTenant.systems,
      sites: trainingTenant.sites.filter(({ id }) => id !== site.id),
    })
    expect(await rig.pulled(full)).toMatchObject(done)
    expect(here(rig, 'site')).not.toContain(site.id)
  })
})

describe('a list with an entry that cannot be read ends nothing', () => {
  it.each([true, false])('subscriptions without an id (full: %s)', async (full) => {
    const { cloud, rig } = await synced()
    const before = here(rig, 'subscription')
    if (!full) cloud.replaceTenant(touched(trainingTenant.subscriptions[0]!.companyId))
    rig.net.bend(
      '/subscriptions',
      first(({ id: _, ...rest }) => rest),
    )
    expect(await rig.pulled(full)).toMatchObject(done)
    expect(here(rig, 'subscription')).toEqual(before)
    expect(last(rig).oddAnswers).toBeGreaterThan(0)
  })

  it.each([
    ['invitations and requests to join', '/join-companies/', 'member', 'id'],
    ['company links', '/bp-link/', 'company_link', 'id'],
    ['company links of nobody', '/bp-link/', 'company_link', 'invitedCompanyId'],
    ['offers', '/offers', 'offer', 'id'],
    ['company prefixes', '/multi-companies', 'company_prefix', 'companyId'],
    ['extensions', '/phone-numbers', 'extension', 'id'],
  ])('%s', async (_name, path, table, field) => {
    const { rig } = await synced()
    const before = here(rig, table)
    expect(before).not.toEqual([])
    rig.net.bend(path, first((entry) => ({ ...entry, [field]: 7 }))) // prettier-ignore
    expect(await rig.pulled(true)).toMatchObject(done)
    expect(here(rig, table)).toEqual(before)
    expect(last(rig).oddAnswers).toBeGreaterThan(0)
  })
})

describe('the operation history', () => {
  it('M171: a new line with fields of another type is not kept so for ever, but read again', async () => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    const [whole, rig] = [await syncRig(cloud.credentials), await syncRig(cloud.credentials)]
    expect(await whole.pulled()).toMatchObject(done)
    rig.net.bend('/logs/operations', first((line) => ({ ...line, newData: 'much', doneBy: 7 }))) // prettier-ignore
    expect(await rig.pulled()).toMatchObject(done)
    const lines = (of: SyncRig) => of.db.all('SELECT * FROM operation ORDER BY at, id')
    expect(lines(rig)).toHaveLength(lines(whole).length - 1)
    rig.net.straighten()
    expect(await rig.pulled()).toMatchObject(done)
    expect(last(rig)).toMatchObject({ mode: 'full', reason: 'odd:operation', oddAnswers: 0 })
    expect(lines(rig)).toEqual(lines(whole))
  })
})

describe('a cloud whose answers stay odd', () => {
  it('is read as a whole at the next run, then later each time unless a person asks', async () => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    const start = Date.now()
    let passed = 0
    let goOff = (): void => undefined
    const timers = {
      after: (_ms: number, work: () => void) => {
        goOff = work
        return () => undefined
      },
    }
    const rig = await syncRig(cloud.credentials, {
      changes: { autoSync: true, timers, clock: () => new Date(start + passed) },
    })
    rig.net.bend('/companies', first((entry) => ({ ...entry, name: 7 }))) // prettier-ignore
    expect(await rig.pulled()).toMatchObject(done)
    /** The run that comes by itself after so many minutes. */
    const after = async (minutes: number) => {
      passed += minutes * 60_000
      goOff()
      await rig.ended(rig.sync.status().jobId!)
      return last(rig).mode
    }
    expect(await after(10)).toBe('full')
    expect(await after(10)).toBe('incremental')
    expect(await after(10)).toBe('full')
    expect([await after(10), await after(10), await after(10), await after(10)]).toEqual(['incremental', 'incremental', 'incremental', 'full']) // prettier-ignore
    expect(await rig.pulled()).toMatchObject(done)
    expect(last(rig)).toMatchObject({ mode: 'full', reason: 'odd:company' })
    rig.net.straighten()
    expect(await rig.pulled()).toMatchObject(done)
    expect(last(rig)).toMatchObject({ mode: 'full', oddAnswers: 0 })
    expect(await after(10)).toBe('incremental')
  })
})
