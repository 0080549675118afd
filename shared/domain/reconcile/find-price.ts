import { fail, ok, type Result } from '../../util/result.ts'
import type { Source } from '../evidence.ts'
import { type FoundPrice, priceByInvoiceName, type PriceFailure, priceFor, type PriceList } from '../price-list.ts'

export type NoPrice = 'missing' | 'ambiguous' | 'unit-unknown'
export type PriceQuery = {
  readonly commercialReference: string | null
  /** As printed on the invoice; used only where nobody gives a reference (M249). */
  readonly productName: string | null
  readonly model: 'monthly' | 'prepaid' | null
  readonly date: string
}
export type ListedPrice = FoundPrice & { readonly source: Source }
export type FindPrice = (query: PriceQuery) => Result<ListedPrice, NoPrice>

const REASON: Readonly<Record<PriceFailure, NoPrice>> = {
  PRICE_MISSING: 'missing',
  PRICE_AMBIGUOUS: 'ambiguous',
  PRICE_PERIOD_UNKNOWN: 'unit-unknown',
}
const UNIT = { monthly: 'user-month', prepaid: 'term' } as const

/** Looks prices up in the lists of one tier and currency and remembers the answers: an invoice asks for few different ones. */
export const createFindPrice = (lists: readonly PriceList[], tier: PriceList['tier'], currency: string): FindPrice => {
  const known = new Map<string, Result<ListedPrice, NoPrice>>()
  const look = ({ commercialReference, productName, model, date }: PriceQuery): Result<ListedPrice, NoPrice> => {
    const scope = { tier, currency, date }
    const found =
      commercialReference === null
        ? priceByInvoiceName(lists, { ...scope, invoiceName: productName ?? '' })
        : priceFor(lists, { ...scope, commercialReference })
    if (!found.ok) return fail(REASON[found.failure])
    const { price, list } = found.value
    if (model !== null && price.per !== UNIT[model]) return fail('unit-unknown')
    const { commercialReference: reference } = price
    const place = {
      kind: 'price',
      priceListId: list.id,
      version: list.version,
      commercialReference: reference,
    } as const
    return ok({ price, list, source: { evidence: null, place } })
  }
  return (query) => {
    const { commercialReference, productName, model, date } = query
    const key = `${date} ${model} ${commercialReference === null ? `name ${productName}` : commercialReference}`
    const answer = known.get(key) ?? look(query)
    known.set(key, answer)
    return answer
  }
}
