import { describe, expect, it } from 'vitest'
import { decimal } from '../../shared/domain/decimal.ts'
import { comparePrices } from '../../shared/domain/price-compare.ts'
import type { Price } from '../../shared/domain/price-list.ts'
import { priceList } from '../support/reconcile-seed.ts'

const { prices } = priceList('public-2017')
const [essential, business, enterprise, storage] = prices as [Price, Price, Price, Price]

describe('two versions of a price list', () => {
  it('that say the same differ in nothing, however the numbers are written', () => {
    expect(comparePrices(prices, prices)).toEqual([])
    const written = prices.map((price) => ({ ...price, invoiceNames: [...price.invoiceNames].reverse() }))
    expect(comparePrices(prices, written)).toEqual([])
    expect(comparePrices([business], [{ ...business, unitPrice: decimal('2') }])).toEqual([])
  })

  it('name what was changed, added and taken out, and nothing else', () => {
    const dearer = { ...enterprise, unitPrice: decimal('4.50') }
    const prepaid = {
      ...enterprise,
      commercialReference: '3EY95102AD',
      offerName: 'Enterprise 3Y',
      per: 'term' as const,
    }
    const changes = comparePrices(prices, [essential, dearer, prepaid, storage])
    expect(changes.map(({ commercialReference, before, after }) => [commercialReference, before, after])).toEqual([
      ['3EY95003AA', enterprise, dearer],
      ['3EY95102AD', null, prepaid],
      ['3EY95002AA', business, null],
    ])
  })

  it('see a period that was found out (X21), a new name and a new alias (M248)', () => {
    const monthly = { ...storage, per: 'user-month' as const }
    const renamed = { ...business, offerName: 'Business+' }
    const aliased = { ...enterprise, invoiceNames: [...enterprise.invoiceNames, 'Rainbow Enterprise'] }
    const changes = comparePrices(prices, [essential, renamed, aliased, monthly])
    expect(changes.map(({ offerName }) => offerName)).toEqual(['Business+', 'Enterprise', 'Storage 1 TB'])
    expect(changes.every(({ before, after }) => before && after)).toBe(true)
  })

  it('keep apart what has no reference and what is there twice', () => {
    const other = { ...storage, offerName: 'Storage 5 TB' }
    expect(comparePrices([storage], [storage, other]).map(({ offerName }) => offerName)).toEqual(['Storage 5 TB'])
    expect(comparePrices([business, business], [business])).toHaveLength(1)
  })
})
