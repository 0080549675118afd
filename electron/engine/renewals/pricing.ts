import { type CatalogueEdition, catalogueAt } from '../../../shared/domain/catalogue.ts'
import { amountOf, pricedReferenceOf } from '../../../shared/domain/charges.ts'
import type { Decimal } from '../../../shared/domain/decimal.ts'
import { money, type Money } from '../../../shared/domain/money.ts'
import { priceFor, type PriceList } from '../../../shared/domain/price-list.ts'

export type PriceSources = { readonly lists: readonly PriceList[]; readonly editions: readonly CatalogueEdition[] }

export type Pricing = {
  readonly currency: string
  /** Licences for one month on a local date; null without a price (M218). */
  month(reference: string | null, quantity: number, date: string): Money | null
  /** Licences for a term of this many years: its length may differ from the reference's, then another one has the price. */
  term(reference: string | null, years: number | null, quantity: number, date: string): Money | null
}

/** What licences cost the distributor, each reference and day looked up once. */
export const createPricing = ({ lists, editions }: PriceSources, currency: string): Pricing => {
  const known = new Map<string, Decimal | null>()
  const unitPrice = (commercialReference: string, per: 'user-month' | 'term', date: string): Decimal | null => {
    const key = `${commercialReference} ${per} ${date}`
    const before = known.get(key)
    if (before !== undefined) return before
    const found = priceFor(lists, { tier: 'vad', currency, date, commercialReference })
    const price = found.ok && found.value.price.per === per ? found.value.price.unitPrice : null
    known.set(key, price)
    return price
  }
  const amount = (price: Decimal | null, quantity: number): Money | null =>
    price && amountOf({ quantity, months: null }, price, currency)
  return {
    currency,
    month: (reference, quantity, date) => amount(unitPrice(reference ?? '', 'user-month', date), quantity),
    term: (reference, years, quantity, date) => {
      const priced =
        reference === null
          ? null
          : pricedReferenceOf(catalogueAt(editions, date), { commercialReference: reference, years })
      return priced === null ? null : amount(unitPrice(priced, 'term', date), quantity)
    },
  }
}

/** The sum of what is known for all; null as soon as one is not known. */
export const sumOfAll = (amounts: readonly (Money | null)[], currency: string): Money | null => {
  let minor = 0
  for (const one of amounts) {
    if (one === null) return null
    minor += one.minor
  }
  return money(minor, currency)
}

/** The same amount so many times; null when it is not known. */
export const timesOf = (amount: Money | null, times: number): Money | null =>
  amount && money(amount.minor * times, amount.currency)
