import { type JsonValue, sameValue } from './json.ts'

export type FieldMerge = 'same' | 'mine' | 'theirs' | 'conflict'

/**
 * Three-way merge of one field: `base` is what was known when the edit was made, `mine` the edit, `theirs` the cloud now.
 * 'same' when both ended up equal, 'mine' or 'theirs' when only that side changed it, else 'conflict'.
 */
export const mergeField = (base: JsonValue, mine: JsonValue, theirs: JsonValue): FieldMerge => {
  if (sameValue(mine, theirs)) return 'same'
  if (sameValue(mine, base)) return 'theirs'
  return sameValue(theirs, base) ? 'mine' : 'conflict'
}
