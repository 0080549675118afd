import type { Window } from '../../../shared/contract/values.ts'
import type { ReadDb } from '../db/index.ts'

/**
 * A list query in two steps: which ids stand in the window, found through as few tables as filter and order need, and
 * then everything about those few.
 */
export type WindowQuery<Stored, Shown> = {
  /** The tables that `where` and the orders need; `id` is the SQL of the list's id in them. */
  readonly from: string
  readonly id: string
  readonly where: readonly string[]
  readonly parameters: Readonly<Record<string, unknown>>
  /** Sort keys of the contract to SQL; what is equal stands in the order of the id, in the same direction. */
  readonly sorts: Readonly<Record<string, Sort>>
  readonly order: readonly string[]
  /** SQL that counts the list faster than through `from` and `where`. */
  readonly count?: string | undefined
  /** Selects `id` and the rest from everywhere; restricted to the ids of the window. */
  readonly rows: { readonly select: string; readonly from: string; readonly id: string }
  readonly show: (row: Stored) => Shown
}

/** A sort may need other tables than the list itself. */
export type Sort = readonly string[] | { readonly by: readonly string[]; readonly from: string }

export type Listed<T> = { rows: T[]; total: number }

/** The SQL that finds the ids of a window; also for tests that look at its plan. */
export const windowSql = <S, T>(query: WindowQuery<S, T>, window: Pick<Window, 'sort' | 'descending'>): string => {
  const sort = sqlOfSort(query.sorts, window.sort)
  const direction = window.descending ? ' DESC' : ''
  const named = sort && ('by' in sort ? sort.by : sort)
  const order = named ? named.map((term) => term + direction) : query.order
  const from = sort && 'from' in sort ? sort.from : query.from
  return `SELECT ${query.id} AS id FROM ${from} ${whereSql(query.where)} ORDER BY ${order.join(', ')} LIMIT :limit OFFSET :offset`
}

export const countSql = <S, T>(query: WindowQuery<S, T>): string =>
  query.count ?? `SELECT count(*) AS n FROM ${query.from} ${whereSql(query.where)}`

/** Reads one window of a list and its total. An unknown sort key falls back to the default order. */
export const readWindow = <Stored extends { readonly id: string }, Shown>(
  db: ReadDb,
  query: WindowQuery<Stored, Shown>,
  window: Window,
): Listed<Shown> => {
  const { limit, offset } = window
  const total = db.get<{ n: number }>(countSql(query), query.parameters)?.n ?? 0
  if (offset >= total) return { rows: [], total }
  const ids = db.all<{ id: string }>(windowSql(query, window), { ...query.parameters, limit, offset })
  const stored = db.all<Stored>(
    `SELECT ${query.rows.select} FROM ${query.rows.from} WHERE ${query.rows.id} IN (SELECT value FROM json_each(:ids))`,
    { ...query.parameters, ids: JSON.stringify(ids.map(({ id }) => id)) },
  )
  const byId = new Map(stored.map((row) => [row.id, row]))
  return { rows: ids.flatMap(({ id }) => byId.get(id) ?? []).map(query.show), total }
}

const whereSql = (where: readonly string[]): string =>
  where.length > 0 ? `WHERE ${where.map((one) => `(${one})`).join(' AND ')}` : ''

/** Own keys only: "constructor" is no order. */
export const sqlOfSort = <S>(sorts: Readonly<Record<string, S>>, sort: string | undefined): S | undefined =>
  sort !== undefined && Object.hasOwn(sorts, sort) ? sorts[sort] : undefined

/** For LIKE ... ESCAPE '\': finds the text anywhere, its own % and _ taken literally. */
export const containing = (text: string): string => `%${text.trim().replace(/[\\%_]/g, (one) => `\\${one}`)}%`
