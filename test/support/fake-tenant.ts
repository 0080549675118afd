import type { ImportPlan, InvoiceRow, ReconciliationRun } from '../../shared/contract/billing.ts'
import type {
  Company,
  CompanyRow,
  EquipmentRow,
  HistoryRow,
  MemberRow,
  SubscriptionRow,
} from '../../shared/contract/estate.ts'
import type { Status } from '../../shared/contract/system.ts'
import type { CompanyId, PlanId } from '../../shared/contract/values.ts'
import { decimal } from '../../shared/domain/decimal.ts'
import type { Source } from '../../shared/domain/evidence.ts'
import { money } from '../../shared/domain/money.ts'

/** A little of the training tenant (M011-M102, M219-M251), as the contract would give it. */
const id = (n: number): CompanyId => `company-${n}` as CompanyId

const company = (n: number, name: string, kind: CompanyRow['kind'], more: Partial<CompanyRow> = {}): CompanyRow => ({
  id: id(n),
  name,
  kind,
  partnerName: kind === 'VAD' ? null : 'Technology Integrator',
  status: 'active',
  plan: 'premium',
  visibility: 'public',
  country: 'GBR',
  externalReference: null,
  memberCount: 2,
  equipmentCount: 1,
  billed: 27,
  allocated: 2,
  ...more,
})

export const ownCompany = company(1, 'Technology Integrator', 'VAD')
const named: readonly CompanyRow[] = [
  ownCompany,
  company(2, 'Sistemas', 'IR', { externalReference: 'Ref_IR_01', country: 'ESP', billed: 30, allocated: 4 }),
  company(3, 'SoundTrack', 'IR', { visibility: null, plan: 'freemium', billed: 0, allocated: 0 }),
  company(4, 'Events Communication', 'EC', { partnerName: 'Sistemas', billed: 10, allocated: 2 }),
  company(5, 'High-Tech', 'EC', { visibility: null }),
  company(6, 'Interior Designer', 'EC', { plan: 'freemium', billed: 0, allocated: 0 }),
  company(7, 'Advanced Telephony', 'EC', { country: 'FRA', billed: 30, allocated: 11 }),
]
export const companies: readonly CompanyRow[] = [
  ...named,
  ...Array.from({ length: 240 }, (_, n) => company(100 + n, `Customer ${String(n + 1).padStart(3, '0')}`, 'EC')),
]

export const detail = (row: CompanyRow): Company => ({
  ...row,
  slogan: null,
  size: 'self-employed',
  economicActivity: null,
  website: null,
  description: null,
  street: '85 Crown Street',
  postalCode: null,
  city: 'London',
  supportEmail: 'support@tech-integrator.loc',
  externalReference2: null,
  crdCompanyId: null,
  adminCanUpdate: true,
  adminCanDecrease: null,
  createdAt: '2017-06-01T08:00:00.000Z',
  seenAt: '2026-11-22T07:40:00.000Z',
})

export const members: readonly MemberRow[] = [
  ['Jessica ROBINSON', 'jessica.robinson@tech-integrator.loc', ['Enterprise'], true, true, 'member'],
  ['John GARCIA', 'john.garcia@tech-integrator.loc', ['Business'], false, true, 'member'],
  ['Sophia CLARK', 'sophia.clark@example.loc', [], false, false, 'invited'],
].map(([name, email, licences, seller, admin, state], n) => ({
  id: `member-${n}`,
  companyId: ownCompany.id,
  companyName: ownCompany.name,
  name,
  email,
  state,
  licences,
  phone: n === 0 ? '+44 20 7946 0101' : null,
  extension: n === 0 ? '4101' : null,
  seller,
  admin,
})) as MemberRow[]

export const equipment: readonly EquipmentRow[] = [
  ['bpOTEC51', 'OTEC-S', 'normal', true, 2],
  ['bpOTEC52', 'OTEC-S', 'pending', true, 0],
  ['OXO London', 'OXO Connect', 'degraded', false, 1],
  ['OXE Madrid', 'OXE', 'disconnected', false, 1],
].map(([name, serverType, connection, shared, companyCount], n) => ({
  id: `equipment-${n}`,
  companyId: shared ? null : id(n),
  companyName: shared ? null : (named[n - 1]?.name ?? null),
  name,
  serverType,
  equipmentId: `PBX-7f${n}2-a1c4`,
  country: 'FRA',
  outboundPrefix: '0',
  connection,
  shared,
  companyCount,
})) as EquipmentRow[]

