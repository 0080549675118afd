import type { Window } from '../../../shared/contract/values.ts'
import type { ReadDb } from '../db/index.ts'

/** A list query: what it selects, where it may be sorted, how each row is given to the contract. */
export type WindowQuery<Stored, Shown> = {
  readonly select: string
  readonly from: string
  readonly where: readonly string[]
  readonly parameters: Readonly<Record<string, unknown>>
  /** Sort keys of the contract to SQL; the first one is the default order. */
  readonly sorts: Readonly<Record<string, string>>
  readonly defaultSort: string
  readonly show: (row: Stored) => Shown
}

/** Reads one window of a list and its total. An unknown sort key falls back to the default order. */
export const readWindow = <Stored, Shown>(
  db: ReadDb,
  query: WindowQuery<Stored, Shown>,
  window: Window,
): { rows: Shown[]; total: number } => {
  const where = query.where.length > 0 ? `WHERE ${query.where.map((one) => `(${one})`).join(' AND ')}` : ''
  const named = sqlOfSort(query.sorts, window.sort)
  const order = named ? `${named} ${window.descending ? 'DESC' : 'ASC'}, ${query.defaultSort}` : query.defaultSort
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM ${query.from} ${where}`, query.parameters)?.n ?? 0
  const rows = db.all<Stored>(
    `SELECT ${query.select} FROM ${query.from} ${where} ORDER BY ${order} LIMIT :limit OFFSET :offset`,
    {
      ...query.parameters,
      limit: window.limit,
      offset: window.offset,
    },
  )
  return { rows: rows.map(query.show), total }
}

/** Own keys only: "constructor" is no order. */
export const sqlOfSort = (sorts: Readonly<Record<string, string>>, sort: string | undefined): string | undefined =>
  sort !== undefined && Object.hasOwn(sorts, sort) ? sorts[sort] : undefined

/** For LIKE ... ESCAPE '\': finds the text anywhere, its own % and _ taken literally. */
export const containing = (text: string): string => `%${text.trim().replace(/[\\%_]/g, (one) => `\\${one}`)}%`
