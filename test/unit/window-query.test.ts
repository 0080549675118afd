import { describe, expect, it } from 'vitest'
import { containing, readWindow, type WindowQuery } from '../../electron/engine/estate/window-query.ts'
import { memoryDatabase } from '../support/database.ts'

const { db } = memoryDatabase()
for (const [key, value] of [
  ['a', '3'],
  ['b', '1'],
  ['c', '2'],
  ['d', '2'],
  ['50%', '9'],
  ['x_y', '9'],
  ['xzy', '9'],
  ['back\\slash', '9'],
])
  // prettier-ignore
  db.run('INSERT INTO meta (key, value) VALUES (:key, :value)', { key, value })

type Meta = { readonly id: string }
const query = (
  where: readonly string[] = [],
  parameters: Readonly<Record<string, unknown>> = {},
): WindowQuery<Meta, string> => ({
  from: 'meta',
  id: 'key',
  where,
  parameters,
  sorts: { value: ['value', 'key'] },
  order: ['key'],
  rows: { select: 'key AS id', from: 'meta', id: 'key' },
  show: (row) => row.id,
})
const window = (changes: { sort?: string; descending?: boolean; offset?: number; limit?: number }) => ({
  offset: 0,
  limit: 100,
  descending: false,
  ...changes,
})
const small = query([`value < '9'`])

describe('a window of a list', () => {
  it('holds at most its limit from its offset, with the total of all', () => {
    expect(readWindow(db, small, window({ limit: 2 }))).toEqual({ rows: ['a', 'b'], total: 4 })
    expect(readWindow(db, small, window({ limit: 2, offset: 2 }))).toEqual({ rows: ['c', 'd'], total: 4 })
    expect(readWindow(db, small, window({ offset: 99 }))).toEqual({ rows: [], total: 4 })
  })

  it('is sorted both ways, ties by id in the same direction', () => {
    expect(readWindow(db, small, window({ sort: 'value' })).rows).toEqual(['b', 'c', 'd', 'a'])
    expect(readWindow(db, small, window({ sort: 'value', descending: true })).rows).toEqual(['a', 'd', 'c', 'b'])
  })

  it.each(['nothing', 'value; DROP TABLE meta', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'falls back to the default order for the sort key %s',
    (sort) => {
      expect(readWindow(db, small, window({ sort })).rows).toEqual(['a', 'b', 'c', 'd'])
    },
  )

  it('keeps conditions apart: an OR inside one does not swallow the next', () => {
    const both = query([`key = 'a' OR key = 'b'`, `value = '1'`])
    expect(readWindow(db, both, window({}))).toEqual({ rows: ['b'], total: 1 })
  })
})

describe('a search text', () => {
  const found = (text: string): string[] =>
    readWindow(db, query([`key LIKE :text ESCAPE '\\'`], { text: containing(text) }), window({})).rows

  it.each([
    ['%', ['50%']],
    ['_', ['x_y']],
    ['\\', ['back\\slash']],
    [' x_ ', ['x_y']],
    ['A', ['a', 'back\\slash']],
    [`' OR 1=1 --`, []],
  ])('finds %s literally, anywhere, whatever its case', (text, keys) => {
    expect(found(text)).toEqual(keys)
  })
})
