import { describe, expect, it } from 'vitest'
import { decimal } from '../../shared/domain/decimal.ts'
import {
  outcomeOf,
  type AlternativeOutcome,
  type Base,
  type Definition,
  type Means,
} from '../../shared/domain/planning/index.ts'
import { baseOf, group, meansOf, MONTHLY, monthly, people, planOf, prepaid3, PREPAID_1Y, PREPAID_3Y, priceList, published, text, withPrepaid } from '../support/planning.ts' // prettier-ignore

const computed = (definition: Definition, base: Base = baseOf(), means: Means = meansOf()) =>
  outcomeOf(definition, base, means)
const one = (definition: Definition, base: Base = baseOf(), means: Means = meansOf()): AlternativeOutcome =>
  computed(definition, base, means).alternatives[0]!
/** Month, reason, licences and amount of each line. */
const lines = ({ charges }: AlternativeOutcome) =>
  charges.map(({ month, reason, licences, buy }) => `${month} ${reason} ${licences} ${text(buy)}`)
const notes = (outcome: AlternativeOutcome) => outcome.notes.map(({ code }) => code)

describe('monthly licences (M148, M153, F07)', () => {
  it('15 Enterprise are 42.00 a month; 20 are 56.00, 14.00 more, with a margin of 24.00 at public price', () => {
    const fifteen = one(planOf(['monthly'], { months: 1, changes: [people('2017-12-20', 15)] }))
    const twenty = one(
      planOf(['monthly'], { months: 1, changes: [people('2017-12-20', 20)] }),
      baseOf(group([monthly(15)])),
    )
    expect([text(fifteen.totals?.buy), text(fifteen.totals?.perMonthAtEnd)]).toEqual(['42.00', '42.00'])
    expect([text(twenty.totals?.buy), text(twenty.totals?.sell), text(twenty.totals?.margin)]).toEqual(['56.00', '80.00', '24.00']) // prettier-ignore
    expect(twenty.totals!.buy.minor - fifteen.totals!.buy.minor).toBe(1400)
  })

  it('10 bought on 31 August are billed on 1 September, bought on 1 September first on 1 October (M200)', () => {
    const bought = (on: string) =>
      lines(one(planOf(['as it is'], { from: '2017-09', months: 2, changes: [people(on, 10)] }), baseOf(), meansOf({ today: '2017-08-15' }))) // prettier-ignore
    expect(bought('2017-08-31')).toEqual(['2017-09 month 10 28.00', '2017-10 month 10 28.00'])
    expect(bought('2017-09-01')).toEqual(['2017-10 month 10 28.00'])
  })

  it('fall when people go, whatever the day, on the next invoice (M206)', () => {
    const plan = planOf(['monthly'], { months: 3, changes: [people('2018-01-31', -4, 'add')] })
    expect(lines(one(plan, baseOf(group([monthly(10)]))))).toEqual([
      '2018-01 month 10 28.00',
      '2018-02 month 6 16.80',
      '2018-03 month 6 16.80',
    ])
  })

  it('as it is, nothing is given back: what nobody has is told with its cost', () => {
    const plan = planOf(['as it is', 'monthly'], { months: 2, basis: 'allocated' })
    const [asItIs, given] = computed(plan, baseOf(group([monthly(7)], 1, 2))).alternatives
    expect([text(asItIs?.totals?.buy), text(asItIs?.totals?.unused)]).toEqual(['39.20', '28.00'])
    expect(asItIs?.months.map(({ licences, unusedLicences }) => [licences, unusedLicences])).toEqual([[7, 5], [7, 5]]) // prettier-ignore
    // Z11: five unused Enterprise are 14.00 a month.
    expect([text(given?.totals?.buy), text(given?.totals?.unused)]).toEqual(['11.20', '0.00'])
  })
})

