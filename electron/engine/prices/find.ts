import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { PriceFinding, ShownPriceList } from '../../../shared/contract/prices.ts'
import { type CatalogueEdition, catalogueAt } from '../../../shared/domain/catalogue.ts'
import { checkPrices } from '../../../shared/domain/price-checks.ts'
import { comparePrices } from '../../../shared/domain/price-compare.ts'
import {
  listsWithPrice,
  type Price,
  priceFor,
  type PriceFailure,
  type PriceList,
  type PriceScope,
} from '../../../shared/domain/price-list.ts'
import { fail, ok } from '../../../shared/util/result.ts'

type Query = PriceScope & { readonly commercialReference: string }

const RULE: Readonly<Record<PriceFailure, string | null>> = {
  PRICE_MISSING: 'M218',
  PRICE_AMBIGUOUS: null,
  PRICE_PERIOD_UNKNOWN: 'X21',
}

/** Why priceFor found no price, in words: names the reference, the day and the lists that disagree. */
const noPrice = (code: PriceFailure, lists: readonly PriceList[], query: Query): Failure => {
  const { commercialReference: reference, date } = query
  const names = listsWithPrice(lists, query).map(({ name }) => name)
  return failure(code, { reference, date, lists: names.join(', ') }, RULE[code])
}

const shownPrice = (price: Price) => ({ ...price, invoiceNames: [...price.invoiceNames] })

/** The price of a reference on a day, with its list; PRICE_MISSING, PRICE_AMBIGUOUS, PRICE_PERIOD_UNKNOWN. */
export const findPrice = (lists: readonly PriceList[], query: Query) => {
  const found = priceFor(lists, query)
  if (!found.ok) return fail(noPrice(found.failure, lists, query))
  const { price, list } = found.value
  return ok({ price: shownPrice(price), list: { id: list.id, version: list.version, name: list.name } })
}

/** Free offers cost nothing and demonstrations are not sold (M139): no list must have a price for them. */
const NEVER_PRICED: readonly string[] = ['free', 'demo']

/** Overlaps, gaps and missing prices of the lists in use, against the catalogue of that day. */
export const checkPriceLists = (
  lists: readonly PriceList[],
  editions: readonly CatalogueEdition[],
  from: string,
): PriceFinding[] => {
  const references = (offers: CatalogueEdition['offers']): readonly string[] =>
    offers.map(({ commercialReference }) => commercialReference).filter((reference) => reference !== '')
  const sold = references(catalogueAt(editions, from).offers.filter(({ model }) => !NEVER_PRICED.includes(model)))
  const known = new Set(editions.flatMap(({ offers }) => references(offers)))
  return checkPrices(lists, { from, sold, known }).map((one) => ({ ...one, listIds: [...one.listIds] }))
}

/** What changed from one version to another; CURRENCIES_MIXED when they are not of one currency. */
export const comparePriceLists = (before: ShownPriceList, after: ShownPriceList) => {
  if (before.currency !== after.currency) {
    const params = { where: `${before.name} / ${after.name}`, currencies: `${before.currency}, ${after.currency}` }
    return fail(failure('CURRENCIES_MIXED', params))
  }
  const shown = (price: Price | null) => price && shownPrice(price)
  return ok(
    comparePrices(before.prices, after.prices).map((change) => ({
      ...change,
      before: shown(change.before),
      after: shown(change.after),
    })),
  )
}
