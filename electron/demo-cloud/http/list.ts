import { sortKey, type ReadTable, type SortValue } from '../store/table.ts'
import { badRequest, json, type Answer } from './answer.ts'
import type { Query } from './query.ts'

const DEFAULT_LIMIT = 100
const MAXIMUM_LIMIT = 1000

export const formats = ['small', 'medium', 'full'] as const
export type Format = (typeof formats)[number]

export type View = Readonly<Record<string, unknown>>

/** The view without fields that only the tenant's data have. */
export const without = (view: View, ...names: readonly string[]): View =>
  Object.fromEntries(Object.entries(view).filter(([name]) => !names.includes(name)))

/** Which fields the formats show; `full` shows all. */
export type FormatFields = { readonly small: readonly string[]; readonly medium: readonly string[] }

export const project = (view: View, format: Format, fields: FormatFields): View => {
  if (format === 'full') return view
  const shown = format === 'small' ? fields.small : [...fields.small, ...fields.medium]
  return Object.fromEntries(shown.filter((name) => name in view).map((name) => [name, view[name]]))
}

/** Orders by plain fields of the row. */
export const orders = <T>(...names: readonly (keyof T & string)[]): Readonly<Record<string, (row: T) => SortValue>> =>
  Object.fromEntries(names.map((name) => [name, (row: T): SortValue => row[name] as SortValue]))

export type ListPlan<T> = {
  readonly view: (row: T) => View
  readonly id: (row: T) => string
  readonly fields: FormatFields
  readonly sort: Readonly<Record<string, (row: T) => SortValue>>
  readonly defaultSort: string
  readonly defaultOrder?: 1 | -1
}

type Page = { limit: number; offset: number; format: Format; sortField: string; order: number }

const pageOf = <T>(query: Query, plan: ListPlan<T>): Page => ({
  limit: Math.min(query.integer('limit', DEFAULT_LIMIT, 1), MAXIMUM_LIMIT),
  offset: query.integer('offset', 0, 0),
  format: query.oneOf('format', formats) ?? 'small',
  sortField: query.oneOf('sortField', Object.keys(plan.sort)) ?? plan.defaultSort,
  order: Number(query.oneOf('sortOrder', ['1', '-1']) ?? plan.defaultOrder ?? 1),
})

/** `rows` stand in ascending order; descending is the same list from its end. */
const envelope = <T>(rows: readonly T[], { limit, offset, format, order }: Page, plan: ListPlan<T>): Answer => {
  const end = rows.length - offset
  const page = order === 1 ? rows.slice(offset, offset + limit) : rows.slice(Math.max(0, end - limit), Math.max(0, end))
  if (order === -1) page.reverse()
  const data = page.map((row) => project(plan.view(row), format, plan.fields))
  return json({ data, total: rows.length, limit, offset })
}

/**
 * The list envelope {data, total, limit, offset}: default limit 100, at most 1000 (more is cut to it), an offset beyond
 * the total gives an empty list, ties are broken by id so that pages never overlap. Malformed parameters give 400.
 */
export const listAnswer = <T>(query: Query, rows: readonly T[], plan: ListPlan<T>): Answer => {
  const page = pageOf(query, plan)
  if (query.issues.length > 0) return badRequest(query.issues)
  const value = plan.sort[page.sortField] ?? plan.id
  const keyed = rows.map((row) => ({ row, key: sortKey(value(row)), id: plan.id(row) }))
  keyed.sort((a, b) => (a.key === b.key ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.key < b.key ? -1 : 1))
  return envelope(
    keyed.map(({ row }) => row),
    page,
    plan,
  )
}

/** The same for rows that stand in the default order already: sorted only when another one is asked for. */
export const orderedAnswer = <T>(query: Query, rows: readonly T[], plan: ListPlan<T>): Answer => {
  const page = pageOf(query, plan)
  if (query.issues.length > 0) return badRequest(query.issues)
  return page.sortField === plan.defaultSort ? envelope(rows, page, plan) : listAnswer(query, rows, plan)
}

type Big<T> = {
  readonly table: ReadTable<T, never>
  readonly remember: (key: string, compute: () => readonly T[]) => readonly T[]
  /** Names the table, and the caller as far as `wanted` depends on it. */
  readonly key: string
  readonly wanted: (row: T) => boolean
}

/** The same over a whole table: in the order the table keeps, filtered once for all pages until something is written. */
export const bigListAnswer = <T>(query: Query, { table, remember, key, wanted }: Big<T>, plan: ListPlan<T>): Answer => {
  const page = pageOf(query, plan)
  if (query.issues.length > 0) return badRequest(query.issues)
  const value = plan.sort[page.sortField] ?? plan.id
  const rows = remember(`${key}?${query.selection(page.sortField)}`, () =>
    table.sorted(page.sortField, value).filter(wanted),
  )
  return envelope(rows, page, plan)
}