const subscription = (
  n: number,
  owner: CompanyRow,
  offerName: string,
  contractNumber: string | null,
  model: SubscriptionRow['model'],
  billed: number | null,
  allocated: number | null,
): SubscriptionRow => ({
  id: `subscription-${n}`,
  companyId: owner.id,
  companyName: owner.name,
  companyKind: owner.kind,
  offerName,
  commercialReference: model === 'free' ? null : '3EY95002AA',
  contractNumber,
  model,
  billed,
  allocated,
  available: billed === null || allocated === null ? null : billed - allocated,
  expiresOn: model === 'prepaid' ? '2020-12-01T00:00:00.000Z' : null,
  status: 'active',
})
export const subscriptions: readonly SubscriptionRow[] = [
  subscription(0, ownCompany, 'Essential', null, 'free', null, 3),
  subscription(1, ownCompany, 'Business', 'RB-201706010905', 'monthly', 12, 1),
  subscription(2, ownCompany, 'Enterprise', 'RB-201706010906', 'monthly', 15, 1),
  subscription(3, ownCompany, 'Conference', null, 'usage', null, null),
  subscription(4, named[1] ?? ownCompany, 'Enterprise', 'RB-201706010904', 'monthly', 20, 2),
  subscription(5, named[3] ?? ownCompany, 'Business', 'RB-201706010903', 'monthly', 10, 2),
  subscription(6, named[6] ?? ownCompany, 'Enterprise PrePaid 3 Years', 'RB-201711240001', 'prepaid', 20, 8),
]

export const history: readonly HistoryRow[] = [
  ['2017-11-24T17:09:00.000Z', named[6]!, 'Enterprise PrePaid 3 Years', 20, 20],
  ['2017-11-24T17:06:00.000Z', named[6]!, 'Business PrePaid 3 Years', 10, 10],
  ['2017-06-01T09:06:00.000Z', ownCompany, 'Enterprise', 15, 15],
  ['2017-06-01T09:05:00.000Z', ownCompany, 'Business', 12, -3],
].map((row, n) => {
  const [at, owner, plan, licences, change] = row as [string, CompanyRow, string, number, number]
  return {
    id: `operation-${n}`,
    at,
    companyId: owner.id,
    companyName: owner.name,
    plan,
    licences,
    change,
    doneBy: 'Jessica ROBINSON',
    operation: change === 15 ? 'create' : 'update',
    resource: 'subscription',
    contractNumber: 'RB-201711240001',
  }
})

export const overview = [
  { offerName: 'Business', billed: 64, own: 12, customers: 24, resellers: 28, subscribed: true },
  { offerName: 'Enterprise', billed: 89, own: 15, customers: 22, resellers: 52, subscribed: true },
  { offerName: 'Conference', billed: null, own: 0, customers: 1, resellers: 0, subscribed: false },
]

export const status: Status = {
  appVersion: '0.1.0',
  schemaVersion: 2,
  engineRun: 'fake',
  demo: true,
  cloud: {
    url: 'https://demo.openrainbow.example',
    login: 'jessica.robinson@tech-integrator.loc',
    companyId: ownCompany.id,
    companyName: ownCompany.name,
  },
  sync: { state: 'idle', lastSuccess: '2026-11-22T07:40:00.000Z', jobId: null, progress: null, failure: null },
  counts: { companies: 247, members: 512, equipment: 4, subscriptions: 7, history: 4, invoices: 2 },
}

const eur = (minor: number): { minor: number; currency: string } => money(minor, 'EUR')

export const invoices: readonly InvoiceRow[] = [
  {
    number: 'INV00000234',
    registerDate: '2017-10-02',
    printedDate: null,
    dueDate: '2017-11-01',
    net: null,
    vat: null,
    total: null,
    pdf: 'in-cloud',
    consumption: 'in-cloud',
    reconciliation: 'none',
  },
  {
    number: 'INV00000150',
    registerDate: '2017-09-01',
    printedDate: '2017-07-01',
    dueDate: '2017-10-01',
    net: eur(12440),
    vat: eur(2488),
    total: eur(14928),
    pdf: 'imported',
    consumption: 'imported',
    reconciliation: 'no-difference',
  },
]

const planId = (n: number): PlanId => `00000000-0000-4000-8000-00000000000${n}` as PlanId
const hash = 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'
const cdrColumns = [
  'contractNumber',
  'resellerName',
  'endCustomerName',
  'servicePlan',
  'quantity',
  'unitPrice',
  'amount',
]
const sample = [
  ['RB-201706010906', '', '', 'Enterprise', '15', '2.80', '42.00'],
  ['RB-201706010905', '', '', 'Business', '12', '1.20', '14.40'],
  ['RB-201706010904', 'Sistemas', '', 'Enterprise', '20', '2.80', '56.00'],
  ['RB-201706010903', '', 'Events Communication', 'Business', '10', '1.20', '12.00'],
]

export const newPlan: ImportPlan = {
  id: planId(1),
  kind: 'rb-serv',
  fileName: 'RB-SERV_INV00000150.csv',
  bytes: 1812,
  evidence: hash,
  state: 'planned',
  createdAt: '2026-11-22T07:50:00.000Z',
  appliedAt: null,
  canApply: true,
  invoiceNumber: 'INV00000150',
  period: { start: '2017-07-01', end: '2017-07-31' },
  total: eur(12440),
  rowsIn: 5,
  rejected: [
    {
      place: { kind: 'sheet', sheet: 'RB-SERV', row: 6 },
      code: 'QUANTITY_NOT_A_NUMBER',
      reason: 'the quantity "ten" is not a number',
      cells: ['RB-201706010902', '', 'High-Tech', 'Business', 'ten', '1.20', '12.00'],
    },
  ],
  columns: cdrColumns,
  sample: sample.map((cells, n) => ({ place: { kind: 'sheet', sheet: 'RB-SERV', row: n + 2 }, cells })),
  notes: [{ code: 'LAYOUT_IS_A_PROPOSAL', params: { kind: 'rb-serv' } }],
}
export const plans: readonly ImportPlan[] = [
  newPlan,
  {
    ...newPlan,
    id: planId(2),
    kind: 'invoice',
    fileName: 'INV00000150.pdf',
    bytes: 48211,
    state: 'applied',
    appliedAt: '2026-11-22T07:51:00.000Z',
    total: eur(14928),
    rowsIn: 4,
    rejected: [],
    notes: [],
  },
]

