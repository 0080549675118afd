import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import type { CompanyId } from '../../shared/contract/values.ts'
import { dump, cachedTables, cacheDump } from '../support/database.ts'
import { commandId, ended, syncedWorld, type World } from '../support/engine.ts'

let world: World
beforeAll(async () => {
  world = await syncedWorld()
})
afterAll(() => world.close())

const estate = () => world.engine.client.estate
const companyNamed = async (name: string) => {
  const { rows } = await estate().companies({ search: name })
  return rows[0]!
}
const idOf = async (name: string): Promise<CompanyId> => (await companyNamed(name)).id
const database = (): string => join(world.dataDir, 'iris.sqlite')

describe('a full pull of the training tenant', () => {
  it('counts what the tenant holds', async () => {
    const { counts, cloud, sync } = await world.engine.client.system.status()
    expect(counts).toEqual({
      companies: trainingTenant.companies.length,
      members: trainingTenant.users.length,
      equipment: trainingTenant.systems.length,
      subscriptions: trainingTenant.subscriptions.length,
      history: counts.history,
      invoices: trainingTenant.invoices.length,
    })
    const changes = trainingTenant.subscriptions.reduce((sum, { quantities }) => sum + quantities.length, 0)
    expect(counts.history).toBeGreaterThanOrEqual(changes)
    expect(cloud).toMatchObject({ companyName: 'Technology Integrator' })
    expect(sync).toMatchObject({ state: 'idle', failure: null, jobId: null })
  })

  it('M011, M015, M030: the own company', async () => {
    const company = await estate().company({ id: await idOf('Technology Integrator') })
    expect(company).toMatchObject({
      kind: 'VAD',
      partnerName: null,
      country: 'GBR',
      size: 'self-employed',
      slogan: null,
    })
    expect(company).toMatchObject({ website: null, description: null, street: '85 Crown Street', city: 'London' })
  })

  it('M079, M083, M089, M175: resellers and customers as the lists show them', async () => {
    expect(await companyNamed('Sistemos')).toMatchObject({ kind: 'IR', status: 'active', plan: 'premium', externalReference: 'Ref_IR_01' }) // prettier-ignore
    for (const name of ['SoundTrack']) expect(await companyNamed(name)).toMatchObject({ kind: 'IR', status: 'active' })
    for (const name of ['Events Communication', 'High-Tech'])
      expect(await companyNamed(name)).toMatchObject({ kind: 'EC', status: 'active', plan: 'premium' })
    expect(await companyNamed('Interior Designer')).toMatchObject({ kind: 'EC', plan: 'freemium' })
    const { rows } = await estate().companies({ kinds: ['EC'] })
    expect(rows.every((row) => row.kind === 'EC' && row.partnerName === 'Technology Integrator')).toBe(true)
  })

  it('M013, M019, M025: two members and one invitation pending in the own company', async () => {
    const { rows } = await estate().members({ companyId: await idOf('Technology Integrator') })
    expect(rows.map((row) => [row.name, row.state, row.licences])).toEqual([
      ['Jessica ROBINSON', 'member', ['Enterprise']],
      ['John GARCIA', 'member', ['Business']],
      ['', 'invited', []],
    ])
    expect(rows[0]).toMatchObject({ email: 'jessica.robinson@tech-integrator.loc', seller: true, admin: true })
    expect(rows[2]!.email).toBe('sophia.clark@tech-integrator.loc')
  })

  it('M092: the administrator of Universal Design is invited and not yet in', async () => {
    const { rows } = await estate().members({ companyId: await idOf('Universal Design') })
    expect(rows).toMatchObject([{ state: 'invited', admin: true, email: 'spencer.holden@universal-design.loc' }])
  })

  it('M096, M097, M073: members with their licences and numbers', async () => {
    const { rows } = await estate().members({ companyId: await idOf('Events Communication') })
    expect(rows.map((row) => [row.name, row.licences, row.phone, row.extension])).toEqual([
      ['Brian LEE', ['Business'], '+33390676862', '109'],
      ['David ROBERTS', ['Essential'], null, null],
      ['Elizabeth Johnson', ['Business'], '+447848311690', '110'],
    ])
    const highTech = await estate().members({ companyId: await idOf('High-Tech') })
    expect(highTech.rows).toMatchObject([{ name: 'Christian THOMPSON', licences: ['Essential'], admin: true }])
  })

  it('M061, M069, M102: equipment with type and connection, shared equipment with its companies', async () => {
    const shown = async (scope: 'own' | 'customers' | 'shared') => {
      const { rows } = await estate().equipment({ scope })
      return rows.map((row) => [row.name, row.serverType, row.connection, row.companyCount])
    }
    expect(await shown('own')).toEqual([['OXO_01', 'OmniPCX Office', 'pending', 1]])
    expect(await shown('customers')).toEqual([
      ['Demo_OXE', 'OmniPCX Enterprise', 'pending', 1],
      ['EventsCom HQ OXO', 'OXO Connect', 'normal', 1],
      ['OXO_1 Events Com', 'OmniPCX Office', 'normal', 1],
    ])
    expect(await shown('shared')).toEqual([
      ['bpOTEC51', 'OTEC-S', 'normal', 2],
      ['bpOTEC52', 'OTEC-S', 'pending', 0],
    ])
    const { rows } = await estate().equipment({ scope: 'own' })
    expect(rows[0]).toMatchObject({ outboundPrefix: '0', country: 'FRA' })
  })

  it('M159, M161: prepaid subscriptions of Advanced Telephony until 1 December 2020', async () => {
    const { rows } = await estate().subscriptions({ companyId: await idOf('Advanced Telephony'), paidOnly: true })
    expect(
      rows.map((row) => [row.offerName, row.model, row.billed, row.allocated, row.available, row.expiresOn]),
    ).toEqual([
      ['Business PrePaid 3 Years', 'prepaid', 10, 0, 10, '2020-12-01T00:00:00.000Z'],
      ['Enterprise PrePaid 3 Years', 'prepaid', 20, 0, 20, '2020-12-01T00:00:00.000Z'],
    ])
  })

  it('M178, M253, M145: licences billed and allocated; "--" is absent, not zero', async () => {
    const shown = async (name: string) => {
      const { rows } = await estate().subscriptions({ companyId: await idOf(name) })
      return Object.fromEntries(rows.map((row) => [row.offerName, [row.billed, row.allocated, row.available]]))
    }
    expect(await shown('Sistemos')).toEqual({
      Essential: [null, 5, null],
      Business: [10, 10, 0],
      Enterprise: [22, 17, 5],
    })
    expect(await shown('Technology Integrator')).toMatchObject({
      Essential: [null, 3, null], Business: [12, 1, 11], Enterprise: [15, 1, 14],
    }) // prettier-ignore
    expect((await shown('High-Tech')).Conference).toEqual([null, null, null])
    expect(await shown('SoundTrack')).toEqual({ Essential: [null, 1, null] }) // M176
    expect((await shown('Interior Designer')).Essential).toEqual([null, 6, null]) // M175
  })

  it('M172, M173: the history of Advanced Telephony, newest first', async () => {
    const { rows } = await estate().history({ companyId: await idOf('Advanced Telephony'), search: 'PrePaid' })
    expect(rows.map((row) => [row.plan, row.licences, row.change, row.doneBy, row.at])).toEqual([
      ['Enterprise PrePaid 3 Years', 20, 20, 'Jessica ROBINSON', '2017-11-24T17:09:00.000Z'],
      ['Business PrePaid 3 Years', 10, 10, 'Jessica ROBINSON', '2017-11-24T17:06:00.000Z'],
    ])
  })

  it('X10, M178: the update of a contract carries plan and number of the line before: 22 (+2)', async () => {
    const { rows } = await estate().history({ search: 'RB-201706010904' })
    expect(rows.map((row) => [row.operation, row.plan, row.licences, row.change])).toEqual([
      ['update', 'Enterprise', 22, 2],
      ['create', 'Enterprise', 20, 20],
    ])
  })

  it('M220, M221: the register with due dates, newest first', async () => {
    const { rows, years } = await world.engine.client.billing.invoices({})
    expect(rows.map((row) => [row.registerDate, row.number, row.dueDate, row.pdf])).toEqual([
      ['2017-10-02', 'INV00000234', '2017-11-01', 'in-cloud'],
      ['2017-09-01', 'INV00000150', '2017-10-01', 'in-cloud'],
    ])
    expect(years).toEqual([2017])
  })
})

