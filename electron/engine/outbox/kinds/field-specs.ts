import type { Fields, JsonValue } from '../../../../shared/domain/merge/index.ts'
import type { Row } from '../../db/index.ts'
import type { Json } from '../json.ts'

/** A field of the contract: its column in the cache and its part of the cloud's body. */
export type FieldSpec = { readonly column: string; readonly bit?: true; readonly body: (value: JsonValue) => Json }
export type FieldSpecs = Readonly<Record<string, FieldSpec>>

export const plain = (column: string, cloud: string): FieldSpec => ({ column, body: (value) => ({ [cloud]: value }) })
export const bit = (column: string, body: (value: boolean) => Json): FieldSpec => ({
  column,
  bit: true,
  body: (value) => body(value === true),
})

/** The typed fields: what is absent is not edited. */
export const typedFields = (fields: object, specs: FieldSpecs): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => name in specs && value !== undefined))

export const fieldsOfRow = (row: Row, names: readonly string[], specs: FieldSpecs): Fields =>
  Object.fromEntries(
    names.flatMap((name) => {
      const spec = specs[name]
      if (!spec) return []
      const value = row[spec.column] ?? null
      return [[name, spec.bit ? value === 1 : value]]
    }),
  )

/** The row with these fields, but for those in `except`. */
export const withFields = (row: Row, fields: Fields, specs: FieldSpecs, except: ReadonlySet<string>): Row => ({
  ...row,
  ...Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const spec = specs[name]
      if (!spec || except.has(name)) return []
      return [[spec.column, typeof value === 'boolean' ? Number(value) : stored(value)]]
    }),
  ),
})

const stored = (value: JsonValue): string | number | null =>
  typeof value === 'string' || typeof value === 'number' ? value : null

export const bodyOf = (fields: Fields, specs: FieldSpecs): Json =>
  Object.assign({}, ...Object.entries(fields).map(([name, value]) => specs[name]?.body(value) ?? {})) as Json

/** Without the fields whose value in the cloud stays. */
export const withoutFields = <T extends object>(fields: T, theirs: Fields): T =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in theirs))) as T
