import { describe, expect, test } from 'vitest'
import * as format from '../../renderer/ui/format.ts'
import { type GridColumn, rowsAsTsv } from '../../renderer/ui/grid-columns.ts'
import { decimal } from '../../shared/domain/decimal.ts'
import { money } from '../../shared/domain/money.ts'

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('money', () => {
  test('shows the currency and all minor digits in both languages (M240)', () => {
    expect(format.formatMoney(money(14928, 'EUR'), 'en-GB')).toBe('€149.28')
    expect(plain(format.formatMoney(money(14928, 'EUR'), 'fr-FR'))).toBe('149,28 €')
    expect(plain(format.formatMoney(money(12, 'TND'), 'en-GB'))).toBe('TND 0.012')
    expect(format.formatMoney(money(1200, 'JPY'), 'en-GB')).toBe('JP¥1,200')
  })

  test('is exact where a float is not', () => {
    expect(format.formatMoney(money(9007199254740991, 'EUR'), 'en-GB')).toBe('€90,071,992,547,409.91')
  })

  test('a difference has its sign, zero has none', () => {
    expect(format.formatDifference(money(280, 'EUR'), 'en-GB')).toBe('+€2.80')
    expect(format.formatDifference(money(-280, 'EUR'), 'en-GB')).toBe('−€2.80')
    expect(format.formatDifference(money(0, 'EUR'), 'en-GB')).toBe('€0.00')
  })

  test('a unit price keeps more than two digits', () => {
    expect(format.formatUnitPrice(decimal('2.8'), 'EUR', 'en-GB')).toBe('€2.80')
    expect(format.formatUnitPrice(decimal('0.0375'), 'EUR', 'en-GB')).toBe('€0.0375')
  })
})

describe('counts, quantities and dates', () => {
  test('no value is "--", which is not zero (M145)', () => {
    expect(format.formatCountOrNone(null, 'en-GB')).toBe('--')
    expect(format.formatCountOrNone(0, 'en-GB')).toBe('0')
  })

  test('a history line shows the new total and the signed change (M172)', () => {
    expect(format.formatLicences(20, 20, 'en-GB')).toBe('20 (+20)')
    expect(format.formatLicences(12, -3, 'en-GB')).toBe('12 (−3)')
    expect(format.formatLicences(null, null, 'en-GB')).toBe('--')
  })

  test('quantities keep their digits', () => {
    expect(format.formatQuantity(decimal('372.5'), 'en-GB')).toBe('372.5')
    expect(format.formatQuantity(decimal('15'), 'en-GB')).toBe('15')
  })

  test('a local date is the same day everywhere (M231)', () => {
    expect(format.formatLocalDate('2017-07-01', 'en-GB')).toBe('1 Jul 2017')
  })

  test('bytes in units of 1000', () => {
    expect(plain(format.formatBytes(999, 'en-GB'))).toBe('999 byte')
    expect(plain(format.formatBytes(48_211, 'en-GB'))).toBe('48.2 kB')
  })
})

test('copied rows are tab-separated, with a header, without tabs of their own and without actions', () => {
  type Row = { readonly a: string; readonly n: number }
  const columns: readonly GridColumn<Row>[] = [
    { key: 'a', title: 'Company', text: (row) => row.a, width: 1 },
    { key: 'n', title: 'Billed', text: (row) => String(row.n), width: 1 },
    { key: 'x', title: 'Action', text: () => '', width: 1, action: () => null },
  ]
  const rows = [
    { a: 'Greentree\tLtd\nParis', n: 2 },
    { a: 'Declic', n: 0 },
  ]
  expect(rowsAsTsv(columns, rows)).toBe('Company\tBilled\nGreentree Ltd Paris\t2\nDeclic\t0')
})
