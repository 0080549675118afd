import { describe, expect, it } from 'vitest'
import { trainingTenant, type Tenant } from '../../electron/demo-cloud/index.ts'
import { cacheDump } from '../support/database.ts'
import { listed } from '../support/bent-fetch.ts'
import { rigCloud, syncRig } from '../support/rigged.ts'
import type { SyncRig } from '../support/sync-rig.ts'

const done = { state: 'done', failure: null }
const NEVER = '2100-01-01T00:00:00.000Z'
const now = (): string => new Date().toISOString()

const synced = async () => {
  const cloud = await rigCloud({ tenant: trainingTenant })
  const rig = await syncRig(cloud.credentials)
  expect(await rig.pulled()).toMatchObject(done)
  return { cloud, rig }
}
/** What was asked during a pull. */
const asked = async (rig: SyncRig): Promise<readonly string[]> => {
  const before = rig.net.requests.length
  expect(await rig.pulled()).toMatchObject(done)
  return rig.net.requests.slice(before)
}
const result = (rig: SyncRig) => rig.sync.status().lastResult!
const company = (tenant: Tenant, name: string) => tenant.companies.find((one) => one.name === name)!
/** What a full pull of that tenant leaves in a cache that knows nothing else. */
const fresh = async (tenant: Tenant) => {
  const cloud = await rigCloud({ tenant })
  const rig = await syncRig(cloud.credentials)
  expect(await rig.pulled()).toMatchObject(done)
  return cacheDump(rig.database)
}

