import { createRequire } from 'node:module'
import path from 'node:path'
import pdfMake from 'pdfmake'
import type { Content, TableCell } from 'pdfmake/interfaces'
import { formatDecimal } from '../../shared/domain/decimal.ts'
import { type Money, moneyText } from '../../shared/domain/money.ts'
import { formatDate } from '../../shared/domain/parsing/dates.ts'
import { DISTRIBUTOR, DISTRIBUTOR_NUMBER, type SampleCharge, type SampleInvoice } from './sample-data.ts'

const fontFolder = path.join(
  path.dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
)
pdfMake.setFonts({
  Roboto: {
    normal: path.join(fontFolder, 'Roboto-Regular.ttf'),
    bold: path.join(fontFolder, 'Roboto-Medium.ttf'),
    italics: path.join(fontFolder, 'Roboto-Italic.ttf'),
    bolditalics: path.join(fontFolder, 'Roboto-MediumItalic.ttf'),
  },
})
pdfMake.setLocalAccessPolicy((file) => file.startsWith(fontFolder))
pdfMake.setUrlAccessPolicy(() => false)

const INK = '#1f2a37'
const GREY = '#6b7280'
const LINE = '#d5dae1'
const ADDRESS = [DISTRIBUTOR, '85 Crown Street', 'LONDON']

const euro = (amount: Money): string => `€${moneyText(amount)}`
const day = (date: string): string => formatDate(date, 'dmy')
const pair = (label: string, value: string): Content => ({
  text: [
    { text: `${label} : `, color: GREY },
    { text: value, bold: true },
  ],
})
const address = (label: string): Content => ({
  stack: [{ text: label, color: GREY, margin: [0, 0, 0, 3] }, { text: DISTRIBUTOR, bold: true }, ...ADDRESS.slice(1)],
})

const rule = (margin: [number, number, number, number]): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: 523, y2: 0, lineWidth: 0.6, lineColor: LINE }],
  margin,
})

const head = (invoice: SampleInvoice): Content[] => [
  { text: 'Rainbow', fontSize: 20, bold: true, margin: [0, 0, 0, 2] },
  { text: 'INVOICE', fontSize: 9, color: GREY, characterSpacing: 0.8 },
  rule([0, 10, 0, 12]),
  {
    columns: [
      { stack: [pair('Invoice N°', invoice.number), pair('Date', day(invoice.date))] },
      {
        stack: [
          pair('Customer N°', DISTRIBUTOR_NUMBER),
          {
            text: [
              { text: 'Currency: ', color: GREY },
              { text: 'EUR', bold: true },
              { text: ' Amount : ', color: GREY },
              { text: euro(invoice.total), bold: true },
            ],
          },
          ...(invoice.dueDate ? [pair('Due date', day(invoice.dueDate))] : []),
        ],
      },
    ],
    lineHeight: 1.35,
  },
  { columns: [address('Order by:'), address('Invoiced to:')], margin: [0, 16, 0, 0], lineHeight: 1.2 },
  { text: 'Your References :', color: GREY, margin: [0, 16, 0, 3] },
  { text: 'VAT n°: PO n° :' },
]

const right = (text: string, more: object = {}): TableCell => ({ text, alignment: 'right', ...more })
const EMPTY: readonly TableCell[] = [{}, {}, {}, {}]

/** Block title, contract number with the French residue of the original (M251), charge, subtotal. */
const block = (charge: SampleCharge): TableCell[][] => [
  [{ text: charge.title, bold: true, colSpan: 5, margin: [0, 5, 0, 0] }, ...EMPTY],
  [{ text: `Contrat N°: ${charge.contractNumber}`, color: GREY, colSpan: 5 }, ...EMPTY],
  [
    charge.productName,
    `${day(charge.periodStart)} - ${day(charge.periodEnd)}`,
    right(formatDecimal(charge.quantity)),
    right(`€${formatDecimal(charge.unitPrice, 2)}`),
    right(euro(charge.amount)),
  ],
  [
    {
      text: `Subtotal_Amount: ${euro(charge.amount)}`,
      alignment: 'right',
      bold: true,
      colSpan: 5,
      margin: [0, 0, 0, 5],
    },
    ...EMPTY,
  ],
]

