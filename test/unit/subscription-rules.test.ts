import { describe, expect, it } from 'vitest'
import { billingRulesAt, billingRulesNamed, type BillingRules } from '../../shared/domain/billing-rules.ts'
import type { CatalogueOffer } from '../../shared/domain/catalogue.ts'
import {
  addedMonths,
  type Held,
  prepaidTerm,
  refuseQuantity,
  refuseStep,
  renewalOf,
  type Step,
  termOf,
  warnStep,
} from '../../shared/domain/subscription-rules.ts'

const named = (id: string): BillingRules => billingRulesNamed(id)!
const [deck, help] = [named('deck-2017'), named('help-centre')]
const threeYears = { startsOn: '2017-12-01', expiresOn: '2020-12-01' }

const held = (more: Partial<Held> = {}): Held => ({
  subscriptionId: 's',
  companyId: 'c',
  commercialReference: '3EY95003AA',
  plan: 'Enterprise',
  model: 'monthly',
  termYears: null,
  quantity: 15,
  allocated: 10,
  boughtOn: null,
  startsOn: null,
  expiresOn: null,
  ...more,
})
const prepaid = held({
  model: 'prepaid',
  termYears: 3,
  quantity: 20,
  allocated: 0,
  boughtOn: '2017-11-24',
  ...threeYears,
})
const offer = (more: Partial<CatalogueOffer> = {}): CatalogueOffer => ({
  commercialReference: '3EY95003AA',
  name: 'Enterprise',
  plan: 'Enterprise',
  model: 'monthly',
  termYears: null,
  soldFrom: null,
  rules: [],
  ...more,
})
const step = (kind: Step['kind'], quantity: number, on = '2018-02-10'): Step => ({ kind, quantity, on })
const refuse = (one: Step, of: Held | null = held(), more: Partial<Parameters<typeof refuseStep>[0]> = {}) => {
  const refused = refuseStep({ companyPlan: 'premium', held: of, step: one, offer: offer(), rules: deck, ...more })
  return refused && `${refused.rule} ${refused.reason}`
}

describe('rule sets', () => {
  it('F03: the help centre is a later dated set that says whose day it is, with 5-year terms', () => {
    expect(billingRulesAt('2023-12-31').id).toBe('deck-2017')
    expect(billingRulesAt('2024-01-01').id).toBe('help-centre')
    expect(help.note).toContain('our choice')
    expect([deck.prepaid.termYears, help.prepaid.termYears]).toEqual([[1, 3], [1, 3, 5]]) // prettier-ignore
    expect([deck.prepaid.increasePrice, help.prepaid.increasePrice]).toEqual(['full', 'full-months-remaining'])
    expect(billingRulesNamed('other')).toBeNull()
  })
})

describe('terms', () => {
  it('M161: from the first of the next month, for its years', () => {
    expect(prepaidTerm('2017-11-24', 3)).toEqual(threeYears)
    expect(prepaidTerm('2017-12-31', 1)).toEqual({ startsOn: '2018-01-01', expiresOn: '2019-01-01' })
    expect(prepaidTerm('2020-02-29', 5)).toEqual({ startsOn: '2020-03-01', expiresOn: '2025-03-01' })
    expect(prepaidTerm('2018-01-31', 1)).toEqual({ startsOn: '2018-02-01', expiresOn: '2019-02-01' })
    expect(() => prepaidTerm('2018-02-29', 1)).toThrow(RangeError)
  })

  it('M209: renews for one year, also after three; 29 February becomes the 28th', () => {
    expect(renewalOf('2020-12-01', deck)).toEqual({ from: '2020-12-01', to: '2021-12-01' })
    expect(renewalOf('2020-02-29', help)).toEqual({ from: '2020-02-29', to: '2021-02-28' })
  })

  it('the running term follows from what is known', () => {
    const unknown = { ...prepaid, startsOn: null, expiresOn: null }
    expect(termOf(unknown)).toEqual(threeYears)
    expect(termOf({ ...unknown, expiresOn: '2021-12-01' })).toEqual({ startsOn: '2020-12-01', expiresOn: '2021-12-01' })
    expect(termOf({ ...unknown, boughtOn: null, expiresOn: '2020-12-01' })).toEqual(threeYears)
    expect([termOf({ ...unknown, boughtOn: null }), termOf(held())]).toEqual([null, null])
  })
})

describe('addedMonths', () => {
  it('F03, M210, X20: adding on 10 February 2018 until 1 December 2020 is 33 of 36 months, or all in the rules of 2017', () => {
    expect(addedMonths(threeYears, '2018-02-10', help)).toEqual({ billed: 33, of: 36, contested: 'X20' })
    expect(addedMonths(threeYears, '2018-02-10', deck)).toEqual({ billed: 36, of: 36, contested: 'X20' })
  })

  it('never more than the term, nothing in its last month, each day of a month alike', () => {
    const billed = (on: string) => addedMonths(threeYears, on, help).billed
    expect(['2017-11-30', '2017-12-01', '2018-02-01', '2018-02-28', '2020-10-31', '2020-11-01', '2021-03-01'].map(billed)).toEqual([36, 35, 33, 33, 1, 0, 0]) // prettier-ignore
  })
})

