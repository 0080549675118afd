import { cellText } from './cell-text.ts'
import type { Sheet, Table } from './types.ts'

/** How far below a banner a header may start (V01). */
const DEEPEST_HEADER = 40

export type Header<Field extends string> = {
  readonly sheet: Sheet
  /** Index in sheet.rows of the row with the column titles; data start below it. */
  readonly index: number
  readonly titles: readonly string[]
  /** Field to column index, 0-based. */
  readonly columns: ReadonlyMap<Field, number>
}

/** Block titles stand over the first column of their block only, whether the cells are merged or not (V02). */
const filledRight = (titles: readonly string[], width: number): readonly (string | null)[] => {
  let last: string | null = null
  return Array.from({ length: width }, (_, i) => {
    last = titles[i] === undefined || titles[i] === '' ? last : titles[i]
    return last
  })
}

const readTitles = <Field extends string>(
  sheet: Sheet,
  index: number,
  fieldOf: (title: string, block: string | null) => Field | null,
): Header<Field> => {
  const titles = (sheet.rows[index]?.cells ?? []).map(cellText)
  const above = (sheet.rows[index - 1]?.cells ?? []).map(cellText)
  const blocks = filledRight(above, titles.length)
  const columns = new Map<Field, number>()
  titles.forEach((title, column) => {
    const field = fieldOf(title, blocks[column] ?? null)
    if (field && !columns.has(field)) columns.set(field, column)
  })
  return { sheet, index, titles, columns }
}

/** The row that names the most known columns, on any sheet; a visible sheet wins over a hidden one (V01, V02, V20). */
export const findHeader = <Field extends string>(
  table: Table,
  fieldOf: (title: string, block: string | null) => Field | null,
): Header<Field> | null => {
  let best: Header<Field> | null = null
  const score = (header: Header<Field>): number => header.columns.size - (header.sheet.hidden ? 0.5 : 0)
  for (const sheet of table.sheets) {
    for (let index = 0; index < Math.min(sheet.rows.length, DEEPEST_HEADER); index++) {
      const header = readTitles(sheet, index, fieldOf)
      if (header.columns.size > 0 && (!best || score(header) > score(best))) best = header
    }
  }
  return best
}
