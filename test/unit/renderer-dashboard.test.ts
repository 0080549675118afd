import { describe, expect, test } from 'vitest'
import { attentionItems, type Waiting } from '../../renderer/features/home/attention.ts'
import { endingSoon } from '../../renderer/features/home/ending-soon.ts'
import { barOption } from '../../renderer/features/estate-dashboard/bar-option.ts'
import { expiryPlan } from '../../renderer/features/estate-dashboard/expiry-months.ts'
import {
  bars,
  byKind,
  connectionFigures,
  delegationFigures,
  figureAddress,
  unusedAddress,
} from '../../renderer/features/estate-dashboard/figures.ts'
import { addDays, dayOf, instantOf, isMoment, momentOf } from '../../renderer/ui/days.ts'
import { addMonths, formatMonth, monthAxis, monthsFrom } from '../../renderer/ui/months.ts'
import { companyFilters } from '../../shared/contract/estate.ts'
import type { Status } from '../../shared/contract/system.ts'

describe('months', () => {
  test('go on over the end of the year, backwards too', () => {
    expect(monthsFrom('2026-11', 4)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02'])
    expect(addMonths('2026-01', -1)).toBe('2025-12')
    expect(addMonths('2026-11', 24)).toBe('2028-11')
  })

  test('the axis names the year below the first month and each January', () => {
    expect(monthAxis(monthsFrom('2026-11', 4), 'en-GB')).toEqual(['Nov\n2026', 'Dec', 'Jan\n2027', 'Feb'])
    expect(formatMonth('2026-12', 'fr-FR')).toBe('décembre 2026')
    expect(formatMonth('overdue', 'en-GB')).toBe('overdue')
  })
})

describe('days and moments', () => {
  test('a day is its end in this time zone; a time is exact', () => {
    expect(instantOf('2017-11-24')).toBe(new Date('2017-11-24T23:59:59.999').toISOString())
    expect(instantOf('2017-11-24T17:09')).toBe(new Date('2017-11-24T17:09:00').toISOString())
  })

  test('a moment comes back as it was chosen', () => {
    for (const moment of ['2017-11-24', '2017-11-24T17:09', '2020-02-29'])
      expect(momentOf(instantOf(moment))).toBe(moment)
    expect(dayOf(instantOf('2017-11-24'))).toBe('2017-11-24')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })

  test('what is no moment is not one', () => {
    expect(['2017-11-24', '2017-11-24T17:09', '2017-13-01', '24.11.2017', '', null].map(isMoment)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })
})

describe('when prepaid licences end', () => {
  const expiries = [
    { month: '2028-12', subscriptions: 1, licences: 9 },
    { month: '2020-12', subscriptions: 2, licences: 40 },
    { month: 'overdue', subscriptions: 1, licences: 2 },
    { month: '2027-02', subscriptions: 1, licences: 12 },
    { month: '2026-12', subscriptions: 2, licences: 30 },
  ]

  test('24 months without a gap; what ended before is summed apart', () => {
    const { ahead, overdue } = expiryPlan(expiries, '2026-11')
    expect(ahead.map((month) => month.month)).toEqual(monthsFrom('2026-11', 24))
    expect(ahead.filter((month) => month.licences > 0)).toEqual([expiries[4], expiries[3]])
    expect(overdue).toEqual({ subscriptions: 3, licences: 42, months: ['overdue', '2020-12'] })
    expect(expiryPlan([], '2026-11').overdue).toBe(null)
  })

  test('the next 90 days reach into the month of the last of them', () => {
    const { rows, until } = endingSoon(expiries, instantOf('2026-11-22'))
    expect(until).toBe('2027-02-20')
    expect(rows.map((row) => row.month)).toEqual(['2026-12', '2027-02'])
    expect(endingSoon(expiries, instantOf('2026-11-01')).rows.map((row) => row.month)).toEqual(['2026-12'])
  })
})

describe('figures of the dashboards', () => {
  test('M013: each of the own company opens its list of members', () => {
    expect(figureAddress('ownMembers', 'invited')).toBe('/my-company/members?state=invited')
    expect(figureAddress('estateMembers', 'member')).toBe('/members?state=member')
  })

  test('what companies lack opens the filter of that name; a figure without a list opens none', () => {
    expect(unusedAddress('Business')).toBe('/subscriptions?offer=Business&counted=unused&unused=yes')
    for (const filter of companyFilters) expect(figureAddress('missing', filter)).toBe(`/companies?filter=${filter}`)
    expect(figureAddress('missing', 'no-luck')).toBe(null)
    expect(figureAddress('connections', 'pending')).toBe('/equipment?connection=pending')
    expect(unusedAddress('Enterprise PrePaid 3 Years')).toContain('offer=Enterprise%20PrePaid%203%20Years')
  })

  test('of the counts of companies the kinds are shown; delegation is summed first (M164)', () => {
    expect(
      byKind([
        { key: 'kind:EC', count: 7 },
        { key: 'plan:premium', count: 5 },
      ]),
    ).toEqual([{ key: 'EC', count: 7 }])
    const figures = delegationFigures([
      { key: 'none', count: 6 },
      { key: 'unknown', count: 1 },
      { key: 'update', count: 2 },
    ])
    expect(figures.map(({ key, count }) => [key, count])).toEqual([
      ['delegated', 3],
      ['unknown', 1],
      ['update', 2],
      ['none', 6],
    ])
  })

  test('M069: connections stand in one order, the usual ones also when there are none', () => {
    const figures = connectionFigures([
      { key: 'pending', count: 2 },
      { key: 'sleeping', count: 1 },
    ])
    expect(figures.map(({ key, count }) => `${key} ${count}`)).toEqual([
      'normal 0',
      'degraded 0',
      'disconnected 0',
      'pending 2',
      'sleeping 1',
    ])
  })

  test('bars have their length beside the longest; none is longer than its track', () => {
    const figures = [
      { key: 'a', count: 4 },
      { key: 'b', count: 0 },
      { key: 'c', count: 2 },
    ]
    expect(bars(figures).map((bar) => bar.share)).toEqual([1, 0, 0.5])
    expect(bars([{ key: 'a', count: 0 }])[0]?.share).toBe(0)
  })

  test('lying bars are read from above, standing ones from the left', () => {
    const option = (standing: boolean) =>
      barOption({
        categories: ['Business', 'Enterprise'],
        series: [{ name: 'Unused', values: [33, 49], colour: 'accent' }],
        standing,
        colour: (name) => name,
        count: String,
      })
    expect(option(false).yAxis).toMatchObject({ data: ['Enterprise', 'Business'] })
    expect(option(false).series[0]?.data).toEqual([49, 33])
    expect(option(true).xAxis).toMatchObject({ data: ['Business', 'Enterprise'] })
    expect(option(true).series[0]?.data).toEqual([33, 49])
  })
})

describe('what needs a person', () => {
  const nothing: Waiting = { linksReceived: 0, linksSent: 0, requested: 0, invited: 0 }
  const status = (outbox: Status['sync']['outbox']): Status =>
    ({ cloud: {}, sync: { state: 'idle', lastSuccess: '2026-11-22T07:40:00.000Z', failure: null, outbox } }) as Status

  test('conflicts, refusals, requests and invitations, worst first, each with its list', () => {
    const items = attentionItems({
      status: status({ waiting: 3, conflict: 1, refused: 2 }),
      waiting: { linksReceived: 1, linksSent: 2, requested: 1, invited: 1 },
      invoices: [],
      plans: [],
    })
    expect(items.map((item) => [item.key, item.params['count'], item.action?.to])).toEqual([
      ['refused', 2, '/outbox?state=refused'],
      ['conflict', 1, '/outbox?state=conflict'],
      ['request', 1, '/links?direction=received'],
      ['joinRequest', 1, '/my-company/members?state=requested'],
      ['linkSent', 2, '/links?direction=sent'],
      ['invited', 1, '/my-company/members?state=invited'],
    ])
  })

  test('nothing waits: nothing is listed', () => {
    const quiet = status({ waiting: 0, conflict: 0, refused: 0 })
    expect(attentionItems({ status: quiet, waiting: nothing, invoices: [], plans: [] })).toEqual([])
  })
})
