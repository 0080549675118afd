import { has, type JsonValue, membersOf } from './json.ts'

/**
 * Three-way merge of a set, such as roles or tags: what I added and removed, done to theirs; their order, mine at the end.
 * Two people who change one set never conflict. Null when one of the values is no set.
 */
export const mergeSet = (base: JsonValue, mine: JsonValue, theirs: JsonValue): readonly JsonValue[] | null => {
  const [before, edited, now] = [membersOf(base), membersOf(mine), membersOf(theirs)]
  if (before === null || edited === null || now === null) return null
  const kept = now.filter((each) => !has(before, each) || has(edited, each))
  return [...kept, ...edited.filter((each) => !has(before, each) && !has(now, each))]
}

/** Whether two sets have the same members; false when one is no set. */
export const sameSet = (a: JsonValue, b: JsonValue): boolean => {
  const [left, right] = [membersOf(a), membersOf(b)]
  return left !== null && right !== null && left.length === right.length && left.every((each) => has(right, each))
}
