import { describe, expect, it } from 'vitest'
import { billingRulesNamed } from '../../shared/domain/billing-rules.ts'
import type { CatalogueEdition } from '../../shared/domain/catalogue.ts'
import { amountOf, type Charge, chargesOf, pricedReferenceOf, type Purchase, type Timeline, usageMonthsOf } from '../../shared/domain/charges.ts' // prettier-ignore
import { decimal } from '../../shared/domain/decimal.ts'
import in2017 from '../../resources/catalogues/offers-2017.json' with { type: 'json' }

const [deck, help] = [() => billingRulesNamed('deck-2017')!, () => billingRulesNamed('help-centre')!]
const monthly: Purchase = { commercialReference: '3EY95003AA', model: 'monthly', termYears: null, on: '2017-08-31', quantity: 10 } // prettier-ignore
const prepaid: Purchase = { commercialReference: '3EY95102AD', model: 'prepaid', termYears: 3, on: '2017-11-24', quantity: 20 } // prettier-ignore
const lines = (timeline: Timeline, from: string, to: string, rules = deck) =>
  chargesOf(timeline, rules, from, to).map(({ month, reason, quantity }) => `${month} ${reason} ${quantity}`)

describe('monthly', () => {
  it('F03, M200: ten licences bought on 31 August are billed on 1 September, bought on 1 September a month later', () => {
    expect(lines({ bought: monthly, steps: [] }, '2017-08', '2017-10')).toEqual([
      '2017-09 month 10',
      '2017-10 month 10',
    ])
    expect(lines({ bought: { ...monthly, on: '2017-09-01' }, steps: [] }, '2017-08', '2017-10')).toEqual(['2017-10 month 10']) // prettier-ignore
  })

  it('M206: changes count from the next month, the last of a day and month; none is not billed', () => {
    const steps = [{ on: '2017-10-15', quantity: 0 }, { on: '2017-09-10', quantity: 12 }, { on: '2017-09-10', quantity: 20 }] // prettier-ignore
    expect(lines({ bought: monthly, steps }, '2017-08', '2017-12')).toEqual(['2017-09 month 10', '2017-10 month 20'])
  })

  it('M148, M153: 15 Enterprise are 42.00 a month, 20 are 56.00', () => {
    const [first, second] = chargesOf({ bought: { ...monthly, quantity: 15 }, steps: [{ on: '2017-09-19', quantity: 20 }] }, deck, '2017-09', '2017-10') // prettier-ignore
    expect([amountOf(first!, decimal('2.80'), 'EUR'), amountOf(second!, decimal('2.80'), 'EUR')]).toEqual([
      { minor: 4200, currency: 'EUR' },
      { minor: 5600, currency: 'EUR' },
    ])
  })
})

