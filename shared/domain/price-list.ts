import { foldText } from '../util/fold-text.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { type Decimal, sameDecimal } from './decimal.ts'

/** A dated price list of one tier and currency. Prices exclude tax. Rules are data: see resources/price-lists. */
export type PriceList = {
  readonly id: string
  readonly name: string
  readonly tier: 'public' | 'vad' | 'reseller'
  readonly currency: string
  /** Local date 'YYYY-MM-DD', inclusive. */
  readonly validFrom: string
  /** Inclusive, or null while it is in force. */
  readonly validTo: string | null
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

export type PriceFailure = 'PRICE_MISSING' | 'PRICE_AMBIGUOUS'
/** A price together with the list that it is in. */
export type FoundPrice = { readonly price: Price; readonly list: PriceList }

type Scope = {
  readonly tier: PriceList['tier']
  readonly currency: string
  /** Local date 'YYYY-MM-DD' on which the price must be in force. */
  readonly date: string
}

const inForce = (list: PriceList, { tier, currency, date }: Scope): boolean =>
  list.tier === tier &&
  list.currency === currency &&
  list.validFrom <= date &&
  (list.validTo === null || date <= list.validTo)

const find = (
  lists: readonly PriceList[],
  scope: Scope,
  matches: (price: Price) => boolean,
): Result<FoundPrice, PriceFailure> => {
  let newest: FoundPrice[] = []
  for (const list of lists) {
    const since = newest[0]?.list.validFrom ?? ''
    if (list.validFrom < since || !inForce(list, scope)) continue
    const found = list.prices.filter(matches).map((price) => ({ price, list }))
    if (found.length > 0) newest = list.validFrom === since ? [...newest, ...found] : found
  }
  const [first, ...others] = newest.sort((a, b) => (a.list.id < b.list.id ? -1 : a.list.id > b.list.id ? 1 : 0))
  if (!first) return fail('PRICE_MISSING')
  const agree = others.every(
    ({ price }) =>
      price.commercialReference === first.price.commercialReference &&
      price.per === first.price.per &&
      sameDecimal(price.unitPrice, first.price.unitPrice),
  )
  return agree ? ok(first) : fail('PRICE_AMBIGUOUS')
}

/**
 * The price of a commercial reference (such as 3EY95003AA) in force on a date, from the list of that tier and currency
 * that came into force last. Two lists of the same first date that disagree are ambiguous; a price is never guessed (M218).
 */
export const priceFor = (
  lists: readonly PriceList[],
  query: Scope & { readonly commercialReference: string },
): Result<FoundPrice, PriceFailure> =>
  query.commercialReference === ''
    ? fail('PRICE_MISSING')
    : find(lists, query, (price) => price.commercialReference === query.commercialReference)

/** As priceFor, by the product name printed on the invoice (M248): the printed invoice may lack the reference (M249). */
export const priceByInvoiceName = (
  lists: readonly PriceList[],
  query: Scope & { readonly invoiceName: string },
): Result<FoundPrice, PriceFailure> => {
  const name = foldText(query.invoiceName)
  return name === ''
    ? fail('PRICE_MISSING')
    : find(lists, query, (price) => price.invoiceNames.some((known) => foldText(known) === name))
}
