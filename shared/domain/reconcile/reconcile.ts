import type { CdrRow } from '../cdr.ts'
import type { Source } from '../evidence.ts'
import type { Invoice } from '../invoice.ts'
import { sumMoney } from '../money.ts'
import type { PriceList } from '../price-list.ts'
import type { ExpectedContract, Finding, ReconciledLine, Reconciliation } from '../reconciliation.ts'
import type { Named } from './attribution.ts'
import { ABSENT } from './absent.ts'
import { type CdrIndex, type CdrTotals, createCdrIndex } from './cdr-index.ts'
import { compareLine } from './compare-line.ts'
import type { Contract, Terms } from './comparison.ts'
import { contractKey } from './contract-key.ts'
import { createFindPrice } from './find-price.ts'
import { invoicedContracts } from './invoice-index.ts'

export type CdrRows = { readonly rows: readonly CdrRow[]; readonly evidence: string | null }

export type ReconcileInput = {
  readonly invoice: Invoice
  /** SHA-256 of the invoice's file. */
  readonly evidence: string | null
  /** Both CDR kinds together: a list of files, or an index that was filled row by row. Null: not compared. */
  readonly cdr: CdrRows | readonly CdrRows[] | CdrIndex | null
  /** What the estate expects on this invoice: see expectedContracts. Null: not compared. */
  readonly expected: readonly ExpectedContract[] | null
  /** The cloud's register says of this invoice (M219). */
  readonly register: {
    readonly invoiceNumber: string
    readonly invoiceDate: string
    readonly dueDate: string | null
  } | null
  readonly priceLists: readonly PriceList[]
  /** The list that the invoice is billed by. */
  readonly tier?: PriceList['tier']
  /** Findings of the invoice's own arithmetic, passed on. */
  readonly proof?: readonly Finding[]
}

const indexOf = (cdr: ReconcileInput['cdr']): CdrIndex | null => {
  if (cdr === null || 'add' in cdr) return cdr
  const index = createCdrIndex()
  const files: readonly CdrRows[] = 'rows' in cdr ? [cdr] : cdr
  for (const { rows, evidence } of files) for (const row of rows) index.add(row, evidence)
  return index
}

/** X08: the register's date and the printed one disagree. Neither is repaired. */
const headerDate = ({ invoice, evidence, register }: ReconcileInput): readonly Finding[] => {
  const { number, date, place } = invoice.header
  if (register === null || register.invoiceNumber !== number || register.invoiceDate === date) return []
  return [
    {
      code: 'HEADER_DATE_MISMATCH',
      rule: 'X08',
      contractNumber: null,
      params: { invoice: date, register: register.invoiceDate, dueDate: register.dueDate ?? ABSENT },
      sources: [
        { evidence, place },
        { evidence: null, place: { kind: 'register', invoiceNumber: number } },
      ],
    },
  ]
}

