import { type Decimal, sameDecimal } from '../decimal.ts'
import type { Source } from '../evidence.ts'
import { type Money, money } from '../money.ts'
import type { Finding, LineStatus, ReconciledLine, Side } from '../reconciliation.ts'
import { attribute } from './attribution.ts'
import { compare, type Comparison, type Contract, type Terms } from './comparison.ts'
import { lineFindings } from './line-findings.ts'

const differ = (a: Decimal | null | undefined, b: Decimal | null | undefined): boolean =>
  a != null && b != null && !sameDecimal(a, b)

/**
 * The invoice's amount minus the first of these that it is not equal to: what the estate expects (nothing, where it
 * lacks the contract), the CDR's quantity x price, the CDR's own amount. What no source confirms is a difference in full.
 */
const differenceOf = ({ invoice, cdr, expected, lacks }: Comparison): number => {
  const asked = invoice?.amount.minor ?? 0
  const byEstate = expected?.minor ?? (lacks.estate ? 0 : null)
  if (byEstate !== null && byEstate !== asked) return asked - byEstate
  if (cdr) return asked !== cdr.computed ? asked - cdr.computed : asked - cdr.stated
  return lacks.cdr || byEstate === null ? asked : 0
}

const cdrDisagrees = ({ invoice, cdr, foreignCdr, usage, lacks }: Comparison): boolean => {
  if (lacks.cdr || foreignCdr !== null) return true
  if (!cdr) return false
  if (!invoice) return true
  const amounts = cdr.computed !== invoice.amount.minor || cdr.stated !== invoice.amount.minor
  const periods = cdr.periods.some((period) => !invoice.periods.includes(period))
  // How an invoice prints minutes and several rates in one line is not known: usage is compared by amount and period.
  const factors = !usage && (differ(invoice.quantity, cdr.quantity) || differ(invoice.unitPrice, cdr.unitPrice))
  return amounts || periods || factors
}

const priceDiffers = ({ invoice, price }: Comparison): boolean =>
  price?.ok === true && differ(invoice?.unitPrice, price.value.price.unitPrice)

const estateDisagrees = (it: Comparison): boolean => {
  const { invoice, estate, quantity, expected, lacks } = it
  if (lacks.estate) return true
  if (estate.length === 0) return false
  if (!invoice) return true
  if (differ(invoice.quantity, quantity)) return true
  return expected !== null && expected.minor !== invoice.amount.minor && !priceDiffers(it)
}

const repeats = ({ invoice, cdr, estate }: Comparison): boolean =>
  (invoice?.repeated ?? 0) + (cdr?.repeated ?? 0) > 0 || estate.length > 1

const statusOf = (it: Comparison, difference: number, disagreement: boolean): LineStatus => {
  const inCdr = it.cdr !== null || it.foreignCdr !== null
  const inEstate = it.estate.length > 0
  if (it.invoice && !inCdr && !inEstate) return 'only-invoice'
  if (!it.invoice && !inEstate) return 'only-cdr'
  if (!it.invoice && !inCdr) return 'only-estate'
  if (repeats(it) && difference !== 0) return 'duplicate'
  return disagreement || difference !== 0 ? 'differs' : 'matched'
}

const side = (
  company: string | null,
  quantity: Decimal | null,
  unitPrice: Decimal | null,
  amount: Money | null,
  source: Source | undefined,
): Side | null => (source ? { company, quantity, unitPrice, amount, source } : null)

/** Nothing to bill and nothing billed: unused conferences (X14) and what is free are no lines. */
const isNothing = ({ invoice, cdr, foreignCdr, usage, quantity, expected }: Comparison): boolean =>
  !invoice && !cdr && !foreignCdr && (usage || quantity?.units === 0 || expected?.minor === 0)

const NONE: readonly never[] = []
const DISAGREEMENTS = ['cdr', 'estate', 'price'] as const

const joined = (names: readonly string[]): string => (names.length === 1 ? (names[0] ?? '') : names.join(', '))

export type ComparedLine = { readonly line: ReconciledLine; readonly findings: readonly Finding[] }

/** Compares one contract over all sources (M200, M203, M242, M244); null when there is nothing to compare. */
export const compareLine = (contract: Contract, terms: Terms): ComparedLine | null => {
  const it = compare(contract, terms)
  if (isNothing(it)) return null
  const { contractNumber, invoice, cdr, foreignCdr, estate, table, price, currency } = it
  const known = estate[0]
  const rows = cdr ?? foreignCdr?.totals ?? null
  const cdrSource = rows?.sources[0]
  const { company, finding } = attribute(contractNumber, {
    table,
    estate: known ? { names: [known.companyName], source: known.source } : null,
    cdr: rows && cdrSource ? { names: rows.companies, source: cdrSource } : null,
  })
  const difference = differenceOf(it)
  const differs = priceDiffers(it)
  const disagrees = { cdr: cdrDisagrees(it), estate: estateDisagrees(it), price: differs || price?.ok === false }
  const found = price?.ok ? price.value : null
  const unitPrice = found?.price.unitPrice ?? null
  const rowsCurrency = cdr ? currency : (foreignCdr?.currency ?? currency)
  const quiet = !disagrees.cdr && !disagrees.estate && !disagrees.price && !repeats(it)
  const findings = quiet ? NONE : lineFindings(it)
  return {
    line: {
      contractNumber,
      company,
      offer: known?.offerName ?? found?.price.offerName ?? rows?.plans[0] ?? invoice?.first.title ?? '',
      status: statusOf(it, difference, disagrees.cdr || disagrees.estate || differs),
      invoice:
        invoice &&
        side(table?.names[0] ?? null, invoice.quantity, invoice.unitPrice, invoice.amount, invoice.sources[0]),
      cdr:
        rows &&
        side(joined(rows.companies), rows.quantity, rows.unitPrice, money(rows.stated, rowsCurrency), cdrSource),
      estate: side(known?.companyName ?? null, it.quantity, known ? unitPrice : null, it.expected, known?.source),
      price: found && { unitPrice: found.price.unitPrice, source: found.source },
      difference: money(difference, currency),
      differsFrom: quiet ? NONE : DISAGREEMENTS.filter((source) => disagrees[source]),
    },
    findings: finding ? [finding, ...findings] : findings,
  }
}
