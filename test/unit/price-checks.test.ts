import { describe, expect, it } from 'vitest'
import { decimal } from '../../shared/domain/decimal.ts'
import { checkPrices, type PriceCheck } from '../../shared/domain/price-checks.ts'
import type { PriceList } from '../../shared/domain/price-list.ts'
import { priceList } from '../support/reconcile-seed.ts'

const vad = priceList('vad-2017')
const nothing: PriceCheck = { from: '2017-06-01', sold: [], known: new Set(['3EY95001AA', '3EY95002AA', '3EY95003AA']) }
const priced = (id: string, units: number, dates: Partial<PriceList>): PriceList => ({
  ...vad,
  ...dates,
  id,
  prices: vad.prices.map((price) => ({ ...price, unitPrice: { units, scale: 2 } })),
})
const check = (lists: readonly PriceList[], more: Partial<PriceCheck> = {}) =>
  checkPrices(lists, { ...nothing, ...more }).map(({ code, severity, listIds, commercialReference, from, to }) =>
    [code, severity, listIds.join('+'), commercialReference, from, to].join(' '),
  )

describe('the checks of price lists', () => {
  it('say of the lists of 2017 that storage has no known period (X21) and prepaid no price (M218)', () => {
    const findings = checkPrices([priceList('public-2017'), vad], { ...nothing, sold: ['3EY95003AA', '3EY95102AD'] })
    expect(findings.map(({ code, rule, listIds }) => [code, rule, listIds])).toEqual([
      ['no-price', 'M218', ['public-2017']],
      ['no-price', 'M218', ['vad-2017']],
      ['unknown-period', 'X21', ['public-2017']],
    ])
    expect(findings.map(({ commercialReference }) => commercialReference)).toEqual(['3EY95102AD', '3EY95102AD', null])
  })

  it('F09: a list that follows another without a hole is nothing to say', () => {
    const next = priced('vad-2018', 300, { validFrom: '2018-01-01' })
    expect(check([{ ...vad, validTo: '2017-12-31' }, next])).toEqual([])
  })

  it('warn of an overlap for its days: the later list counts', () => {
    const same = { ...vad, id: 'copy', validFrom: '2017-09-01', validTo: '2017-09-30' }
    expect(check([vad, same])).toEqual(['overlap-agrees warning copy+vad-2017  2017-09-01 2017-09-30'])
    const [business, enterprise] = vad.prices
    const other = { ...same, prices: [business!, { ...enterprise!, unitPrice: decimal('3') }] }
    expect(check([vad, other])).toEqual(['overlap-disagrees warning copy+vad-2017 3EY95003AA 2017-09-01 2017-09-30'])
    expect(check([vad, other], { from: '2017-09-15' })).toEqual([
      'overlap-disagrees warning copy+vad-2017 3EY95003AA 2017-09-15 2017-09-30',
    ])
    expect(check([vad, other], { from: '2017-10-01' })).toEqual([])
  })

  it('call two lists of one first day that disagree an error: neither counts', () => {
    const [business, enterprise] = vad.prices
    const other = { ...vad, id: 'copy', prices: [business!, { ...enterprise!, unitPrice: decimal('3') }] }
    expect(check([vad, other])).toEqual([expect.stringContaining('overlap-disagrees error copy+vad-2017 3EY95003AA')])
  })

  it('see the one day that two lists share', () => {
    const next = { ...vad, id: 'next', validFrom: '2017-12-31' }
    expect(check([{ ...vad, validTo: '2017-12-31' }, next])).toEqual([
      'overlap-agrees warning next+vad-2017  2017-12-31 2017-12-31',
    ])
  })

  it('leave other tiers, currencies, companies and withdrawn lists out of it', () => {
    const others = [
      { ...vad, id: 'a', tier: 'reseller' as const },
      { ...vad, id: 'b', currency: 'USD' },
      { ...vad, id: 'c', tier: 'company' as const, companyId: 'x' },
      { ...vad, id: 'd', tier: 'company' as const, companyId: 'y' },
      { ...vad, id: 'e', withdrawn: true },
    ]
    expect(check([vad, ...others])).toEqual([])
  })

  it('name the days without a list: before, between and after', () => {
    const first = { ...vad, validTo: '2017-06-30' }
    const second = { ...vad, id: 'later', validFrom: '2017-09-01', validTo: '2018-02-28' }
    expect(check([second, first], { from: '2017-05-01' })).toEqual([
      'gap warning later+vad-2017  2017-05-01 2017-05-31',
      'gap warning later+vad-2017  2017-07-01 2017-08-31',
      'gap warning later+vad-2017  2018-03-01 ',
    ])
  })

  it('of one company’s lists note only a hole between two: without one it has the prices of its tier', () => {
    const own = { ...vad, tier: 'company' as const, companyId: 'x' }
    const lists = [
      { ...own, validTo: '2017-06-30' },
      { ...own, id: 'later', validFrom: '2017-09-01', validTo: '2017-12-31' },
    ]
    expect(check(lists, { from: '2017-05-01' })).toEqual(['gap note later+vad-2017  2017-07-01 2017-08-31'])
  })

  it('M218: name a reference for the days on which no list prices it, once', () => {
    const [business] = vad.prices
    const lists = [
      { ...vad, validTo: '2017-12-31' },
      { ...vad, id: 'b', validFrom: '2018-01-01', validTo: '2018-06-30', prices: [business!] },
      { ...vad, id: 'c', validFrom: '2018-07-01', prices: [business!] },
    ]
    expect(check(lists, { sold: ['3EY95002AA', '3EY95003AA'] })).toEqual([
      'no-price warning b 3EY95003AA 2018-01-01 2018-06-30',
      'no-price warning c 3EY95003AA 2018-07-01 ',
    ])
  })

  it('M217: name a price whose reference no catalogue knows', () => {
    expect(check([vad], { known: new Set(['3EY95002AA']) })).toEqual([
      'unknown-reference warning vad-2017 3EY95003AA 2017-06-01 ',
    ])
  })

  it('do not stumble over the last day of the calendar', () => {
    expect(check([{ ...vad, validTo: '9999-12-31' }])).toEqual([])
  })
})
