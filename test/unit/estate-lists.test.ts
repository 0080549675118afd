import { beforeEach, describe, expect, it } from 'vitest'
import { showOverlay, tables } from '../../electron/engine/db/index.ts'
import {
  getCompany,
  getMember,
  listCompanies,
  listCompanyPrefixes,
  listEquipment,
  listExtensions,
  listHistory,
  listLinks,
  listMembers,
  listOffers,
  listSites,
  listSubscriptions,
  readDashboard,
} from '../../electron/engine/estate/index.ts'
import { memoryDatabase } from '../support/database.ts'
import { day, gone, rowOf, seen, smallEstate, windowOf } from '../support/estate-rows.ts'

let { db, sqlite } = memoryDatabase()
beforeEach(() => {
  ;({ db, sqlite } = memoryDatabase())
  smallEstate(db)
})
const companies = (input: Partial<Parameters<typeof listCompanies>[1]> = {}) =>
  listCompanies(db, { ...windowOf(), ...input })
const ids = (listed: { rows: readonly { id: string }[] }): string[] => listed.rows.map(({ id }) => id)
const value = <T>(result: { ok: boolean; value?: T }): T => {
  expect(result.ok).toBe(true)
  return result.value!
}

describe('the company list (M078, M088)', () => {
  it('shows counts, partner and the licences of paid subscriptions that are not terminated', () => {
    expect(companies({ search: 'sistemas' }).rows).toMatchObject([
      { id: 'sis', mark: null, kind: 'IR', partnerName: 'Technology Integrator', externalReference: 'Ref_IR_01', memberCount: 1, equipmentCount: 0, billed: 25, allocated: 7 },
    ]) // prettier-ignore
    expect(companies({ search: 'soundtrack' }).rows).toMatchObject([{ billed: 0, allocated: 0 }])
  })

  it.each([
    ['no-administrator', ['hop', 'gre', 'sis', 'snd']],
    ['no-support-email', ['hop', 'gre', 'sis', 'snd']],
    ['no-plan', ['gre', 'snd']],
    ['delegated', ['hop', 'sis', 'snd']],
    ['invitation-pending', ['own']],
    ['marked', []],
  ] as const)('filter %s', (filter, expected) => {
    expect(ids(companies({ filter }))).toEqual(expected)
    expect(companies({ filter }).total).toBe(expected.length)
    expect(ids(companies({ filter, asOf: day(1) }))).toEqual(expected)
  })

  it('M224: the sides of the overview; a reseller’s end customers are on its side, direct resellers too', () => {
    seen(db, day(2), { company: [{ id: 'dr', name: 'Direct', kind: 'DR', partner_id: 'own' }] })
    for (const asOf of [undefined, day(2)]) {
      expect(ids(companies({ side: 'own', asOf }))).toEqual(['own'])
      expect(ids(companies({ side: 'customers', asOf }))).toEqual(['ht'])
      expect(ids(companies({ side: 'resellers', asOf }))).toEqual(['hop', 'dr', 'gre', 'sis', 'snd'])
      const sold = { ...windowOf(), paidOnly: false, offerName: 'Enterprise', asOf }
      // s6 is terminated.
      expect(ids(listSubscriptions(db, { ...sold, side: 'resellers' }))).toEqual(['s3'])
      expect(ids(listSubscriptions(db, { ...sold, side: 'own' }))).toEqual(['s7'])
      expect(ids(listSubscriptions(db, { ...sold, side: 'customers' }))).toEqual([])
      expect(ids(listSubscriptions(db, { ...sold, countedIn: 'overview' }))).toEqual(['s3', 's7'])
    }
  })

  it('M164: by what was delegated; the own company is neither delegated to nor missing anything', () => {
    seen(db, day(2), {
      company: [{ id: 'own', name: 'Technology Integrator', kind: 'VAD', plan: 'freemium' }],
      member: [
        { id: 'm1', name: 'Jessica' },
        { id: 'm2', name: 'John' },
      ],
      subscription: [
        { id: 'old', company_id: 'ht', model: 'prepaid', expires_at: '2017-12-05T00:00:00.000Z', status: 'terminated' },
      ],
    })
    for (const asOf of [undefined, day(2)]) {
      expect(ids(companies({ delegation: 'none', asOf }))).toEqual(['gre', 'ht'])
      expect(ids(companies({ delegation: 'update', asOf }))).toEqual(['hop'])
      expect(ids(companies({ delegation: 'update-and-decrease', asOf }))).toEqual(['sis'])
      expect(ids(companies({ delegation: 'unknown', asOf }))).toEqual(['snd'])
      for (const filter of ['no-administrator', 'no-support-email', 'no-plan'] as const) {
        const listed = companies({ filter, asOf })
        expect(ids(listed), filter).not.toContain('own')
        expect(readDashboard(db, asOf).missing).toContainEqual({ key: filter, count: listed.total })
      }
      expect(listSubscriptions(db, { ...windowOf(), paidOnly: false, expiryMonth: '2017-12', asOf }).total).toBe(1)
      expect(readDashboard(db, asOf).expiries).toEqual([{ month: '2017-12', subscriptions: 1, licences: 5 }])
    }
  })

  it('by kind, status and partner', () => {
    expect(ids(companies({ kinds: ['IR'] }))).toEqual(['sis', 'snd'])
    expect(ids(companies({ kinds: ['IR', 'VAD'] }))).toEqual(['sis', 'snd', 'own'])
    expect(ids(companies({ statuses: ['initializing'] }))).toEqual(['gre'])
    expect(ids(companies({ partnerId: 'sis' }))).toEqual(['hop', 'gre'])
  })

  it.each([
    ['name', ['hop', 'gre', 'ht', 'sis', 'snd', 'own']],
    ['memberCount', ['hop', 'gre', 'snd', 'ht', 'sis', 'own']],
    ['equipmentCount', ['hop', 'gre', 'sis', 'snd', 'ht', 'own']],
    ['billed', ['hop', 'gre', 'snd', 'own', 'ht', 'sis']],
    ['allocated', ['hop', 'gre', 'snd', 'own', 'ht', 'sis']],
    ['kind', ['hop', 'gre', 'ht', 'sis', 'snd', 'own']],
    ['partnerName', ['own', 'hop', 'gre', 'ht', 'sis', 'snd']],
    ['plan', ['gre', 'snd', 'hop', 'ht', 'sis', 'own']],
    ['status', ['hop', 'ht', 'sis', 'snd', 'own', 'gre']],
    ['externalReference', ['hop', 'gre', 'ht', 'snd', 'own', 'sis']],
  ])('sorted by %s, both ways, now and as of a date', (sort, expected) => {
    expect(ids(companies({ sort }))).toEqual(expected)
    expect(ids(companies({ sort, descending: true }))).toEqual(expected.toReversed())
    expect(ids(companies({ sort, asOf: day(1) }))).toEqual(expected)
    expect(ids(companies({ sort, limit: 2, offset: 2 }))).toEqual(expected.slice(2, 4))
  })

  it('two keystrokes: what begins with them, then what contains them (job 2)', () => {
    seen(db, day(1), {
      company: [
        { id: 'a', name: 'Basilica' },
        { id: 'b', name: 'Big Silo' },
      ],
    })
    expect(ids(companies({ search: 'si' }))).toEqual(['sis', 'a', 'b'])
    expect(ids(companies({ search: 'el' }))).toEqual(['hop'])
    expect(ids(companies({ search: 'cafe élan' }))).toEqual(['hop'])
    expect(ids(companies({ search: 'EVRY' }))).toEqual(['ht'])
  })

  it('a name that was, finds the company, too (M080)', () => {
    seen(db, day(2), { company: [{ id: 'sis', name: 'SISTEMOS', kind: 'IR', partner_id: 'own' }] })
    expect(companies({ search: 'sistemas' }).rows).toMatchObject([{ id: 'sis', name: 'SISTEMOS' }])
  })

  it('shows a pending edit with its mark, and the past without it', () => {
    const row = { ...rowOf(tables.company, { id: 'ht', name: 'High-Tech SA' }), seen_at: day(1) }
    showOverlay(db, tables.company, 'ht', { row, mark: 'pending' })
    expect(companies({ search: 'high' }).rows).toMatchObject([
      { name: 'High-Tech SA', mark: 'pending', memberCount: 1 },
    ])
    expect(ids(companies({ filter: 'marked' }))).toEqual(['ht'])
    expect(companies({ search: 'high', asOf: day(20) }).rows).toMatchObject([{ name: 'High-Tech', mark: null }])
    expect(companies().total).toBe(6)
    expect(companies({ asOf: day(20) }).total).toBe(6)
  })
})

