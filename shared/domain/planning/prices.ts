import type { Decimal } from '../decimal.ts'
import { firstDayOf } from '../local-date.ts'
import { priceFor, type PriceFailure, type PriceList, type PriceTier } from '../price-list.ts'

export type UsedPrice = {
  commercialReference: string
  tier: string
  unitPrice: Decimal
  per: string
  listId: string
  listVersion: number
}
export type MissingPrice = { commercialReference: string; offerName: string; tier: string; code: PriceFailure }

/** What is to be paid for. */
export type Priced = {
  /** Null: the catalogue has no such offer, so that there is no price (M218). */
  readonly commercialReference: string | null
  readonly offerName: string
  readonly per: 'user-month' | 'term'
}

export type PriceBook = {
  /** The unit price in an invoice month, or null; what was used or is missing is remembered. */
  find(item: Priced, tier: PriceTier, month: string, companyId: string | null): Decimal | null
  readonly used: () => UsedPrice[]
  readonly missing: () => MissingPrice[]
}

/** Prices of one alternative: nothing is invented (M218), and prices in another currency are none. */
export const priceBook = (lists: readonly PriceList[], currency: string): PriceBook => {
  const found = new Map<string, Decimal | null>()
  const used = new Map<string, UsedPrice>()
  const missing = new Map<string, MissingPrice>()

  const look = (
    { commercialReference, offerName, per }: Priced,
    tier: PriceTier,
    month: string,
    companyId: string | null,
  ): Decimal | null => {
    const refuse = (code: PriceFailure): null => {
      const one = { commercialReference: commercialReference ?? '', offerName, tier, code }
      missing.set(JSON.stringify(one), one)
      return null
    }
    if (commercialReference === null) return refuse('PRICE_MISSING')
    const date = firstDayOf(month)
    const price = priceFor(lists, {
      tier,
      currency,
      date,
      commercialReference,
      ...(companyId === null ? {} : { companyId }),
    })
    if (!price.ok) return refuse(price.failure)
    const { list, price: { unitPrice, per: priced } } = price.value // prettier-ignore
    // A price for another period than the one that is billed says nothing about this one.
    if (priced !== per) return refuse('PRICE_PERIOD_UNKNOWN')
    const one = { commercialReference, tier, unitPrice, per, listId: list.id, listVersion: list.version }
    used.set(JSON.stringify(one), one)
    return unitPrice
  }

  return {
    find: (item, tier, month, companyId) => {
      const key = `${item.commercialReference ?? `?${item.offerName}`}|${tier}|${month}|${companyId ?? ''}|${item.per}`
      const known = found.get(key)
      if (known !== undefined) return known
      const price = look(item, tier, month, companyId)
      found.set(key, price)
      return price
    },
    used: () => [...used.values()],
    missing: () => [...missing.values()],
  }
}