describe('prepaid licences', () => {
  it('Z03: 90.00 for 3 years against 2.80 a month: 33 months (32 x 2.80 = 89.60 < 90.00 < 92.40)', () => {
    const { alternatives, breakEvens } = computed(planOf(['3Y', 'monthly'], { changes: [people('2017-12-15', 1)] }))
    expect(breakEvens).toEqual([
      { of: '3Y', against: 'monthly', months: 33 },
      { of: 'monthly', against: '3Y', months: 1 },
    ])
    const cumulative = alternatives.map(({ months }) => [32, 33].map((number) => text(months[number - 1]?.cumulative)))
    expect(cumulative).toEqual([['90.00', '90.00'], ['89.60', '92.40']]) // prettier-ignore
    expect(text(alternatives[0]?.totals?.upFront)).toBe('90.00')
    expect(text(alternatives[0]?.totals?.perMonthAtEnd)).toBe('0.00')
  })

  it('breaks even nowhere within too short a time', () => {
    const { breakEvens } = computed(planOf(['3Y', 'monthly'], { months: 32, changes: [people('2017-12-15', 1)] }))
    expect(breakEvens[0]?.months).toBeNull()
  })

  it('without a price there is no total, and the reference is named (M218): 3EY95102AD', () => {
    const outcome = computed(planOf(['3Y', 'monthly'], { changes: [people('2017-12-15', 5)] }), baseOf(), meansOf({ lists: published })) // prettier-ignore
    const [prepaid, byMonth] = outcome.alternatives
    expect([prepaid?.totals, prepaid?.months, prepaid?.charges]).toEqual([null, [], []])
    expect(prepaid?.missingPrices).toEqual([
      { commercialReference: PREPAID_3Y, offerName: 'Enterprise PrePaid 3 Years', tier: 'vad', code: 'PRICE_MISSING' },
      {
        commercialReference: PREPAID_3Y,
        offerName: 'Enterprise PrePaid 3 Years',
        tier: 'public',
        code: 'PRICE_MISSING',
      },
    ])
    expect(text(byMonth?.totals?.buy)).toBe('504.00')
    expect(outcome.breakEvens.map(({ months }) => months)).toEqual([null, null])
  })

  it('renew for one year at the price of one year (M209), whatever the first term was', () => {
    const outcome = one(planOf(['as it is'], { from: '2020-11', months: 14 }), baseOf(group([prepaid3(20)])))
    expect(outcome.charges.map(({ month, reason, commercialReference, buy }) => [month, reason, commercialReference, text(buy)])).toEqual([
      ['2020-12', 'renewal', PREPAID_1Y, '620.00'],
      ['2021-12', 'renewal', PREPAID_1Y, '620.00'],
    ]) // prettier-ignore
  })

  it('F03, X20: 5 added on 10 February 2018 are 33 of 36 months now and the whole price under the rules of 2017', () => {
    const plan = planOf(['as it is'], { months: 12, changes: [people('2018-02-10', 5, 'add')] })
    const under = (ruleSet: string) => one(plan, baseOf(group([prepaid3(10)])), meansOf({ ruleSet }))
    const [now, then] = [under('help-centre'), under('deck-2017')]
    expect(now.charges).toMatchObject([{ month: '2018-03', reason: 'increase', licences: 5, months: { billed: 33, of: 36 } }]) // prettier-ignore
    expect([text(now.totals?.buy), text(then.totals?.buy)]).toEqual(['412.50', '450.00'])
    expect(now.contested).toEqual([{ rule: 'X20', used: 'full-months-remaining', other: 'full' }])
    expect(then.contested).toEqual([{ rule: 'X20', used: 'full', other: 'full-months-remaining' }])
  })

  it('are not cut before their end (M210): what nobody has is told, and the renewal takes the people of then', () => {
    const plan = planOf(['3Y'], { from: '2020-10', months: 4, changes: [people('2020-10-15', 12)] })
    const outcome = one(plan, baseOf(group([prepaid3(20)])), meansOf({ today: '2020-09-10' }))
    expect(lines(outcome)).toEqual(['2020-12 renewal 12 372.00'])
    expect(outcome.months.map(({ unusedLicences }) => unusedLicences)).toEqual([0, 8, 0, 0])
    // 8 licences for one of 36 months of a price of 90.00.
    expect(text(outcome.totals?.unused)).toBe('20.00')
    expect(outcome.notes).toContainEqual({ code: 'PREPAID_NOT_CUT', rule: 'M210', params: { companies: '1', licences: '8', until: '2020-12-01' } }) // prettier-ignore
  })

  it('who leaves on the day of the renewal is not renewed for', () => {
    const plan = planOf(['3Y', 'as it is'], { from: '2020-12', months: 2, changes: [people('2020-12-01', 12)] })
    const [prepaid, asItIs] = computed(
      plan,
      baseOf(group([prepaid3(20)])),
      meansOf({ today: '2020-09-10' }),
    ).alternatives
    expect(lines(prepaid!)).toEqual(['2020-12 renewal 12 372.00'])
    expect(lines(asItIs!)).toEqual(['2020-12 renewal 20 620.00'])
  })

  it('change to another offer only when the term ends (M210); until then nothing is bought twice', () => {
    const plan = planOf(['monthly'], { from: '2020-10', months: 4 })
    const outcome = one(plan, baseOf(group([prepaid3(20)])), meansOf({ today: '2020-09-10' }))
    expect(lines(outcome)).toEqual(['2020-12 month 20 56.00', '2021-01 month 20 56.00'])
    expect(outcome.notes).toContainEqual({ code: 'HELD_UNTIL_TERM_ENDS', rule: 'M210', params: { offerName: 'Enterprise PrePaid 3 Years', companies: '1', licences: '20', until: '2020-12-01' } }) // prettier-ignore
  })

  it('count for the cover of their own term; the rest is bought', () => {
    const ten: Definition['alternatives'] = [{ id: 'ten', name: 'ten', covers: [{ term: 3, quantity: 12 }, { term: 'monthly', quantity: 'all' }] }] // prettier-ignore
    const plan = planOf([], { months: 1, alternatives: ten, changes: [people('2017-12-12', 15)] })
    expect(lines(one(plan, baseOf(group([prepaid3(10)]))))).toEqual([
      '2018-01 month 3 8.40',
      '2018-01 increase 2 180.00',
    ])
  })

  it('of which nobody knows the end leave no total (M160): a part of a total is none', () => {
    const unknown = { ...prepaid3(4), boughtOn: null, expiresOn: null }
    const base = baseOf(group([monthly(10)], 3), {
      ...group([unknown], 7),
      companyNames: ['A', 'B', 'C', 'D', 'E', 'F', 'G'],
    })
    for (const outcome of computed(planOf(['as it is', 'monthly', '3Y']), base).alternatives) {
      expect([outcome.totals, outcome.months, outcome.charges, outcome.missingPrices]).toEqual([null, [], [], []])
      const params = { offerName: 'Enterprise PrePaid 3 Years', companies: '7', licences: '28', companyNames: 'A, B, C, D, E, …' } // prettier-ignore
      expect(outcome.notes).toContainEqual({ code: 'TERM_NOT_KNOWN', rule: 'M160', params })
    }
    expect(one(planOf(['as it is']), baseOf(group([monthly(10)], 3))).totals).not.toBeNull()
  })

  it('are warned of when bought before their announced day (M158, X19), and not refused', () => {
    const plan = planOf(['3Y'], { from: '2017-11', months: 2, changes: [people('2017-10-30', 1)] })
    const outcome = one(plan, baseOf(), meansOf({ today: '2017-10-20' }))
    expect(outcome.notes).toContainEqual({ code: 'SOLD_BEFORE_ITS_DAY', rule: 'X19', params: { offerName: 'Enterprise PrePaid 3 Years', soldFrom: '2017-11-27', on: '2017-10-31', companies: '1' } }) // prettier-ignore
    expect(text(outcome.totals?.buy)).toBe('90.00')
  })

  it('a term of which there is no offer has no price (M218): 5 years', () => {
    const five: Definition['alternatives'] = [{ id: '5', name: '5 years', covers: [{ term: 5, quantity: 'all' }] }]
    const outcome = one(planOf([], { alternatives: five }), baseOf(group([monthly(4)])))
    expect([outcome.totals, outcome.missingPrices[0]?.offerName, notes(outcome)]).toEqual([null, 'Enterprise PrePaid 5 Years', ['NO_OFFER_FOR_TERM']]) // prettier-ignore
  })
})

