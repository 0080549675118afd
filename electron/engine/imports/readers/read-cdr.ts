import { failure, type Failure } from '../../../../shared/contract/failure.ts'
import type { Cdr, CdrRow, RejectedRow } from '../../../../shared/domain/cdr.ts'
import {
  type CdrField,
  cdrField,
  cdrKindOf,
  cdrLabel,
  requiredCdrFields,
} from '../../../../shared/domain/parsing/cdr-columns.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { cdrRowReader } from './cdr-row-reader.ts'
import { cellText } from './cell-text.ts'
import { dataRows } from './data-rows.ts'
import { findHeader, type Header } from './find-header.ts'
import type { Table } from './types.ts'

/** Columns that only a CDR has: two of them make a table a CDR, even when others are missing. */
const TELLING: readonly CdrField[] = ['invoiceNumber', 'contractNumber', 'periodStart', 'periodEnd']

/** The header of a CDR in a table, or null when the table is something else. */
export const findCdrHeader = (table: Table): Header<CdrField> | null => {
  const header = findHeader(table, cdrField)
  return header && header.columns.size >= 5 && TELLING.filter((field) => header.columns.has(field)).length >= 2
    ? header
    : null
}

/**
 * Reads an RB-SERV or RB-CONF consumption detail report (M254-M258). The layout is our proposal until a real file has been
 * mapped; banners, localised titles, either decimal mark and any date order are read (V01-V19, V33, V35, V38).
 * Every data row is either in `rows` or in `rejected` with its reason. Fails with FILE_KIND_UNKNOWN, COLUMN_MISSING
 * {column, sheet, row} or NO_ROWS {sheet}.
 */
export const readCdr = (table: Table, fileName: string): Result<Cdr, Failure> => {
  const header = findCdrHeader(table)
  if (!header)
    return fail(
      failure('FILE_KIND_UNKNOWN', { file: fileName, reason: 'it is a table without the columns of a CDR' }, 'M257'),
    )
  const { sheet, columns, titles } = header
  const kind = cdrKindOf(new Set(columns.keys()), fileName)
  const missing = requiredCdrFields(kind).filter((field) => !columns.has(field))
  if (missing.length > 0) {
    const params = {
      file: fileName,
      sheet: sheet.name,
      row: String(sheet.rows[header.index]?.row ?? 1),
      column: missing.map(cdrLabel).join(', '),
    }
    return fail(failure('COLUMN_MISSING', params, kind === 'rb-serv' ? 'M257' : 'M256'))
  }
  const data = dataRows(header, ['invoiceNumber', 'contractNumber'])
  if (data.length === 0) return fail(failure('NO_ROWS', { file: fileName, sheet: sheet.name }, 'V40'))
  const readRow = cdrRowReader(kind, header, data, table.delimiter)
  const rows: CdrRow[] = []
  const rejected: RejectedRow[] = []
  for (const row of data) {
    const read = readRow(row)
    if (read.ok) rows.push(read.value)
    else
      rejected.push({
        place: { kind: 'sheet', sheet: sheet.name, row: row.row },
        ...read.failure,
        cells: row.cells.map(cellText),
      })
  }
  return ok({ kind, sheet: sheet.name, columns: titles, rows, rejected, rowsIn: data.length })
}
