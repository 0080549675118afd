import { formatDate } from '../../shared/domain/parsing/dates.ts'
import { formatDecimal } from '../../shared/domain/decimal.ts'
import { moneyText } from '../../shared/domain/money.ts'
import { DISTRIBUTOR, DISTRIBUTOR_NUMBER, type SampleCharge, type SampleInvoice } from './sample-data.ts'

/** A value of a CDR cell: text, a local date, or a number with the fraction digits that the CSV prints. */
export type CdrValue = string | { readonly date: string } | { readonly number: string }

type Block = { readonly title: string; readonly columns: readonly string[] }

const FIRST_BLOCKS: readonly Block[] = [
  { title: 'Invoice Details', columns: ['Invoice Number', 'Invoice Date', 'Period Start', 'Period End'] },
  { title: '1 tier BP', columns: ['Distributor Name', 'Distributor Customer Number'] },
  { title: '2 tier BP', columns: ['Reseller Name', 'Reseller Reference'] },
  { title: 'EC Name', columns: ['End Customer Name', 'End Customer ID'] },
  { title: 'Service Plan', columns: ['Service Plan', 'Commercial Reference'] },
]

/** Block order of M257; the columns are our proposal. */
export const SERVICE_BLOCKS: readonly Block[] = [
  ...FIRST_BLOCKS,
  { title: 'Service detail', columns: ['Subscription Number', 'Service Detail', 'Billing Model'] },
  { title: 'Subscription Quantity', columns: ['Quantity'] },
  { title: 'Pricing and Currency', columns: ['Unit Price', 'Amount', 'Currency'] },
]

/** Block order of M256. The example of the proposal puts the subscription number with the service plan. */
export const CONFERENCE_BLOCKS: readonly Block[] = [
  ...FIRST_BLOCKS.slice(0, 4),
  { title: 'Service Plan', columns: ['Service Plan', 'Commercial Reference', 'Subscription Number'] },
  { title: 'Conference Country and Connection Type', columns: ['Country', 'Connection Type'] },
  { title: 'Conference Volume', columns: ['Conferences', 'Participants', 'Minutes'] },
  { title: 'Pricing and Currency', columns: ['Rate per Minute', 'Amount', 'Currency'] },
]

const firstValues = (invoice: SampleInvoice, charge: SampleCharge): readonly CdrValue[] => [
  invoice.number,
  { date: invoice.date },
  { date: charge.periodStart },
  { date: charge.periodEnd },
  DISTRIBUTOR,
  DISTRIBUTOR_NUMBER,
  charge.resellerName ?? '',
  charge.resellerReference ?? '',
  charge.companyName,
  '',
  charge.servicePlan,
  charge.commercialReference,
  charge.contractNumber,
]

export const serviceRow = (invoice: SampleInvoice, charge: SampleCharge): readonly CdrValue[] => [
  ...firstValues(invoice, charge),
  charge.serviceDetail,
  'Monthly',
  { number: formatDecimal(charge.quantity) },
  { number: formatDecimal(charge.unitPrice, 2) },
  { number: moneyText(charge.amount) },
  'EUR',
]

export const conferenceRow = (invoice: SampleInvoice, charge: SampleCharge): readonly CdrValue[] => [
  ...firstValues(invoice, charge),
  'FRA',
  'Toll-free',
  { number: '4' },
  { number: '11' },
  { number: formatDecimal(charge.quantity) },
  { number: formatDecimal(charge.unitPrice, 4) },
  { number: moneyText(charge.amount) },
  'EUR',
]

const csvValue = (value: CdrValue): string => {
  if (typeof value === 'string') return value
  return 'date' in value ? formatDate(value.date, 'dmy') : value.number.replace('.', ',')
}

/** Titles of the first header row: each over the first column of its block. */
export const blockTitles = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap(({ title, columns }) => [title, ...columns.slice(1).map(() => '')])

/** Semicolon, decimal comma, dd/mm/yyyy, CRLF, UTF-8 with byte order mark. */
export const cdrCsv = (blocks: readonly Block[], rows: readonly (readonly CdrValue[])[]): string => {
  const lines = [blockTitles(blocks), blocks.flatMap(({ columns }) => columns), ...rows.map((row) => row.map(csvValue))]
  return `\ufeff${lines.map((line) => `${line.join(';')}\r\n`).join('')}`
}