const chargeTable = (charges: readonly SampleCharge[]): Content => ({
  table: {
    headerRows: 1,
    widths: ['*', 92, 40, 60, 60],
    body: [
      [
        { text: 'Product Name', color: GREY },
        { text: 'Invoiced Period', color: GREY },
        right('Quantity', { color: GREY }),
        right('Unit Price\n(Excl Tax)', { color: GREY }),
        right('Amount\n(Excl Tax)', { color: GREY }),
      ],
      ...charges.flatMap(block),
    ],
  },
  layout: {
    hLineWidth: (row, node) =>
      row === 1 || row === node.table.body.length || (row > 1 && (row - 1) % 4 === 0) ? 0.6 : 0,
    vLineWidth: () => 0,
    hLineColor: () => LINE,
    paddingLeft: (column) => (column === 0 ? 0 : 4),
    paddingRight: (column) => (column === 4 ? 0 : 4),
    paddingTop: () => 2,
    paddingBottom: () => 2,
  },
  fontSize: 7.8,
})

const section = (text: string): Content => ({
  text,
  fontSize: 9,
  bold: true,
  characterSpacing: 0.6,
  margin: [0, 20, 0, 6],
})

/** "VTA" is how the original spells it (M240). */
const totals = (invoice: SampleInvoice): Content => ({
  table: {
    widths: ['*', 70, 70],
    body: [
      ['', right('Discount:', { color: GREY }), right('€0.00')],
      ['', right('Net Payable:', { color: GREY }), right(euro(invoice.net))],
      ['', right('VTA:', { color: GREY }), right(euro(invoice.vat))],
      ['', right('Total:', { bold: true }), right(euro(invoice.total), { bold: true })],
    ],
  },
  layout: {
    hLineWidth: (row) => (row === 3 ? 0.6 : 0),
    vLineWidth: () => 0,
    hLineColor: () => LINE,
    paddingRight: (column) => (column === 2 ? 0 : 4),
  },
})

const references = (invoice: SampleInvoice): Content => ({
  table: {
    headerRows: 1,
    dontBreakRows: true,
    widths: [140, '*'],
    body: [
      [
        { text: 'Subscription Number', color: GREY },
        { text: 'Your Customer References', color: GREY },
      ],
      ...invoice.references.map(({ contractNumber, endCustomerName }) => [
        contractNumber,
        { stack: [`Your End Customer Name : ${endCustomerName}`, 'Your End Customer ID :'] },
      ]),
    ],
  },
  layout: {
    hLineWidth: () => 0.6,
    vLineWidth: () => 0,
    hLineColor: () => LINE,
    paddingLeft: (column) => (column === 0 ? 0 : 4),
    paddingTop: () => 4,
    paddingBottom: () => 4,
  },
  margin: [0, 26, 0, 0],
})

/** The invoice as a two-page A4 PDF with selectable text; the same bytes for the same data. */
export const invoicePdf = async (invoice: SampleInvoice): Promise<Uint8Array> => {
  const document = pdfMake.createPdf({
    pageSize: 'A4',
    pageMargins: [36, 44, 36, 48],
    info: { title: `Rainbow invoice ${invoice.number}`, creationDate: new Date(`${invoice.date}T08:00:00Z`) },
    defaultStyle: { font: 'Roboto', fontSize: 9, color: INK },
    footer: (page, count) => ({
      columns: [
        { text: 'Training sample, not a tax document', color: GREY },
        { text: `${invoice.number}  Page ${String(page)} / ${String(count)}`, color: GREY, alignment: 'right' },
      ],
      fontSize: 7.5,
      margin: [36, 12, 36, 0],
    }),
    content: [
      ...head(invoice),
      section('CHARGE SUMMARY'),
      chargeTable(invoice.charges.slice(0, invoice.secondPageFrom)),
      { text: '', pageBreak: 'after' },
      chargeTable(invoice.charges.slice(invoice.secondPageFrom)),
      section('INVOICE TOTALS'),
      totals(invoice),
      references(invoice),
    ],
  })
  return document.getBuffer()
}
