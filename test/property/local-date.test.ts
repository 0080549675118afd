import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, addMonths, isLocalDate, lastDayOf } from '../../shared/domain/local-date.ts'

const instants = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9990, 0, 1) })
const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

it('days, months and ends of months are those of the calendar, leap years too', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: -400, max: 400 }), (instant, count) => {
      const date = dateOf(instant)
      const midnight = Date.parse(`${date}T00:00:00Z`)
      const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1]
      for (const days of [count, count % 29, -1, 1])
        expect(addDays(date, days)).toBe(dateOf(midnight + days * 86_400_000))
      expect(isLocalDate(date)).toBe(true)
      expect(addMonths(date.slice(0, 7), count)).toBe(dateOf(Date.UTC(year, month + count, 1)).slice(0, 7))
      expect(lastDayOf(date.slice(0, 7))).toBe(dateOf(Date.UTC(year, month + 1, 0)))
    }),
    { numRuns: 3000 },
  )
})

it('what is no date is refused as before', () => {
  for (const text of ['2017-02-32', '2017-13-01', 'x', '']) expect(() => addDays(text, 1)).toThrow(RangeError)
  for (const text of ['2017-13', 'x']) expect(() => addMonths(text, 1)).toThrow(RangeError)
  for (const text of [
    '2017-02-29',
    '2100-02-29',
    '2017-00-01',
    '2017-01-00',
    '2017-1-01',
    '2017-01-1x',
    '2017-01-010',
    '2017/01/01',
  ])
    expect(isLocalDate(text)).toBe(false)
  expect([addDays('2020-02-28', 1), addDays('2100-02-28', 1), addDays('2018-01-01', -1)]).toEqual(['2020-02-29', '2100-03-01', '2017-12-31']) // prettier-ignore
})
