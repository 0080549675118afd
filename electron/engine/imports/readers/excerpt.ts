import { failure, type Failure } from '../../../../shared/contract/failure.ts'
import type { PdfPlace, SheetPlace } from '../../../../shared/domain/evidence.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { cellText } from './cell-text.ts'
import { findActisHeader } from './read-actis.ts'
import { findCdrHeader } from './read-cdr.ts'
import { readPdfText } from './read-pdf-text.ts'
import { readTable } from './read-table.ts'
import type { Excerpt } from './types.ts'

const notThere = (file: string, place: PdfPlace | SheetPlace): Failure =>
  failure(
    'NOT_FOUND',
    place.kind === 'pdf' ? { file, page: String(place.page) } : { file, sheet: place.sheet, row: String(place.row) },
  )

const pdfExcerpt = async (
  bytes: Uint8Array,
  file: string,
  place: PdfPlace,
  radius: number,
): Promise<Result<Excerpt, Failure>> => {
  const pages = await readPdfText(bytes, file)
  if (!pages.ok) return pages
  const page = pages.value.find((each) => each.page === place.page)
  if (!page?.lines.some(({ line }) => line === place.line)) return fail(notThere(file, place))
  const rows = page.lines
    .filter(({ line }) => Math.abs(line - place.line) <= radius)
    .map(({ line, cells }) => ({ number: line, cells: cells.map(({ text }) => text), hit: line === place.line }))
  return ok({ title: `${file}, page ${String(place.page)}`, header: null, rows })
}

const sheetExcerpt = (bytes: Uint8Array, file: string, place: SheetPlace, radius: number): Result<Excerpt, Failure> => {
  const table = readTable(bytes, file)
  if (!table.ok) return table
  // The one sheet of a CSV is named after the file, and the stored evidence may have another name than the import had.
  const named = table.value.sheets.find(({ name }) => name === place.sheet)
  const sheet = named ?? (table.value.format === 'csv' ? table.value.sheets[0] : undefined)
  if (!sheet?.rows.some(({ row }) => row === place.row)) return fail(notThere(file, place))
  const found = findCdrHeader(table.value) ?? findActisHeader(table.value)
  const header = found?.sheet === sheet ? found.titles : null
  const rows = sheet.rows
    .filter(({ row }) => Math.abs(row - place.row) <= radius)
    .map(({ row, cells }) => ({ number: row, cells: cells.map(cellText), hit: row === place.row }))
  return ok({ title: `${file}, ${sheet.name}`, header, rows })
}

/**
 * The lines or rows around a figure's source, `radius` on either side. Fails as the readers do, and with NOT_FOUND when
 * the file has no such place.
 */
export const excerpt = async (
  bytes: Uint8Array,
  fileName: string,
  place: PdfPlace | SheetPlace,
  radius = 4,
): Promise<Result<Excerpt, Failure>> =>
  place.kind === 'pdf' ? pdfExcerpt(bytes, fileName, place, radius) : sheetExcerpt(bytes, fileName, place, radius)