describe('as of a date (Z07)', () => {
  it('a company, its counts and its lists are as they were', () => {
    seen(db, day(5), {
      company: [{ id: 'ht', name: 'High-Tech Group', partner_id: 'sis', plan: 'freemium' }],
      member: [
        { id: 'm9', company_id: 'ht', name: 'New One' },
        { id: 'm4', company_id: 'ht', name: 'Christian THOMPSON', admin: 0 },
      ],
      subscription: [{ id: 's1', company_id: 'ht', billed: 12, allocated: 11 }],
    })
    gone(db, day(6), tables.member, 'm9')
    const at = (asOf: string | undefined) => value(getCompany(db, { id: 'ht', asOf }))
    expect(at(day(3))).toMatchObject({
      name: 'High-Tech',
      partnerName: 'Technology Integrator',
      plan: 'premium',
      billed: 10,
      allocated: 2,
      memberCount: 1,
    })
    expect(at(day(5))).toMatchObject({
      name: 'High-Tech Group',
      partnerName: 'Sistemas',
      billed: 12,
      allocated: 11,
      memberCount: 2,
    })
    expect(at(undefined)).toMatchObject({
      name: 'High-Tech Group',
      memberCount: 1,
      equipmentCount: 1,
      requestedCount: 0,
    })
    const members = (asOf?: string) => ids(listMembers(db, { ...windowOf(), companyId: 'ht', asOf }))
    expect([members(day(4)), members(day(5)), members()]).toEqual([['m4'], ['m4', 'm9'], ['m4']])
    expect(listSubscriptions(db, { ...windowOf(), companyId: 'ht', paidOnly: true, asOf: day(4) }).rows).toMatchObject([
      { billed: 10, available: 8 },
    ])
    expect(listSubscriptions(db, { ...windowOf(), companyId: 'ht', paidOnly: true }).rows).toMatchObject([
      { billed: 12, available: 1 },
    ])
    expect(value(getMember(db, { id: 'm4', asOf: day(4) })).admin).toBe(true)
    expect(getCompany(db, { id: 'nobody' })).toMatchObject({ ok: false, failure: { code: 'NOT_FOUND' } })
    expect(getMember(db, { id: 'm9' })).toMatchObject({ ok: false, failure: { code: 'NOT_FOUND' } })
    for (const sort of ['name', 'companyName', 'offerName', 'at', undefined]) {
      const window = { ...windowOf(sort ? { sort } : {}), asOf: day(3) }
      expect(listMembers(db, window).total).toBe(6)
      expect(listEquipment(db, window).rows).toHaveLength(3)
      expect(listSubscriptions(db, { ...window, paidOnly: false }).rows).toHaveLength(7)
      expect(listSites(db, window).rows).toHaveLength(1)
      expect(listLinks(db, window).rows).toHaveLength(1)
      expect(listHistory(db, window).rows).toHaveLength(1)
      expect(listExtensions(db, { ...window, equipmentId: 'e1', free: false }).rows).toHaveLength(3)
      expect(listCompanyPrefixes(db, { ...window, equipmentId: 'e3' }).rows).toHaveLength(1)
    }
    expect(listHistory(db, { ...windowOf(), asOf: '2017-09-30T00:00:00.000Z' }).total).toBe(0)
  })
})

