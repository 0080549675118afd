import { failure, type Failure } from '../../../../shared/contract/failure.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { csvDelimiter, csvRecords } from './csv-records.ts'
import { decodeText } from './decode-text.ts'
import { detectFile } from './detect-file.ts'
import type { Table } from './types.ts'
import { workbookSheets } from './workbook-sheets.ts'

/** Excel names the sheet of an opened CSV after the file, and so do we. */
const sheetNameOf = (fileName: string): string => fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')

const readCsv = (bytes: Uint8Array, fileName: string): Result<Table, Failure> => {
  const text = decodeText(bytes)
  if (text === null)
    return fail(failure('FILE_DAMAGED', { file: fileName, reason: 'it is not text all the way' }, 'V40'))
  const delimiter = csvDelimiter(text)
  const rows = csvRecords(text, delimiter ?? ';').map((cells, index) => ({ row: index + 1, cells }))
  return ok({ format: 'csv', delimiter, sheets: [{ name: sheetNameOf(fileName), hidden: false, rows }] })
}

/**
 * Reads a table file of any format into typed cells (V20-V32, V36, V37). Sheets are in the file's order, hidden ones
 * included; merged cells are filled downwards (V03). Fails as detectFile does, and with FILE_KIND_UNKNOWN for a PDF.
 */
export const readTable = (bytes: Uint8Array, fileName: string): Result<Table, Failure> => {
  const detected = detectFile(bytes, fileName)
  if (!detected.ok) return detected
  const { format } = detected.value
  if (format === 'pdf') return fail(failure('FILE_KIND_UNKNOWN', { file: fileName, reason: 'it is a PDF' }))
  if (format === 'csv') return readCsv(bytes, fileName)
  const sheets = workbookSheets(bytes, format, fileName)
  return sheets.ok ? ok({ format, delimiter: null, sheets: sheets.value }) : sheets
}
