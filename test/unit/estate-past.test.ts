import { beforeEach, describe, expect, it } from 'vitest'
import { showOverlay, tables } from '../../electron/engine/db/index.ts'
import { atItsTime, listDays, listDifferences, markLooked, readDigest } from '../../electron/engine/estate/index.ts'
import type { Digest } from '../../shared/contract/estate.ts'
import { memoryDatabase } from '../support/database.ts'
import { day, gone, rowOf, seen, smallEstate } from '../support/estate-rows.ts'

let { db } = memoryDatabase()
beforeEach(() => {
  ;({ db } = memoryDatabase())
  smallEstate(db)
})
const diff = (from: number, to: number, more: { companyId?: string; limit?: number; offset?: number } = {}) =>
  listDifferences(db, { from: day(from), to: day(to), limit: 100, offset: 0, ...more })
const digest = (since?: string): Digest => {
  const read = readDigest(db, since)
  if (!read.ok) throw new Error(read.failure.code)
  return read.value
}
const kinds = (one: Digest): Record<string, readonly string[]> =>
  Object.fromEntries(one.groups.map(({ kind, rows }) => [kind, rows.map(({ title }) => title)]))

describe('an instant of the past', () => {
  it('before the first data is refused and says from when on (AS_OF_TOO_EARLY)', () => {
    expect(atItsTime(db, { asOf: '2017-09-30T00:00:00Z' })).toMatchObject({
      ok: false, failure: { code: 'AS_OF_TOO_EARLY', params: { date: '2017-09-30', first: '2017-10-01' } },
    }) // prettier-ignore
    expect(atItsTime(db, { asOf: '2017-10-01T14:00:00+02:00' })).toEqual({ ok: true, value: { asOf: day(1) } })
    expect(atItsTime(db, {})).toEqual({ ok: true, value: {} })
    expect(atItsTime(memoryDatabase().db, { asOf: day(1) })).toMatchObject({ failure: { code: 'NEVER_SYNCED' } })
  })
  it('during the first pull nothing is whole: the first data are those of its end', () => {
    db.run(
      `INSERT INTO sync_run (command_id, started_at, state, step, cursor, done, total, data_at) VALUES ('c', '${day(1)}', 'done', '', '', 1, 1, '${day(2)}')`,
    )
    expect(atItsTime(db, { asOf: day(1) }).ok).toBe(false)
    expect(atItsTime(db, { asOf: day(2) }).ok).toBe(true)
  })
})

