import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameDecimal } from '../../shared/domain/decimal.ts'
import {
  decimalFromNumber,
  formatNumber,
  inferDecimalMark,
  parseNumber,
  type NumberConvention,
} from '../../shared/domain/parsing/numbers.ts'

const conventions: readonly NumberConvention[] = [
  { decimalMark: '.', groupMark: null },
  { decimalMark: '.', groupMark: ',' },
  { decimalMark: '.', groupMark: "'" },
  { decimalMark: '.', groupMark: ' ' },
  { decimalMark: ',', groupMark: null },
  { decimalMark: ',', groupMark: '.' },
  { decimalMark: ',', groupMark: ' ' },
]
const decimals = fc.record({
  units: fc.integer({ min: -(10 ** 14), max: 10 ** 14 }),
  scale: fc.integer({ min: 0, max: 6 }),
})
const dressings = [
  (text: string) => text,
  (text: string) => ` ${text}\u00a0`,
  (text: string) => `'${text}`,
  (text: string) => `${text} €`,
  (text: string) => `€${text}`,
  (text: string) => (text.startsWith('-') ? `(${text.slice(1)})` : text),
  (text: string) => (text.startsWith('-') ? `${text.slice(1)}-` : text),
]

describe('numbers', () => {
  it('V08-V11, V33, V35: writing and reading gives the same number in every convention and dress', () => {
    fc.assert(
      fc.property(
        decimals,
        fc.constantFrom(...conventions),
        fc.constantFrom(...dressings),
        (value, convention, dress) => {
          const parsed = parseNumber(dress(formatNumber(value, convention)), convention.decimalMark)
          expect(parsed.ok && sameDecimal(parsed.value.value, value)).toBe(true)
        },
      ),
    )
  })
  it('without a known mark it reads the same number or says AMBIGUOUS, never another number', () => {
    fc.assert(
      fc.property(decimals, fc.constantFrom(...conventions), (value, convention) => {
        const parsed = parseNumber(formatNumber(value, convention), null)
        expect(parsed.ok ? sameDecimal(parsed.value.value, value) : parsed.failure === 'AMBIGUOUS').toBe(true)
      }),
    )
  })
  it('a column written in one convention never proves the other', () => {
    fc.assert(
      fc.property(fc.array(decimals, { maxLength: 30 }), fc.constantFrom(...conventions), (column, convention) => {
        const mark = inferDecimalMark(column.map((value) => formatNumber(value, convention)))
        expect([null, convention.decimalMark]).toContain(mark)
      }),
    )
  })
  it('a binary number of at most 15 digits comes back exactly', () => {
    fc.assert(
      fc.property(decimals, (value) => {
        const back = decimalFromNumber(Number(formatNumber(value, { decimalMark: '.', groupMark: null })))
        expect(back.ok && sameDecimal(back.value, value)).toBe(true)
      }),
    )
  })
})
