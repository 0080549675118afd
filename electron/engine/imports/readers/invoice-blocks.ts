import type { Invoice, InvoiceLine } from '../../../../shared/domain/invoice.ts'
import {
  DATE_SOURCE,
  INVOICE_LABELS,
  labelled,
  MONEY_SOURCE,
} from '../../../../shared/domain/parsing/invoice-labels.ts'
import { dateOf, decimalOf, type InvoiceText, moneyOf, type PlacedLine, placeOf } from './invoice-text.ts'

type Blocks = Pick<Invoice, 'lines' | 'subtotals'>
type Block = { readonly title: string; readonly contractNumber: string }
type Charge = {
  readonly product: string
  readonly start: string
  readonly end: string
  readonly figures: readonly [string, string, string]
}

const CONTRACT = labelled('contract', '[A-Z]{2}-?\\d[\\d-]*')
const SUBTOTAL = labelled('subtotal', MONEY_SOURCE)
const ANY_TOTAL = new RegExp(
  `^(?:${INVOICE_LABELS.discount}|${INVOICE_LABELS.net}|${INVOICE_LABELS.referenceTable})`,
  'iu',
)
const PERIOD = new RegExp(`(${DATE_SOURCE})\\s*(?:-|–|—|to|au|bis|al?)\\s*(${DATE_SOURCE})`, 'u')
const FIGURES = new RegExp(`^(\\(?-?[\\d.,']+\\)?-?)\\s+(${MONEY_SOURCE})\\s+(${MONEY_SOURCE})$`, 'u')
/** A wrapped product name stands at most this many points below or above its figures. */
const WRAP_HEIGHT = 16

/** Reads "product, period, quantity, unit price, amount" (M235), preferring the cells, since a group mark may be a space. */
const chargeOf = (line: PlacedLine): Charge | null => {
  const period = PERIOD.exec(line.text)
  if (!period?.[1] || !period[2]) return null
  const at = line.cells.findIndex((cell) => cell.text.endsWith(period[2] ?? ''))
  const [quantity, price, amount, ...more] = at < 0 ? [] : line.cells.slice(at + 1).map(({ text }) => text)
  const product = line.text.slice(0, period.index).trim()
  const span = { product, start: period[1], end: period[2] }
  if (quantity && price && amount && more.length === 0) return { ...span, figures: [quantity, price, amount] }
  const rest = FIGURES.exec(line.text.slice(period.index + period[0].length).trim())
  return rest?.[1] && rest[2] && rest[3] ? { ...span, figures: [rest[1], rest[2], rest[3]] } : null
}

const readCharge = (text: InvoiceText, charge: Charge, currency: string) => {
  const [quantity, unitPrice] = [decimalOf(text, charge.figures[0]), decimalOf(text, charge.figures[1])]
  const amount = moneyOf(text, charge.figures[2], currency)
  const [periodStart, periodEnd] = [dateOf(text, charge.start), dateOf(text, charge.end)]
  return quantity && unitPrice && amount && periodStart && periodEnd
    ? { quantity, unitPrice, amount, periodStart, periodEnd }
    : null
}

/** One block per contract: title, contract number, charge lines, subtotal; blocks run over page breaks (M229, M236-M239). */
export const parseBlocks = (text: InvoiceText, currency: string): Blocks => {
  const lines: InvoiceLine[] = []
  const subtotals: Invoice['subtotals'][number][] = []
  let block: Block | null = null
  let title = ''
  let textAbove: string[] = []
  let lastCharge: PlacedLine | null = null
  for (const line of text.lines) {
    const contract = CONTRACT.exec(line.text)?.[1]
    if (contract) {
      block = { title, contractNumber: contract.toUpperCase() }
      textAbove = []
      lastCharge = null
      continue
    }
    const charge = block && chargeOf(line)
    const read = charge && readCharge(text, charge, currency)
    if (block && charge && read) {
      const productName = [...textAbove, charge.product].filter(Boolean).join(' ')
      lines.push({ position: lines.length + 1, ...block, productName, ...read, place: placeOf(line) })
      textAbove = []
      lastCharge = line
      continue
    }
    const subtotal = block && SUBTOTAL.exec(line.text)?.[1]
    const amount = subtotal ? moneyOf(text, subtotal, currency) : null
    if (block && amount) {
      subtotals.push({ contractNumber: block.contractNumber, amount, place: placeOf(line) })
      block = null
      lastCharge = null
      continue
    }
    if (ANY_TOTAL.test(line.text)) block = null
    if (line.cells.length !== 1) continue
    const last = lines.at(-1)
    const wrapped =
      lastCharge?.page === line.page && line.y - lastCharge.y <= WRAP_HEIGHT && sameColumn(line, lastCharge)
    if (block && last && wrapped) {
      lines[lines.length - 1] = { ...last, productName: `${last.productName} ${line.text}`.trim() }
      lastCharge = { ...line, cells: lastCharge?.cells ?? line.cells }
    } else if (block && !lastCharge) textAbove.push(line.text)
    else title = line.text
  }
  return { lines, subtotals }
}

const sameColumn = (line: PlacedLine, other: PlacedLine): boolean =>
  Math.abs((line.cells[0]?.x ?? 0) - (other.cells[0]?.x ?? 0)) < 6
