import { type Decimal, decimal } from './decimal.ts'
import type { Invoice } from './invoice.ts'
import { lineAmount, type Money, subtractMoney, sumMoney, vatOf } from './money.ts'

/** A printed figure that its own invoice contradicts. `position` is the line's, or null for subtotals and totals. */
export type ArithmeticFinding = {
  readonly code: 'ARITHMETIC'
  readonly position: number | null
  readonly what: 'line-amount' | 'subtotal' | 'net' | 'vat' | 'total' | 'header-amount'
  /** The contract whose line or subtotal it is; null for totals. */
  readonly contractNumber: string | null
  readonly printed: Money
  readonly computed: Money
}

/** VAT rates in the countries that ALE invoices from move in half points, and none is above 27 %. */
const RATES: readonly Decimal[] = Array.from({ length: 55 }, (_, i) => ({ units: i * 5, scale: 3 }))

/** The rate that explains the printed VAT to the cent, or null. The expected rate is tried first (M241). */
export const vatRateOf = (net: Money, vat: Money, expected: Decimal = decimal('0.20')): Decimal | null =>
  [expected, ...RATES].find((rate) => vatOf(net, rate).minor === vat.minor) ?? null

/**
 * Proves an invoice's arithmetic: quantity x unit price = amount, lines = subtotal, subtotals - discount = net, net x rate
 * = VAT, net + VAT = total = header amount. A sum is compared with the printed and with the computed parts, so one wrong
 * digit is reported where it stands and not again in every sum above it. Empty: everything agrees to the cent.
 */
export const proveInvoice = (
  invoice: Invoice,
  expectedRate: Decimal = decimal('0.20'),
): readonly ArithmeticFinding[] => {
  const { currency } = invoice.header
  const findings: ArithmeticFinding[] = []
  const check = (
    what: ArithmeticFinding['what'],
    printed: Money,
    accepted: readonly Money[],
    where: { readonly position?: number; readonly contractNumber?: string } = {},
  ): Money => {
    const [computed = printed] = accepted
    if (accepted.every((money) => money.minor !== printed.minor))
      findings.push({
        code: 'ARITHMETIC',
        position: where.position ?? null,
        contractNumber: where.contractNumber ?? null,
        what,
        printed,
        computed,
      })
    return computed
  }
  const computedLines = invoice.lines.map((line) => ({
    contractNumber: line.contractNumber,
    amount: check('line-amount', line.amount, [lineAmount(line.quantity, line.unitPrice, currency)], line),
  }))
  const sumOf = (
    lines: readonly { readonly contractNumber: string; readonly amount: Money }[],
    contract?: string,
  ): Money =>
    sumMoney(
      lines.filter((line) => contract === undefined || line.contractNumber === contract).map((line) => line.amount),
      currency,
    )
  for (const contractNumber of new Set(invoice.subtotals.map((subtotal) => subtotal.contractNumber)))
    check(
      'subtotal',
      sumOf(invoice.subtotals, contractNumber),
      [sumOf(computedLines, contractNumber), sumOf(invoice.lines, contractNumber)],
      { contractNumber },
    )

  const { discount, net, vat, total } = invoice.totals
  // A discount may be printed with or without its minus.
  const lessDiscount = (sum: Money): Money => subtractMoney(sum, { ...discount, minor: Math.abs(discount.minor) })
  const provenNet = check(
    'net',
    net,
    [computedLines, invoice.lines, invoice.subtotals].map((parts) => lessDiscount(sumOf(parts))),
  )
  const explained = [net, provenNet].some((base) => vatRateOf(base, vat, expectedRate) !== null)
  const provenVat = check('vat', vat, [explained ? vat : vatOf(net, expectedRate)])
  const provenTotal = check('total', total, [
    sumMoney([net, vat], currency),
    sumMoney([provenNet, vat], currency),
    sumMoney([net, provenVat], currency),
  ])
  if (invoice.header.amount) check('header-amount', invoice.header.amount, [total, provenTotal])
  return findings
}