describe('a mix: the lowest number prepaid, the rest by month', () => {
  it('takes the lowest of the whole time and follows the peak by month', () => {
    const changes = [people('2018-01-10', 14), people('2018-02-10', 8), people('2018-03-10', 11)]
    const outcome = one(planOf(['mix'], { months: 5, changes }), baseOf(group([monthly(10)])))
    expect(lines(outcome)).toEqual([
      '2018-01 month 2 5.60',
      '2018-01 term 8 720.00',
      '2018-02 month 6 16.80',
      '2018-04 month 3 8.40',
      '2018-05 month 3 8.40',
    ])
    expect(text(outcome.totals?.buy)).toBe('759.20')
    expect(outcome.months.every(({ unusedLicences }) => unusedLicences === 0)).toBe(true)
  })
})

describe('prices', () => {
  it('two currencies are never added: prices in another one are missing', () => {
    const lists = [
      priceList('vad', { [MONTHLY]: '2.80' }),
      priceList('public', { [MONTHLY]: '4.00' }, { currency: 'GBP' }),
    ]
    const plan = planOf(['monthly'], { months: 2, currency: 'GBP' })
    const [pounds, euros] = [plan, { ...plan, currency: 'EUR' }].map((one_) => one(one_, baseOf(group([monthly(1)])), meansOf({ lists }))) // prettier-ignore
    expect([pounds?.totals, pounds?.missingPrices.map(({ tier }) => tier)]).toEqual([null, ['vad']])
    expect([text(euros?.totals?.buy), euros?.totals?.sell, euros?.totals?.margin]).toEqual(['5.60', null, null])
    expect(euros?.missingPrices.map(({ tier }) => tier)).toEqual(['public'])
  })

  it('a price for a period that nobody states is not used (X21), nor one for another period', () => {
    const prices = withPrepaid[0]!.prices.map((price) => ({ ...price, per: 'unknown' as const }))
    const lists = [{ ...withPrepaid[0]!, prices }]
    const outcome = one(planOf(['monthly'], { months: 1 }), baseOf(group([monthly(1)])), meansOf({ lists }))
    expect(outcome.missingPrices[0]?.code).toBe('PRICE_PERIOD_UNKNOWN')
    const swapped = [{ ...lists[0]!, prices: prices.map((price) => ({ ...price, per: 'term' as const })) }]
    expect(one(planOf(['monthly'], { months: 1 }), baseOf(group([monthly(1)])), meansOf({ lists: swapped })).totals).toBeNull() // prettier-ignore
  })

  it('each month has the price of its day, and says which list and version it was', () => {
    const later = priceList('vad', { [MONTHLY]: '3.00' }, { id: 'vad-2018', version: 4, validFrom: '2018-02-01' })
    const outcome = one(planOf(['monthly'], { months: 2 }), baseOf(group([monthly(10)])), meansOf({ lists: [...withPrepaid, later] })) // prettier-ignore
    expect(lines(outcome)).toEqual(['2018-01 month 10 28.00', '2018-02 month 10 30.00'])
    expect(outcome.usedPrices.filter(({ tier }) => tier === 'vad').map(({ listId, listVersion }) => [listId, listVersion])).toEqual([['vad-test', 1], ['vad-2018', 4]]) // prettier-ignore
  })

  it('a company with a list of its own pays that', () => {
    const own = priceList('company', { [MONTHLY]: '3.50' }, { companyId: 'c1' })
    const base: Base = { companies: 3, holding: 3, notActivated: 0, groups: [group([monthly(10)], 2)], apart: [{ companyId: 'c1', groups: [group([monthly(10)])] }] } // prettier-ignore
    const outcome = computed(planOf(['as it is'], { months: 1 }), base, meansOf({ lists: [...withPrepaid, own] }))
    expect([outcome.companies, outcome.situations, text(outcome.alternatives[0]?.totals?.sell)]).toEqual([3, 2, '115.00']) // prettier-ignore
  })
})