describe('members (M012, M018)', () => {
  const members = (input: Partial<Parameters<typeof listMembers>[1]> = {}) =>
    listMembers(db, { ...windowOf(), ...input })
  it('of a company: members first, then who is invited; over all by name', () => {
    expect(ids(members({ companyId: 'own' }))).toEqual(['m1', 'm2', 'm3'])
    expect(members().total).toBe(6)
    expect(ids(members({ states: ['invited', 'requested'] }))).toEqual(['m3', 'm6'])
    expect(ids(members({ admins: true }))).toEqual(['m4', 'm1', 'm2'])
    expect(ids(members({ sort: 'companyName' }))).toEqual(['m4', 'm6', 'm5', 'm3', 'm1', 'm2'])
    expect(ids(members({ sort: 'email', descending: true }))[0]).toBe('m5')
  })
  it.each([
    ['nunez', ['m5']],
    ['zo', ['m5']],
    ['03 90 67 68 62', ['m4']],
    ['7788', ['m4']],
    ['7848311690', ['m4']],
    ['garcia john', ['m2']],
    ['"; DROP TABLE member', []],
    ['NEAR(', []],
    ['%', []],
  ])('found by %s', (search, expected) => {
    expect(ids(members({ search }))).toEqual(expected)
  })
  it('one member with its phones and licences (M072, M152)', () => {
    expect(value(getMember(db, { id: 'm4' }))).toMatchObject({
      companyName: 'High-Tech', companyKind: 'EC', assigned: [{ subscriptionId: 's1', offerName: 'Business' }],
      phones: [{ extensionId: 'x1', equipmentName: 'OXO_01', extension: '109', publicNumber: '+33390676862' }, { extension: '7788' }],
    }) // prettier-ignore
  })
})

