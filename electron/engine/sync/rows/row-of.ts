import { NOT_KNOWN, type Row } from '../../db/index.ts'
import { identifier, instant, integer, isJson, localDate, text, type Json } from '../fields.ts'

type Value = string | number | null

/**
 * A thing's fields as the cloud's API has them. Absent and null are empty. One of another type is empty, too, and makes
 * the column that it was read for not known.
 */
export type Fields = {
  text(name: string): string | null
  /** What the API never has as null. Of an enumeration as with `named`. */
  required(name: string, values?: readonly string[]): string | null
  /** An enumeration: a value that nobody knows is kept, and noted. */
  named(name: string, values: readonly string[]): string | null
  /** An enumeration of which only these values mean something here: by any other one, nothing is known. */
  among<T extends string>(name: string, values: readonly T[]): T | null
  identifier(name: string): string | null
  /** UTC. */
  instant(name: string): string | null
  localDate(name: string): string | null
  integer(name: string): number | null
  flag(name: string): boolean
  /** Null: the cloud does not say. */
  optionalFlag(name: string): boolean | null
  object(name: string): Fields | null
  list(name: string): readonly Fields[]
  /** Of an enumeration as with `named`. */
  texts(name: string, values?: readonly string[]): readonly string[]
  /** What was read says nothing of this column. */
  notKnown(): void
}

/** `odd`: called for each field that is not as the API has it. `unknown`: it holds nothing that could be kept. */
const fieldsOf = (json: Json, odd: (unknown: boolean) => void): Fields => {
  const has = (name: string): boolean => json[name] !== undefined && json[name] !== null
  const value =
    <T>(read: (json: Json, name: string) => T | null) =>
    (name: string): T | null => {
      const found = read(json, name)
      if (found === null && has(name) && json[name] !== '') odd(true)
      return found
    }
  const flagOf = value((_, name) => (typeof json[name] === 'boolean' ? json[name] : null))
  const readText = value(text)
  const listOf = <T>(name: string, is: (one: unknown) => one is T): readonly T[] => {
    const given = json[name]
    if (!has(name)) return []
    if (!Array.isArray(given)) {
      odd(true)
      return []
    }
    const sound = given.filter(is)
    if (sound.length < given.length) odd(true)
    return sound
  }
  const named = (name: string, values: readonly string[]): string | null => {
    const found = readText(name)
    if (found !== null && !values.includes(found)) odd(false)
    return found
  }
  return {
    text: readText,
    required: (name, values) => {
      if (json[name] === null) odd(true)
      return values ? named(name, values) : readText(name)
    },
    named,
    among: (name, values) => {
      const found = readText(name)
      const known = values.find((one) => one === found) ?? null
      if (found !== null && known === null) odd(true)
      return known
    },
    identifier: value(identifier),
    instant: value(instant),
    localDate: value(localDate),
    integer: value(integer),
    flag: (name) => flagOf(name) === true,
    optionalFlag: flagOf,
    object: (name) => {
      const given = json[name]
      if (isJson(given)) return fieldsOf(given, odd)
      if (has(name)) odd(true)
      return null
    },
    list: (name) => listOf(name, isJson).map((one) => fieldsOf(one, odd)),
    texts: (name, values) => {
      const found = listOf(name, (one): one is string => typeof one === 'string')
      if (values && found.some((one) => !values.includes(one))) odd(false)
      return found
    },
    notKnown: () => odd(true),
  }
}

type Columns = Readonly<Record<string, Value | ((fields: Fields) => Value)>>

/**
 * A row of the cache. Its columns whose fields came in a type that the API does not have are listed in `not_known`, which
 * is no column: there the stored value stays (docs/sync.md, "Odd data"). `odd` counts them, and unknown enumerated values.
 */
export const rowOf = (json: Json, id: string, columns: Columns): Row => {
  const row: Record<string, Value> = {}
  const notKnown: string[] = []
  let oddColumns = 0
  const noted = { odd: false, unknown: false }
  const fields = fieldsOf(json, (unknown) => {
    noted.odd = true
    noted.unknown ||= unknown
  })
  for (const [name, column] of Object.entries(columns)) {
    Object.assign(noted, { odd: false, unknown: false })
    row[name] = typeof column === 'function' ? column(fields) : column
    if (noted.odd) oddColumns += 1
    if (noted.unknown) notKnown.push(name)
  }
  return {
    ...row,
    id,
    ...(oddColumns > 0 ? { odd: oddColumns } : {}),
    ...(notKnown.length > 0 ? { [NOT_KNOWN]: notKnown.join(' ') } : {}),
  }
}

/** The same for a thing of which no row is made: what was read, and whether it is as the API has it. */
export const readFields = <T>(
  json: Json,
  read: (fields: Fields) => T,
): { readonly value: T; readonly sound: boolean } => {
  let sound = true
  const value = read(
    fieldsOf(json, (unknown) => {
      if (unknown) sound = false
    }),
  )
  return { value, sound }
}

/** How many fields of a row are not as the API has them. */
export const oddIn = (row: Row): number => Number(row.odd ?? 0)
