import type { ImportKind, ImportPlan } from '../../../shared/contract/billing.ts'
import type { CdrRow } from '../../../shared/domain/cdr.ts'
import { formatDecimal } from '../../../shared/domain/decimal.ts'
import { proveInvoice } from '../../../shared/domain/invoice-proof.ts'
import { type Money, moneyText, sumMoney } from '../../../shared/domain/money.ts'
import type { ReadFile } from './readers/index.ts'

/** The consumption of one invoice within a CDR file. */
export type CdrPart = {
  readonly invoiceNumber: string
  readonly periodStart: string
  readonly periodEnd: string
  readonly rows: number
  readonly total: Money
}

/** What applying a plan writes: everything that the command needs, so that the log is enough to do it again. */
export type ImportFacts = {
  readonly kind: ImportKind
  readonly fileName: string
  readonly bytes: number
  readonly evidence: string
  readonly invoice: {
    readonly number: string
    readonly date: string
    readonly currency: string
    readonly netMinor: number
    readonly vatMinor: number
    readonly totalMinor: number
  } | null
  readonly cdr: readonly CdrPart[]
}

/** What the preview shows of a file, without what only the database knows. */
export type ReadPlan = {
  readonly facts: ImportFacts
  /** The distributor that the file names, for the check that it is the own company (M258). */
  readonly distributor: string | null
  readonly preview: Pick<
    ImportPlan,
    'invoiceNumber' | 'period' | 'total' | 'rowsIn' | 'rejected' | 'columns' | 'sample' | 'notes' | 'canApply'
  >
}

export const SAMPLE_ROWS = 200

/** From what a reader found to plan and facts. */
export const readPlanOf = (read: ReadFile, file: { fileName: string; bytes: number; evidence: string }): ReadPlan => {
  if (read.kind === 'invoice') return invoicePlan(read, file)
  if (read.kind === 'actis') return actisPlan(read, file)
  return cdrPlan(read, file)
}

type File = Parameters<typeof readPlanOf>[1]

const invoicePlan = (read: Extract<ReadFile, { kind: 'invoice' }>, file: File): ReadPlan => {
  const { header, lines, totals } = read.invoice
  const starts = lines.map((line) => line.periodStart).sort()
  const ends = lines.map((line) => line.periodEnd).sort()
  return {
    facts: {
      ...file,
      kind: 'invoice',
      invoice: {
        number: header.number,
        date: header.date,
        currency: header.currency,
        netMinor: totals.net.minor,
        vatMinor: totals.vat.minor,
        totalMinor: totals.total.minor,
      },
      cdr: [],
    },
    distributor: header.invoicedTo[0] ?? header.orderBy[0] ?? null,
    preview: {
      canApply: true,
      invoiceNumber: header.number,
      period: starts[0] && ends.at(-1) ? { start: starts[0], end: ends.at(-1)! } : null,
      total: totals.total,
      rowsIn: lines.length,
      rejected: [],
      columns: ['contractNumber', 'productName', 'periodStart', 'periodEnd', 'quantity', 'unitPrice', 'amount'],
      sample: lines.slice(0, SAMPLE_ROWS).map((line) => ({
        place: line.place,
        cells: [
          line.contractNumber,
          line.productName,
          line.periodStart,
          line.periodEnd,
          formatDecimal(line.quantity),
          formatDecimal(line.unitPrice, 2),
          moneyText(line.amount),
        ],
      })),
      notes: proveInvoice(read.invoice).map((one) => ({
        code: 'ARITHMETIC',
        params: {
          what: one.what,
          position: one.position === null ? '' : String(one.position),
          printed: moneyText(one.printed),
          computed: moneyText(one.computed),
        },
      })),
    },
  }
}

const cdrPlan = (read: Extract<ReadFile, { cdr: unknown }>, file: File): ReadPlan => {
  const { cdr } = read
  const parts = partsOf(cdr.rows)
  const first = parts[0]
  return {
    facts: { ...file, kind: cdr.kind, invoice: null, cdr: parts },
    distributor: cdr.rows[0]?.distributorName ?? null,
    preview: {
      canApply: true,
      // Several invoices in one file: none of them is "the" one.
      invoiceNumber: parts.length === 1 ? (first?.invoiceNumber ?? null) : null,
      period: first ? { start: first.periodStart, end: first.periodEnd } : null,
      total: first?.total ?? null,
      rowsIn: cdr.rowsIn,
      rejected: [...cdr.rejected.map((one) => ({ ...one, cells: [...one.cells] }))],
      columns: ['contractNumber', 'resellerName', 'endCustomerName', 'servicePlan', 'quantity', 'unitPrice', 'amount'],
      sample: cdr.rows.slice(0, SAMPLE_ROWS).map((row) => ({ place: row.place, cells: cdrCells(row) })),
      notes: [{ code: 'LAYOUT_IS_A_PROPOSAL', params: { kind: cdr.kind } }],
    },
  }
}

const cdrCells = (row: CdrRow): string[] => [
  row.contractNumber,
  row.resellerName ?? '',
  row.endCustomerName ?? '',
  row.servicePlan,
  formatDecimal(row.kind === 'rb-serv' ? row.quantity : row.minutes),
  formatDecimal(row.kind === 'rb-serv' ? row.unitPrice : row.ratePerMinute, 2),
  moneyText(row.amount),
]

/** A file may hold several invoices and, wrongly, several currencies; the latter are never added (the reader rejects them). */
const partsOf = (rows: readonly CdrRow[]): CdrPart[] => {
  const byInvoice = new Map<string, CdrRow[]>()
  for (const row of rows) {
    const known = byInvoice.get(row.invoiceNumber)
    if (known) known.push(row)
    else byInvoice.set(row.invoiceNumber, [row])
  }
  return [...byInvoice].map(([invoiceNumber, own]) => {
    const currency = own[0]!.amount.currency
    return {
      invoiceNumber,
      periodStart: own.reduce((least, row) => (row.periodStart < least ? row.periodStart : least), own[0]!.periodStart),
      periodEnd: own.reduce((most, row) => (row.periodEnd > most ? row.periodEnd : most), own[0]!.periodEnd),
      rows: own.length,
      total: sumMoney(
        own.map((row) => row.amount).filter((amount) => amount.currency === currency),
        currency,
      ),
    }
  })
}

/** Shown, but not applied in this version: it would create subscriptions in the cloud (M167). */
const actisPlan = (read: Extract<ReadFile, { kind: 'actis' }>, file: File): ReadPlan => ({
  facts: { ...file, kind: 'actis', invoice: null, cdr: [] },
  distributor: null,
  preview: {
    canApply: false,
    invoiceNumber: null,
    period: null,
    total: null,
    rowsIn: read.offer.rowsIn,
    rejected: [...read.offer.rejected.map((one) => ({ ...one, cells: [...one.cells] }))],
    columns: ['item', 'commercialReference', 'designation', 'quantity', 'endCustomerName'],
    sample: read.offer.lines.slice(0, SAMPLE_ROWS).map((line) => ({
      place: line.place,
      cells: [line.item ?? '', line.commercialReference, line.designation, String(line.quantity), line.endCustomerName],
    })),
    notes: [
      { code: 'LAYOUT_IS_A_PROPOSAL', params: { kind: 'actis' } },
      { code: 'ACTIS_NOT_YET', params: {} },
    ],
  },
})
