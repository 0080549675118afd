import { describe, expect, it } from 'vitest'
import { dateFromSerial, inferDateOrder, parseDate } from '../../shared/domain/parsing/dates.ts'

const read = (text: string, order: 'dmy' | 'mdy' | 'ymd' | null = null) => {
  const parsed = parseDate(text, order)
  return parsed.ok ? `${parsed.value.date}${parsed.value.time ? ` ${parsed.value.time}` : ''}` : parsed.failure
}

describe('dates as files write them', () => {
  it('M232, V12, V13: the period of the invoice proves dd/mm/yyyy; 01/07/2017 alone proves nothing', () => {
    expect(inferDateOrder(['01/07/2017', '31/07/2017'])).toBe('dmy')
    expect(inferDateOrder(['07/01/2017', '07/31/2017'])).toBe('mdy')
    expect(inferDateOrder(['01/07/2017'])).toBe(null)
    expect(inferDateOrder(['31/07/2017', '07/31/2017'])).toBe('CONFLICT')
    expect(read('01/07/2017')).toBe('AMBIGUOUS')
    expect(read('01/07/2017', 'dmy')).toBe('2017-07-01')
    expect(read('01/07/2017', 'mdy')).toBe('2017-01-07')
    expect(read('31.07.2017', 'dmy')).toBe('2017-07-31')
  })
  it('V14: ISO with and without time and zone keeps the printed day', () => {
    expect(read('2017-07-01')).toBe('2017-07-01')
    expect(read('2017-07-01T23:30:00Z')).toBe('2017-07-01 23:30:00')
    expect(read('2017-07-01 23:30:00.123+02:00')).toBe('2017-07-01 23:30:00')
  })
  it('V15, V16: serial days of both systems, refusing the days around the false leap day', () => {
    expect(dateFromSerial(42917)).toEqual({ ok: true, value: { date: '2017-07-01', time: null } })
    expect(dateFromSerial(41455, 1904)).toEqual({ ok: true, value: { date: '2017-07-01', time: null } })
    expect(dateFromSerial(43063.7145833333)).toEqual({ ok: true, value: { date: '2017-11-24', time: '17:09:00' } })
    expect(dateFromSerial(60).ok).toBe(false)
  })
  it('M172, V17: text months in five languages', () => {
    expect(read('Nov 24, 2017 5:09 PM')).toBe('2017-11-24 17:09:00')
    expect(read('24 nov. 2017')).toBe('2017-11-24')
    expect(read('1er janvier 2018')).toBe('2018-01-01')
    expect(read('1 août 2017')).toBe('2017-08-01')
    expect(read('3. März 2017')).toBe('2017-03-03')
    expect(read('3 de diciembre de 2017')).toBe('2017-12-03')
    expect(read('15 luglio 2017')).toBe('2017-07-15')
    expect(read('Oct 2, 2017')).toBe('2017-10-02')
    expect(read('24-Nov-2017')).toBe('2017-11-24')
  })
  it('refuses days that do not exist', () => {
    expect(read('31/02/2017', 'dmy')).toBe('NOT_A_DATE')
    expect(read('29/02/2017', 'dmy')).toBe('NOT_A_DATE')
    expect(read('2017-13-01')).toBe('NOT_A_DATE')
    expect(read('2017-07-01T25:00')).toBe('NOT_A_DATE')
    expect(read('tomorrow')).toBe('NOT_A_DATE')
  })
})