describe('the other lists', () => {
  it('equipment: own, customers, shared (M102); connection; site', () => {
    const list = (input: Partial<Parameters<typeof listEquipment>[1]>) => listEquipment(db, { ...windowOf(), ...input })
    expect(ids(list({ scope: 'own' }))).toEqual(['e1'])
    expect(ids(list({ scope: 'customers' }))).toEqual(['e2'])
    expect(ids(list({ scope: 'shared' }))).toEqual(['e3'])
    expect(ids(list({ scope: 'own', asOf: day(2) }))).toEqual(['e1'])
    expect(list({ connection: 'pending' }).rows).toMatchObject([{ id: 'e2', everConnected: false }])
    expect(list({ companyId: 'own' }).rows).toMatchObject([{ siteName: 'Head office', outboundPrefix: '0' }])
    expect(ids(list({ search: 'pbx8c28' }))).toEqual(['e1'])
    expect(ids(list({ search: 'high-tech' }))).toEqual(['e2'])
    expect(ids(list({ sort: 'companyName' }))).toEqual(['e3', 'e2', 'e1'])
  })
  it('extensions in the order of their numbers, the free ones, and one text (M075)', () => {
    const list = (input: { free?: boolean; search?: string }) =>
      listExtensions(db, { ...windowOf(), equipmentId: 'e1', free: false, ...input })
    expect(list({}).rows.map(({ extension }) => extension)).toEqual(['109', '110', '1100'])
    expect(ids(list({ free: true }))).toEqual(['x3', 'x2'])
    expect(list({ search: '3390' }).rows).toMatchObject([
      { memberName: 'Christian THOMPSON', publicNumber: '+33390676862' },
    ])
  })
  it('company prefixes, sites, links, offers, history (M101, M085, M171)', () => {
    expect(listCompanyPrefixes(db, { ...windowOf(), equipmentId: 'e3' }).rows).toMatchObject([
      { prefix: '8210', label: 'Greentree', companyName: 'Greentree' },
    ])
    expect(listSites(db, windowOf()).rows).toMatchObject([
      { name: 'Head office', companyName: 'Technology Integrator', equipmentCount: 1, centrex: false },
    ])
    expect(
      listLinks(db, { ...windowOf(), direction: 'sent', statuses: ['pending'], search: 'events' }).rows,
    ).toMatchObject([{ asReseller: true }])
    expect(listLinks(db, { ...windowOf(), direction: 'received' }).total).toBe(0)
    expect(listOffers(db)).toMatchObject([{ name: 'Business', canBeSold: true, exclusive: false }])
    expect(listHistory(db, { ...windowOf(), search: 'jessica' }).rows).toMatchObject([
      { plan: 'Business', licences: 10, change: 10 },
    ])
  })
  it('subscriptions: kinds, offer, month of expiry, unused; "--" is not zero (M145)', () => {
    const list = (input: Partial<Parameters<typeof listSubscriptions>[1]>) =>
      listSubscriptions(db, { ...windowOf(), paidOnly: false, ...input })
    expect(ids(list({}))).toEqual(['s1', 's2', 's4', 's3', 's5', 's6', 's7'])
    expect(list({}).total).toBe(7)
    expect(ids(list({ kinds: ['VAD'] }))).toEqual(['s7'])
    expect(ids(list({ offerName: 'Enterprise' }))).toEqual(['s3', 's6', 's7'])
    expect(ids(list({ expiryMonth: '2017-12' }))).toEqual(['s4'])
    expect(ids(list({ unused: true }))).toEqual(['s1', 's3', 's7'])
    expect(list({ offerName: 'Conference' }).rows).toMatchObject([{ billed: null, allocated: null, available: null }])
    expect(ids(list({ search: 'RB-2017060109' }))).toEqual(['s1'])
  })
})