describe('refuseQuantity', () => {
  it('takes whole numbers from 1 to 1,000,000 only', () => {
    for (const good of [1, 15, 1_000_000, '15', ' 20 ']) expect(refuseQuantity(good)).toBeNull()
    const bad = [0, -1, 1.5, 1_000_001, 1e21, Number.NaN, Infinity, '', '0', '-5', '2.5', '2,5', '1e3', '0x10', '1 000', '15 ', '99999999999']
    expect(bad.filter((one) => refuseQuantity(one) === null)).toEqual(['15 '])
    expect(refuseQuantity('2.5')).toEqual({ rule: 'M148', reason: 'quantityNotWhole', params: { quantity: '2.5' } })
  }) // prettier-ignore
})

describe('refuseStep', () => {
  it('M143: nothing is subscribed before the company is activated', () => {
    expect(refuse(step('subscribe', 15), null, { companyPlan: 'freemium' })).toBe('M143 planNotPremium')
    expect(refuse(step('subscribe', 15), null)).toBeNull()
  })

  it('M139, M145, M146, M227: demo and free offers are not sold, usage has no number', () => {
    for (const model of ['demo', 'free'] as const) {
      expect(refuse(step('subscribe', 1), null, { offer: offer({ model }) })).toBe('M139 notForSale')
      expect(refuse(step('cancel', 0), held({ model, allocated: 0 }))).toBe('M146 essentialStays')
    }
    expect(refuse(step('subscribe', 0), null, { offer: offer({ model: 'usage' }) })).toBeNull()
    expect(refuse(step('change', 20), held({ model: 'usage' }))).toBe('M145 noQuantity')
    expect(refuse(step('change', 20), held({ model: 'free' }))).toBe('M145 noQuantity')
    expect(refuse(step('change', 20), null)).toBe('M145 notSubscribed')
  })

  it('M155: never below what is allocated', () => {
    expect(refuse(step('change', 10))).toBeNull()
    expect(refuse(step('change', 9))).toBe('M155 belowAllocated')
    expect(refuse(step('cancel', 0))).toBe('M155 belowAllocated')
    expect(refuse(step('change', 0), held({ allocated: 0 }))).toBeNull()
  })

  it('M157, M210: prepaid only grows', () => {
    expect(refuse(step('change', 25), prepaid)).toBeNull()
    expect(refuse(step('change', 19), prepaid)).toBe('M157 prepaidOnlyGrows')
    expect(refuse(step('cancel', 0), prepaid)).toBe('M157 prepaidOnlyGrows')
    const refused = refuseStep({
      companyPlan: 'premium',
      held: prepaid,
      step: step('change', 1),
      offer: null,
      rules: help,
    })
    expect(refused?.params).toEqual({ until: '2020-12-01' })
  })

  it('M209: prepaid ends on the days on which a term ends, and in its first month by the current rules', () => {
    const cancelled = (on: string, rules: BillingRules) => refuse(step('cancel', 0, on), prepaid, { rules })
    expect(['2020-12-01', '2021-12-01', '2024-12-01'].map((on) => cancelled(on, deck))).toEqual([null, null, null])
    expect(cancelled('2019-12-01', deck)).toBe('M157 prepaidOnlyGrows')
    expect(cancelled('2020-12-02', deck)).toBe('M157 prepaidOnlyGrows')
    expect(cancelled('2017-11-30', deck)).toBe('M157 prepaidOnlyGrows')
    expect(cancelled('2017-11-30', help)).toBeNull()
    expect(cancelled('2017-12-01', help)).toBe('M157 prepaidOnlyGrows')
  })

  it('quantities are checked where there are any', () => {
    expect(refuse(step('subscribe', 0), null)).toBe('M148 quantityNotWhole')
    expect(refuse(step('change', 12.5))).toBe('M148 quantityNotWhole')
    expect(refuse(step('change', 2_000_000), prepaid)).toBe('M148 quantityNotWhole')
  })
})

describe('warnStep', () => {
  it('M158, X19: bought before the announced first day is a warning and no refusal', () => {
    const early = { companyPlan: 'premium', held: null, step: step('subscribe', 20, '2017-11-24'), offer: offer({ soldFrom: '2017-11-27' }), rules: deck } as const // prettier-ignore
    expect(refuseStep(early)).toBeNull()
    expect(warnStep(early)).toEqual({ rule: 'M158', reason: 'beforeFirstDay', params: { soldFrom: '2017-11-27', on: '2017-11-24' } }) // prettier-ignore
    expect(warnStep({ ...early, step: step('subscribe', 20, '2017-11-27') })).toBeNull()
    expect(warnStep({ ...early, step: step('change', 20, '2017-11-24') })).toBeNull()
  })
})
