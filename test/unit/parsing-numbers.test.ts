import { describe, expect, it } from 'vitest'
import { decimalFromNumber, formatNumber, inferDecimalMark, parseNumber } from '../../shared/domain/parsing/numbers.ts'

const value = (text: string, mark: '.' | ',' | null) => {
  const parsed = parseNumber(text, mark)
  return parsed.ok ? [parsed.value.value.units, parsed.value.value.scale] : parsed.failure
}

describe('numbers as files write them', () => {
  it('M250: reads a currency sign set before the figures without a space', () => {
    expect(parseNumber('€2.80', '.')).toEqual({ ok: true, value: { value: { units: 280, scale: 2 }, currency: 'EUR' } })
  })
  it('V08-V11: reads decimal comma and the four kinds of thousands marks', () => {
    expect(value('2,80', ',')).toEqual([280, 2])
    expect(value('1.234,50', ',')).toEqual([123450, 2])
    expect(value('1 234,50', ',')).toEqual([123450, 2])
    expect(value('1\u202f234,50', ',')).toEqual([123450, 2])
    expect(value('1\u00a0234\u00a0567,5', ',')).toEqual([12345675, 1])
    expect(value("1'234.50", '.')).toEqual([123450, 2])
    expect(value('1,234.50', '.')).toEqual([123450, 2])
  })
  it('V33, V35: reads apostrophe, spaces, currency anywhere, parentheses and trailing minus', () => {
    for (const text of [
      "'-12,00",
      ' -12,00 ',
      '12,00-',
      '(12,00)',
      '-12,00 €',
      '€ -12,00',
      '−12,00',
      'EUR (12,00)',
      '(€12,00)',
    ])
      expect([text, value(text, ',')]).toEqual([text, [-1200, 2]])
    expect(value('-0,00', ',')).toEqual([0, 2])
  })
  it('refuses what is no number, or has two signs, or badly placed groups', () => {
    for (const text of [
      '',
      '-',
      '€',
      'n/a',
      '--5',
      '(-5)',
      '5-5',
      '1.23.456',
      '12,34,5',
      '1 23',
      '3EY95003AA',
      '9007199254740993',
    ])
      expect([text, value(text, '.')]).toEqual([text, 'NOT_A_NUMBER'])
  })
  it('never guesses between a thousand and a thousandth', () => {
    expect(value('1.234', null)).toBe('AMBIGUOUS')
    expect(value('1,234', null)).toBe('AMBIGUOUS')
    expect(value('1.234', ',')).toEqual([1234, 0])
    expect(value('1.234', '.')).toEqual([1234, 3])
    expect(value('0.045', null)).toEqual([45, 3])
  })
  it('infers the decimal mark from a whole column and says when it contradicts itself', () => {
    expect(inferDecimalMark(['15', '1.234', '2,80'])).toBe(',')
    expect(inferDecimalMark(['1.234.567'])).toBe(',')
    expect(inferDecimalMark(['15', '12'])).toBe(null)
    expect(inferDecimalMark(['1.234'])).toBe(null)
    expect(inferDecimalMark(['2,80', '2.80'])).toBe('CONFLICT')
  })
  it('reads the decimal that a binary number stands for', () => {
    expect(decimalFromNumber(16.759999999999998)).toEqual({ ok: true, value: { units: 1676, scale: 2 } })
    expect(decimalFromNumber(0.1 + 0.2)).toEqual({ ok: true, value: { units: 3, scale: 1 } })
    expect(decimalFromNumber(1e-7)).toEqual({ ok: true, value: { units: 1, scale: 7 } })
    expect(decimalFromNumber(-1.5e-7)).toEqual({ ok: true, value: { units: -15, scale: 8 } })
    expect(decimalFromNumber(Number.NaN).ok).toBe(false)
  })
  it('writes thousands groups', () => {
    expect(formatNumber({ units: 123456750, scale: 2 }, { decimalMark: ',', groupMark: '.' }, 2)).toBe('1.234.567,50')
  })
})
