import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { formatDecimal } from '../../shared/domain/decimal.ts'
import type { Invoice, InvoiceLine } from '../../shared/domain/invoice.ts'
import { lineAmount, money, moneyText, sumMoney, vatOf } from '../../shared/domain/money.ts'
import type { ExpectedContract } from '../../shared/domain/reconciliation.ts'

/** The files of one comparison: what our path reads as JSON, the peer gets as CSV tables before the clock starts. */
export const filesIn = (folder: string) => ({
  cdr: join(folder, 'CDR_SERV_2017-07-01_technology-integrator.csv'),
  invoice: join(folder, 'invoice.json'),
  estate: join(folder, 'estate.json'),
  invoiceTable: join(folder, 'invoice.csv'),
  estateTable: join(folder, 'estate.csv'),
})

const INVOICE = 'INV00000150'
const BLOCKS =
  'Invoice Details;;;;1 tier BP;;2 tier BP;;EC Name;;Service Plan;;Service detail;;;Subscription Quantity;Pricing and Currency;;'
export const CDR_COLUMNS = [
  'Invoice Number',
  'Invoice Date',
  'Period Start',
  'Period End',
  'Distributor Name',
  'Distributor Customer Number',
  'Reseller Name',
  'Reseller Reference',
  'End Customer Name',
  'End Customer ID',
  'Service Plan',
  'Commercial Reference',
  'Subscription Number',
  'Service Detail',
  'Billing Model',
  'Quantity',
  'Unit Price',
  'Amount',
  'Currency',
] as const

const plans = [
  { name: 'Business', reference: '3EY95002AA', price: { units: 120, scale: 2 }, detail: 'Rainbow Business Resell' },
  {
    name: 'Enterprise',
    reference: '3EY95003AA',
    price: { units: 280, scale: 2 },
    detail: 'Rainbow Enterprise Reseller',
  },
] as const

/** A small seeded generator, so that every run compares the same files. */
const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

const comma = (text: string): string => text.replace('.', ',')

/**
 * Writes an RB-SERV CDR of `rows` rows with the invoice and the estate that it belongs to. About one contract in fifty
 * has its licences in two rows; about one row in a thousand is changed, dropped or doubled, and as many contracts of the
 * estate differ.
 */
export const writeData = async (folder: string, rows: number): Promise<void> => {
  const files = filesIn(folder)
  const next = random(20170701)
  const chance = (one: number): boolean => next() < 1 / one
  const cdr = createWriteStream(files.cdr)
  const lines: InvoiceLine[] = []
  const expected: ExpectedContract[] = []
  let written = 0
  const put = async (cells: readonly string[]): Promise<void> => {
    written += 1
    if (!cdr.write(`${cells.join(';')}\n`)) await once(cdr, 'drain')
  }
  cdr.write(`${BLOCKS}\n${CDR_COLUMNS.join(';')}\n`)
  for (let index = 0; written < rows; index++) {
    const plan = plans[next() < 0.4 ? 0 : 1]
    const quantity = 1 + Math.floor(next() * 200)
    const contractNumber = `RB-2017${String(index).padStart(8, '0')}`
    const company = `Customer ${Math.floor(index / 3)}`
    const reseller = index % 3 === 0 ? ['', ''] : [`Reseller ${index % 400}`, `Ref_IR_${index % 400}`]
    const amount = lineAmount({ units: quantity, scale: 0 }, plan.price, 'EUR')
    const cellsOf = (licences: number, minor: number): readonly string[] => [
      ...[INVOICE, '01/07/2017', '01/07/2017', '31/07/2017', 'Technology Integrator', '78608'],
      ...[...reseller, company, '', plan.name, plan.reference, contractNumber, plan.detail, 'Monthly'],
      ...[String(licences), comma(formatDecimal(plan.price, 2)), comma(moneyText(money(minor, 'EUR'))), 'EUR'],
    ]
    const split = quantity > 1 && chance(50) && written + 2 <= rows ? Math.floor(quantity / 3) + 1 : quantity
    const altered = chance(2000) ? split + 1 + Math.floor(next() * 5) : split
    if (!chance(4000)) {
      await put(cellsOf(altered, lineAmount({ units: altered, scale: 0 }, plan.price, 'EUR').minor))
      if (split !== quantity) {
        await put(cellsOf(quantity - split, lineAmount({ units: quantity - split, scale: 0 }, plan.price, 'EUR').minor))
      }
      if (chance(4000) && written < rows) await put(cellsOf(quantity, amount.minor))
    }
    if (!chance(4000)) {
      lines.push({
        position: lines.length + 1,
        title: `${plan.name} subscription`,
        contractNumber,
        productName: plan.detail,
        periodStart: '2017-07-01',
        periodEnd: '2017-07-31',
        quantity: { units: quantity, scale: 0 },
        unitPrice: plan.price,
        amount,
        place: { kind: 'pdf', page: 1 + Math.floor(lines.length / 40), line: 1 + (lines.length % 40) },
      })
    }
    if (chance(4000)) continue
    expected.push({
      contractNumber,
      companyId: String(Math.floor(index / 3)),
      companyName: company,
      offerName: plan.name,
      commercialReference: plan.reference,
      model: 'monthly',
      quantity: { units: chance(2000) ? quantity + 3 : quantity, scale: 0 },
      source: { evidence: null, place: { kind: 'history', operationId: `operation-${index}` } },
    })
  }
  cdr.end()
  await finished(cdr)
  const net = sumMoney(
    lines.map(({ amount }) => amount),
    'EUR',
  )
  const vat = vatOf(net, { units: 20, scale: 2 })
  const invoice: Invoice = {
    header: {
      number: INVOICE,
      date: '2017-07-01',
      customerNumber: '78608',
      currency: 'EUR',
      amount: null,
      orderBy: [],
      invoicedTo: [],
      vatNumber: null,
      poNumber: null,
      place: { kind: 'pdf', page: 1, line: 1 },
    },
    lines,
    subtotals: [],
    references: [],
    totals: {
      discount: money(0, 'EUR'),
      net,
      vat,
      total: sumMoney([net, vat], 'EUR'),
      place: { kind: 'pdf', page: 1, line: 2 },
    },
  }
  await writeFile(files.invoice, JSON.stringify(invoice))
  await writeFile(files.estate, JSON.stringify(expected))
  const table = (header: string, each: readonly (readonly (string | number)[])[]): string =>
    [header, ...each.map((cells) => cells.join(';'))].join('\n')
  await writeFile(
    files.invoiceTable,
    table(
      'contract;quantity;unit_price;amount;period_start;period_end',
      lines.map((line) => [
        line.contractNumber,
        line.quantity.units,
        formatDecimal(line.unitPrice, 2),
        moneyText(line.amount),
        line.periodStart,
        line.periodEnd,
      ]),
    ),
  )
  await writeFile(
    files.estateTable,
    table(
      'contract;company;reference;quantity',
      expected.map((each) => [
        each.contractNumber,
        each.companyName,
        each.commercialReference ?? '',
        each.quantity?.units ?? '',
      ]),
    ),
  )
}
