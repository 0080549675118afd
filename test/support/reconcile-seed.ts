import { readFileSync } from 'node:fs'
import type { ServiceCdrRow } from '../../shared/domain/cdr.ts'
import { decimal } from '../../shared/domain/decimal.ts'
import type { Invoice, InvoiceLine } from '../../shared/domain/invoice.ts'
import { money, moneyFromText } from '../../shared/domain/money.ts'
import type { PriceList } from '../../shared/domain/price-list.ts'
import type { EstateContract, ReconcileInput } from '../../shared/domain/reconcile/index.ts'
import { expectedContracts } from '../../shared/domain/reconcile/index.ts'

const eur = (text: string) => {
  const amount = moneyFromText(text, 'EUR')
  if (!amount) throw new Error(`not an amount: ${text}`)
  return amount
}

export const priceList = (id: string): PriceList => ({
  version: 1,
  companyId: null,
  withdrawn: false,
  ...(JSON.parse(readFileSync(new URL(`../../resources/price-lists/${id}.json`, import.meta.url), 'utf8')) as Omit<
    PriceList,
    'version' | 'companyId' | 'withdrawn'
  >),
})

const names = {
  Enterprise: 'Rainbow Enterprise Reseller - GA Candidate-Price per user Enterprise',
  Business: 'Rainbow Business Resell - GA Candidate-Price per user Business',
} as const
const references = { Enterprise: '3EY95003AA', Business: '3EY95002AA' } as const
const prices = { Enterprise: '2.80', Business: '1.20' } as const

type Row = {
  readonly nn: string
  readonly plan: keyof typeof names
  readonly quantity: string
  readonly amount: string
  /** As the estate has it, and as the CDR names it. */
  readonly owner: string
  readonly named: string
}

/** M236-M239: contracts RB-2017060109NN, quantity and amount; M246 on whose they are. */
const rows: readonly Row[] = [
  {
    nn: '06',
    plan: 'Enterprise',
    quantity: '15',
    amount: '42.00',
    owner: 'Technology Integrator',
    named: 'Technology Integrator',
  },
  {
    nn: '05',
    plan: 'Business',
    quantity: '12',
    amount: '14.40',
    owner: 'Technology Integrator',
    named: 'Technology Integrator',
  },
  { nn: '04', plan: 'Enterprise', quantity: '20', amount: '56.00', owner: 'Sistemos', named: 'Sistemos' },
  { nn: '03', plan: 'Business', quantity: '10', amount: '12.00', owner: 'Sistemos', named: 'Events Communication' },
]

export const contract = (nn: string): string => `RB-2017060109${nn}`

const invoiceLine = (row: Row, at: number): InvoiceLine => ({
  position: at + 1,
  title: `${row.plan} subscription`,
  contractNumber: contract(row.nn),
  productName: names[row.plan],
  periodStart: '2017-07-01',
  periodEnd: '2017-07-31',
  quantity: decimal(row.quantity),
  unitPrice: decimal(prices[row.plan]),
  amount: eur(row.amount),
  place: { kind: 'pdf', page: at < 2 ? 1 : 2, line: 20 + at },
})

/** INV00000150 as M229-M251 describe it. */
export const seedInvoice: Invoice = {
  header: {
    number: 'INV00000150',
    date: '2017-07-01',
    customerNumber: '78608',
    currency: 'EUR',
    amount: eur('149.28'),
    orderBy: ['Technology Integrator', '85 Crown Street', 'LONDON'],
    invoicedTo: ['Technology Integrator', '85 Crown Street', 'LONDON'],
    vatNumber: null,
    poNumber: null,
    place: { kind: 'pdf', page: 1, line: 2 },
  },
  lines: rows.map(invoiceLine),
  subtotals: rows.map((row, at) => ({
    contractNumber: contract(row.nn),
    amount: eur(row.amount),
    place: { kind: 'pdf', page: at < 2 ? 1 : 2, line: 30 + at },
  })),
  references: [
    {
      contractNumber: contract('03'),
      endCustomerName: 'Events Communication',
      endCustomerId: null,
      place: { kind: 'pdf', page: 2, line: 44 },
    },
  ],
  totals: {
    discount: money(0, 'EUR'),
    net: eur('124.40'),
    vat: eur('24.88'),
    total: eur('149.28'),
    place: { kind: 'pdf', page: 2, line: 40 },
  },
}

/** The RB-SERV rows that belong to it. */
export const seedCdr: readonly ServiceCdrRow[] = rows.map((row, at) => ({
  kind: 'rb-serv',
  invoiceNumber: 'INV00000150',
  invoiceDate: '2017-07-01',
  periodStart: '2017-07-01',
  periodEnd: '2017-07-31',
  distributorName: 'Technology Integrator',
  distributorCustomerNumber: '78608',
  resellerName: row.nn === '04' ? 'Sistemos' : null,
  resellerReference: row.nn === '04' ? 'Ref_IR_01' : null,
  endCustomerName: row.named,
  endCustomerId: null,
  servicePlan: row.plan,
  commercialReference: references[row.plan],
  contractNumber: contract(row.nn),
  serviceDetail: `Rainbow ${row.plan}`,
  billingModel: 'Monthly',
  quantity: decimal(row.quantity),
  unitPrice: decimal(prices[row.plan]),
  amount: eur(row.amount),
  place: { kind: 'sheet', sheet: 'RB-SERV', row: at + 3 },
}))

/** The estate of the invoice: bought on 1 June 2017 (M244), and Sistemos raised in September (M178). */
export const seedEstate: readonly EstateContract[] = rows.map((row) => ({
  contractNumber: contract(row.nn),
  companyId: row.owner,
  companyName: row.owner,
  offerName: row.plan,
  commercialReference: references[row.plan],
  model: 'monthly',
  changes: [
    { at: `2017-06-01T09:${row.nn}:00.000Z`, quantity: decimal(row.quantity), operationId: `create-${row.nn}` },
    ...(row.nn === '04' ? [{ at: '2017-09-19T10:15:00.000Z', quantity: decimal('22'), operationId: 'raise-04' }] : []),
  ],
}))

export const seedInput: ReconcileInput = {
  invoice: seedInvoice,
  evidence: 'pdf-sha',
  cdr: { rows: seedCdr, evidence: 'cdr-sha' },
  expected: expectedContracts(seedEstate, '2017-07'),
  register: { invoiceNumber: 'INV00000150', invoiceDate: '2017-09-01', dueDate: '2017-10-01' },
  priceLists: [priceList('public-2017'), priceList('vad-2017')],
}
