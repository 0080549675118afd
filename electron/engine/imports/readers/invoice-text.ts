import { parseDate, type DateOrder, inferDateOrder } from '../../../../shared/domain/parsing/dates.ts'
import type { Decimal } from '../../../../shared/domain/decimal.ts'
import type { PdfPlace } from '../../../../shared/domain/evidence.ts'
import { minorDigits, type Money, roundHalfUp } from '../../../../shared/domain/money.ts'
import {
  DATE_SOURCE,
  type InvoiceLabel,
  labelled,
  MONEY_SOURCE,
} from '../../../../shared/domain/parsing/invoice-labels.ts'
import { inferDecimalMark, parseNumber } from '../../../../shared/domain/parsing/numbers.ts'
import type { PdfLine, PdfPage } from './types.ts'

export type PlacedLine = PdfLine & { readonly page: number }
export type Found<T> = { readonly value: T; readonly place: PdfPlace }

/** The lines of an invoice together with the conventions that the whole document proves. */
export type InvoiceText = {
  readonly lines: readonly PlacedLine[]
  readonly dateOrder: DateOrder
  readonly decimalMark: '.' | ','
}

export const placeOf = (line: PlacedLine): PdfPlace => ({ kind: 'pdf', page: line.page, line: line.line })

export const invoiceText = (pages: readonly PdfPage[]): InvoiceText => {
  const lines = pages.flatMap(({ page, lines: ofPage }) => ofPage.map((line) => ({ ...line, page })))
  const all = lines.map(({ text }) => text).join('\n')
  const dates = all.match(new RegExp(DATE_SOURCE, 'g')) ?? []
  // Amounts carry a currency sign or two decimals; dates and contract numbers must not vote on the decimal mark.
  const amounts = all.match(/[€$£] ?\d[\d.,' ]*|\d[\d.,' ]* ?[€$£]|\d[.,]\d{2}(?![\d.,/-])/g) ?? []
  const order = inferDateOrder(dates)
  const mark = inferDecimalMark(amounts.map((amount) => amount.trim()))
  return {
    lines,
    dateOrder: order === null || order === 'CONFLICT' ? 'dmy' : order,
    decimalMark: mark === ',' ? ',' : '.',
  }
}

/** First value of a label, on the label's own line or straight below it (a label set above its value). */
export const findValue = (text: InvoiceText, label: InvoiceLabel, value: string): Found<string> | null => {
  const beside = labelled(label, value)
  const alone = labelled(label, '$')
  const whole = new RegExp(`^(${value})$`, 'u')
  for (const [index, line] of text.lines.entries()) {
    const match = beside.exec(line.text)
    if (match?.[1]) return { value: match[1].trim(), place: placeOf(line) }
    const labelCell = line.cells.find((cell) => alone.test(cell.text))
    const below = text.lines[index + 1]
    const under =
      labelCell && below?.page === line.page && below.cells.find((cell) => Math.abs(cell.x - labelCell.x) < 15)
    const valueBelow = under ? whole.exec(under.text)?.[1] : undefined
    if (below && valueBelow) return { value: valueBelow, place: placeOf(below) }
  }
  return null
}

export const findMoneyText = (text: InvoiceText, label: InvoiceLabel): Found<string> | null =>
  findValue(text, label, MONEY_SOURCE)

export const dateOf = (text: InvoiceText, printed: string): string | null => {
  const parsed = parseDate(printed, text.dateOrder)
  return parsed.ok ? parsed.value.date : null
}

export const decimalOf = (text: InvoiceText, printed: string): Decimal | null => {
  const parsed = parseNumber(printed, text.decimalMark)
  return parsed.ok ? parsed.value.value : null
}

/** ISO code that a money text carries ("€2.80", "2,80 EUR"), or null. */
export const currencyOf = (printed: string): string | null => {
  const parsed = parseNumber(printed, '.')
  const other = parsed.ok ? parsed : parseNumber(printed, ',')
  return other.ok ? other.value.currency : null
}

export const moneyOf = (text: InvoiceText, printed: string, currency: string): Money | null => {
  const value = decimalOf(text, printed)
  return value ? { minor: roundHalfUp(BigInt(value.units), value.scale, minorDigits(currency)), currency } : null
}
