import { fieldOf, type Fields, fieldsOf, type JsonValue } from './json.ts'
import { mergeField } from './merge-field.ts'
import { mergeSet, sameSet } from './merge-set.ts'

export type FieldConflict = {
  readonly field: string
  readonly base: JsonValue
  readonly mine: JsonValue
  readonly theirs: JsonValue
}

export type FieldsMerge = {
  /** What has to be sent so that the cloud has my edit besides its own changes. */
  readonly toSend: Fields
  /** Edited fields that the cloud already has as edited: nothing to send. */
  readonly already: readonly string[]
  /** Both sides changed them, differently: a person decides, none of the three values is lost. */
  readonly conflicts: readonly FieldConflict[]
}

/** Fields whose value is a set: both sides' additions and removals are kept. */
export const setFields: readonly string[] = ['roles', 'tags', 'licences']

type Verdict =
  { readonly is: 'untouched' | 'already' | 'conflict' } | { readonly is: 'send'; readonly value: JsonValue }

const asSet = (base: JsonValue, mine: JsonValue, theirs: JsonValue): Verdict | null => {
  const merged = mergeSet(base, mine, theirs)
  if (merged === null) return null
  if (sameSet(mine, base)) return { is: 'untouched' }
  return sameSet(merged, theirs) ? { is: 'already' } : { is: 'send', value: merged }
}

const asValue = (base: JsonValue, mine: JsonValue, theirs: JsonValue): Verdict => {
  const merged = mergeField(base, mine, theirs)
  if (merged === 'mine') return { is: 'send', value: mine }
  if (merged === 'conflict') return { is: 'conflict' }
  return { is: merged === 'same' && mergeField(base, mine, base) === 'mine' ? 'already' : 'untouched' }
}

/**
 * Three-way merge of an edit with what the cloud has now. Only fields named in `mine` are edited: a field that is absent
 * there is left alone, one that is emptied is there as null or ''. A field equal to its base is no edit.
 */
export const mergeFields = (
  base: Fields,
  mine: Fields,
  theirs: Fields,
  sets: readonly string[] = setFields,
): FieldsMerge => {
  const toSend: (readonly [string, JsonValue])[] = []
  const already: string[] = []
  const conflicts: FieldConflict[] = []
  for (const field of Object.keys(mine)) {
    const [was, edited, now] = [fieldOf(base, field), fieldOf(mine, field), fieldOf(theirs, field)]
    const verdict = (sets.includes(field) ? asSet(was, edited, now) : null) ?? asValue(was, edited, now)
    if (verdict.is === 'send') toSend.push([field, verdict.value])
    if (verdict.is === 'already') already.push(field)
    if (verdict.is === 'conflict') conflicts.push({ field, base: was, mine: edited, theirs: now })
  }
  return { toSend: fieldsOf(toSend), already, conflicts }
}
