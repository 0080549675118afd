import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDecimals, compareDecimals, type Decimal, formatDecimal, parseDecimal } from '../../shared/domain/decimal.ts'
import { lineAmount, money, moneyFromText, moneyText, roundHalfUp, sumMoney } from '../../shared/domain/money.ts'

const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'TND')
const decimals = fc.record({ units: fc.integer({ min: -1e12, max: 1e12 }), scale: fc.integer({ min: 0, max: 6 }) })
const price = fc.record({ units: fc.integer({ min: -1e7, max: 1e7 }), scale: fc.integer({ min: 0, max: 6 }) })
const negated = ({ units, scale }: Decimal): Decimal => ({ units: units === 0 ? 0 : -units, scale })

/** Half up on the digits of the magnitude as text: another way than the code's. */
const roundedByText = (units: bigint, drop: number): bigint => {
  const digits = (units < 0n ? -units : units).toString().padStart(drop + 1, '0')
  const kept = BigInt(digits.slice(0, digits.length - drop))
  const up = drop > 0 && digits.charCodeAt(digits.length - drop) >= '5'.charCodeAt(0)
  const magnitude = up ? kept + 1n : kept
  return units < 0n ? -magnitude : magnitude
}

describe('rounding', () => {
  it('is half up on the magnitude, exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 9 }), (units, drop) => {
        expect(BigInt(roundHalfUp(units, drop + 2, 2))).toBe(roundedByText(units, drop))
      }),
    )
  })

  it('line amounts agree with whole-number arithmetic of any length', () => {
    fc.assert(
      fc.property(decimals, price, (quantity, unitPrice) => {
        const scale = quantity.scale + unitPrice.scale
        const product = BigInt(quantity.units) * BigInt(unitPrice.units) * (scale < 2 ? 10n ** BigInt(2 - scale) : 1n)
        const exact = roundedByText(product, Math.max(0, scale - 2))
        expect(lineAmount(quantity, unitPrice, 'EUR').minor).toBe(Number(exact))
      }),
      { numRuns: 2000 },
    )
  })

  it('a credit cancels the line that it is for', () => {
    fc.assert(
      fc.property(decimals, price, currency, (quantity, unitPrice, iso) => {
        const line = lineAmount(quantity, unitPrice, iso)
        const credit = lineAmount(negated(quantity), unitPrice, iso)
        expect(line.minor + credit.minor).toBe(0)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('money and decimals as text', () => {
  it('money comes back as it went', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, (minor, iso) => {
        const amount = money(minor, iso)
        expect(moneyFromText(moneyText(amount), iso)).toEqual(amount)
      }),
    )
  })

  it('a decimal comes back equal', () => {
    fc.assert(
      fc.property(price, fc.integer({ min: 0, max: 4 }), (value, fraction) => {
        const parsed = parseDecimal(formatDecimal(value, fraction))
        expect(parsed.ok && compareDecimals(parsed.value, value)).toBe(0)
      }),
    )
  })
})

describe('sums', () => {
  it('of money are exact', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e12, max: 1e12 }), { maxLength: 500 }), (minors) => {
        const sum = sumMoney(
          minors.map((minor) => money(minor, 'EUR')),
          'EUR',
        )
        expect(BigInt(sum.minor)).toBe(minors.reduce((total, minor) => total + BigInt(minor), 0n))
      }),
    )
  })

  it('of decimals are exact and do not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(price, { minLength: 1, maxLength: 100 }), (values) => {
        const zero = { units: 0, scale: 0 }
        const sum = values.reduce(addDecimals, zero)
        const exact = values.reduce((total, { units, scale }) => total + BigInt(units) * 10n ** BigInt(6 - scale), 0n)
        expect(BigInt(sum.units) * 10n ** BigInt(6 - sum.scale)).toBe(exact)
        expect(compareDecimals([...values].reverse().reduce(addDecimals, zero), sum)).toBe(0)
      }),
    )
  })
})
