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

type SortValue = string | number | boolean | null

export type ListPlan<T> = {
  readonly view: (row: T) => View
  readonly id: (row: T) => string
  readonly fields: FormatFields
  readonly sort: Readonly<Record<string, (row: T) => SortValue>>
  readonly defaultSort: string
  readonly defaultOrder?: 1 | -1
}

const sortKey = (value: SortValue): string | number =>
  value === null ? '' : typeof value === 'string' ? value.toLowerCase() : Number(value)

/**
 * The list envelope {data, total, limit, offset}: default limit 100, at most 1000 (more is cut to it), an offset beyond
 * the total gives an empty list, ties are broken by id so that pages never overlap. Malformed parameters give 400.
 */
export const listAnswer = <T>(query: Query, rows: readonly T[], plan: ListPlan<T>): Answer => {
  const limit = Math.min(query.integer('limit', DEFAULT_LIMIT, 1), MAXIMUM_LIMIT)
  const offset = query.integer('offset', 0, 0)
  const format = query.oneOf('format', formats) ?? 'small'
  const sortField = query.oneOf('sortField', Object.keys(plan.sort)) ?? plan.defaultSort
  const order = Number(query.oneOf('sortOrder', ['1', '-1']) ?? plan.defaultOrder ?? 1)
  if (query.issues.length > 0) return badRequest(query.issues)
  const value = plan.sort[sortField] ?? plan.id
  const keyed = rows.map((row) => ({ row, key: sortKey(value(row)), id: plan.id(row) }))
  keyed.sort((a, b) => (a.key === b.key ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : (a.key < b.key ? -1 : 1) * order))
  const data = keyed.slice(offset, offset + limit).map(({ row }) => project(plan.view(row), format, plan.fields))
  return json({ data, total: rows.length, limit, offset })
}
