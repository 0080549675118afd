import { describe, expect, it } from 'vitest'
import { excerpt } from '../../electron/engine/imports/readers/index.ts'
import { failureOf, JULY_CDR, sample, valueOf } from './reader-fixtures.ts'

describe('the neighbourhood of a figure', () => {
  it('M236: lines around a place of the PDF, the hit marked', async () => {
    const shown = valueOf(
      await excerpt(sample('INV00000150.pdf'), 'INV00000150.pdf', { kind: 'pdf', page: 1, line: 16 }, 2),
    )
    expect(shown.title).toBe('INV00000150.pdf, page 1')
    expect(shown.rows.map(({ number, hit }) => [number, hit])).toEqual([
      [14, false],
      [15, false],
      [16, true],
      [17, false],
      [18, false],
    ])
    expect(shown.rows[2]?.cells.slice(1)).toEqual(['01/07/2017 - 31/07/2017', '15', '€2.80', '€42.00'])
  })
  it('M257: rows around a place of a sheet, with the column titles', async () => {
    for (const kind of ['csv', 'xls', 'xlsx'] as const) {
      const sheet = kind === 'csv' ? 'whatever it was called' : 'RB-SERV'
      const shown = valueOf(
        await excerpt(sample(`${JULY_CDR}.${kind}`), `cdr.${kind}`, { kind: 'sheet', sheet, row: 4 }),
      )
      expect(shown.header?.[12]).toBe('Subscription Number')
      expect(shown.rows).toHaveLength(6)
      expect(shown.rows.find(({ hit }) => hit)?.cells[12]).toBe('RB-201706010905')
    }
  })
  it('says when the file has no such place', async () => {
    const missing = [
      await excerpt(sample('INV00000150.pdf'), 'x.pdf', { kind: 'pdf', page: 3, line: 1 }),
      await excerpt(sample(`${JULY_CDR}.xlsx`), 'x.xlsx', { kind: 'sheet', sheet: 'Other', row: 1 }),
      await excerpt(sample(`${JULY_CDR}.csv`), 'x.csv', { kind: 'sheet', sheet: 'x', row: 99 }),
    ]
    for (const result of missing) expect(failureOf(result).code).toBe('NOT_FOUND')
  })
})
