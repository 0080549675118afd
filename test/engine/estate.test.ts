import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandId, now, syncedWorld, type World } from '../support/engine.ts'

let world: World
beforeAll(async () => {
  world = await syncedWorld()
})
afterAll(() => world.close())
const estate = () => world.engine.client.estate
const search = async (text: string) => estate().search({ text, limit: 50 })

/** What else a person would type, beside the rows of demo-data.test.ts, and what must be among the hits. */
const findable: readonly (readonly [rule: string, text: string, entity: string, title: string])[] = [
  ['M020', 'robinson', 'member', 'Jessica ROBINSON'],
  ['M065', 'PBX2260-6184-8060-49c8-bafe-7e4c-3296-1bd0', 'equipment', ''],
  ['M065', 'PBX8c28-b3c4-e04e-4664-85ba-fa14-1999-c75b', 'equipment', ''],
  ['M080', 'sistemos', 'company', 'Sistemos'],
  ['M083', 'Ref_IR_01', 'company', 'Sistemos'],
  ['M085', 'Events Communication', 'company', 'Events Communication'],
  ['M091', 'Universal Design', 'company', 'Universal Design'],
  ['M092', 'holden', 'member', ''],
  ['M101', 'Greentree', 'company', 'Greentree'],
  ['M101', '8212', 'company', 'Declic'],
  ['M102', 'bpOTEC51', 'equipment', 'bpOTEC51'],
  ['M102', 'bpOTEC52', 'equipment', 'bpOTEC52'],
  ['M139', 'Business Demo', 'subscription', 'Business Demo'],
  ['M139', 'Enterprise Demo', 'subscription', 'Enterprise Demo'],
  ['M173', 'Advanced Telephony', 'operation', 'Business PrePaid 3 Years'],
]

describe('the training tenant', () => {
  it.each(findable)('%s: %s is found', async (_rule, text, entity, title) => {
    const hits = (await search(text)).filter((hit) => hit.entity === entity)
    expect(hits.length).toBeGreaterThan(0)
    if (title !== '') expect(hits.map((hit) => hit.title)).toContain(title)
  })

  it('invoices are found by number, contracts by contract number (M206, M233)', async () => {
    expect(await search('INV00000150')).toMatchObject([{ entity: 'invoice', id: 'INV00000150' }])
    expect((await search('RB-201706010904')).map(({ entity }) => entity)).toContain('subscription')
  })

  it('M013: two members, one invitation, no join request', async () => {
    const { members } = await estate().dashboard({})
    expect(members.own).toEqual([{ key: 'member', count: 2 }, { key: 'invited', count: 1 }, { key: 'requested', count: 0 }]) // prettier-ignore
  })

  it('M224-M227: the subscriptions overview', async () => {
    const { rows } = await estate().overview({})
    expect(rows.filter(({ offerName }) => ['Business', 'Enterprise', 'Conference'].includes(offerName))).toEqual([
      { offerName: 'Business', billed: 64, own: 12, customers: 24, resellers: 28, subscribed: true },
      { offerName: 'Enterprise', billed: 89, own: 15, customers: 22, resellers: 52, subscribed: true },
      { offerName: 'Conference', billed: null, own: 0, customers: 1, resellers: 0, subscribed: false },
    ])
  })

  it('each figure of the dashboard is the total of the list that it opens', async () => {
    const { companies, connections, missing } = await estate().dashboard({})
    for (const { key, count } of missing) {
      expect((await estate().companies({ filter: key as 'no-plan' })).total, key).toBe(count)
    }
    for (const { key, count } of connections) {
      expect((await estate().equipment({ connection: key as 'normal' })).total, key).toBe(count)
    }
    for (const { key, count } of companies.filter((one) => one.key.startsWith('kind:'))) {
      expect((await estate().companies({ kinds: [key.slice(5) as 'EC'] })).total, key).toBe(count)
    }
  })

  it('M065: the activation code of equipment that was never connected is read and stored nowhere; of another it is null', async () => {
    const { rows } = await estate().equipment({ limit: 500 })
    const [waiting, connected] = [
      rows.find((row) => row.connection === 'pending')!,
      rows.find((row) => row.connection === 'normal')!,
    ]
    const { activationCode } = await estate().activationCode({ equipmentId: waiting.id })
    expect(activationCode).toMatch(/^\d{4}$/)
    expect(await estate().activationCode({ equipmentId: connected.id })).toEqual({
      equipmentId: connected.id,
      activationCode: null,
    })
    await expect(estate().activationCode({ equipmentId: '65a000000000000000000099' })).rejects.toMatchObject({
      data: { code: 'NOT_FOUND' },
    })
  })

  it('M026, M085: people and companies that can be invited are asked of the cloud', async () => {
    expect(await estate().searchCloud({ what: 'people', text: 'holden' })).toMatchObject([{ name: 'Spencer Holden' }])
    const companies = await estate().searchCloud({ what: 'companies', text: 'northwind' })
    expect(companies).toMatchObject([{ name: 'Northwind Telecoms', country: 'GBR' }])
    expect(await estate().searchCloud({ what: 'companies', text: 'sistemos' })).toEqual([])
  })

  it('Z07: every list can be asked as of now, and refuses before the first synchronisation', async () => {
    const asOf = new Date(Date.now() + 60_000).toISOString()
    const early = '2001-01-01T00:00:00Z'
    const { companies, members, equipment, subscriptions, sites, links, history, overview, dashboard } = estate()
    for (const list of [companies, members, equipment, subscriptions, sites, links, history]) {
      const [current, past] = [await list({ limit: 500 }), await list({ limit: 500, asOf })]
      expect(past.total).toBe(current.total)
      await expect(list({ asOf: early })).rejects.toMatchObject({ data: { code: 'AS_OF_TOO_EARLY' } })
    }
    expect(await overview({ asOf })).toEqual(await overview({}))
    expect(await dashboard({ asOf })).toEqual(await dashboard({}))
    await expect(estate().diff({ from: early, to: asOf })).rejects.toMatchObject({ data: { code: 'AS_OF_TOO_EARLY' } })
  })

  it('Z17: after a look the digest begins there', async () => {
    const { since, upTo } = await estate().digest({})
    expect(since).toBeNull()
    await estate().looked({ commandId: commandId(), at: now(), upTo })
    const again = await estate().digest({})
    expect([again.since, again.groups.filter(({ kind }) => kind !== 'expiring')]).toEqual([upTo, []])
    expect((await estate().days())[0]?.changes).toBeGreaterThan(50)
  })
})