describe('company_count is what counting says (triggers)', () => {
  const counted = () =>
    sqlite
      .prepare(
        `SELECT c.id, (SELECT count(*) FROM member_now WHERE company_id = c.id AND state = 'member') AS members,
          (SELECT count(*) FROM member_now WHERE company_id = c.id AND state = 'member' AND admin = 1) AS admins,
          (SELECT count(*) FROM member_now WHERE company_id = c.id AND state = 'invited') AS invited,
          (SELECT count(*) FROM member_now WHERE company_id = c.id AND state = 'requested') AS requested,
          (SELECT count(*) FROM equipment_now WHERE company_id = c.id) AS equipment,
          (SELECT count(*) FROM subscription_now WHERE company_id = c.id) AS subscriptions,
          (SELECT coalesce(sum(billed), 0) FROM subscription_now WHERE company_id = c.id AND model IN ('monthly', 'prepaid') AND status <> 'terminated') AS billed,
          (SELECT coalesce(sum(allocated), 0) FROM subscription_now WHERE company_id = c.id AND model IN ('monthly', 'prepaid') AND status <> 'terminated') AS allocated
         FROM company_now c ORDER BY c.id`,
      )
      .raw()
      .all()
  const kept = () =>
    sqlite
      .prepare(
        'SELECT company_id, members, admins, invited, requested, equipment, subscriptions, billed, allocated FROM company_count WHERE shown = 1 ORDER BY company_id',
      )
      .raw()
      .all()

  it('after moves, changes, removals, pending edits and their undoing', () => {
    const check = (): void => expect(kept()).toEqual(counted())
    check()
    seen(db, day(2), {
      member: [
        { id: 'm4', company_id: 'sis', admin: 1 },
        { id: 'm3', state: 'member', name: 'Sophia' },
      ],
    })
    check()
    seen(db, day(3), {
      subscription: [
        { id: 's1', company_id: 'ht', billed: 15, allocated: null, model: 'prepaid' },
        { id: 's3', company_id: 'sis', billed: 9, allocated: 1, status: 'terminated' },
      ],
    })
    check()
    gone(db, day(4), tables.equipment, 'e1')
    gone(db, day(4), tables.company, 'snd')
    check()
    const row = { ...rowOf(tables.member, { id: 'm2', company_id: 'ht', admin: 0 }), seen_at: day(1) }
    showOverlay(db, tables.member, 'm2', { row, mark: 'pending' })
    check()
    showOverlay(db, tables.member, 'm2', null)
    check()
    db.run(`UPDATE member SET company_id = 'gre' WHERE id = 'm5'`)
    check()
    db.run(`DELETE FROM subscription WHERE id = 's7'`)
    check()
    expect(kept()).toHaveLength(5)
  })

  it('a partner that is renamed, or comes after its companies, is named by them', () => {
    seen(db, day(2), { company: [{ id: 'late', name: 'Late', partner_id: 'p' }] })
    seen(db, day(3), {
      company: [
        { id: 'p', name: 'Partner' },
        { id: 'own', name: 'TI Group', kind: 'VAD' },
      ],
    })
    expect(companies({ search: 'late' }).rows).toMatchObject([{ partnerName: 'Partner' }])
    expect(companies({ search: 'soundtrack' }).rows).toMatchObject([{ partnerName: 'TI Group' }])
  })
})
