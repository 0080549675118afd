import { fieldOf, type Fields, type JsonValue, sameValue } from './json.ts'

export type FieldDifference = { readonly field: string; readonly before: JsonValue; readonly after: JsonValue }

/**
 * The fields that differ between two states of a row, in the order of `fields`; null for a row is a row that was not
 * there. Absent, null and empty text are no difference.
 */
export const diffRows = (
  before: Fields | null,
  after: Fields | null,
  fields: readonly string[],
): readonly FieldDifference[] =>
  fields
    .map((field) => ({ field, before: fieldOf(before ?? {}, field), after: fieldOf(after ?? {}, field) }))
    .filter((difference) => !sameValue(difference.before, difference.after))
