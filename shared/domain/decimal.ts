import type { Result } from '../util/result.ts'
import { fail, ok } from '../util/result.ts'

/** An exact decimal number: `units` / 10^`scale`. Quantities, minutes and unit prices are decimals, never floats. */
export type Decimal = { readonly units: number; readonly scale: number }

const PLAIN = /^([+-]?)(\d+)(?:\.(\d+))?$/

/** Parses "15", "-2.80", "372.5". `NOT_A_DECIMAL` for anything else, also when it exceeds 2^53 units. */
export const parseDecimal = (text: string): Result<Decimal, 'NOT_A_DECIMAL'> => {
  const match = PLAIN.exec(text.trim())
  if (!match) return fail('NOT_A_DECIMAL')
  const [, sign, whole = '', fraction = ''] = match
  const magnitude = Number(whole + fraction)
  if (!Number.isSafeInteger(magnitude)) return fail('NOT_A_DECIMAL')
  return ok({ units: sign === '-' && magnitude !== 0 ? -magnitude : magnitude, scale: fraction.length })
}

/** A decimal from a literal in code, such as decimal('2.80'); throws on a malformed literal, which is a bug. */
export const decimal = (literal: string): Decimal => {
  const parsed = parseDecimal(literal)
  if (!parsed.ok) throw new Error(`not a decimal literal: ${literal}`)
  return parsed.value
}

export const wholeNumber = (n: number): Decimal => ({ units: n, scale: 0 })

const atScale = (d: Decimal, scale: number): bigint => BigInt(d.units) * 10n ** BigInt(scale - d.scale)

/** Negative, zero or positive, like a sort function; 2.8 and 2.80 are equal. */
export const compareDecimals = (a: Decimal, b: Decimal): number => {
  if (a.scale === b.scale) return a.units - b.units
  const scale = Math.max(a.scale, b.scale)
  const difference = atScale(a, scale) - atScale(b, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export const sameDecimal = (a: Decimal, b: Decimal): boolean => compareDecimals(a, b) === 0

/** The exact sum at the finer scale. Throws RangeError beyond 2^53 units rather than lose a digit. */
export const addDecimals = (a: Decimal, b: Decimal): Decimal => {
  const scale = Math.max(a.scale, b.scale)
  const plain = a.scale === b.scale ? a.units + b.units : Number.NaN
  const units = Number.isSafeInteger(plain) ? plain : Number(atScale(a, scale) + atScale(b, scale))
  if (!Number.isSafeInteger(units)) throw new RangeError('sum of decimals exceeds 2^53 units')
  return { units, scale }
}

/** Plain text with a decimal point and at least `minimumFraction` fraction digits: {280, 2} is "2.80". */
export const formatDecimal = (d: Decimal, minimumFraction = 0): string => {
  const negative = d.units < 0
  const digits = String(Math.abs(d.units)).padStart(d.scale + 1, '0')
  const whole = digits.slice(0, digits.length - d.scale)
  const fraction = digits
    .slice(digits.length - d.scale)
    .replace(/0+$/, '')
    .padEnd(minimumFraction, '0')
  return `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}
