import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { looking } from '../support/database.ts'
import { commandId, now } from '../support/engine.ts'
import { listed, localId, openDesk, paths, refusal, type Desk } from '../support/outbox.ts'
import { ids } from '../support/outbox-tenant.ts'

/** What an entry says to a person, what she said that the cloud cannot say, and what an address of one thing finds. */

let desk: Desk
beforeAll(async () => {
  desk = await openDesk({}, (cloud) => cloud.equipment.connect(ids.equipment('OXO_01'), ['201', '202']))
})
afterAll(() => desk.close())

const estate = () => desk.engine.client.estate
const JOHN = ids.member('john.garcia@tech-integrator.loc')
const changesOf = async (edit: Parameters<Desk['make']>[0]) => {
  const { id, changes } = await desk.make(edit)
  await desk.engine.client.edits.undo({ commandId: commandId(), at: now(), entryId: id })
  return changes
}
const subscriptionOf = async (companyId: string, offerName: string) =>
  (await estate().subscriptions({ companyId: companyId, limit: 500 })).rows.find((row) => row.offerName === offerName)

describe('an entry names things as people do', () => {
  it('M072: whose phone, of which equipment, which extension', async () => {
    const equipmentId = ids.equipment('OXO_01')
    const extensionId = (await estate().extensions({ equipmentId, search: '201' })).rows[0]?.id ?? ''
    const edit = { kind: 'phone.associate', memberId: JOHN, equipmentId, extensionId, publicNumber: null } as const
    expect(await changesOf(edit)).toEqual([
      { field: 'equipmentName', before: null, after: 'OXO_01' },
      { field: 'extension', before: null, after: '201' },
      { field: 'memberId', before: null, after: 'John GARCIA' },
    ])
  })

  it('M152: which licence; M162: which offer', async () => {
    const subscriptionId = (await subscriptionOf(ids.own, 'Enterprise'))?.id ?? ''
    expect(await changesOf({ kind: 'licence.assign', memberId: JOHN, subscriptionId })).toEqual([
      { field: 'licence', before: null, after: 'Enterprise' },
    ])
    const offerId = (await estate().offers()).find(({ name }) => name === 'Enterprise')?.id ?? ''
    const companyId = ids.company('High-Tech')
    expect(
      await changesOf({ kind: 'subscription.create', subscriptionId: localId(), companyId, offerId, quantity: 3 }),
    ).toEqual([
      { field: 'offerId', before: null, after: 'Enterprise' },
      { field: 'quantity', before: null, after: 3 },
    ])
  })

  it('M101: on which equipment', async () => {
    const edit = { kind: 'company-prefix.remove', equipmentId: ids.equipment('bpOTEC51'), companyId: ids.company('Declic') } as const // prettier-ignore
    expect(await changesOf(edit)).toEqual([
      { field: 'equipmentName', before: 'bpOTEC51', after: null },
      { field: 'prefix', before: '8212', after: null },
    ])
  })
})

describe('what a person declared', () => {
  it('M062: an OXO Connect stays one, here and after a full pull, until its version says what it is', async () => {
    const equipmentId = localId()
    const companyId = ids.company('High-Tech')
    const fields = { name: 'Declared', serverType: 'OXO Connect', country: 'FRA', outboundPrefix: null } as const
    await desk.make({ kind: 'equipment.create', equipmentId, companyId, fields, shared: false, credentials: null, consent: true }) // prettier-ignore
    const shown = async () => (await estate().equipment({ id: equipmentId })).rows
    expect(await shown()).toMatchObject([{ id: equipmentId, mark: 'pending', serverType: 'OXO Connect' }])
    expect(await desk.sync()).toMatchObject({ state: 'done', failure: null })
    const [sent] = await shown()
    expect(sent).toMatchObject({ mark: null, serverType: 'OXO Connect' })
    expect(sent?.id).not.toBe(equipmentId)
    await desk.sync(true)
    expect(await shown()).toEqual([sent])
    expect((await estate().equipment({ id: ids.equipment('OXO_01') })).rows).toMatchObject([
      { serverType: 'OmniPCX Office' },
    ])
  })

  it('M101: a company for a prefix on an OTEC-S is created as one; another one is told why not, and what to do', async () => {
    const equipmentId = ids.equipment('bpOTEC51')
    const plain = { kind: 'company-prefix.set', equipmentId, companyId: ids.company('High-Tech'), prefix: '8300', consent: true } as const // prettier-ignore
    const no = await refusal(desk.make(plain))
    expect(no).toMatchObject({ code: 'RULE_BROKEN', rule: 'M101', params: { because: 'companyNotCentrex' } })
    expect(JSON.stringify(no.params)).toContain('create a new company')
    const companyId = localId()
    const fields = { name: 'Prefixed Ltd', country: 'FRA' }
    await desk.make({ kind: 'company.create', companyId, companyKind: 'EC', centrex: true, fields })
    await desk.make({ ...plain, companyId })
    expect(await desk.sync()).toMatchObject({ state: 'done', failure: null })
    expect(await listed(desk.other, paths.companies, 'name=Prefixed%20Ltd')).toMatchObject([
      { isCentrex: true, companyCallNumber: '8300' },
    ])
    const created = (await estate().companies({ search: 'Prefixed' })).rows[0]
    expect(await estate().company({ id: created!.id })).toMatchObject({ centrex: true, callNumber: '8300' })
  })
})

it('what the signed-in person may do is kept for the next start, without a secret', () => {
  const [row] = looking(`${desk.dataDir}/iris.sqlite`, (sqlite) =>
    sqlite.prepare(`SELECT value FROM meta WHERE key = 'signed-in-rights'`).all(),
  ) as { value: string }[]
  const kept = JSON.parse(row?.value ?? '{}') as object
  expect(Object.keys(kept).toSorted()).toEqual(['adminType', 'companyId', 'login', 'roles'])
  expect(kept).toMatchObject({ companyId: ids.own, roles: expect.arrayContaining(['bp_admin']) as unknown })
})

it('one thing is found by its id in every list, also by the id it had here', async () => {
  const { id } = await desk.make({ kind: 'company.edit', companyId: ids.company('High-Tech'), fields: { city: 'Nantes' } }) // prettier-ignore
  expect(await desk.engine.client.outbox.list({ id })).toMatchObject({ total: 1, rows: [{ id }] })
  const found = async (list: 'equipment' | 'subscriptions' | 'links' | 'sites') => {
    const all = await estate()[list]({ limit: 500 })
    expect(all.rows.length, list).toBeGreaterThan(0)
    for (const row of all.rows.slice(0, 3)) {
      expect(await estate()[list]({ id: row.id }), list).toMatchObject({ total: 1, rows: [{ id: row.id }] })
    }
    expect(await estate()[list]({ id: 'nobody' })).toEqual({ rows: [], total: 0 })
  }
  for (const list of ['equipment', 'subscriptions', 'links', 'sites'] as const) await found(list)
})
