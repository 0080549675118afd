import { describe, expect, it } from 'vitest'
import { readCounts, readDashboard, readOverview } from '../../electron/engine/estate/index.ts'
import { memoryDatabase } from '../support/database.ts'
import { day, seen, smallEstate } from '../support/estate-rows.ts'

const { db } = memoryDatabase()
smallEstate(db)
const figures = (list: readonly { key: string; count: number }[]) =>
  Object.fromEntries(list.map(({ key, count }) => [key, count]))

describe('the dashboard of the estate', () => {
  it.each([undefined, day(1)])('counts what the lists show (as of %s)', (asOf) => {
    const read = readDashboard(db, asOf)
    expect(figures(read.companies)).toEqual({
      'kind:EC': 3, 'kind:IR': 2, 'kind:VAD': 1, 'plan:freemium': 2, 'plan:premium': 4, 'status:active': 5, 'status:initializing': 1,
    }) // prettier-ignore
    expect(figures(read.members.own)).toEqual({ member: 2, invited: 1, requested: 0 }) // M013
    expect(figures(read.members.estate)).toEqual({ member: 4, invited: 1, requested: 1 })
    expect(figures(read.connections)).toEqual({ normal: 2, pending: 1 })
    expect(figures(read.missing)).toEqual({ 'no-administrator': 4, 'no-support-email': 4, 'no-plan': 2 })
    expect(figures(read.delegation)).toEqual({ none: 2, update: 1, 'update-and-decrease': 1, unknown: 1 }) // M164, M165
    expect(read.expiries).toEqual([{ month: '2017-12', subscriptions: 1, licences: 5 }])
    expect(read.unused).toEqual([
      { offerName: 'Enterprise', billed: 23, allocated: 3 },
      { offerName: 'Business', billed: 10, allocated: 2 },
      { offerName: 'Business PrePaid 3 Years', billed: 5, allocated: 5 },
    ])
  })

  it('the overview: own, customers, resellers; usage without a billed count (M224, M227, X14)', () => {
    const rows = [
      { offerName: 'Business', billed: 10, own: 0, customers: 10, resellers: 0, subscribed: true },
      { offerName: 'Enterprise', billed: 23, own: 3, customers: 0, resellers: 20, subscribed: true },
      { offerName: 'Conference', billed: null, own: 0, customers: 0, resellers: 1, subscribed: false },
    ]
    expect(readOverview(db).rows).toEqual(rows)
    seen(db, day(5), { subscription: [{ id: 's1', company_id: 'ht', billed: 40, allocated: 2 }] })
    expect([readOverview(db).rows[0]?.billed, readOverview(db, day(4)).rows]).toEqual([40, rows])
    expect(readOverview(db).ownCompanyId).toBe('own')
  })

  it('the counts of the status line', () => {
    expect(readCounts(db)).toEqual({
      companies: 6,
      members: 4,
      equipment: 3,
      subscriptions: 7,
      history: 1,
      invoices: 0,
    })
  })

  it('of an empty estate is empty', () => {
    expect(readDashboard(memoryDatabase().db)).toMatchObject({ companies: [], expiries: [], unused: [] })
  })
})