describe('the diff between two dates (Z07)', () => {
  it('X10: SISTEMOS 20/2 and 22/17 are exactly the two figures', () => {
    seen(db, day(4), {
      subscription: [{ id: 's3', company_id: 'sis', offer_name: 'Enterprise', billed: 22, allocated: 17 }],
    })
    expect(diff(3, 5)).toEqual({
      total: 1,
      rows: [
        { entity: 'subscription', id: 's3', title: 'Enterprise', companyId: 'sis', companyName: 'Sistemas', what: 'changed', at: day(4),
          fields: [{ field: 'billed', before: 20, after: 22 }, { field: 'allocated', before: 2, after: 17 }] },
      ],
    }) // prettier-ignore
    expect(diff(4, 5).total).toBe(0)
    expect(diff(2, 3).total).toBe(0)
  })

  it('sorted by each column, both ways; what is equal newest first', () => {
    seen(db, day(3), { company: [{ id: 'new', name: 'Zebra' }] })
    seen(db, day(4), { company: [{ id: 'sis', name: 'Sistemas', kind: 'IR', partner_id: 'own', city: 'Lyon' }] })
    seen(db, day(5), { site: [{ id: 'p1', name: 'Atelier', company_id: 'ht' }] })
    gone(db, day(6), tables.member, 'm5')
    const sorted = (sort: string, descending = false) =>
      listDifferences(db, { from: day(2), to: day(9), limit: 100, offset: 0, sort, descending }).rows.map(
        ({ id }) => id,
      )
    const orders = {
      at: ['new', 'sis', 'p1', 'm5'],
      entity: ['sis', 'new', 'm5', 'p1'],
      title: ['p1', 'sis', 'new', 'm5'],
      companyName: ['p1', 'm5', 'sis', 'new'],
      what: ['new', 'p1', 'sis', 'm5'],
      constructor: ['m5', 'p1', 'sis', 'new'],
    }
    for (const [sort, expected] of Object.entries(orders)) expect(sorted(sort), sort).toEqual(expected)
    expect(sorted('title', true)).toEqual(['m5', 'new', 'sis', 'p1'])
    expect(sorted('at', true)).toEqual(['m5', 'p1', 'sis', 'new'])
    expect(listDifferences(db, { from: day(2), to: day(9), limit: 1, offset: 1, sort: 'title' })).toMatchObject({ total: 4, rows: [{ id: 'sis' }] }) // prettier-ignore
  })

  it('references are told by name: an invited member by address, a link by its company, once', () => {
    seen(db, day(4), {
      company: [{ id: 'gre', name: 'Greentree', partner_id: 'own', plan: 'freemium', status: 'initializing', call_number: '8210' }],
      equipment: [{ id: 'e1', name: 'OXO_01', equipment_id: 'PBX8c28-b3c4', outbound_prefix: '0' }],
      extension: [{ id: 'x2', equipment_id: 'e1', short_number: '1100', member_id: 'm3' }],
      companyLink: [{ id: 'l2', company_name: 'Orchid', company_id: 'unknown-id' }],
    }) // prettier-ignore
    const fields = Object.fromEntries(diff(1, 9).rows.map((row) => [row.id, row.fields]))
    expect(fields.gre).toEqual([{ field: 'partnerName', before: 'Sistemas', after: 'Technology Integrator' }])
    expect(fields.e1).toEqual([{ field: 'siteName', before: 'Head office', after: null }])
    expect(fields.x2).toEqual([{ field: 'memberName', before: null, after: 'sophia.clark@tech-integrator.loc' }])
    expect(fields.l2?.filter(({ field }) => field === 'companyName')).toEqual([{ field: 'companyName', before: null, after: 'Orchid' }]) // prettier-ignore
  })

  it('X13: rights and licences as words; times of change, ids and roles behind the rights are no difference', () => {
    seen(db, day(4), {
      member: [
        {
          id: 'm2',
          name: 'John GARCIA',
          email: 'john.garcia@tech-integrator.loc',
          admin: 0,
          licences: '["Essential"]',
          licence_ids: '[1]',
          roles: '["user","x"]',
          updated_at: day(4),
          last_login_at: day(4),
        },
      ],
    })
    expect(diff(1, 9).rows).toMatchObject([
      {
        id: 'm2',
        fields: [
          { field: 'licences', before: 'Business', after: 'Essential' },
          { field: 'admin', before: true, after: false },
        ],
      },
    ])
    expect(diff(1, 9).rows[0]?.fields).toHaveLength(2)
  })

  it('a change that only touched internal columns is none', () => {
    seen(db, day(4), {
      company: [
        {
          id: 'ht',
          name: 'High-Tech',
          partner_id: 'own',
          city: 'Évry',
          support_email: 'help@integrator.loc',
          updated_at: day(4),
        },
      ],
    })
    expect(diff(1, 9)).toEqual({ rows: [], total: 0 })
    expect(digest(day(1)).groups.map(({ kind }) => kind)).toEqual(['expiring'])
  })

  it('several versions in between are one difference; there and back again is none; came and went is none', () => {
    seen(db, day(3), {
      company: [
        { id: 'snd', name: 'SoundTrack', kind: 'IR', partner_id: 'own', admin_can_update: 1 },
        { id: 'tmp', name: 'Tmp' },
      ],
    })
    seen(db, day(5), {
      company: [{ id: 'snd', name: 'SoundTrack Ltd', kind: 'IR', partner_id: 'own', admin_can_update: 1 }],
    })
    gone(db, day(5), tables.company, 'tmp')
    expect(diff(1, 9).rows).toMatchObject([
      {
        id: 'snd',
        at: day(5),
        fields: [
          { field: 'name', before: 'SoundTrack' },
          { field: 'plan', before: 'freemium', after: 'premium' },
        ],
      },
    ])
    seen(db, day(7), {
      company: [
        { id: 'snd', name: 'SoundTrack', kind: 'IR', partner_id: 'own', plan: 'freemium', admin_can_update: 1 },
      ],
    })
    expect(diff(1, 9).total).toBe(0)
    expect(diff(5, 7).total).toBe(1)
  })

  it('what came, what went, references as names; newest first; windowed; of one company', () => {
    seen(db, day(3), { company: [{ id: 'new', name: 'Nouvelle', partner_id: 'sis' }] })
    gone(db, day(4), tables.equipment, 'e2')
    seen(db, day(5), { member: [{ id: 'm5', company_id: 'ht', name: 'Zoë Núñez', email: 'zoe@sistemos.loc' }] })
    const all = diff(1, 9)
    expect(all.rows.map(({ what, title }) => [what, title])).toEqual([
      ['changed', 'Zoë Núñez'],
      ['removed', 'Demo_OXE'],
      ['added', 'Nouvelle'],
    ])
    expect(all.rows[0]?.fields).toEqual([{ field: 'companyName', before: 'Sistemas', after: 'High-Tech' }])
    expect(all.rows[2]?.fields).toContainEqual({ field: 'partnerName', before: null, after: 'Sistemas' })
    expect(diff(1, 9, { limit: 1, offset: 1 })).toEqual({ rows: [all.rows[1]], total: 3 })
    expect(diff(1, 9, { offset: 9 })).toEqual({ rows: [], total: 3 })
    expect(diff(1, 9, { companyId: 'sis' }).rows.map(({ id }) => id)).toEqual(['m5'])
    expect(diff(1, 9, { companyId: 'ht' }).rows.map(({ id }) => id)).toEqual(['m5', 'e2'])
  })

  it('edits that wait to be sent are in no past', () => {
    showOverlay(db, tables.company, 'ht', {
      row: { ...rowOf(tables.company, { id: 'ht', name: 'Other' }), seen_at: '' },
      mark: 'pending',
    })
    expect([diff(1, 9).total, listDays(db)]).toEqual([0, [{ on: '2017-10-01', changes: 28 }]])
  })
})

