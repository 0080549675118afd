import type { ActisOffer } from '../../../../shared/domain/actis.ts'
import type { Cdr } from '../../../../shared/domain/cdr.ts'
import type { Invoice } from '../../../../shared/domain/invoice.ts'

export type FileFormat = 'pdf' | 'xlsx' | 'xls' | 'ods' | 'csv' | 'html'

/** Text set close together, with its left edge in points. */
export type PdfCell = { readonly x: number; readonly text: string }
/** One baseline. `line` counts from 1 on its page, `y` is in points from the top, `text` joins the cells with a space. */
export type PdfLine = {
  readonly line: number
  readonly y: number
  readonly text: string
  readonly cells: readonly PdfCell[]
}
export type PdfPage = { readonly page: number; readonly lines: readonly PdfLine[] }

/** A true date or time cell of a workbook: local 'YYYY-MM-DD' and 'HH:MM:SS' (null at midnight). */
export type DateCell = { readonly date: string; readonly time: string | null }
/** Null is an empty cell. Text is as typed, not trimmed; a number is the workbook's stored value. */
export type Cell = string | number | DateCell | null
/** `row` counts from 1 as in the file. For CSV it is the record, so a quoted line break doesn't shift it. */
export type TableRow = { readonly row: number; readonly cells: readonly Cell[] }
export type Sheet = { readonly name: string; readonly hidden: boolean; readonly rows: readonly TableRow[] }
export type Table = {
  readonly format: Exclude<FileFormat, 'pdf'>
  /** The CSV delimiter; null for workbooks. */
  readonly delimiter: string | null
  readonly sheets: readonly Sheet[]
}

/** How a long read tells its progress and learns that nobody waits for it any more. */
export type ReadProgress = {
  readonly onProgress?: (done: number, total: number) => void
  readonly cancelled?: () => boolean
}

export type ReadFile =
  | { readonly kind: 'invoice'; readonly invoice: Invoice; readonly pages: readonly PdfPage[] }
  | { readonly kind: 'rb-serv' | 'rb-conf'; readonly cdr: Cdr }
  | { readonly kind: 'actis'; readonly offer: ActisOffer }

/** The neighbourhood of a figure in its file. `number` is the line of the page or the row of the sheet. */
export type Excerpt = {
  readonly title: string
  readonly header: readonly string[] | null
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[]; readonly hit: boolean }[]
}
