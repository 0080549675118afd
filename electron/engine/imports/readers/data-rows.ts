import { isComment, isTotalLabel } from '../../../../shared/domain/parsing/skipped-rows.ts'
import { cellText } from './cell-text.ts'
import type { Header } from './find-header.ts'
import type { Cell, TableRow } from './types.ts'

/**
 * The rows below a header that are data. Blank rows, `%` comments, repeated headers, and totals are not (V18, V19, V38);
 * a total is a row with a total's label and nothing in any of the `keys` columns, so a customer called "Total" stays.
 */
export const dataRows = <Field extends string>(header: Header<Field>, keys: readonly Field[]): readonly TableRow[] => {
  const keyColumns = keys.map((key) => header.columns.get(key)).filter((column) => column !== undefined)
  const isTotal = (cells: readonly Cell[]): boolean => {
    const values = keyColumns.map((column) => cellText(cells[column]))
    return (
      values.every((value) => value === '' || isTotalLabel(value)) &&
      cells.some((cell) => typeof cell === 'string' && isTotalLabel(cell))
    )
  }
  const isHeaderAgain = (cells: readonly Cell[]): boolean =>
    cellText(cells[keyColumns[0] ?? 0]) === header.titles[keyColumns[0] ?? 0] &&
    header.titles.every((title, column) => cellText(cells[column]) === title)
  return header.sheet.rows.slice(header.index + 1).filter(({ cells }) => {
    const first = cells.findIndex((cell) => cell !== null && (typeof cell !== 'string' || cell.trim() !== ''))
    if (first < 0 || isComment(cellText(cells[first]))) return false
    return !isTotal(cells) && !isHeaderAgain(cells)
  })
}
