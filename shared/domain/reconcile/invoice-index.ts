import { addDecimals, type Decimal, sameDecimal } from '../decimal.ts'
import type { Source } from '../evidence.ts'
import type { Invoice, InvoiceLine } from '../invoice.ts'
import { type Money, sumMoney } from '../money.ts'
import type { Finding } from '../reconciliation.ts'
import { contractKey } from './contract-key.ts'
import { addSource } from './sources.ts'

/** All lines of one contract, in printed order: mostly one (M229). */
export type InvoicedContract = {
  readonly contractNumber: string
  readonly first: InvoiceLine
  readonly quantity: Decimal
  /** Null where the lines have several. */
  readonly unitPrice: Decimal | null
  readonly amount: Money
  /** 'YYYY-MM-DD/YYYY-MM-DD', different ones, sorted. */
  readonly periods: readonly string[]
  readonly sources: readonly Source[]
  /** Lines that say again exactly what another line says. */
  readonly repeated: number
}

const saysOf = (line: InvoiceLine): string =>
  JSON.stringify([line.productName, line.periodStart, line.periodEnd, line.quantity, line.unitPrice, line.amount])

const periodOf = (line: InvoiceLine): string => `${line.periodStart}/${line.periodEnd}`

const ofLine = (contractNumber: string, line: InvoiceLine, evidence: string | null): InvoicedContract => ({
  contractNumber,
  first: line,
  quantity: line.quantity,
  unitPrice: line.unitPrice,
  amount: line.amount,
  periods: [periodOf(line)],
  sources: [{ evidence, place: line.place }],
  repeated: 0,
})

const ofLines = (known: InvoicedContract, lines: readonly InvoiceLine[], evidence: string | null): InvoicedContract => {
  const { first } = known
  const amounts = lines.map(({ amount }) => amount)
  return {
    ...known,
    quantity: lines.slice(1).reduce((sum, line) => addDecimals(sum, line.quantity), first.quantity),
    unitPrice: lines.every((line) => sameDecimal(line.unitPrice, first.unitPrice)) ? first.unitPrice : null,
    amount: sumMoney(amounts, first.amount.currency),
    periods: [...new Set(lines.map(periodOf))].sort(),
    sources: lines.reduce<readonly Source[]>((list, { place }) => addSource(list, { evidence, place }), []),
    repeated: lines.length - new Set(lines.map(saysOf)).size,
  }
}

export type Invoiced = {
  /** By key, in printed order. */
  readonly contracts: ReadonlyMap<string, InvoicedContract>
  readonly findings: readonly Finding[]
}

/** An amount in another currency than the header's is not added to the others: the line is left out and named. */
const otherCurrency = (line: InvoiceLine, currency: string, evidence: string | null): Finding => ({
  code: 'CURRENCY_DIFFERS',
  rule: 'M230',
  contractNumber: contractKey(line.contractNumber),
  params: { in: 'invoice', expected: currency, found: line.amount.currency },
  sources: [{ evidence, place: line.place }],
})

/** The invoice's contracts in its currency, amounts as printed. */
export const invoicedContracts = ({ header, lines }: Invoice, evidence: string | null): Invoiced => {
  const contracts = new Map<string, InvoicedContract>()
  const severalLines = new Map<string, InvoiceLine[]>()
  const findings: Finding[] = []
  for (const line of lines) {
    const key = contractKey(line.contractNumber)
    const known = contracts.get(key)
    if (line.amount.currency !== header.currency) findings.push(otherCurrency(line, header.currency, evidence))
    else if (!known) contracts.set(key, ofLine(key, line, evidence))
    else {
      const several = severalLines.get(key)
      if (several) several.push(line)
      else severalLines.set(key, [known.first, line])
    }
  }
  for (const [key, several] of severalLines) {
    const known = contracts.get(key)
    if (known) contracts.set(key, ofLines(known, several, evidence))
  }
  return { contracts, findings }
}