describe('the days on which something changed', () => {
  it('newest first; a changed row is one change, a removed one, too', () => {
    seen(db, day(4), {
      company: [
        { id: 'ht', name: 'HT' },
        { id: 'x', name: 'X' },
      ],
    })
    gone(db, day(6), tables.member, 'm5')
    expect(listDays(db).slice(0, 2)).toEqual([
      { on: '2017-10-06', changes: 1 },
      { on: '2017-10-04', changes: 2 },
    ])
  })
})

describe('the digest (Z17)', () => {
  beforeEach(() => {
    const john = { id: 'm2', name: 'John GARCIA', email: 'john.garcia@tech-integrator.loc' }
    seen(db, day(4), {
      company: [{ id: 'new', name: 'Nouvelle' }, { id: 'snd', name: 'SoundTrack', kind: 'IR', partner_id: 'own', admin_can_update: 1 }],
      subscription: [{ id: 's3', company_id: 'sis', offer_name: 'Enterprise', billed: 22, allocated: 17 }],
      equipment: [{ id: 'e2', company_id: 'ht', name: 'Demo_OXE', server_type: 'OmniPCX Enterprise' }],
      member: [{ ...john, admin: 0, licences: '["Essential"]' }, { id: 'm7', company_id: 'ht', name: 'Newcomer' }],
      site: [{ id: 'p1', name: 'Main office' }],
    }) // prettier-ignore
    gone(db, day(5), tables.member, 'm5')
    gone(db, day(5), tables.company, 'hop')
  })
  const expected = {
    'new-companies': ['Nouvelle'],
    'removed-companies': ['Café Élan'],
    'plan-changed': ['SoundTrack'],
    'licences-changed': ['John GARCIA', 'Enterprise'],
    'connection-changed': ['Demo_OXE'],
    'members-joined': ['Newcomer'],
    'members-left': ['Zoë Núñez'],
    'rights-changed': ['John GARCIA'],
    other: ['Head office'],
    expiring: ['Business PrePaid 3 Years'],
  }

  it('since an instant: each kind with its things', () => {
    const read = digest(day(2))
    expect(read).toMatchObject({ since: day(2), upTo: day(5) })
    expect(kinds(read)).toEqual({ ...expected, other: ['Main office'] })
    for (const { count, rows } of read.groups) expect(count).toBe(rows.length)
  })

  it('never looked: since the first data, and says so; after a look: nothing but what expires', () => {
    expect(digest()).toMatchObject({ since: null, upTo: day(5) })
    expect(Object.keys(kinds(digest()))).toEqual(Object.keys(expected))
    const command = { commandId: '3c8e8f0e-3b0f-4c1e-9d0a-000000000001', at: '2017-10-07T08:00:00.000Z', upTo: day(5) }
    expect(markLooked(db, command)).toEqual({ ok: true, value: { upTo: day(5) } })
    expect(markLooked(db, command)).toEqual({ ok: true, value: { upTo: day(5) } })
    expect(db.get('SELECT count(*) AS n FROM command_log')).toEqual({ n: 1 })
    expect([digest().since, Object.keys(kinds(digest()))]).toEqual([day(5), ['expiring']])
    seen(db, day(8), { company: [{ id: 'new', name: 'Nouvelle', plan: 'freemium' }] })
    expect(kinds(digest())['plan-changed']).toEqual(['Nouvelle'])
  })

  it('before the first data is refused; without any data it is empty', () => {
    expect(readDigest(db, '2016-01-01T00:00:00Z')).toMatchObject({ ok: false, failure: { code: 'AS_OF_TOO_EARLY' } })
    expect(readDigest(memoryDatabase().db, undefined)).toMatchObject({ ok: true, value: { groups: [] } })
  })
})
