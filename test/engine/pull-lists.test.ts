import { describe, expect, it } from 'vitest'
import { trainingTenant, type Tenant } from '../../electron/demo-cloud/index.ts'
import { listed } from '../support/bent-fetch.ts'
import { cacheDump } from '../support/database.ts'
import { rigCloud, syncRig } from '../support/rigged.ts'
import type { SyncRig } from '../support/sync-rig.ts'

const done = { state: 'done', failure: null }
const names = (rig: SyncRig): readonly string[] =>
  rig.db.all<{ name: string }>('SELECT name FROM company_now ORDER BY name').map(({ name }) => name)
const every = trainingTenant.companies.map(({ name }) => name).sort()
const isCompanies = (url: URL): boolean => url.pathname.endsWith('/admin/v1.0/companies')

const synced = async (tenant: Tenant = trainingTenant) => {
  const cloud = await rigCloud({ tenant })
  const rig = await syncRig(cloud.credentials)
  expect(await rig.pulled()).toMatchObject(done)
  return { cloud, rig }
}

describe('absence is not proof (docs/sync.md, "Pull")', () => {
  it('a list that shrinks while it is paged gives too few: it is read once more, and nothing is missed', async () => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    const rig = await syncRig(cloud.credentials)
    rig.net.pagesOf(4)
    let pages = 0
    rig.net.bend('/admin/v1.0/companies', (body, url) => {
      if (!isCompanies(url) || !listed(body) || url.searchParams.get('limit') === '1') return undefined
      pages += 1
      // Between the first page and the second one, an entry of the first one went: all others moved up by one.
      return pages === 2 ? { ...body, data: (listed(body) ?? []).slice(1) } : undefined
    })
    expect(await rig.pulled()).toMatchObject(done)
    expect(names(rig)).toEqual(every)
    expect(rig.sync.status().lastResult!.entities.company).toMatchObject({ added: every.length, unchanged: 0 })
  })

  it('what no list has is asked for by its id: it stays while the cloud answers, and is asked for, not re-listed', async () => {
    const { rig } = await synced()
    const hidden = trainingTenant.companies.find(({ name }) => name === 'SoundTrack')!
    rig.net.bend('/admin/v1.0/companies', (body, url) => {
      if (!isCompanies(url) || !listed(body)) return undefined
      const rows = (listed(body) ?? []).filter((row) => (row as { id: string }).id !== hidden.id)
      return { ...body, data: rows, total: trainingTenant.companies.length - 1 }
    })
    const before = rig.net.requests.length
    expect(await rig.pulled(true)).toMatchObject(done)
    const asked = rig.net.requests.slice(before).filter((path) => path.includes(`/admin/v1.0/companies/${hidden.id}?`))
    expect(asked).toHaveLength(1)
    expect(names(rig)).toEqual(every)
    // It is in step: the difference is known, and the next pull does not read everything again for it.
    expect(await rig.pulled()).toMatchObject(done)
    expect(rig.sync.status().lastResult).toMatchObject({ mode: 'incremental', reason: null })
  })

  it.each([403, 404])('and ends when the cloud answers %i', async (status) => {
    const { rig } = await synced()
    const gone = trainingTenant.companies.find(({ name }) => name === 'SoundTrack')!
    const body = { errorCode: status, errorMsg: 'x', errorDetails: 'x', errorDetailsCode: status * 1000 }
    rig.net.bend('/admin/v1.0/companies', (list, url) =>
      isCompanies(url) && listed(list)
        ? { ...list, data: (listed(list) ?? []).filter((row) => (row as { id: string }).id !== gone.id) }
        : undefined,
    )
    rig.net.answerIf(
      (url) => url.pathname.includes(`/companies/${gone.id}`),
      () => Response.json(body, { status }),
    )
    expect(await rig.pulled(true)).toMatchObject(done)
    expect(names(rig)).not.toContain('SoundTrack')
    const orphans = 'SELECT count(*) AS n FROM subscription_now WHERE company_id = :id'
    expect(rig.db.get(orphans, { id: gone.id })).toEqual({ n: 0 })
  })

  it('a cloud that is gone just when it is asked ends nothing', async () => {
    const { cloud, rig } = await synced()
    cloud.replaceTenant({
      ...trainingTenant,
      companies: trainingTenant.companies.filter(({ name }) => name !== 'SoundTrack'),
    })
    const { id } = trainingTenant.companies.find(({ name }) => name === 'SoundTrack')!
    rig.net.answerIf(
      (url) => url.pathname.endsWith(`/companies/${id}`),
      () => Promise.reject(new TypeError('fetch failed')),
    )
    expect(await rig.pulled()).toMatchObject({ state: 'failed', failure: { code: 'CLOUD_UNREACHABLE' } })
    expect(names(rig)).toEqual(every)
    rig.net.straighten()
    expect(await rig.pulled()).toMatchObject(done)
    expect(names(rig)).not.toContain('SoundTrack')
  })

  it('a member who was removed is a user of the default company: she ends though the cloud still knows her', async () => {
    const { rig } = await synced()
    const removed = trainingTenant.users.find(({ lastName }) => lastName === 'ROBERTS')!
    rig.net.bend('/admin/v1.0/users', (body) =>
      listed(body)
        ? { ...body, data: (listed(body) ?? []).filter((row) => (row as { id: string }).id !== removed.id) }
        : undefined,
    )
    rig.net.bend(`/users/${removed.id}`, (body) => ({
      ...body,
      data: { ...(body.data as object), companyId: 'f'.repeat(24) },
    }))
    expect(await rig.pulled(true)).toMatchObject(done)
    expect(rig.sync.status().lastResult!.entities.member).toMatchObject({ removed: 1 })
  })
})

