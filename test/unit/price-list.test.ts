import { describe, expect, it } from 'vitest'
import { formatDecimal } from '../../shared/domain/decimal.ts'
import { listsWithPrice, priceByInvoiceName, priceFor, type PriceList } from '../../shared/domain/price-list.ts'
import { priceList } from '../support/reconcile-seed.ts'

const lists = [priceList('public-2017'), priceList('vad-2017')]
const vad = { tier: 'vad', currency: 'EUR', date: '2017-07-01' } as const

const unitPrice = (found: ReturnType<typeof priceFor>): string =>
  found.ok ? formatDecimal(found.value.price.unitPrice, 2) : found.failure

describe('price lists of 2017', () => {
  it.each([
    ['public', '3EY95001AA', '0.00'],
    ['public', '3EY95002AA', '2.00'],
    ['public', '3EY95003AA', '4.00'],
    ['vad', '3EY95002AA', '1.20'],
    ['vad', '3EY95003AA', '2.80'],
  ] as const)('M109, M242: %s price of %s is %s', (tier, commercialReference, price) => {
    expect(unitPrice(priceFor(lists, { ...vad, tier, commercialReference }))).toBe(price)
  })

  it('M136, X21: storage is 90.00 for a period that is not known', () => {
    const storage = priceList('public-2017').prices.find((price) => price.offerName.startsWith('Storage'))
    expect(storage).toMatchObject({ unitPrice: { units: 9000, scale: 2 }, per: 'unknown', commercialReference: '' })
    expect(unitPrice(priceFor(lists, { ...vad, tier: 'public', commercialReference: '' }))).toBe('PRICE_MISSING')
  })

  it('say why they begin on 1 June 2017', () => {
    for (const list of lists) {
      expect(list.validFrom).toBe('2017-06-01')
      expect(list.note).toContain('RB-20170601')
    }
  })

  it('M218: prepaid and conference have no price, and none is guessed', () => {
    for (const commercialReference of ['3EY95101AB', '3EY95102AD', '3EY95004AA']) {
      expect(unitPrice(priceFor(lists, { ...vad, commercialReference }))).toBe('PRICE_MISSING')
    }
  })
})

describe('priceFor', () => {
  const base = priceList('vad-2017')
  const at = (id: string, validFrom: string, units: number): PriceList => ({
    ...base,
    id,
    validFrom,
    prices: base.prices.map((price) => ({ ...price, unitPrice: { units, scale: 2 } })),
  })
  const ask = (all: readonly PriceList[], date: string) =>
    unitPrice(priceFor(all, { ...vad, date, commercialReference: '3EY95003AA' }))

  it('F09: a list of 2018 leaves the invoices of 2017 as they were', () => {
    const all = [at('vad-2018', '2018-01-01', 300), base]
    expect(ask(all, '2017-07-01')).toBe('2.80')
    expect(ask(all, '2018-01-01')).toBe('3.00')
    expect(ask([...all].reverse(), '2018-01-01')).toBe('3.00')
  })

  it('looks only at the tier, currency and dates asked for', () => {
    expect(ask([base], '2017-05-31')).toBe('PRICE_MISSING')
    expect(ask([{ ...base, validTo: '2017-06-30' }], '2017-07-01')).toBe('PRICE_MISSING')
    expect(ask([{ ...base, validTo: '2017-07-01' }], '2017-07-01')).toBe('2.80')
    expect(ask([{ ...base, currency: 'USD' }], '2017-07-01')).toBe('PRICE_MISSING')
    expect(ask([{ ...base, tier: 'reseller' }], '2017-07-01')).toBe('PRICE_MISSING')
  })

  it('names two lists of the same first date that disagree', () => {
    expect(ask([base, at('other', '2017-06-01', 300)], '2017-07-01')).toBe('PRICE_AMBIGUOUS')
    expect(ask([base, { ...base, id: 'copy' }], '2017-07-01')).toBe('2.80')
  })

  it('finds nothing in a withdrawn list', () => {
    expect(ask([{ ...base, withdrawn: true }], '2017-07-01')).toBe('PRICE_MISSING')
    expect(ask([at('other', '2017-06-01', 300), { ...base, withdrawn: true }], '2017-07-01')).toBe('3.00')
  })

  it('X21: a price for an unknown period is in a list and still no price', () => {
    const unknown = base.prices.map((price) => ({ ...price, per: 'unknown' as const }))
    expect(ask([{ ...base, prices: unknown }], '2017-07-01')).toBe('PRICE_PERIOD_UNKNOWN')
    expect(ask([{ ...base, id: 'a', prices: unknown }, base], '2017-07-01')).toBe('PRICE_AMBIGUOUS')
  })

  it('names two prices of one reference in one list', () => {
    const [business, enterprise] = base.prices
    const twice = [enterprise!, { ...enterprise!, unitPrice: { units: 1, scale: 0 } }, business!]
    expect(ask([{ ...base, prices: twice }], '2017-07-01')).toBe('PRICE_AMBIGUOUS')
  })

  it('takes the list of the company before that of the tier, and only for that company', () => {
    const own = { ...at('own', '2017-09-01', 350), tier: 'company', companyId: 'interior-designer' } as const
    const all = [own, base, priceList('public-2017')]
    const price = (tier: PriceList['tier'], date: string, companyId?: string, reference = '3EY95003AA') =>
      unitPrice(priceFor(all, { ...vad, tier, date, companyId, commercialReference: reference }))
    expect(price('public', '2017-09-01', 'interior-designer')).toBe('3.50')
    expect(price('company', '2017-09-01', 'interior-designer')).toBe('3.50')
    expect(price('public', '2017-08-31', 'interior-designer')).toBe('4.00')
    expect(price('company', '2017-08-31', 'interior-designer')).toBe('PRICE_MISSING')
    expect(price('public', '2017-09-01', 'sistemos')).toBe('4.00')
    expect(price('public', '2017-09-01')).toBe('4.00')
    expect(price('company', '2017-09-01')).toBe('PRICE_MISSING')
    // What its list does not name it buys at the price of the tier.
    expect(price('public', '2017-09-01', 'interior-designer', '3EY95001AA')).toBe('0.00')
  })

  it('does not sell to the distributor: what he pays does not depend on the customer', () => {
    const own = { ...at('own', '2017-09-01', 350), tier: 'company', companyId: 'interior-designer' } as const
    const query = { ...vad, date: '2017-10-01', companyId: 'interior-designer', commercialReference: '3EY95003AA' }
    expect(unitPrice(priceFor([own, base], query))).toBe('2.80')
  })

  it('can name the lists that disagree', () => {
    const query = { ...vad, commercialReference: '3EY95003AA' }
    const lists = listsWithPrice([base, at('other', '2017-06-01', 300), at('later', '2018-01-01', 300)], query)
    expect(lists.map(({ id }) => id)).toEqual(['other', 'vad-2017'])
    expect(listsWithPrice([base], { ...query, commercialReference: '' })).toEqual([])
  })

  it('M248, M249: finds a price by the name printed on the invoice, case and spaces aside', () => {
    const invoiceName = 'Rainbow  Enterprise Reseller - GA Candidate-Price per user ENTERPRISE'
    expect(unitPrice(priceByInvoiceName(lists, { ...vad, invoiceName }))).toBe('2.80')
    expect(unitPrice(priceByInvoiceName(lists, { ...vad, invoiceName: 'Rainbow Attendant' }))).toBe('PRICE_MISSING')
    expect(unitPrice(priceByInvoiceName(lists, { ...vad, invoiceName: '' }))).toBe('PRICE_MISSING')
  })
})