describe('a second pull', () => {
  it('of the same estate changes nothing: no version is added, none ends, history is not read again', async () => {
    const before = dump(database(), cachedTables, ['seen_run', 'seen_at'])
    const { jobId } = await world.engine.client.sync.start({ commandId: commandId() })
    const seen = []
    for await (const job of await world.engine.client.jobs.watch({ jobId })) seen.push(job)
    expect(seen.at(-1)).toMatchObject({ state: 'done', failure: null })
    expect(dump(database(), cachedTables, ['seen_run', 'seen_at'])).toEqual(before)
    for (const { progress } of seen) expect(progress.total).toBeGreaterThanOrEqual(progress.done)
    const last = seen.at(-1)!.progress
    expect(last.done).toBe(last.total)
  })

  it('that is sent twice with one command id is one pull', async () => {
    const id = commandId()
    const first = await world.engine.client.sync.start({ commandId: id })
    const again = await world.engine.client.sync.start({ commandId: id })
    expect(again).toEqual(first)
    await expect(world.engine.client.sync.start({ commandId: commandId() })).rejects.toMatchObject({
      data: { code: 'SYNC_RUNNING' },
    })
    await ended(world.engine, first.jobId)
    const { lastSuccess } = (await world.engine.client.system.status()).sync
    const late = await world.engine.client.sync.start({ commandId: id })
    expect(await ended(world.engine, late.jobId)).toMatchObject({ state: 'done' })
    // It was done before: nothing was read, so nothing may claim to be fresher.
    expect((await world.engine.client.system.status()).sync.lastSuccess).toBe(lastSuccess)
  })

  it('that is cancelled keeps what it read, and the next one goes on to the end', async () => {
    const before = cacheDump(database())
    const { jobId } = await world.engine.client.sync.start({ commandId: commandId() })
    await world.engine.client.jobs.cancel({ jobId })
    expect(await ended(world.engine, jobId)).toMatchObject({ state: 'cancelled', failure: { code: 'CANCELLED' } })
    expect((await world.engine.client.system.status()).sync).toMatchObject({ state: 'idle', failure: null })
    const next = await world.engine.client.sync.start({ commandId: commandId() })
    expect(await ended(world.engine, next.jobId)).toMatchObject({ state: 'done' })
    expect(cacheDump(database())).toEqual(before)
  })
})
