import type { Decimal } from './decimal.ts'
import type { Source } from './evidence.ts'
import type { Money } from './money.ts'

/** A paid contract as the estate knows it, with the licences that the billing rule counts (M200). */
export type ExpectedContract = {
  readonly contractNumber: string
  readonly companyId: string
  readonly companyName: string
  readonly offerName: string
  readonly commercialReference: string | null
  readonly model: 'monthly' | 'prepaid' | 'usage'
  /** Licences at 23:59 local time on the last day before the invoiced month; null for usage. */
  readonly quantity: Decimal | null
  /** The history line that set the quantity. */
  readonly source: Source
}

/** What one of the four sources says of a line; null where it does not say. */
export type Side = {
  readonly company: string | null
  readonly quantity: Decimal | null
  readonly unitPrice: Decimal | null
  readonly amount: Money | null
  readonly source: Source
}

export type LineStatus = 'matched' | 'differs' | 'only-invoice' | 'only-cdr' | 'only-estate' | 'duplicate'

/** One contract in one period: invoice, CDR, estate and price list side by side. */
export type ReconciledLine = {
  readonly contractNumber: string
  /** Attributed company: the invoice's reference table wins over the estate (X09). */
  readonly company: string | null
  readonly offer: string
  readonly status: LineStatus
  readonly invoice: Side | null
  readonly cdr: Side | null
  /** Quantity from the history, price from the price list, amount = quantity x price. */
  readonly estate: Side | null
  readonly price: { readonly unitPrice: Decimal; readonly source: Source } | null
  /** Signed, what the invoice asks beyond what the other sources say; positive: billed too much. */
  readonly difference: Money
  /** Which sources disagree with the invoice (or are missing), in words of this list. */
  readonly differsFrom: readonly ('cdr' | 'estate' | 'price')[]
}

export const findingCodes = [
  'HEADER_DATE_MISMATCH',
  'COMPANY_ATTRIBUTION_CONFLICT',
  'ARITHMETIC',
  'CDR_ARITHMETIC',
  'QUANTITY_DIFFERS',
  'PRICE_DIFFERS',
  'PERIOD_DIFFERS',
  'LINE_ONLY_ON_INVOICE',
  'LINE_ONLY_IN_CDR',
  'LINE_ONLY_IN_ESTATE',
  'LINE_NOT_ON_INVOICE',
  'LINE_NOT_IN_CDR',
  'LINE_NOT_IN_ESTATE',
  'DUPLICATE_LINE',
  'PRICE_MISSING',
  'CURRENCY_DIFFERS',
  'CDR_OF_ANOTHER_INVOICE',
  'TOTAL_DIFFERS',
] as const
export type FindingCode = (typeof findingCodes)[number]

/** Something that a person should see; nothing is repaired because of it. */
export type Finding = {
  readonly code: FindingCode
  /** M- or X-number. */
  readonly rule: string
  readonly contractNumber: string | null
  /** Values for the code's sentence, as text. */
  readonly params: Readonly<Record<string, string>>
  readonly sources: readonly Source[]
}

export type Reconciliation = {
  readonly invoice: {
    readonly number: string
    readonly date: string
    readonly net: Money
    readonly vat: Money
    readonly total: Money
  }
  readonly difference: Money
  readonly lines: readonly ReconciledLine[]
  readonly findings: readonly Finding[]
}
