import { beforeEach, describe, expect, it } from 'vitest'
import { versionedTable, type VersionedTable } from '../../electron/engine/db/versioned.ts'
import { memoryDatabase } from '../support/database.ts'

const shape = {
  name: 'subscription',
  columns: ['company_id', 'offer_name', 'model', 'billed', 'status', 'sync_ongoing'],
}
const row = (id: string, billed: number | null, companyId = 'c1') => ({
  id,
  company_id: companyId,
  offer_name: 'Business',
  model: 'monthly',
  billed,
  status: 'active',
  sync_ongoing: 0,
})
const [first, second, third] = ['2017-07-01T00:00:00.000Z', '2017-08-01T00:00:00.000Z', '2017-09-01T00:00:00.000Z']

let { sqlite, db } = memoryDatabase()
let table: VersionedTable
beforeEach(() => {
  ;({ sqlite, db } = memoryDatabase())
  table = versionedTable(db, shape)
})
/** Ends what a pull did not see; how many those were. */
const endUnseen = (run: number, at: string, scope?: string, parameters?: Readonly<Record<string, unknown>>): number =>
  table.unseen(run, scope, parameters).filter((id) => table.end(id, at)).length
const versions = (): unknown[] =>
  sqlite
    .prepare('SELECT id, valid_from, valid_to, billed, seen_run FROM subscription ORDER BY id, valid_from')
    .raw()
    .all()

describe('a cached entity over time (design 3: valid from and valid to)', () => {
  it('is added, is unchanged while it is seen the same, and gets a second version when it changed', () => {
    expect(table.see(row('s1', 20), 1, first)).toBe('added')
    expect(table.see(row('s1', 20), 2, second)).toBe('unchanged')
    expect(versions()).toEqual([['s1', first, null, 20, 2]])
    expect(table.see(row('s1', 22), 3, third)).toBe('changed')
    expect(versions()).toEqual([
      ['s1', first, third, 20, 2],
      ['s1', third, null, 22, 3],
    ])
  })

  it('keeps what is stored of the columns that a row says are not known; a new row has what it has', () => {
    table.see({ ...row('s1', 20), status: 'hold' }, 1, first)
    expect(table.see({ ...row('s1', null), status: 'unknown', not_known: 'billed status' }, 2, second)).toBe(
      'unchanged',
    )
    expect(table.see({ ...row('s2', null), not_known: 'billed' }, 2, second)).toBe('added')
    expect(versions()).toEqual([
      ['s1', first, null, 20, 2],
      ['s2', second, null, null, 2],
    ])
  })

  it('tells absent from zero (M145)', () => {
    table.see(row('s1', null), 1, first)
    expect(table.see(row('s1', 0), 2, second)).toBe('changed')
    expect(table.see(row('s1', 0), 3, third)).toBe('unchanged')
  })

  it('delivered twice by one pull, on two pages, is one row; the last delivery counts', () => {
    table.see(row('s1', 20), 1, first)
    expect(table.see(row('s1', 20), 1, first)).toBe('unchanged')
    expect(table.see(row('s1', 21), 1, first)).toBe('changed')
    expect(versions()).toEqual([['s1', first, null, 21, 1]])
  })

  it('delivered twice by a later pull keeps one older version', () => {
    table.see(row('s1', 20), 1, first)
    table.see(row('s1', 21), 2, second)
    table.see(row('s1', 22), 2, second)
    expect(versions()).toEqual([
      ['s1', first, second, 20, 1],
      ['s1', second, null, 22, 2],
    ])
  })

  it('that was not seen ends within the scope only, and can come back', () => {
    table.see(row('s1', 20), 1, first)
    table.see(row('s2', 10), 1, first)
    table.see(row('s3', 5, 'c2'), 1, first)
    table.see(row('s2', 10), 2, second)
    expect(endUnseen(2, second, 'company_id = :companyId', { companyId: 'c1' })).toBe(1)
    expect(versions()).toEqual([
      ['s1', first, second, 20, 1],
      ['s2', first, null, 10, 2],
      ['s3', first, null, 5, 1],
    ])
    expect(endUnseen(2, second)).toBe(1)
    expect(table.see(row('s1', 20), 3, third)).toBe('added')
    expect(versions()).toContainEqual(['s1', third, null, 20, 3])
  })

  it('ended once is not ended again', () => {
    table.see(row('s1', 20), 1, first)
    endUnseen(2, second)
    expect(endUnseen(3, third)).toBe(0)
    expect(versions()).toEqual([['s1', first, second, 20, 1]])
  })
})
