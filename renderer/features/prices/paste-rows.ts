import { priceField, pricePeriod } from '../../../shared/domain/parsing/price-columns.ts'
import { newRow, periods, type PriceRowForm } from './price-form.ts'

export const priceColumns = ['commercialReference', 'offerName', 'unitPrice', 'per', 'invoiceNames'] as const
export type PriceColumn = (typeof priceColumns)[number]

/** Cells of text as spreadsheets copy it: tabs between cells, quotes around what holds a tab, a quote or a line's end. */
export const copiedCells = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]]
  const cell = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*)/y
  let at = 0
  for (;;) {
    cell.lastIndex = at
    const match = cell.exec(text)
    rows.at(-1)?.push(match?.[1] === undefined ? (match?.[2] ?? '') : match[1].replaceAll('""', '"'))
    at = cell.lastIndex
    if (at >= text.length) break
    if (text[at] === '\t') at += 1
    else {
      at += text.startsWith('\r\n', at) ? 2 : 1
      if (at >= text.length) break
      rows.push([])
    }
  }
  return rows.filter((row) => row.some((one) => one.trim() !== ''))
}

const isColumn = (field: string | null): field is PriceColumn => priceColumns.some((one) => one === field)

/** The columns that a first line of titles names; null where it is none. */
const titled = (first: readonly string[]): readonly (PriceColumn | null)[] | null => {
  const fields = first.map((title) => priceField(title))
  return fields.includes('unitPrice') && fields.filter((field) => field !== null).length > 1
    ? fields.map((field) => (isColumn(field) ? field : null))
    : null
}

const periodOf = (text: string): PriceRowForm['per'] =>
  periods.find((period) => period === text.trim()) ?? pricePeriod(text)

const filled = (
  row: PriceRowForm,
  cells: readonly string[],
  columns: readonly (PriceColumn | null)[],
): PriceRowForm => {
  const next = { ...row }
  cells.forEach((cell, index) => {
    const column = columns[index]
    if (column === 'per') next.per = periodOf(cell)
    else if (column === 'invoiceNames') next.invoiceNames = cell.trim().replaceAll(/\s*\r?\n\s*/g, ' | ')
    else if (column) next[column] = cell.trim()
  })
  return next
}

/**
 * What is pasted from a spreadsheet, from one cell on: rows below are overwritten, more are added. A line of titles chooses
 * the columns and is no row. Null for one plain cell, which the field takes by itself.
 */
export const pasteRows = (
  rows: readonly PriceRowForm[],
  at: { readonly row: number; readonly column: PriceColumn },
  text: string,
): { readonly rows: PriceRowForm[]; readonly pasted: number } | null => {
  const copied = copiedCells(text)
  const [first] = copied
  if (!first || (copied.length === 1 && first.length === 1)) return null
  const named = titled(first)
  const columns = named ?? priceColumns.slice(priceColumns.indexOf(at.column))
  const data = named ? copied.slice(1) : copied
  const next = [...rows]
  data.forEach((cells, index) => {
    next[at.row + index] = filled(rows[at.row + index] ?? newRow(), cells, columns)
  })
  return { rows: next, pasted: data.length }
}