const pdf = (line: number): Source => ({ evidence: hash, place: { kind: 'pdf', page: 1, line } })
const row = (at: number): Source => ({ evidence: hash, place: { kind: 'sheet', sheet: 'RB-SERV', row: at } })
const operation = (n: number): Source => ({ evidence: null, place: { kind: 'history', operationId: `operation-${n}` } })

const line = (
  n: number,
  contractNumber: string,
  owner: string,
  offer: string,
  quantity: string,
  price: string,
  minor: number,
): ReconciliationRun['result']['lines'][number] => {
  const side = {
    company: owner,
    quantity: decimal(quantity),
    unitPrice: decimal(price),
    amount: eur(minor),
  }
  const wrong = offer === 'Wrong'
  return {
    contractNumber,
    company: owner,
    offer: wrong ? 'Business' : offer,
    status: wrong ? 'differs' : 'matched',
    invoice: { ...side, source: pdf(20 + n) },
    cdr: wrong ? null : { ...side, source: row(n + 2) },
    estate: { ...side, quantity: wrong ? decimal('8') : side.quantity, source: operation(n) },
    price: {
      unitPrice: decimal(price),
      source: { evidence: null, place: { kind: 'price', priceListId: 'vad-2017', commercialReference: '3EY95002AA' } },
    },
    difference: eur(wrong ? 240 : 0),
    differsFrom: wrong ? ['cdr', 'estate'] : [],
  }
}

export const run: ReconciliationRun = {
  at: '2026-11-22T07:52:00.000Z',
  invoiceEvidence: hash,
  invoiceFileName: 'INV00000150.pdf',
  cdrEvidence: [{ evidence: hash, fileName: 'RB-SERV_INV00000150.csv' }],
  priceLists: ['VAD 2017'],
  result: {
    invoice: { number: 'INV00000150', date: '2017-07-01', net: eur(12440), vat: eur(2488), total: eur(14928) },
    difference: eur(process.env['IRIS_FAKE_DIFFERENCE'] ? 240 : 0),
    lines: [
      line(0, 'RB-201706010906', 'Technology Integrator', 'Enterprise', '15', '2.80', 4200),
      line(1, 'RB-201706010905', 'Technology Integrator', 'Business', '12', '1.20', 1440),
      line(2, 'RB-201706010904', 'Sistemas', 'Enterprise', '20', '2.80', 5600),
      line(
        3,
        'RB-201706010903',
        'Events Communication',
        process.env['IRIS_FAKE_DIFFERENCE'] ? 'Wrong' : 'Business',
        '10',
        '1.20',
        1200,
      ),
    ],
    findings: [
      {
        code: 'HEADER_DATE_MISMATCH',
        rule: 'X08',
        contractNumber: null,
        params: { invoice: '2017-07-01', register: '2017-09-01', dueDate: '2017-10-01' },
        sources: [pdf(4), { evidence: null, place: { kind: 'register', invoiceNumber: 'INV00000150' } }],
      },
      {
        code: 'COMPANY_ATTRIBUTION_CONFLICT',
        rule: 'X09',
        contractNumber: 'RB-201706010903',
        params: {
          invoice: 'Events Communication',
          estate: 'Sistemas',
          cdr: 'Events Communication',
          company: 'Events Communication',
        },
        sources: [pdf(44), operation(3), row(5)],
      },
    ],
  },
}

export const excerpt = (
  source: Source,
): {
  title: string
  place: Source['place']
  header: string[] | null
  rows: { number: number; cells: string[]; hit: boolean }[]
} => {
  const { place } = source
  if (place.kind === 'pdf')
    return {
      title: 'INV00000150.pdf',
      place,
      header: null,
      rows: [
        'Enterprise subscription',
        'Contrat N. RB-201706010906',
        'Rainbow Enterprise Reseller - GA Candidate-Price per user Enterprise 01/07/2017 - 31/07/2017 15 €2.80 €42.00',
        'Subtotal_Amount €42.00',
      ].map((text, n) => ({ number: place.line + n - 2, cells: [text], hit: n === 2 })),
    }
  const at = place.kind === 'sheet' ? place.row : 2
  return {
    title: place.kind === 'sheet' ? 'RB-SERV_INV00000150.csv' : 'History',
    place,
    header: cdrColumns,
    rows: sample.map((cells, n) => ({ number: n + 2, cells: [...cells], hit: n + 2 === at })),
  }
}
