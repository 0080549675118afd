export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** Fields of an entity by name; one that is absent counts as empty. */
export type Fields = Readonly<Record<string, JsonValue>>

type JsonObject = { readonly [key: string]: JsonValue }

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value)
const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value)

/** A field's value, null when it is absent; names such as 'constructor' are names like any other. */
export const fieldOf = (fields: Fields, name: string): JsonValue =>
  Object.hasOwn(fields, name) ? (fields[name] ?? null) : null

/** Fields from pairs. Also safe for names such as '__proto__'. */
export const fieldsOf = (pairs: Iterable<readonly [string, JsonValue]>): Fields => Object.fromEntries(pairs)

const sameObjects = (a: JsonObject, b: JsonObject): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameValue(fieldOf(a, key), fieldOf(b, key)))

/** Deep equality of JSON values. Absent, null and empty text are the same: the cloud gives all three for "nothing". */
export const sameValue = (a: JsonValue, b: JsonValue): boolean => {
  if (a === b) return true
  if (isList(a) && isList(b)) return a.length === b.length && a.every((each, at) => sameValue(each, b[at] ?? null))
  if (isObject(a) && isObject(b)) return sameObjects(a, b)
  return (a === null || a === '') && (b === null || b === '')
}

/** The members of a set-valued field, each once; nothing is the empty set, and null means that it is no set. */
export const membersOf = (value: JsonValue): readonly JsonValue[] | null => {
  if (value === null || value === '') return []
  return isList(value) ? value.filter((each, at) => value.findIndex((other) => sameValue(other, each)) === at) : null
}

export const has = (members: readonly JsonValue[], value: JsonValue): boolean =>
  members.some((each) => sameValue(each, value))