describe('prepaid', () => {
  it('M161, M201, M209: up front in the month after, then a year at each end of a term', () => {
    expect(lines({ bought: prepaid, steps: [] }, '2017-11', '2021-12')).toEqual([
      '2017-12 term 20',
      '2020-12 renewal 20',
      '2021-12 renewal 20',
    ])
  })

  it('F03, M210, X20: five added on 10 February 2018 are billed in March, 33 or 36 of 36 months, and say X20', () => {
    const timeline = { bought: prepaid, steps: [{ on: '2018-02-10', quantity: 25 }] }
    const added = (rules: typeof deck) => chargesOf(timeline, rules, '2018-01', '2018-12')
    expect(added(help)).toMatchObject([{ month: '2018-03', reason: 'increase', quantity: 5, months: { billed: 33, of: 36 }, years: 3, contested: 'X20', rules: ['M210', 'X20'] }]) // prettier-ignore
    expect(added(deck)).toMatchObject([{ quantity: 5, months: { billed: 36, of: 36 }, contested: 'X20' }])
    const [charge] = added(help)
    expect(amountOf(charge!, decimal('90.00'), 'EUR')).toEqual({ minor: 41250, currency: 'EUR' })
  })

  it('what is held goes on from its term, also a renewed one', () => {
    const held = { subscriptionId: 's', companyId: 'c', commercialReference: '3EY95102AD', plan: 'Enterprise', model: 'prepaid', termYears: 3, quantity: 20, allocated: 0, boughtOn: '2017-11-24', startsOn: null, expiresOn: '2021-12-01' } as const // prettier-ignore
    expect(lines({ held, steps: [] }, '2020-11', '2021-12')).toEqual(['2020-12 renewal 20', '2021-12 renewal 20'])
    const added = chargesOf({ held, steps: [{ on: '2021-05-31', quantity: 21 }] }, help, '2021-01', '2021-11')
    expect(added).toMatchObject([{ month: '2021-06', quantity: 1, months: { billed: 6, of: 12 }, years: 1 }])
    expect(lines({ held: { ...held, boughtOn: null, expiresOn: null }, steps: [] }, '2020-11', '2021-12')).toEqual([])
  })

  it('a decrease on the day on which the term ends renews fewer, none ends it', () => {
    const decided = (quantity: number) => lines({ bought: prepaid, steps: [{ on: '2020-12-01', quantity }] }, '2020-11', '2022-12') // prettier-ignore
    expect(decided(15)).toEqual(['2020-12 renewal 15', '2021-12 renewal 15', '2022-12 renewal 15'])
    expect(decided(0)).toEqual([])
    expect(decided(25)).toEqual([
      '2020-12 renewal 20',
      '2021-01 increase 5',
      '2021-12 renewal 25',
      '2022-12 renewal 25',
    ])
  })

  it('2e: cancelled in the month of the purchase it is never billed', () => {
    expect(lines({ bought: prepaid, steps: [{ on: '2017-11-30', quantity: 0 }] }, '2017-11', '2022-12')).toEqual([])
  })

  it('M209, M218: the renewal of three years has the price of one year, where there is one', () => {
    const edition = in2017 as CatalogueEdition
    const priced = (charge: Pick<Charge, 'commercialReference' | 'years'>) => pricedReferenceOf(edition, charge)
    expect(priced({ commercialReference: '3EY95102AD', years: 3 })).toBe('3EY95102AD')
    expect(priced({ commercialReference: '3EY95102AD', years: 1 })).toBe('3EY95102AB')
    expect(priced({ commercialReference: '3EY95003AA', years: null })).toBe('3EY95003AA')
    expect(priced({ commercialReference: '3EY95109AD', years: 1 })).toBeNull()
  })
})

describe('others', () => {
  it('M204, M205: usage is billed after the month, without a number', () => {
    const usage = { ...monthly, model: 'usage', on: '2017-08-10', quantity: 0 } as const
    expect(chargesOf({ bought: usage, steps: [] }, deck, '2017-08', '2018-08')).toEqual([])
    expect(usageMonthsOf({ bought: usage, steps: [{ on: '2017-10-02', quantity: 0 }] }, '2017-08', '2018-01')).toEqual(['2017-09', '2017-10', '2017-11']) // prettier-ignore
    expect(usageMonthsOf({ bought: monthly, steps: [] }, '2017-08', '2018-01')).toEqual([])
  })

  it('M139: free and demo offers are never billed', () => {
    for (const model of ['free', 'demo'] as const) expect(lines({ bought: { ...monthly, model }, steps: [] }, '2017-01', '2019-01')).toEqual([]) // prettier-ignore
  })
})

describe('amountOf', () => {
  const charge = (quantity: number, months: Charge['months']): Charge => ({ month: '2018-03', commercialReference: 'x', reason: 'increase', quantity, months, years: 3, contested: null, rules: [] }) // prettier-ignore

  it('rounds once, half up on the magnitude', () => {
    expect(amountOf(charge(1, { billed: 1, of: 8 }), decimal('0.20'), 'EUR').minor).toBe(3)
    expect(amountOf(charge(1, { billed: 1, of: 8 }), decimal('-0.20'), 'EUR').minor).toBe(-3)
    expect(amountOf(charge(7, { billed: 33, of: 36 }), decimal('89.99'), 'EUR').minor).toBe(57744)
    expect(amountOf(charge(3, null), decimal('1.5'), 'JPY').minor).toBe(5)
    expect(amountOf(charge(1_000_000, { billed: 35, of: 36 }), decimal('99999.999999'), 'EUR').minor).toBe(
      9722222222125,
    )
  })
})
