import type { Decimal } from './decimal.ts'
import type { PdfPlace } from './evidence.ts'
import type { Money } from './money.ts'

/** ALE's monthly invoice as printed (M229-M251). Local dates 'YYYY-MM-DD'; amounts exclude tax unless said. */
export type Invoice = {
  readonly header: InvoiceHeader
  readonly lines: readonly InvoiceLine[]
  /** Printed subtotal of each contract block (M229). */
  readonly subtotals: readonly { readonly contractNumber: string; readonly amount: Money; readonly place: PdfPlace }[]
  /** "Subscription Number / Your Customer References" at the end: contract to end customer (M245). */
  readonly references: readonly InvoiceReference[]
  readonly totals: InvoiceTotals
}

export type InvoiceHeader = {
  readonly number: string
  readonly date: string
  readonly customerNumber: string | null
  readonly currency: string
  /** The amount in the header, tax included. */
  readonly amount: Money | null
  readonly orderBy: readonly string[]
  readonly invoicedTo: readonly string[]
  readonly vatNumber: string | null
  readonly poNumber: string | null
  readonly place: PdfPlace
}

export type InvoiceLine = {
  /** 1-based, in printed order. */
  readonly position: number
  /** Title of the contract block, e.g. "Enterprise subscription". */
  readonly title: string
  readonly contractNumber: string
  /** Product name as printed, e.g. "Rainbow Enterprise Reseller - GA Candidate-Price per user Enterprise". */
  readonly productName: string
  readonly periodStart: string
  readonly periodEnd: string
  readonly quantity: Decimal
  readonly unitPrice: Decimal
  readonly amount: Money
  readonly place: PdfPlace
}

export type InvoiceReference = {
  readonly contractNumber: string
  readonly endCustomerName: string
  readonly endCustomerId: string | null
  readonly place: PdfPlace
}

export type InvoiceTotals = {
  readonly discount: Money
  readonly net: Money
  readonly vat: Money
  readonly total: Money
  readonly place: PdfPlace
}
