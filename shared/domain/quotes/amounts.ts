import { fail, ok, type Result } from '../../util/result.ts'
import { compareDecimals, type Decimal } from '../decimal.ts'
import { type Money, minorDigits, roundHalfUp, subtractMoney, sumMoney } from '../money.ts'
import { refuseQuantity } from '../subscription-rules.ts'

/** What a line of a quote is computed from. `discount` is a fraction: 0.05 is five percent. */
export type LineFigures = { readonly quantity: number; readonly unitPrice: Decimal; readonly discount: Decimal }

export type LineProblem = 'QUANTITY' | 'UNIT_PRICE' | 'DISCOUNT' | 'TOO_LARGE'

/** A hundredth of a percent, and a millionth of the currency: what a quote can print. */
const DISCOUNT_DIGITS = 4
const PRICE_DIGITS = 6
/** Two hundred such amounts, their tax included, are still exact. */
const LARGEST_MINOR = 10_000_000_000_000

const ZERO: Decimal = { units: 0, scale: 0 }
const ONE: Decimal = { units: 1, scale: 0 }

/** The same number with as few digits as it needs: {250, 2} is {25, 1}. */
const shortest = (d: Decimal): Decimal => {
  let { units, scale } = d
  while (scale > 0 && units % 10 === 0) {
    units /= 10
    scale -= 1
  }
  return { units, scale }
}

const isBetween = (d: Decimal, low: Decimal, high: Decimal): boolean =>
  compareDecimals(low, d) <= 0 && compareDecimals(d, high) <= 0

/** A fraction from 0 to 1 with at most four digits: a discount, a rate of VAT. */
export const isFraction = (d: Decimal): boolean => isBetween(d, ZERO, ONE) && shortest(d).scale <= DISCOUNT_DIGITS

const problemOf = ({ quantity, unitPrice, discount }: LineFigures): LineProblem | null => {
  if (refuseQuantity(quantity)) return 'QUANTITY'
  if (unitPrice.units < 0 || shortest(unitPrice).scale > PRICE_DIGITS) return 'UNIT_PRICE'
  return isFraction(discount) ? null : 'DISCOUNT'
}

const exactly = (unitPrice: Decimal, discount: Decimal): { readonly units: bigint; readonly scale: number } => {
  const [price, off] = [shortest(unitPrice), shortest(discount)]
  return {
    units: BigInt(price.units) * (10n ** BigInt(off.scale) - BigInt(off.units)),
    scale: price.scale + off.scale,
  }
}

/**
 * Amount = quantity x unit price x (1 - discount), rounded once, half up; and the net unit price, exact. Quantities are
 * whole, prices have at most six digits and discounts four.
 */
export const lineAmounts = (
  figures: LineFigures,
  currency: string,
): Result<{ readonly netPrice: Decimal; readonly amount: Money }, LineProblem> => {
  const problem = problemOf(figures)
  if (problem) return fail(problem)
  const net = exactly(figures.unitPrice, figures.discount)
  const minor = roundHalfUp(net.units * BigInt(figures.quantity), net.scale, minorDigits(currency))
  const netUnits = Number(net.units)
  if (minor > LARGEST_MINOR || !Number.isSafeInteger(netUnits)) return fail('TOO_LARGE')
  return ok({ netPrice: shortest({ units: netUnits, scale: net.scale }), amount: { minor, currency } })
}

export type CountedLine = {
  readonly per: 'month' | 'term'
  readonly amount: Money
  readonly buy: { readonly amount: Money } | null
}

export type QuoteTotals = {
  readonly perMonth: Money
  readonly once: Money
  readonly marginPerMonth: Money | null
  readonly marginOnce: Money | null
}

const sideOf = (lines: readonly CountedLine[], currency: string) => {
  const total = sumMoney(
    lines.map(({ amount }) => amount),
    currency,
  )
  const bought = lines.flatMap(({ buy }) => (buy ? [buy.amount] : []))
  const margin = bought.length === lines.length ? subtractMoney(total, sumMoney(bought, currency)) : null
  return { total, margin }
}

/** What is paid per month and what once, never added together; a margin only where every buy price is known (M149). */
export const quoteTotals = (lines: readonly CountedLine[], currency: string): QuoteTotals => {
  const month = sideOf(
    lines.filter(({ per }) => per === 'month'),
    currency,
  )
  const once = sideOf(
    lines.filter(({ per }) => per === 'term'),
    currency,
  )
  return { perMonth: month.total, once: once.total, marginPerMonth: month.margin, marginOnce: once.margin }
}
