import type { FetchWindow } from './grid-columns.ts'

const WINDOW = 500
/** Farther down nobody looks for a row by scrolling; the search finds it. */
const LOOKED_AT = 20_000

/** Where a row stands in a list that is read in windows; null when it is not among those looked at. */
export const rowIndex = async <Row>(
  fetch: FetchWindow<Row>,
  isIt: (row: Row) => boolean,
  order: { readonly sort?: string; readonly descending: boolean },
): Promise<number | null> => {
  for (let offset = 0; offset < LOOKED_AT; offset += WINDOW) {
    const result = await fetch({ offset, limit: WINDOW, ...order })
    if (!result.ok) return null
    const at = result.value.rows.findIndex(isIt)
    if (at >= 0) return offset + at
    if (offset + result.value.rows.length >= result.value.total || result.value.rows.length === 0) return null
  }
  return null
}