type Sorted = {
  readonly own: ReadonlyMap<string, CdrTotals>
  readonly foreign: ReadonlyMap<string, { readonly currency: string; readonly totals: CdrTotals }>
  readonly findings: readonly Finding[]
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Rows of this invoice in its currency, rows in another currency, and what belongs to another invoice. */
const sortRows = (index: CdrIndex, number: string, currency: string): Sorted => {
  let own: ReadonlyMap<string, CdrTotals> = new Map()
  const foreign = new Map<string, { readonly currency: string; readonly totals: CdrTotals }>()
  const findings: Finding[] = []
  const buckets = [...index.buckets()].sort(
    (a, b) => byText(a.invoiceNumber, b.invoiceNumber) || byText(a.currency, b.currency),
  )
  for (const bucket of buckets) {
    if (bucket.invoiceNumber !== number) {
      const params = { invoice: number, cdr: bucket.invoiceNumber, rows: String(bucket.rows) }
      const { sources } = bucket
      findings.push({ code: 'CDR_OF_ANOTHER_INVOICE', rule: 'M257', contractNumber: null, params, sources })
    } else if (bucket.currency === currency) own = bucket.contracts
    else {
      for (const [key, totals] of bucket.contracts) {
        if (!foreign.has(key)) foreign.set(key, { currency: bucket.currency, totals })
      }
    }
  }
  const unusable = index.unusable()
  if (unusable.length > 0) findings.push(outOfRange(unusable, currency))
  return { own, foreign, findings }
}

const outOfRange = (sources: readonly Source[], currency: string): Finding => ({
  code: 'CDR_ARITHMETIC',
  rule: 'M257',
  contractNumber: null,
  params: { rows: String(sources.length), stated: ABSENT, computed: ABSENT, currency },
  sources,
})

const groupExpected = (expected: readonly ExpectedContract[]): ReadonlyMap<string, readonly ExpectedContract[]> => {
  const groups = new Map<string, ExpectedContract[]>()
  for (const contract of expected) {
    const key = contractKey(contract.contractNumber)
    const group = groups.get(key)
    if (group) group.push(contract)
    else groups.set(key, [contract])
  }
  for (const group of groups.values()) {
    if (group.length > 1) group.sort((a, b) => byText(a.companyId, b.companyId) || byText(a.offerName, b.offerName))
  }
  return groups
}

const referenceTable = ({ invoice, evidence }: ReconcileInput): ReadonlyMap<string, Named> => {
  const table = new Map<string, Named>()
  for (const { contractNumber, endCustomerName, place } of invoice.references) {
    const key = contractKey(contractNumber)
    if (endCustomerName.trim() !== '' && !table.has(key)) {
      table.set(key, { names: [endCustomerName], source: { evidence, place } })
    }
  }
  return table
}

const NONE: readonly never[] = []

/**
 * Matches invoice, CDR, estate and price list one to one by contract number (M244). Pure and deterministic: the order of
 * the CDR's rows and of the estate does not matter. Lines come in the invoice's order, then those that are not on it by
 * contract number. The difference of the whole is the sum of the lines'.
 */
export const reconcile = (input: ReconcileInput): Reconciliation => {
  const { header, totals } = input.invoice
  const { currency } = header
  const index = indexOf(input.cdr)
  const {
    own,
    foreign,
    findings: rowFindings,
  } = index
    ? sortRows(index, header.number.trim(), currency)
    : { own: new Map<string, CdrTotals>(), foreign: new Map<string, never>(), findings: [] }
  const { contracts: invoiced, findings: invoiceFindings } = invoicedContracts(input.invoice, input.evidence)
  const expected = groupExpected(input.expected ?? [])
  const table = referenceTable(input)
  const terms: Terms = {
    currency,
    withCdr: index !== null,
    withEstate: input.expected !== null,
    date: input.invoice.lines[0]?.periodStart ?? header.date,
    findPrice: createFindPrice(input.priceLists, input.tier ?? 'vad', currency),
  }
  const notInvoiced = new Set<string>()
  for (const keys of [own.keys(), foreign.keys(), expected.keys()]) {
    for (const key of keys) if (!invoiced.has(key)) notInvoiced.add(key)
  }
  const lines: ReconciledLine[] = []
  const lineFindings: Finding[] = []
  for (const key of [...invoiced.keys(), ...[...notInvoiced].sort()]) {
    const contract: Contract = {
      contractNumber: key,
      invoice: invoiced.get(key) ?? null,
      cdr: own.get(key) ?? null,
      foreignCdr: foreign.get(key) ?? null,
      estate: expected.get(key) ?? NONE,
      table: table.get(key) ?? null,
    }
    const compared = compareLine(contract, terms)
    if (compared === null) continue
    lines.push(compared.line)
    for (const finding of compared.findings) lineFindings.push(finding)
  }
  return {
    invoice: {
      number: header.number,
      date: header.date,
      net: totals.net,
      vat: totals.vat,
      total: totals.total,
    },
    difference: sumMoney(
      lines.map((line) => line.difference),
      currency,
    ),
    lines,
    findings: [...headerDate(input), ...(input.proof ?? []), ...invoiceFindings, ...rowFindings, ...lineFindings],
  }
}