describe('a session that ends in the middle of a pull', () => {
  it('is renewed with the password, and the pull ends as if nothing had been', async () => {
    const calm = await synced()
    const cloud = await rigCloud({ tenant: trainingTenant })
    const rig = await syncRig(cloud.credentials)
    let asked = 0
    const expired = { errorCode: 401, errorMsg: 'Unauthorized', errorDetails: 'jwt expired', errorDetailsCode: 401000 }
    rig.net.answerIf(
      (url) => url.pathname.endsWith('/subscriptions') && (asked += 1) === 5,
      () => Response.json(expired, { status: 401 }),
    )
    expect(await rig.pulled()).toMatchObject(done)
    expect(rig.net.requests.filter((path) => path.includes('/login'))).toHaveLength(2)
    expect(cacheDump(rig.database)).toEqual(cacheDump(calm.rig.database))
  })

  it('and cannot be renewed: needs you, what was read is kept, and the next pull goes on there', async () => {
    const calm = await synced()
    const cloud = await rigCloud({ tenant: trainingTenant })
    const rig = await syncRig(cloud.credentials)
    const refused = { errorCode: 401, errorMsg: 'Unauthorized', errorDetails: 'no', errorDetailsCode: 401500 }
    let started = false
    rig.net.answerIf(
      (url) => {
        started ||= url.pathname.endsWith('/subscriptions')
        return started
      },
      () => Response.json(refused, { status: 401 }),
    )
    expect(await rig.pulled()).toMatchObject({ state: 'failed', failure: { code: 'SIGN_IN_REFUSED' } })
    expect(rig.sync.status()).toMatchObject({ state: 'needs-you', nextAttempt: null })
    expect(names(rig)).toEqual(every)
    rig.net.straighten()
    expect(await rig.pulled()).toMatchObject(done)
    expect(rig.db.get('SELECT count(*) AS n FROM sync_run')).toEqual({ n: 1 })
    expect(cacheDump(rig.database)).toEqual(cacheDump(calm.rig.database))
  })
})

describe('a different tenant behind the same address', () => {
  it('OTHER_TENANT, needs you: nothing of it is read, and everything is kept', async () => {
    const { rig } = await synced()
    const before = cacheDump(rig.database)
    const sound: Tenant = trainingTenant
    const other: Tenant = {
      ...sound,
      ownCompanyId: 'e'.repeat(24),
      companies: sound.companies.map((one) =>
        one.id === sound.ownCompanyId ? { ...one, id: 'e'.repeat(24), name: 'Other' } : one,
      ),
      users: sound.users.map((one) =>
        one.companyId === sound.ownCompanyId ? { ...one, companyId: 'e'.repeat(24) } : one,
      ),
    }
    const elsewhere = await rigCloud({ tenant: other })
    rig.net.redirect(elsewhere.credentials.url)
    expect(await rig.pulled(true)).toMatchObject({ state: 'failed', failure: { code: 'OTHER_TENANT' } })
    expect(rig.sync.status()).toMatchObject({ state: 'needs-you' })
    expect(cacheDump(rig.database)).toEqual(before)
  })
})

describe('429 with a time longer than anybody waits', () => {
  it('the pull ends as broken, says for how long, and is tried again by itself', async () => {
    const cloud = await rigCloud({ tenant: trainingTenant })
    const planned: number[] = []
    const timers = { after: (ms: number) => (planned.push(ms), () => undefined) }
    const rig = await syncRig(cloud.credentials, { changes: { autoSync: true, timers } })
    cloud.faults.retryAfter429(20, 300)
    expect(await rig.pulled()).toMatchObject({ state: 'failed', failure: { code: 'CLOUD_RATE_LIMITED' } })
    expect(rig.sync.status()).toMatchObject({ state: 'broken', failure: { params: { seconds: '300' } } })
    expect(rig.sync.status().nextAttempt).not.toBeNull()
    expect(planned.at(-1)).toBeGreaterThanOrEqual(300_000)
  })
})