describe('what a person types', () => {
  const held = baseOf(group([monthly(10)]))
  it('changes of the past count today; months that are invoiced already stay as they are', () => {
    const plan = planOf(['monthly'], { from: '2017-12', months: 2, changes: [people('2017-01-01', 3)] })
    const outcome = one(plan, held)
    expect(lines(outcome)).toEqual(['2017-12 month 10 28.00', '2018-01 month 3 8.40'])
    expect(notes(outcome)).toEqual(['CHANGE_IN_THE_PAST', 'MONTHS_ALREADY_INVOICED'])
  })

  it('no company has fewer people than none or more than a million', () => {
    const none = one(planOf(['monthly'], { months: 1, changes: [people('2017-12-12', -50, 'add')] }), held)
    const most = one(planOf(['monthly'], { months: 1, changes: [people('2017-12-12', 1_000_000, 'add')] }), held)
    expect([text(none.totals?.buy), notes(none)]).toEqual(['0.00', ['HEADS_STOPPED']])
    expect([text(most.totals?.buy), notes(most)]).toEqual(['2800000.00', ['HEADS_STOPPED']])
  })

  it('percent are of each company, rounded up', () => {
    const change = (fraction: string) => [{ ...people('2017-12-12', 0), change: { kind: 'percent', fraction: decimal(fraction) } as const }] // prettier-ignore
    const after = (fraction: string) =>
      one(planOf(['monthly'], { months: 1, changes: change(fraction) }), baseOf(group([monthly(15)], 2))).months[0]?.licences // prettier-ignore
    expect(['0.1', '-0.1', '0.001', '-1', '0'].map(after)).toEqual([34, 28, 32, 0, 30])
  })

  it('29 February and the ends of months: a year later the term ends as it should', () => {
    const plan = planOf(['1Y'], { from: '2020-03', months: 13, changes: [people('2020-02-29', 2)] })
    const outcome = one(plan, baseOf(), meansOf({ today: '2020-02-29' }))
    expect(lines(outcome)).toEqual(['2020-03 term 2 62.00', '2021-03 renewal 2 62.00'])
  })

  it('amounts beyond what is exact are refused, not rounded', () => {
    const lists = [priceList('vad', { [MONTHLY]: '99999999.99' })]
    const plan = planOf(['monthly'], { months: 120, changes: [people('2017-12-12', 1_000_000)] })
    expect(() => one(plan, baseOf(group([monthly(1)], 50_000)), meansOf({ lists }))).toThrow(RangeError)
  })

  it('freemium companies must be activated first (M143)', () => {
    const base = { ...baseOf(), companies: 4, notActivated: 2 }
    expect(one(planOf(['monthly'], { changes: [people('2018-01-01', 3)] }), base).notes).toContainEqual({ code: 'NOT_ACTIVATED', rule: 'M143', params: { companies: '2' } }) // prettier-ignore
  })
})
