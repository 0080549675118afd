import { beforeEach, describe, expect, it } from 'vitest'
import { showOverlay, tables } from '../../electron/engine/db/index.ts'
import { searchEstate } from '../../electron/engine/estate/index.ts'
import { memoryDatabase } from '../support/database.ts'
import { day, gone, rowOf, seen, smallEstate } from '../support/estate-rows.ts'

let { db } = memoryDatabase()
beforeEach(() => {
  ;({ db } = memoryDatabase())
  smallEstate(db)
  db.run(
    `INSERT INTO register_invoice (number, invoice_date, currency, seen_at) VALUES ('INV00000150', '2017-07-01', 'EUR', '${day(1)}')`,
  )
})
const search = (text: string, limit = 20) => searchEstate(db, { text, limit })
const found = (text: string): string[] => search(text).map(({ entity, id }) => `${entity} ${id}`)

describe('the global search (F01)', () => {
  it.each([
    ['High-Tech', ['company ht', 'operation h1', 'member m4']],
    ['ref_ir_01', ['company sis']],
    ['evry', ['company ht']],
    ['CAFÉ', ['company hop']],
    ['cafe', ['company hop']],
    ['8210', ['company gre']],
    ['help@integrator.loc', ['company ht', 'company own']],
    ['robinson', ['member m1', 'operation h1']],
    ['Garcia', ['member m2']],
    ['jo', ['member m2']],
    ['núñ', ['member m5']],
    ['+447848311690', ['member m4']],
    ['03.90.67.68.62', ['member m4']],
    ['sophia.clark@tech-integrator.loc', ['member m3']],
    ['PBX8c28', ['equipment e1']],
    ['OTEC-S', ['equipment e3']],
    ['RB-201706010903', ['subscription s1']],
    ['3EY95001AA', ['subscription s1']],
    ['PrePaid 3', ['subscription s4']],
    ['head office', ['site p1']],
    ['INV00000150', ['invoice INV00000150']],
    ['150', ['invoice INV00000150']],
    ['nothing at all', []],
    ['', []],
    ['   ', []],
    ['"', []],
    ['" OR "', []],
    ['* AND', []],
    ['sis\u0002', ['company sis']],
  ])('%j finds %j', (text, expected) => {
    const hits = found(text)
    expect(hits.filter((one) => expected.includes(one))).toEqual(expected)
    if (expected.length === 0) expect(hits).toEqual([])
  })

  it('says in which text it was found', () => {
    expect(search('ref_ir')[0]).toMatchObject({
      title: 'Sistemas',
      found: 'Ref_IR_01',
      companyName: 'Sistemas',
      until: null,
    })
    expect(search('7788')[0]).toMatchObject({ title: 'Christian THOMPSON', companyId: 'ht', companyName: 'High-Tech' })
    expect(search('7788')[0]?.found).toContain('7788')
  })

  it('ranks exact, then beginning, then a word that begins so, then contained; companies first', () => {
    seen(db, day(1), {
      company: [
        { id: 'r1', name: 'Terranova' },
        { id: 'r2', name: 'Casa Nova' },
        { id: 'r3', name: 'Novatel' },
        { id: 'r4', name: 'Nova' },
      ],
      member: [{ id: 'r5', name: 'Nova' }],
    })
    expect(found('nova')).toEqual(['company r4', 'company r3', 'company r2', 'company r1', 'member r5'])
    expect(found('no').slice(0, 3)).toEqual(['company r4', 'company r3', 'company r2'])
  })

  it('companies leave room for the rest', () => {
    seen(db, day(1), {
      company: Array.from({ length: 30 }, (_, n) => ({ id: `n${n}`, name: `Mirador ${n}` })),
      member: Array.from({ length: 30 }, (_, n) => ({ id: `k${n}`, name: `Mira Do ${n}` })),
    })
    const entities = search('mira', 12).map(({ entity }) => entity)
    expect([entities.filter((one) => one === 'company').length, entities.length]).toEqual([8, 12])
    expect(search('mirador', 12)).toHaveLength(12)
  })

  it('a past name finds its company and says until when it was so (X11, M080)', () => {
    seen(db, day(8), { company: [{ id: 'sis', name: 'SISTEMOS', kind: 'IR' }] })
    expect(search('Sistemas')[0]).toMatchObject({ id: 'sis', title: 'SISTEMOS', found: 'Sistemas', until: day(8) })
    expect(search('sist')[0]).toMatchObject({ id: 'sis', found: 'SISTEMOS', until: null })
    expect(search('sistemos')[0]).toMatchObject({ until: null })
  })

  it('is in step with what is shown: changed, ended, pending, undone', () => {
    seen(db, day(2), { member: [{ id: 'm2', name: 'John GARCIA-LOPEZ', email: 'x@y.loc' }] })
    expect([found('lopez'), found('john.garcia@')]).toEqual([['member m2'], []])
    gone(db, day(3), tables.member, 'm2')
    expect(found('lopez')).toEqual([])
    const row = { ...rowOf(tables.company, { id: 'ht', name: 'Hauttech' }), seen_at: day(1) }
    showOverlay(db, tables.company, 'ht', { row, mark: 'pending' })
    expect([found('hauttech'), search('high-tech').filter(({ entity }) => entity === 'company')]).toEqual([
      ['company ht'],
      [],
    ])
    showOverlay(db, tables.company, 'ht', null)
    expect([found('hauttech'), found('high-tech')[0]]).toEqual([[], 'company ht'])
    db.run(`DELETE FROM operation WHERE id = 'h1'`)
    expect(found('robinson')).toEqual(['member m1'])
  })
})
