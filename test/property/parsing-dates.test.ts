import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dateFromSerial,
  formatDate,
  inferDateOrder,
  parseDate,
  serialFromDate,
  type DateOrder,
} from '../../shared/domain/parsing/dates.ts'

const days = fc
  .integer({ min: 0, max: 100_000 })
  .map((n) => new Date(Date.UTC(1901, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))
const orders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd']

describe('dates', () => {
  it('V12-V14: writing and reading gives the same day in every order', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...orders), (day, order) => {
        expect(parseDate(formatDate(day, order), order)).toEqual({ ok: true, value: { date: day, time: null } })
      }),
    )
  })
  it('without an order it reads the same day or says AMBIGUOUS, never another day', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...orders), (day, order) => {
        const parsed = parseDate(formatDate(day, order), null)
        expect(parsed.ok ? parsed.value.date : parsed.failure).toSatisfy((seen) => seen === day || seen === 'AMBIGUOUS')
      }),
    )
  })
  it('a column in one order never proves another', () => {
    fc.assert(
      fc.property(
        fc.array(days, { maxLength: 20 }),
        fc.constantFrom('dmy' as const, 'mdy' as const),
        (column, order) => {
          expect([null, order]).toContain(inferDateOrder(column.map((day) => formatDate(day, order))))
        },
      ),
    )
  })
  it('V15, V16: serial days of both systems come back', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(1900 as const, 1904 as const), (day, system) => {
        fc.pre(day >= '1904-01-02')
        expect(dateFromSerial(serialFromDate(day, system), system)).toEqual({
          ok: true,
          value: { date: day, time: null },
        })
      }),
    )
  })
})
