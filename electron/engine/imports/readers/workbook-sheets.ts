import * as XLSX from 'xlsx'
import { failure, type Failure } from '../../../../shared/contract/failure.ts'
import { dateFromSerial } from '../../../../shared/domain/parsing/dates.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { decodeText } from './decode-text.ts'
import type { Cell, Sheet, TableRow } from './types.ts'
import { unzipEntry, zipDirectory } from './zip-directory.ts'

type SheetCell = XLSX.CellObject | undefined
type DenseSheet = XLSX.WorkSheet & { readonly '!data'?: readonly (readonly SheetCell[] | undefined)[] }

// The library types its number format helper as any.
const isDateFormat = (XLSX.SSF as { readonly is_date: (format: string) => boolean }).is_date

/** A directory that lies about its sizes would defeat the size limit, so every part is unpacked once, bounded. */
const zipIsSound = (bytes: Uint8Array): boolean => {
  const directory = zipDirectory(bytes)
  return directory.ok && directory.value.every((entry) => entry.name.endsWith('/') || unzipEntry(bytes, entry) !== null)
}

const typedCell = (cell: SheetCell, system: 1900 | 1904): Cell => {
  if (cell?.v === undefined) return null
  switch (cell.t) {
    case 'n': {
      const serial = Number(cell.v)
      if (typeof cell.z !== 'string' || !isDateFormat(cell.z)) return serial
      const moment = dateFromSerial(serial, system)
      return moment.ok ? moment.value : serial
    }
    case 's':
      return typeof cell.v === 'string' && cell.v !== '' ? cell.v : null
    case 'b':
      return cell.v === true ? 'TRUE' : 'FALSE'
    case 'd': {
      const iso = cell.v instanceof Date ? cell.v.toISOString() : String(cell.v)
      return { date: iso.slice(0, 10), time: iso.slice(11, 19) === '00:00:00' ? null : iso.slice(11, 19) || null }
    }
    case 'e':
      // The text of the error (#N/A) makes the row unreadable with a visible reason.
      return cell.w ?? '#ERROR'
    default:
      return null
  }
}

/** Repeats the value of a vertically merged cell in the rows that it covers (V03). */
const fillMergedRows = (rows: (readonly Cell[])[], merges: readonly XLSX.Range[]): void => {
  for (const { s, e } of merges) {
    if (s.r === e.r) continue
    const value = rows[s.r]?.[s.c] ?? null
    for (let r = s.r + 1; r <= Math.min(e.r, rows.length - 1); r++) {
      const cells = [...(rows[r] ?? [])]
      while (cells.length <= s.c) cells.push(null)
      cells[s.c] = value
      rows[r] = cells
    }
  }
}

const sheetRows = (sheet: DenseSheet, system: 1900 | 1904): readonly TableRow[] => {
  const data = sheet['!data'] ?? []
  const rows: (readonly Cell[])[] = Array.from(data, (cells) =>
    Array.from(cells ?? [], (cell) => typedCell(cell, system)),
  )
  fillMergedRows(rows, sheet['!merges'] ?? [])
  return rows.map((cells, index) => ({ row: index + 1, cells }))
}

const isDate1904 = (workbook: XLSX.WorkBook): boolean => workbook.Workbook?.WBProps?.date1904 === true

/** Reads the sheets of a workbook. Formulas count by their cached value (V36); macros are not even looked at (V23). */
export const workbookSheets = (
  bytes: Uint8Array,
  format: 'xlsx' | 'xls' | 'ods' | 'html',
  file: string,
): Result<readonly Sheet[], Failure> => {
  const damaged = (reason: string) => fail(failure('FILE_DAMAGED', { file, reason }, 'V40'))
  if ((format === 'xlsx' || format === 'ods') && !zipIsSound(bytes))
    return damaged('a part of the archive cannot be unpacked')
  const options: XLSX.ParsingOptions = {
    dense: true,
    cellNF: true,
    cellText: false,
    cellHTML: false,
    cellFormula: false,
    // An HTML table has only text; how its numbers and dates are written is inferred from whole columns, as for CSV.
    raw: format === 'html',
  }
  try {
    const workbook =
      format === 'html'
        ? XLSX.read(decodeText(bytes) ?? '', { ...options, type: 'string' })
        : XLSX.read(bytes, { ...options, type: 'array' })
    const system = isDate1904(workbook) ? 1904 : 1900
    const sheets = workbook.SheetNames.map((name, index) => ({
      name,
      hidden: (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
      rows: sheetRows(workbook.Sheets[name] as DenseSheet, system),
    }))
    return sheets.length > 0 ? ok(sheets) : damaged('it has no sheet')
  } catch (error) {
    // SheetJS throws its own errors for what it cannot read; which one is no use to a person beyond its sentence.
    const message = error instanceof Error ? error.message : String(error)
    return /password|encrypt/i.test(message) ? fail(failure('FILE_ENCRYPTED', { file }, 'V40')) : damaged(message)
  }
}
