import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as XLSX from 'xlsx'
import type { Failure } from '../../shared/contract/failure.ts'
import type { Result } from '../../shared/util/result.ts'
import { readCdr, readTable, type PdfPage } from '../../electron/engine/imports/readers/index.ts'

export const sample = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(path.join(import.meta.dirname, '../../resources/samples', name)))

export const JULY_CDR = 'CDR_SERV_2017-07-01_VAD_technology-integrator'

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export const valueOf = <T>(result: Result<T, Failure>): T => {
  if (!result.ok) throw new Error(`${result.failure.code} ${JSON.stringify(result.failure.params)}`)
  return result.value
}
export const failureOf = (result: Result<unknown, Failure>): Pick<Failure, 'code' | 'params'> => {
  if (result.ok) throw new Error('expected a failure')
  return { code: result.failure.code, params: result.failure.params }
}

/** The columns that an RB-SERV must have, and one row for them. */
export const TITLES = [
  'Invoice Number',
  'Period Start',
  'Period End',
  'Distributor Name',
  'Reseller Name',
  'End Customer Name',
  'Service Plan',
  'Subscription Number',
  'Quantity',
  'Unit Price',
  'Amount',
  'Currency',
]
export const ROW = [
  'INV00000150',
  '01/07/2017',
  '31/07/2017',
  'Technology Integrator',
  '',
  'Events Communication',
  'Business',
  'RB-201706010903',
  '10',
  '1,20',
  '12,00',
  'EUR',
]
/** ROW with some cells replaced, by column title. */
export const rowWith = (cells: Readonly<Record<string, string>>): string[] =>
  ROW.map((cell, index) => cells[TITLES[index] ?? ''] ?? cell)

export const csvOf = (rows: readonly (readonly string[])[], delimiter = ';'): string =>
  rows.map((row) => `${row.join(delimiter)}\r\n`).join('')

export const cdrOf = (bytes: Uint8Array | string, fileName = 'cdr.csv') =>
  valueOf(readCdr(valueOf(readTable(typeof bytes === 'string' ? utf8(bytes) : bytes, fileName)), fileName))

export const workbookBytes = (
  sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>,
  bookType: XLSX.BookType = 'xlsx',
  edit: (book: XLSX.WorkBook) => void = () => undefined,
): Uint8Array => {
  const book = XLSX.utils.book_new()
  for (const [name, rows] of Object.entries(sheets))
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows.map((row) => [...row])), name)
  edit(book)
  const bytes: unknown = XLSX.write(book, { type: 'array', bookType })
  return new Uint8Array(bytes as ArrayBuffer)
}

/** Pages of an invented PDF: one array of cells per line, 20 points apart, 120 points between columns. */
export const pagesOf = (...pages: readonly (readonly (readonly string[])[])[]): readonly PdfPage[] =>
  pages.map((lines, index) => ({
    page: index + 1,
    lines: lines.map((cells, at) => ({
      line: at + 1,
      y: 40 + at * 20,
      text: cells.filter(Boolean).join(' '),
      cells: cells.flatMap((text, column) => (text === '' ? [] : [{ x: 40 + column * 120, text }])),
    })),
  }))

/** The same pages with one text replaced wherever it stands. */
export const changed = (pages: readonly PdfPage[], from: string, to: string): readonly PdfPage[] =>
  pages.map((page) => ({
    ...page,
    lines: page.lines.map((line) => ({
      ...line,
      text: line.text.replace(from, to),
      cells: line.cells.map((cell) => ({ ...cell, text: cell.text.replace(from, to) })),
    })),
  }))
