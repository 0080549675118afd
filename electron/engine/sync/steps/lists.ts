import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import type { Row } from '../../db/index.ts'
import type { CachedEntity } from '../cache.ts'
import type { Json } from '../fields.ts'
import type { Advance, PullContext, Step } from '../pull.ts'
import { offsetAfter, PAGE, type Page, type Window } from '../rainbow.ts'
import { countsOf, noteOdd } from '../run-notes.ts'

/** Made only when it is stored: so is the time of making it part of a slice. */
export type MakeRow = () => Row | null

type List = {
  readonly entity: CachedEntity
  readonly limit?: number
  readonly ask: (context: PullContext, window: Window) => Promise<Result<Page, Failure>>
  /** What a page's rows need to be asked for, and then how each is made; null for an entry that is none. */
  readonly rows: (context: PullContext, page: readonly Json[]) => Promise<Result<readonly MakeRow[], Failure>>
}

/** A list over the whole scope, read to its end; once more when it gave fewer distinct ids than its total. */
export const listStep =
  ({ entity, limit = PAGE, ask, rows }: List): Step =>
  async (context) => {
    const { run, cache, signal } = context
    const { notes, cursor } = run
    if (cursor.ended) return ok(endOfList(context, entity, limit))
    const page = await ask(context, { offset: cursor.offset, limit, signal })
    if (!page.ok) return page
    const made = await rows(context, page.value.rows)
    if (!made.ok) return made
    const next = offsetAfter(page.value, cursor.offset, limit)
    const again = cursor.again === undefined ? {} : { again: cursor.again }
    const counts = countsOf(notes, entity)
    const skip = (entries: number): void => {
      if (cursor.again) return
      counts.skipped += entries
      noteOdd(notes, entity, entries)
    }
    return ok({
      writes: [
        () => {
          notes.totals[entity] = page.value.total ?? cursor.offset + page.value.read
          skip(page.value.read - page.value.rows.length)
        },
        ...made.value.map((make) => () => {
          const row = make()
          if (row === null) skip(1)
          else if (cache.see(entity, row).first) notes.distinct[entity] = (notes.distinct[entity] ?? 0) + 1
        }),
      ],
      next: next === null ? { offset: 0, ended: true, ...again } : { offset: next, ...again },
    })
  }

/** Lists shift while they are read: absence is not proof. */
const endOfList = ({ run }: PullContext, entity: CachedEntity, limit: number): Advance => {
  const { notes, cursor } = run
  const total = notes.totals[entity] ?? 0
  const found = (notes.distinct[entity] ?? 0) + countsOf(notes, entity).skipped
  if (found >= total) return { writes: [], next: null, units: 0 }
  return cursor.again
    ? { writes: [() => noteOdd(notes, entity)], next: null, units: 0 }
    : { writes: [], next: { offset: 0, again: true }, units: 0, more: Math.ceil(total / limit) }
}

/** For rows that need nothing but themselves. */
export const madeOf =
  (toRow: (context: PullContext, json: Json) => Row | null): List['rows'] =>
  (context, page) =>
    Promise.resolve(ok(page.map((json) => () => toRow(context, json))))
