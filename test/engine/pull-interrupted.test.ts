import { beforeAll, describe, expect, it } from 'vitest'
import { trainingTenant, type Tenant } from '../../electron/demo-cloud/index.ts'
import { cacheDump, cachedTables, dump, looking } from '../support/database.ts'
import { cloudOf, done, engineFor, failed, pulled, syncStatus, undisturbedDump } from '../support/disturbed.ts'

let undisturbed: ReturnType<typeof cacheDump>
beforeAll(async () => {
  undisturbed = await undisturbedDump()
})

describe('a cloud that is gone', () => {
  it('CLOUD_UNREACHABLE, state offline, and the cache can be read as before', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    expect(await pulled(synced)).toMatchObject(done)
    const before = dump(synced.database, cachedTables)
    const { lastSuccess } = await syncStatus(synced)
    await cloud.close()
    expect(await pulled(synced)).toMatchObject(failed('CLOUD_UNREACHABLE'))
    expect(await syncStatus(synced)).toMatchObject({
      state: 'offline',
      lastSuccess,
      failure: { code: 'CLOUD_UNREACHABLE' },
    })
    expect(dump(synced.database, cachedTables)).toEqual(before)
    expect((await synced.engine.client.estate.companies({})).total).toBe(trainingTenant.companies.length)
  })

  it('and comes back: the interrupted pull goes on where it stood, in one run', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    synced.net.answer('/invoices', () => Promise.reject(new TypeError('fetch failed')))
    expect(await pulled(synced)).toMatchObject(failed('CLOUD_UNREACHABLE'))
    synced.net.straighten()
    const asked = synced.net.requests.length
    expect(await pulled(synced)).toMatchObject(done)
    expect(synced.net.requests.length - asked).toBeLessThan(5)
    expect(looking(synced.database, (db) => db.prepare('SELECT count(*) FROM sync_run').pluck().get())).toBe(1)
    expect(cacheDump(synced.database)).toEqual(undisturbed)
  })

  it('for long: what was read more than an hour ago is read again', async () => {
    let now = Date.parse('2017-12-01T08:00:00.000Z')
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials, { clock: () => new Date(now) })
    synced.net.answer('/logs/operations', () => Promise.reject(new TypeError('fetch failed')))
    expect(await pulled(synced)).toMatchObject(failed('CLOUD_UNREACHABLE'))
    synced.net.straighten()
    now += 2 * 60 * 60 * 1000
    const asked = synced.net.requests.length
    expect(await pulled(synced)).toMatchObject(done)
    expect(synced.net.requests.slice(asked).some((path) => path.includes('/users'))).toBe(true)
  })
})

