import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  diffRows,
  type Fields,
  type FieldsMerge,
  type JsonValue,
  mergeField,
  mergeFields,
  sameValue,
} from '../../shared/domain/merge/index.ts'

/** Few values and few names, so that equal ones meet; and any JSON value, so that nothing is assumed of them. */
const value: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<JsonValue>('', null, 'a', 'b', 0, 1, false) },
  { weight: 1, arbitrary: fc.jsonValue() as fc.Arbitrary<JsonValue> },
)
const names = ['name', 'city', 'supportEmail', 'tags', 'roles', 'constructor', '__proto__'] as const
const set = fc.oneof(fc.constant(null), fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd')))
const isSet = (name: string): boolean => name === 'tags' || name === 'roles'

const fieldsOf = (keys: readonly string[], partial: boolean): fc.Arbitrary<Fields> =>
  fc
    .tuple(...keys.map((key) => fc.tuple(fc.constant(key), isSet(key) ? set : value, fc.boolean())))
    .map((all) => Object.fromEntries(all.filter(([, , there]) => there || !partial).map(([key, each]) => [key, each])))
const fields = fieldsOf(names, true)

const at = (of: Fields, name: string): JsonValue => (Object.hasOwn(of, name) ? (of[name] ?? null) : null)
const applied = (theirs: Fields, merge: FieldsMerge): Fields =>
  Object.fromEntries([...Object.entries(theirs), ...Object.entries(merge.toSend)])
const sorted = (of: JsonValue): JsonValue =>
  Array.isArray(of)
    ? (of as readonly JsonValue[]).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    : of
const equal = (name: string, a: JsonValue, b: JsonValue): boolean =>
  isSet(name) ? sameValue(sorted(a ?? []), sorted(b ?? [])) : sameValue(a, b)
const runs = { numRuns: 2000 }

describe('merge of one field', () => {
  it('says the same from both sides', () => {
    const mirrored = { same: 'same', mine: 'theirs', theirs: 'mine', conflict: 'conflict' } as const
    fc.assert(
      fc.property(value, value, value, (base, mine, theirs) => {
        expect(mergeField(base, theirs, mine)).toBe(mirrored[mergeField(base, mine, theirs)])
      }),
      runs,
    )
  })

  it('equality is the same both ways, and of a value with its copy', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(sameValue(a, b)).toBe(sameValue(b, a))
        expect(sameValue(a, JSON.parse(JSON.stringify(a)) as JsonValue)).toBe(true)
      }),
      runs,
    )
  })
})

describe('merge of an edit', () => {
  it('that changes nothing sends nothing, whatever the cloud has', () => {
    fc.assert(
      fc.property(fields, fields, (base, theirs) => {
        expect(mergeFields(base, base, theirs)).toEqual({ toSend: {}, already: [], conflicts: [] })
      }),
      runs,
    )
  })

  it('on an unchanged cloud sends each changed field as edited', () => {
    fc.assert(
      fc.property(fields, fields, (base, mine) => {
        const { toSend, already, conflicts } = mergeFields(base, mine, base)
        const changed = Object.keys(mine).filter((name) => !equal(name, at(base, name), at(mine, name)))
        expect([already, conflicts]).toEqual([[], []])
        expect(Object.keys(toSend).toSorted()).toEqual(changed.toSorted())
        for (const name of changed) expect(equal(name, at(toSend, name), at(mine, name))).toBe(true)
      }),
      runs,
    )
  })

  it('never loses a value: each changed field is sent, there already, or a conflict with all three values', () => {
    fc.assert(
      fc.property(fields, fields, fields, (base, mine, theirs) => {
        const { toSend, already, conflicts } = mergeFields(base, mine, theirs)
        const changed = Object.keys(mine).filter((name) => !equal(name, at(base, name), at(mine, name)))
        const told = [...Object.keys(toSend), ...already, ...conflicts.map((conflict) => conflict.field)]
        expect(told.toSorted()).toEqual(changed.toSorted())
        for (const conflict of conflicts)
          expect(conflict).toEqual({
            field: conflict.field,
            base: at(base, conflict.field),
            mine: at(mine, conflict.field),
            theirs: at(theirs, conflict.field),
          })
        for (const name of already.filter((each) => !isSet(each)))
          expect(sameValue(at(theirs, name), at(mine, name))).toBe(true)
        // Their change of a value is never written over: what is sent was theirs and base's alike.
        for (const name of Object.keys(toSend).filter((each) => !isSet(each)))
          expect(sameValue(at(theirs, name), at(base, name))).toBe(true)
      }),
      runs,
    )
  })

  it('sets keep what both sides added and lose what either removed', () => {
    fc.assert(
      fc.property(set, set, set, (base, mine, theirs) => {
        const after = applied({ tags: theirs }, mergeFields({ tags: base }, { tags: mine }, { tags: theirs }))
        const [was, edited, now] = [base ?? [], mine ?? [], theirs ?? []]
        const expected = ['a', 'b', 'c', 'd'].filter((each) =>
          was.includes(each)
            ? edited.includes(each) && now.includes(each)
            : edited.includes(each) || now.includes(each),
        )
        expect(sorted(at(after, 'tags') ?? [])).toEqual(expected)
      }),
      runs,
    )
  })

  it('applied once has nothing more to send, and the same conflicts', () => {
    fc.assert(
      fc.property(fields, fields, fields, (base, mine, theirs) => {
        const first = mergeFields(base, mine, theirs)
        const again = mergeFields(base, mine, applied(theirs, first))
        expect(again.toSend).toEqual({})
        expect(again.conflicts).toEqual(first.conflicts)
      }),
      runs,
    )
  })

  it('two edits of different fields come to the same in either order', () => {
    const some = fc.subarray([...names])
    const halves = some.chain((left) =>
      fc.tuple(
        fieldsOf(left, false),
        fieldsOf(
          names.filter((name) => !left.includes(name)),
          false,
        ),
      ),
    )
    const play = (base: Fields, ...edits: readonly Fields[]): Fields =>
      edits.reduce((cloud, edit) => applied(cloud, mergeFields(base, edit, cloud)), base)
    fc.assert(
      fc.property(fields, halves, (base, [a, b]) => {
        expect(diffRows(play(base, a, b), play(base, b, a), names)).toEqual([])
        // Both edits are there.
        for (const edit of [a, b])
          for (const name of Object.keys(edit))
            expect(equal(name, at(play(base, a, b), name), at(edit, name))).toBe(true)
      }),
      runs,
    )
  })
})

describe('difference of two rows', () => {
  it('is empty for equal ones, and put on the first gives the second', () => {
    fc.assert(
      fc.property(fields, fields, (before, after) => {
        expect(diffRows(before, before, names)).toEqual([])
        const changes = diffRows(before, after, names)
        const patched = Object.fromEntries([
          ...Object.entries(before),
          ...changes.map((change) => [change.field, change.after] as const),
        ])
        expect(diffRows(patched, after, names)).toEqual([])
        expect(diffRows(after, before, names)).toEqual(
          changes.map(({ field, before: was, after: is }) => ({ field, before: is, after: was })),
        )
      }),
      runs,
    )
  })
})