describe('an incremental pull (docs/sync.md, "Pull")', () => {
  it('of an estate in which nothing changed asks little, and is counted to the byte', async () => {
    const { rig } = await synced()
    const first = result(rig)
    // The sign-in, and the question whose cloud it is, are not part of it.
    expect(first).toMatchObject({ mode: 'full', reason: null, requests: rig.net.requests.length - 1 })
    const requests = await asked(rig)
    expect(result(rig)).toMatchObject({ mode: 'incremental', reason: null, requests: requests.length - 1 })
    expect(requests.length).toBeLessThan(first.requests / 3)
    for (const counts of Object.values(result(rig).entities))
      expect(counts).toMatchObject({ added: 0, changed: 0, removed: 0, skipped: 0 })
  })

  it('brings a changed company and its parts, and nothing else', async () => {
    const { cloud, rig } = await synced()
    const changed = {
      ...trainingTenant,
      companies: trainingTenant.companies.map((one) =>
        one.name === 'SoundTrack' ? { ...one, city: 'Lyon', statusUpdatedDate: now() } : one,
      ),
    }
    cloud.replaceTenant(changed)
    const requests = await asked(rig)
    expect(result(rig)).toMatchObject({ mode: 'incremental', reason: null })
    expect(result(rig).entities.company).toMatchObject({ added: 0, changed: 1, removed: 0 })
    const { id } = company(trainingTenant, 'SoundTrack')
    const detailed = requests.filter((path) => /\/companies\/[0-9a-f]{24}\/subscriptions/.test(path))
    expect(detailed.every((path) => path.includes(id))).toBe(true)
    expect(detailed.length).toBe(1)
    expect(rig.db.get(`SELECT city FROM company_now WHERE id = :id`, { id })).toEqual({ city: 'Lyon' })
  })

  it('brings a quantity that the operation history names, though no company says that it changed (M172)', async () => {
    const { cloud, rig } = await synced()
    const changed: Tenant = {
      ...trainingTenant,
      subscriptions: trainingTenant.subscriptions.map((one) =>
        one.bsSubscriptionId === 'RB-201708080001'
          ? {
              ...one,
              quantities: [
                ...one.quantities,
                { at: now(), quantity: 77, doneByUserId: one.quantities[0].doneByUserId },
              ],
            }
          : one,
      ),
    }
    cloud.replaceTenant(changed)
    await asked(rig)
    expect(result(rig)).toMatchObject({ mode: 'incremental', reason: null })
    const billed = `SELECT billed FROM subscription_now WHERE contract_number = 'RB-201708080001'`
    expect(rig.db.get(billed)).toEqual({ billed: 77 })
    expect(result(rig).entities.subscription).toMatchObject({ changed: 1, removed: 0 })
    expect(result(rig).entities.operation).toMatchObject({ added: 1 })
  })

  it('brings a new company with its subscriptions, members and licences', async () => {
    const smaller: Tenant = {
      ...trainingTenant,
      companies: trainingTenant.companies.filter(({ name }) => name !== 'Declic'),
    }
    const cloud = await rigCloud({ tenant: smaller })
    const rig = await syncRig(cloud.credentials)
    expect(await rig.pulled()).toMatchObject(done)
    const { id } = company(trainingTenant, 'Declic')
    const later: Tenant = {
      ...trainingTenant,
      companies: trainingTenant.companies.map((one) => (one.id === id ? { ...one, statusUpdatedDate: now() } : one)),
    }
    cloud.replaceTenant(later)
    await asked(rig)
    expect(result(rig)).toMatchObject({ mode: 'incremental', reason: null })
    // The history of the company was there before it was: the delta feed does not tell of it.
    const shownIn = (all: ReturnType<typeof cacheDump>) =>
      Object.entries(all)
        .filter(([table]) => table !== 'company' && table !== 'operation' && !table.startsWith('register'))
        .map(([table, rows]) => [table, (rows as { shown: number }[]).filter(({ shown }) => shown === 1)])
    expect(shownIn(cacheDump(rig.database))).toEqual(shownIn(await fresh(later)))
  })

  it('that finds fewer than it knows becomes a full one, says so, and ends what is gone', async () => {
    const { cloud, rig } = await synced()
    const smaller: Tenant = {
      ...trainingTenant,
      users: trainingTenant.users.filter(({ lastName }) => lastName !== 'ROBERTS'),
    }
    cloud.replaceTenant(smaller)
    await asked(rig)
    expect(result(rig)).toMatchObject({ mode: 'full', reason: 'total:member' })
    expect(result(rig).entities.member).toMatchObject({ added: 0, removed: 1 })
    expect(rig.db.get(`SELECT count(*) AS n FROM member_now WHERE last_name = 'ROBERTS'`)).toEqual({ n: 0 })
    // And the next one finds that everything adds up.
    await asked(rig)
    expect(result(rig)).toMatchObject({ mode: 'incremental', reason: null })
  })

  it('becomes a full one when the cloud does not sort by the date of change', async () => {
    const { rig } = await synced()
    rig.net.bend('/admin/v1.0/users', (body, url) =>
      url.searchParams.get('sortField') === 'lastUpdateDate'
        ? { ...body, data: [...(listed(body) ?? [])].reverse() }
        : undefined,
    )
    await asked(rig)
    expect(result(rig)).toMatchObject({ mode: 'full', reason: 'order:member' })
  })

  it('becomes a full one when the cloud refuses to sort so', async () => {
    const { rig } = await synced()
    const refused = {
      errorCode: 400,
      errorMsg: 'Bad Request',
      errorDetails: 'Invalid sortField',
      errorDetailsCode: 400000,
    }
    rig.net.answerIf(
      (url) => url.searchParams.get('sortField') === 'statusUpdatedDate' && url.pathname.endsWith('/systems'),
      () => Response.json(refused, { status: 400 }),
    )
    await asked(rig)
    expect(result(rig)).toMatchObject({ mode: 'full', reason: 'order:equipment' })
  })

  it('an entry that is answered disappears, and an invitation that is sent elsewhere comes', async () => {
    const { cloud, rig } = await synced()
    const waiting = () => rig.db.all(`SELECT email FROM member_now WHERE state = 'invited' ORDER BY email`)
    expect(waiting()).toHaveLength(2)
    cloud.replaceTenant({
      ...trainingTenant,
      joinInvitations: trainingTenant.joinInvitations.map((one) =>
        one.invitedUserLoginEmail.startsWith('sophia') ? { ...one, status: 'canceled' } : one,
      ),
    })
    await asked(rig)
    expect(result(rig)).toMatchObject({ mode: 'incremental', reason: null })
    expect(waiting()).toEqual([{ email: 'spencer.holden@universal-design.loc' }])
  })

  it('after a day becomes due in full; a clock that was set back does not put it off', async () => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    let time = Date.parse('2026-11-20T08:00:00.000Z')
    const rig = await syncRig(cloud.credentials, { changes: { clock: () => new Date(time) } })
    const modeAfter = async (hours: number) => {
      time += hours * 3_600_000
      expect(await rig.pulled()).toMatchObject(done)
      return result(rig).mode
    }
    expect(await modeAfter(0)).toBe('full')
    expect(await modeAfter(23)).toBe('incremental')
    expect(await modeAfter(2)).toBe('full')
    expect(await modeAfter(-48)).toBe('full')
  })
})

describe('the time of what was read', () => {
  it("is the cloud's, whatever the clock here says, and never earlier than what is stored", async () => {
    let cloudTime = Date.parse('2018-03-01T10:00:00.000Z')
    const cloud = await rigCloud({ tenant: trainingTenant, clock: () => new Date(cloudTime) })
    const rig = await syncRig(cloud.credentials, { changes: { clock: () => new Date(NEVER) } })
    const times = () =>
      rig.db.get<{ first: string; last: string; ended: string | null }>(
        `SELECT min(valid_from) AS first, max(valid_from) AS last, max(valid_to) AS ended FROM company`,
      )
    expect(await rig.pulled()).toMatchObject(done)
    expect(times()).toMatchObject({ first: '2018-03-01T10:00:00.000Z', last: '2018-03-01T10:00:00.000Z', ended: null })
    // The cloud's clock goes back by a day: what follows is later all the same.
    cloudTime -= 86_400_000
    cloud.replaceTenant({
      ...trainingTenant,
      companies: trainingTenant.companies.map((one) => (one.name === 'SoundTrack' ? { ...one, city: 'Lyon' } : one)),
    })
    expect(await rig.pulled(true)).toMatchObject(done)
    expect(times()).toMatchObject({ last: '2018-03-01T10:00:00.001Z', ended: '2018-03-01T10:00:00.001Z' })
  })
})
