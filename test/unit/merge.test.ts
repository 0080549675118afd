import { describe, expect, it } from 'vitest'
import { diffRows, mergeField, mergeFields, sameValue } from '../../shared/domain/merge/index.ts'

describe('one field', () => {
  it.each([
    ['a', 'a', 'a', 'same'],
    ['a', 'b', 'b', 'same'],
    ['a', 'b', 'a', 'mine'],
    ['a', 'a', 'b', 'theirs'],
    ['a', 'b', 'c', 'conflict'],
    ['a', '', 'a', 'mine'],
    ['a', '', null, 'same'],
    ['', null, 'b', 'theirs'],
    [null, 0, false, 'conflict'],
    [null, 0, null, 'mine'],
  ] as const)('was %j, mine %j, theirs %j: %s', (base, mine, theirs, expected) => {
    expect(mergeField(base, mine, theirs)).toBe(expected)
  })

  it('values are compared deeply; absent, null and empty text are the same, at any depth', () => {
    expect(sameValue({ a: [1, { b: '' }], c: null }, { a: [1, {}] })).toBe(true)
    expect(sameValue({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true)
    expect(sameValue([1, 2], [2, 1])).toBe(false)
    expect(sameValue([1], [1, 2])).toBe(false)
    expect(sameValue(0, null)).toBe(false)
    expect(sameValue(false, '')).toBe(false)
    expect(sameValue([], {})).toBe(false)
    expect(sameValue({ constructor: null }, {})).toBe(true)
  })
})

describe('several fields', () => {
  it('M107: my support e-mail and their slogan go together; only mine is sent', () => {
    const base = { name: 'Sistemos', slogan: '', supportEmail: null }
    expect(mergeFields(base, { supportEmail: 'help@sistemos.example' }, { ...base, slogan: 'We call back' })).toEqual({
      toSend: { supportEmail: 'help@sistemos.example' },
      already: [],
      conflicts: [],
    })
  })

  it('a conflict in one field does not keep the others; it carries all three values', () => {
    expect(mergeFields({ name: 'A', city: '' }, { name: 'B', city: 'Brest' }, { name: 'C', city: '' })).toEqual({
      toSend: { city: 'Brest' },
      already: [],
      conflicts: [{ field: 'name', base: 'A', mine: 'B', theirs: 'C' }],
    })
  })

  it('what the cloud has already is not sent; an edit back to the base is no edit', () => {
    expect(mergeFields({ name: 'A', city: 'X' }, { name: 'B', city: 'X' }, { name: 'B', city: 'Y' })).toEqual({
      toSend: {},
      already: ['name'],
      conflicts: [],
    })
  })

  it('a field that is not in the edit is left alone, an emptied one is sent', () => {
    expect(mergeFields({ name: 'A', city: 'X' }, { city: null }, { name: 'A', city: 'X' }).toSend).toEqual({
      city: null,
    })
  })
})

describe('sets', () => {
  const merge = (base: string[] | null, mine: string[] | null, theirs: string[] | null): unknown =>
    mergeFields({ roles: base }, { roles: mine }, { roles: theirs })

  it('M021: what I added and removed is done to theirs', () => {
    expect(merge(['user', 'admin'], ['user', 'bp_finance'], ['user', 'admin', 'bp_admin'])).toEqual({
      toSend: { roles: ['user', 'bp_admin', 'bp_finance'] },
      already: [],
      conflicts: [],
    })
  })

  it('order is no difference, nor is nothing from no members', () => {
    const nothing = { toSend: {}, already: [], conflicts: [] }
    expect(merge(['a', 'b'], ['b', 'a'], ['a', 'b', 'c'])).toEqual(nothing)
    expect(merge(null, [], ['a'])).toEqual(nothing)
  })

  it('an addition that is there already is not sent', () => {
    expect(merge(['a'], ['a', 'b'], ['b', 'a', 'c'])).toEqual({ toSend: {}, already: ['roles'], conflicts: [] })
  })

  it('a value that is no set is merged as a value', () => {
    expect(mergeFields({ roles: 'a' }, { roles: ['b'] }, { roles: 'c' }).conflicts).toEqual([
      { field: 'roles', base: 'a', mine: ['b'], theirs: 'c' },
    ])
  })
})

describe('difference between two dates', () => {
  it('X10, Z07: exactly the changed fields, in the order asked for', () => {
    const before = { name: 'Enterprise', billed: 22, allocated: 17, note: null }
    const after = { name: 'Enterprise', billed: 20, allocated: 2, note: '', extra: 1 }
    expect(diffRows(before, after, ['allocated', 'billed', 'name', 'note'])).toEqual([
      { field: 'allocated', before: 17, after: 2 },
      { field: 'billed', before: 22, after: 20 },
    ])
  })

  it('Z07: a row that came or went differs in all that it has', () => {
    expect(diffRows(null, { name: 'A', city: '' }, ['name', 'city'])).toEqual([
      { field: 'name', before: null, after: 'A' },
    ])
    expect(diffRows({ name: 'A' }, null, ['name'])).toEqual([{ field: 'name', before: 'A', after: null }])
    expect(diffRows(null, null, ['name', 'constructor'])).toEqual([])
  })
})