describe('an estate that shrinks', () => {
  const without = (...names: readonly string[]): Tenant => ({
    ...trainingTenant,
    companies: trainingTenant.companies.filter(({ name }) => !names.includes(name)),
  })

  it('by one company: it ends with its members and subscriptions, and stays readable as of before', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    expect(await pulled(synced)).toMatchObject(done)
    synced.net.redirect((await cloudOf({ tenant: without('Interior Designer') })).credentials.url)
    // The sign-in belongs to the first cloud: the second one asks for a new one.
    expect(await pulled(synced)).toMatchObject(done)
    const { estate } = synced.engine.client
    expect((await estate.companies({ search: 'Interior' })).total).toBe(0)
    expect((await estate.members({ search: 'Camille' })).total).toBe(0)
    const old = (table: string) =>
      looking(synced.database, (db) =>
        db.prepare(`SELECT count(*) FROM ${table} WHERE valid_to IS NOT NULL`).pluck().get(),
      )
    expect([old('company'), old('member'), old('subscription')]).toEqual([1, 6, 1])
  })

  it('within companies that stay: a member, an invitation, a subscription and equipment end, each for itself', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    expect(await pulled(synced)).toMatchObject(done)
    const smaller: Tenant = {
      ...trainingTenant,
      users: trainingTenant.users.filter(({ lastName }) => lastName !== 'ROBERTS'),
      joinInvitations: trainingTenant.joinInvitations.filter(({ invitedUserLoginEmail }) => !invitedUserLoginEmail.startsWith('spencer')), // prettier-ignore
      subscriptions: trainingTenant.subscriptions.filter(
        ({ bsSubscriptionId }) => bsSubscriptionId !== 'RB-201709010001',
      ),
      systems: trainingTenant.systems.filter(({ name }) => name !== 'Demo_OXE' && name !== 'bpOTEC52'),
    }
    synced.net.redirect((await cloudOf({ tenant: smaller })).credentials.url)
    expect(await pulled(synced)).toMatchObject(done)
    const ended = (table: string, column: string): unknown =>
      looking(synced.database, (db) => db.prepare(`SELECT ${column} FROM ${table} WHERE valid_to IS NOT NULL ORDER BY 1`).pluck().all()) // prettier-ignore
    expect(ended('member', 'email')).toEqual(['david.roberts@events-communication.loc', 'spencer.holden@universal-design.loc']) // prettier-ignore
    expect(ended('subscription', 'contract_number')).toEqual(['RB-201709010001'])
    expect(ended('equipment', 'name')).toEqual(['Demo_OXE', 'bpOTEC52'])
    expect(ended('company', 'name')).toEqual([])
  })

  it('or writes its history anew: a line stays as it was read first (M171), and only new ones come', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    expect(await pulled(synced)).toMatchObject(done)
    const before = dump(synced.database, ['operation']).operation!
    synced.net.bend('/logs/operations', (body) => ({
      ...body,
      data: (body.data as object[]).map((row) => ({ ...row, doneBy: { displayName: 'Nobody' }, newData: {} })),
    }))
    expect(await pulled(synced)).toMatchObject(done)
    expect(synced.net.requests.some((path) => path.includes('fromDate=2017-11-24'))).toBe(true)
    expect(dump(synced.database, ['operation']).operation).toEqual(before)
  })

  it('by many at once: MASS_DELETION_BRAKE, nothing is removed, and it holds at the next pull', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    expect(await pulled(synced)).toMatchObject(done)
    // A company's name on links and on shared equipment goes with it at once: the cloud has it there no more.
    const kept = cachedTables.filter((table) => table !== 'company_link' && table !== 'company_prefix')
    const before = dump(synced.database, kept, ['seen_run', 'seen_at'])
    const gone = ['Events Communication', 'High-Tech', 'Interior Designer', 'Universal Design', 'Declic']
    synced.net.redirect((await cloudOf({ tenant: without(...gone) })).credentials.url)
    const params = { entity: 'company', missing: '5', known: String(trainingTenant.companies.length) }
    for (let time = 1; time <= 2; time += 1) {
      expect(await pulled(synced)).toMatchObject(done)
      expect(await syncStatus(synced)).toMatchObject({
        state: 'needs-you',
        failure: { code: 'MASS_DELETION_BRAKE', params },
        brakes: [{ entity: 'company', missing: 5 }],
      })
    }
    expect(dump(synced.database, kept, ['seen_run', 'seen_at'])).toEqual(before)
  })

  it('in the middle of a pull: what is gone is refused and does not stop it; the next pull ends it', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    let asked = 0
    const after = await cloudOf({ tenant: without('Declic', 'Interior Designer', 'High-Tech', 'SoundTrack') })
    synced.net.bend('/subscriptions', () => {
      asked += 1
      if (asked === 1) synced.net.redirect(after.credentials.url)
      return undefined
    })
    expect(await pulled(synced)).toMatchObject(done)
    expect((await synced.engine.client.estate.companies({})).total).toBe(trainingTenant.companies.length)
    expect(await pulled(synced)).toMatchObject(done)
    expect((await syncStatus(synced)).lastResult).toMatchObject({ mode: 'full', reason: 'total:company' })
    expect((await synced.engine.client.estate.companies({})).total).toBe(trainingTenant.companies.length - 4)
  })
})
