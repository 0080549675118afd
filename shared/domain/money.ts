import { type Decimal, formatDecimal, parseDecimal } from './decimal.ts'

/** An exact amount: integer minor units of an ISO 4217 currency. */
export type Money = { readonly minor: number; readonly currency: string }

/** Minor-unit digits of the currencies that are not two (ISO 4217). */
const EXPONENTS: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, CLP: 0, TND: 3, KWD: 3, BHD: 3 }

export const minorDigits = (currency: string): number => EXPONENTS[currency] ?? 2

/** Rounds half up on the magnitude, then signs: a credit line rounds like the line that it cancels. */
export const roundHalfUp = (units: bigint, scale: number, toScale: number): number => {
  if (scale <= toScale) return Number(units * 10n ** BigInt(toScale - scale))
  const divisor = 10n ** BigInt(scale - toScale)
  const magnitude = units < 0n ? -units : units
  const rounded = Number((magnitude * 2n + divisor) / (divisor * 2n))
  return units < 0n && rounded !== 0 ? -rounded : rounded
}

/** The same rounding without BigInt where every step stays below 2^53; null where it might not. */
const roundSmall = (units: number, excess: number): number | null => {
  if (excess < 0 || excess > 12 || !Number.isSafeInteger(units)) return null
  const divisor = 10 ** excess
  const magnitude = Math.abs(units)
  const rest = magnitude % divisor
  const rounded = (magnitude - rest) / divisor + (rest * 2 >= divisor ? 1 : 0)
  return units < 0 && rounded !== 0 ? -rounded : rounded
}

/**
 * The published rounding rule: line amount = quantity x unit price, half up to minor units. The caller checks
 * Number.isSafeInteger(minor) where the factors come from a file: beyond 2^53 the amount is no longer exact.
 */
export const lineAmount = (quantity: Decimal, unitPrice: Decimal, currency: string): Money => {
  const digits = minorDigits(currency)
  const scale = quantity.scale + unitPrice.scale
  return {
    minor:
      roundSmall(quantity.units * unitPrice.units, scale - digits) ??
      roundHalfUp(BigInt(quantity.units) * BigInt(unitPrice.units), scale, digits),
    currency,
  }
}

/** VAT on the invoice's net, half up to minor units; `rate` is a fraction such as 0.20. */
export const vatOf = (net: Money, rate: Decimal): Money => ({
  minor: roundHalfUp(BigInt(net.minor) * BigInt(rate.units), rate.scale, 0),
  currency: net.currency,
})

export const money = (minor: number, currency: string): Money => ({ minor, currency })

/**
 * Sums amounts of one currency; two currencies are never added together, so mixing them throws (a bug). RangeError where
 * the sum is beyond 2^53 minor units and so no longer exact.
 */
export const sumMoney = (amounts: readonly Money[], currency: string): Money => {
  let minor = 0
  for (const amount of amounts) {
    if (amount.currency !== currency) throw new Error(`cannot add ${amount.currency} to ${currency}`)
    minor += amount.minor
    if (!Number.isSafeInteger(minor)) throw new RangeError('sum of amounts exceeds 2^53 minor units')
  }
  return { minor, currency }
}

export const subtractMoney = (a: Money, b: Money): Money => sumMoney([a, { ...b, minor: -b.minor }], a.currency)

/** "149.28", "-2.80": decimal text with all minor digits, no currency. The JSON form of money. */
export const moneyText = (m: Money): string => {
  const digits = minorDigits(m.currency)
  return formatDecimal({ units: m.minor, scale: digits }, digits)
}

/** Reads "149.28" as money; null when it is no decimal or has more digits than the currency. */
export const moneyFromText = (text: string, currency: string): Money | null => {
  const parsed = parseDecimal(text)
  if (!parsed.ok) return null
  const digits = minorDigits(currency)
  if (parsed.value.scale > digits) return null
  return { minor: Number(BigInt(parsed.value.units) * 10n ** BigInt(digits - parsed.value.scale)), currency }
}
