import { foldText } from '../util/fold-text.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { type Decimal, sameDecimal } from './decimal.ts'

/** `vad` is what the distributor pays; `company` is the list of one single company. */
export type PriceTier = 'public' | 'vad' | 'reseller' | 'company'

/** One version of a dated price list of one tier and currency. Prices exclude tax. Shipped ones: resources/price-lists. */
export type PriceList = {
  readonly id: string
  /** Versions are never changed; counted from 1. */
  readonly version: number
  readonly name: string
  readonly tier: PriceTier
  /** Of tier 'company', and only there. */
  readonly companyId: string | null
  readonly currency: string
  /** Local date 'YYYY-MM-DD', inclusive. */
  readonly validFrom: string
  /** Inclusive, or null while it is in force. */
  readonly validTo: string | null
  /** No longer used for new work; no lookup finds a price in it. */
  readonly withdrawn: boolean
  /** The M-rows that the prices rest on. */
  readonly rules: readonly string[]
  /** Why it is as it is, such as the reason for the first date. */
  readonly note?: string
  readonly prices: readonly Price[]
}

export type Price = {
  /** Empty where the source gives none: such an item is shown, but no lookup finds it. */
  readonly commercialReference: string
  readonly offerName: string
  readonly unitPrice: Decimal
  /** 'unknown' where the source does not say (X21): never assumed. */
  readonly per: 'user-month' | 'term' | 'minute' | 'unknown'
  /** Product names as printed on invoices (M248). */
  readonly invoiceNames: readonly string[]
}

export type PriceFailure = 'PRICE_MISSING' | 'PRICE_AMBIGUOUS' | 'PRICE_PERIOD_UNKNOWN'
/** A price together with the list that it is in. */
export type FoundPrice = { readonly price: Price; readonly list: PriceList }

export type PriceScope = {
  readonly tier: PriceTier
  readonly currency: string
  /** Local date 'YYYY-MM-DD' on which the price must be in force. */
  readonly date: string
  /** Who buys: a list of this company goes before the tier's. Never for 'vad', which is what the distributor pays. */
  readonly companyId?: string | undefined
}

export const inForceOn = (list: PriceList, date: string): boolean =>
  !list.withdrawn && list.validFrom <= date && (list.validTo === null || date <= list.validTo)

export const samePrice = (a: Price, b: Price): boolean =>
  a.commercialReference === b.commercialReference && a.per === b.per && sameDecimal(a.unitPrice, b.unitPrice)

type Lists = readonly PriceList[]

/** Prices that match, in those of the lists that came into force last; several only when their first dates are the same. */
const newestMatches = (lists: Lists, { currency, date }: PriceScope, matches: (price: Price) => boolean) => {
  let newest: FoundPrice[] = []
  for (const list of lists) {
    const since = newest[0]?.list.validFrom ?? ''
    if (list.validFrom < since || list.currency !== currency || !inForceOn(list, date)) continue
    const found = list.prices.filter(matches).map((price) => ({ price, list }))
    if (found.length > 0) newest = list.validFrom === since ? [...newest, ...found] : found
  }
  return newest.sort((a, b) => (a.list.id < b.list.id ? -1 : a.list.id > b.list.id ? 1 : 0))
}

const candidates = (lists: Lists, scope: PriceScope, matches: (price: Price) => boolean): readonly FoundPrice[] => {
  const { tier, companyId } = scope
  if (companyId !== undefined && tier !== 'vad') {
    const own = lists.filter((list) => list.tier === 'company' && list.companyId === companyId)
    const found = newestMatches(own, scope, matches)
    if (found.length > 0) return found
  }
  if (tier === 'company') return []
  return newestMatches(
    lists.filter((list) => list.tier === tier),
    scope,
    matches,
  )
}

const find = (
  lists: Lists,
  scope: PriceScope,
  matches: (price: Price) => boolean,
): Result<FoundPrice, PriceFailure> => {
  const [first, ...others] = candidates(lists, scope, matches)
  if (!first) return fail('PRICE_MISSING')
  if (!others.every(({ price }) => samePrice(price, first.price))) return fail('PRICE_AMBIGUOUS')
  return first.price.per === 'unknown' ? fail('PRICE_PERIOD_UNKNOWN') : ok(first)
}

type ReferenceQuery = PriceScope & { readonly commercialReference: string }
const isReference =
  ({ commercialReference }: ReferenceQuery) =>
  (price: Price): boolean =>
    commercialReference !== '' && price.commercialReference === commercialReference

/**
 * The price of a commercial reference (such as 3EY95003AA) in force on a date, from the list of that tier and currency
 * that came into force last; a list of the company itself goes before it. Two lists of the same first date that disagree
 * are ambiguous; a period that nobody states is not assumed (X21); a price is never guessed (M218).
 */
export const priceFor = (lists: Lists, query: ReferenceQuery): Result<FoundPrice, PriceFailure> =>
  find(lists, query, isReference(query))

/** The lists among which priceFor would choose: what to name when they are ambiguous. */
export const listsWithPrice = (lists: Lists, query: ReferenceQuery): readonly PriceList[] => [
  ...new Set(candidates(lists, query, isReference(query)).map(({ list }) => list)),
]

/** As priceFor, by the product name printed on the invoice (M248): the printed invoice may lack the reference (M249). */
export const priceByInvoiceName = (
  lists: Lists,
  query: PriceScope & { readonly invoiceName: string },
): Result<FoundPrice, PriceFailure> => {
  const name = foldText(query.invoiceName)
  return name === ''
    ? fail('PRICE_MISSING')
    : find(lists, query, (price) => price.invoiceNames.some((known) => foldText(known) === name))
}
