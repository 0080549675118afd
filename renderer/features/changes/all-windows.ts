import type { Difference } from '../../../shared/contract/estate.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import type { FetchWindow } from '../../ui/grid-columns.ts'
import { differenceWindow } from './difference-columns.ts'
import type { Words } from './difference-text.ts'

/** So many differences are sorted here; the engine gives them newest first only. */
export const SORTED_AT_MOST = 2_000
const WINDOW = 500

/** Null: there are too many. */
const readAll = async (fetch: FetchWindow<Difference>): Promise<Result<readonly Difference[] | null, Failure>> => {
  const rows: Difference[] = []
  for (;;) {
    const result = await fetch({ offset: rows.length, limit: WINDOW, descending: false })
    if (!result.ok) return result
    if (result.value.total > SORTED_AT_MOST) return ok(null)
    rows.push(...result.value.rows)
    if (rows.length >= result.value.total || result.value.rows.length === 0) return ok(rows)
  }
}

/** Windows in any order: as the engine gives them, or read whole once per `version` and sorted here. */
export const sortedWindows = (
  fetch: FetchWindow<Difference>,
  words: Words,
  version: () => number,
): FetchWindow<Difference> => {
  let all: { readonly version: number; readonly rows: ReturnType<typeof readAll> } | null = null
  return async (window) => {
    const { sort: _, ...plain } = window
    if (window.sort === undefined) return fetch(plain)
    if (all?.version !== version()) all = { version: version(), rows: readAll(fetch) }
    const read = await all.rows
    if (!read.ok) {
      all = null
      return read
    }
    return read.value === null ? fetch(plain) : ok(differenceWindow(read.value, window, words))
  }
}
