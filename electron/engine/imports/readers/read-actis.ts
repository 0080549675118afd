import { failure, type Failure } from '../../../../shared/contract/failure.ts'
import type { ActisLine, ActisOffer } from '../../../../shared/domain/actis.ts'
import type { RejectedRow } from '../../../../shared/domain/cdr.ts'
import {
  type ActisBannerField,
  actisBannerField,
  type ActisField,
  actisField,
  actisLabel,
  isMonthlyReference,
  REQUIRED_ACTIS_FIELDS,
} from '../../../../shared/domain/parsing/actis-columns.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { cellText } from './cell-text.ts'
import { dateReaders, integerOf, numberReaders } from './column-readers.ts'
import { dataRows } from './data-rows.ts'
import { findHeader, type Header } from './find-header.ts'
import type { Cell, Table, TableRow } from './types.ts'

/** The header of an Actis offer in a table, or null when the table is something else. */
export const findActisHeader = (table: Table): Header<ActisField> | null => {
  const header = findHeader(table, actisField)
  return header &&
    REQUIRED_ACTIS_FIELDS.filter((field) => header.columns.has(field)).length >= 2 &&
    header.columns.size >= 3
    ? header
    : null
}

/** Label and value pairs above the header: the value follows in the same row, or after a colon in the same cell. */
const readBanner = (header: Header<ActisField>): ReadonlyMap<ActisBannerField, Cell> => {
  const found = new Map<ActisBannerField, Cell>()
  for (const { cells } of header.sheet.rows.slice(0, header.index)) {
    cells.forEach((cell, column) => {
      const [label = '', inline = ''] = cellText(cell).split(/\s*:\s*(.*)/s)
      const field = actisBannerField(label)
      if (!field || found.has(field)) return
      const value = inline || cells.slice(column + 1).find((next) => cellText(next) !== '')
      if (value !== undefined) found.set(field, value)
    })
  }
  return found
}

const reject = (row: TableRow, sheet: string, code: string, reason: string): RejectedRow => ({
  place: { kind: 'sheet', sheet, row: row.row },
  code,
  reason,
  cells: row.cells.map(cellText),
})

/**
 * Reads an Actis offer: the prepaid subscriptions to create (M167). The layout is our proposal until a real file has been
 * mapped. A monthly reference rejects its row, since an Actis file creates prepaid subscriptions only (M170).
 * Fails with FILE_KIND_UNKNOWN, COLUMN_MISSING {column, sheet, row} or NO_ROWS {sheet}.
 */
export const readActis = (table: Table, fileName: string): Result<ActisOffer, Failure> => {
  const header = findActisHeader(table)
  if (!header)
    return fail(
      failure(
        'FILE_KIND_UNKNOWN',
        { file: fileName, reason: 'it is a table without the columns of an Actis offer' },
        'M167',
      ),
    )
  const { columns, sheet } = header
  const missing = REQUIRED_ACTIS_FIELDS.filter((field) => !columns.has(field))
  if (missing.length > 0) {
    const row = String(sheet.rows[header.index]?.row ?? 1)
    return fail(
      failure(
        'COLUMN_MISSING',
        { file: fileName, sheet: sheet.name, row, column: missing.map(actisLabel).join(', ') },
        'M167',
      ),
    )
  }
  const data = dataRows(header, ['commercialReference'])
  if (data.length === 0) return fail(failure('NO_ROWS', { file: fileName, sheet: sheet.name }, 'V40'))
  const at = (field: ActisField): number => columns.get(field) ?? -1
  const [readQuantity] = numberReaders(data, [at('quantity')], null)
  const lines: ActisLine[] = []
  const rejected: RejectedRow[] = []
  for (const row of data) {
    const text = (field: ActisField): string => cellText(row.cells[at(field)])
    const reference = text('commercialReference').toUpperCase()
    const quantity = readQuantity ? integerOf(row.cells[at('quantity')], readQuantity) : null
    const refuse = (code: string, reason: string) => rejected.push(reject(row, sheet.name, code, reason))
    if (reference === '') refuse('VALUE_MISSING', 'Reference is empty')
    else if (isMonthlyReference(reference))
      refuse(
        'MONTHLY_REFERENCE',
        `${reference} is a monthly reference; an Actis file creates prepaid subscriptions only (M170)`,
      )
    else if (quantity === null || quantity <= 0)
      refuse('QUANTITY_NOT_POSITIVE', `Quantity "${text('quantity')}" is not a whole number above zero`)
    else if (text('endCustomerName') === '') refuse('VALUE_MISSING', 'End customer is empty')
    else
      lines.push({
        item: text('item') || null,
        commercialReference: reference,
        designation: text('designation'),
        quantity,
        endCustomerName: text('endCustomerName'),
        place: { kind: 'sheet', sheet: sheet.name, row: row.row },
      })
  }
  const banner = readBanner(header)
  const offerDate = banner.get('offerDate')
  const [readDate] = dateReaders([{ row: 1, cells: [offerDate ?? null] }], [0])
  const date = readDate?.(offerDate)
  return ok({
    offerNumber: cellText(banner.get('offerNumber')) || null,
    offerDate: date?.ok ? date.value : null,
    resellerName: cellText(banner.get('resellerName')) || null,
    resellerCrdId: cellText(banner.get('resellerCrdId')) || null,
    currency:
      cellText(banner.get('currency')) ||
      data.map((row) => cellText(row.cells[at('currency')])).find((c) => c !== '') ||
      null,
    sheet: sheet.name,
    lines,
    rejected,
    rowsIn: data.length,
  })
}
