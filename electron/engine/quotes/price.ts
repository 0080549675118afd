import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Quote, QuoteContent } from '../../../shared/contract/quotes.ts'
import {
  type CatalogueEdition,
  catalogueAt,
  type CatalogueOffer,
  offerNamed,
  offerOf,
} from '../../../shared/domain/catalogue.ts'
import type { Decimal } from '../../../shared/domain/decimal.ts'
import {
  type FoundPrice,
  listsWithPrice,
  priceFor,
  type PriceFailure,
  type PriceList,
  type PriceTier,
} from '../../../shared/domain/price-list.ts'
import {
  dateProblem,
  isFraction,
  lineAmounts,
  quoteTotals,
  type LineProblem,
} from '../../../shared/domain/quotes/index.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb } from '../db/index.ts'
import { refuseAddition, refuseChange } from './subscription-change.ts'

export type Pricing = {
  readonly db: ReadDb
  readonly lists: readonly PriceList[]
  readonly editions: readonly CatalogueEdition[]
}
export type Priced = Pick<Quote, 'lines' | 'perMonth' | 'once' | 'marginPerMonth' | 'marginOnce'>

type Input = QuoteContent['lines'][number]
type Line = Priced['lines'][number]
type Offer = Pick<CatalogueOffer, 'commercialReference' | 'name' | 'model' | 'termYears'>

const broken = (reason: string, rule: string | null = null): Failure => failure('RULE_BROKEN', { reason }, rule)
const none = { units: 0, scale: 0 }

const RULES: Readonly<Record<PriceFailure, string | null>> = {
  PRICE_MISSING: 'M218',
  PRICE_AMBIGUOUS: null,
  PRICE_PERIOD_UNKNOWN: 'X21',
}

/**
 * Lines with their prices, and totals per month and once apart. The prices are those in force on the day on which the
 * licences start, with list and version of each; a price is never invented (M218, X22). Refuses with QUANTITY_NOT_WHOLE,
 * DATE_NOT_POSSIBLE, OFFER_UNKNOWN, PRICE_MISSING (naming every reference without one), PRICE_AMBIGUOUS,
 * PRICE_PERIOD_UNKNOWN (X21), NOT_FOUND and RULE_BROKEN with its rule.
 */
export const priceContent = (pricing: Pricing, content: QuoteContent): Result<Priced, Failure> => {
  const { currency, vatRate } = content
  const dates = dateProblem(content)
  if (dates) return fail(failure('DATE_NOT_POSSIBLE', dates))
  if (vatRate && !isFraction(vatRate)) return fail(broken('The rate of VAT must be from 0 to 100 percent'))
  const lines: Line[] = []
  const missing = new Set<string>()
  for (const input of content.lines) {
    const line = priceLine(pricing, content, input)
    if (line.ok) lines.push(line.value)
    else if (line.failure.code === 'PRICE_MISSING') missing.add(line.failure.params.reference ?? '')
    else return line
  }
  if (missing.size > 0) return fail(priceFailure('PRICE_MISSING', [...missing].join(', '), content.startsOn))
  return ok({ lines, ...quoteTotals(lines, currency) })
}

const priceFailure = (code: PriceFailure, reference: string, date: string, lists = ''): Failure =>
  failure(code, { reference, date, lists }, RULES[code])

type Terms = Pick<Line, 'per' | 'listPrice' | 'list'>

const priceLine = (pricing: Pricing, content: QuoteContent, input: Input): Result<Line, Failure> => {
  const { currency } = content
  const offer = offerOfLine(pricing, content, input)
  if (!offer.ok) return offer
  const refused = refuseChange(pricing.db, content, input)
  if (refused) return fail(refused)
  const terms = termsOf(pricing, content, input, offer.value)
  if (!terms.ok) return terms
  const undecided = refuseAddition(pricing.db, input)
  if (undecided) return fail(undecided)
  const { commercialReference, name, termYears } = offer.value
  const { per, listPrice, list } = terms.value
  const amounts = lineAmounts({ ...input, unitPrice: input.unitPrice ?? listPrice }, currency)
  if (!amounts.ok) return fail(problem(amounts.failure, input, name))
  return ok({
    ...input,
    commercialReference: commercialReference || input.commercialReference,
    offerName: name,
    per,
    termYears: per === 'term' ? termYears : null,
    listPrice,
    netPrice: amounts.value.netPrice,
    amount: amounts.value.amount,
    list,
    buy: buyOf(pricing, content, input, commercialReference, per),
  })
}

/** By reference, by the catalogue's name, or as a price list knows it. */
const offerOfLine = (
  { lists, editions }: Pricing,
  { startsOn }: QuoteContent,
  { commercialReference: asked }: Input,
): Result<Offer, Failure> => {
  const edition = catalogueAt(editions, startsOn)
  const known = offerOf(edition, asked) ?? offerNamed(edition, asked)
  if (known?.model === 'demo') return fail(broken(`${known.name} is for demonstrations and is not sold`, 'M139'))
  // No reference and no period is published for storage.
  if (known?.model === 'storage') return fail(priceFailure('PRICE_PERIOD_UNKNOWN', known.name, startsOn))
  if (known) return ok(known)
  const price = lists.flatMap(({ prices }) => prices).find((one) => one.commercialReference === asked)
  if (!price) return fail(failure('OFFER_UNKNOWN', { offer: asked }))
  return ok({ commercialReference: asked, name: price.offerName, model: modelOf(price.per), termYears: null })
}

const modelOf = (per: FoundPrice['price']['per']): CatalogueOffer['model'] =>
  per === 'term' ? 'prepaid' : per === 'minute' ? 'usage' : 'monthly'

const search = ({ lists }: Pricing, content: QuoteContent, commercialReference: string, tier: PriceTier) => {
  const { currency, startsOn, customer } = content
  const companyId = customer.companyId ?? undefined
  const query = { tier, currency, date: startsOn, commercialReference, companyId }
  return { query, found: priceFor(lists, query), among: listsWithPrice(lists, query) }
}

const byUse = ({ name }: Offer): Failure =>
  broken(`${name} is invoiced by use after the month, so there is no number of licences to quote`, 'M204')

/** What the sell list says, or what was typed where no list has a price. */
const termsOf = (pricing: Pricing, content: QuoteContent, input: Input, offer: Offer): Result<Terms, Failure> => {
  const { commercialReference: reference } = offer
  const { found, among } = search(pricing, content, reference, content.sellTier)
  if (found.ok) {
    const { price, list } = found.value
    if (price.per === 'minute') return fail(byUse(offer))
    const per = price.per === 'term' ? 'term' : 'month'
    return ok({ per, listPrice: price.unitPrice, list: { id: list.id, version: list.version } })
  }
  const typed = input.unitPrice
  if (typed === null || found.failure === 'PRICE_PERIOD_UNKNOWN') {
    const names = among.map(({ name }) => name).join(', ')
    return fail(priceFailure(found.failure, reference || input.commercialReference, content.startsOn, names))
  }
  if (offer.model === 'usage') return fail(byUse(offer))
  return ok({ per: offer.model === 'prepaid' ? 'term' : 'month', listPrice: typed, list: null })
}

/** What the distributor pays; null where no list of its prices has one for the same period. */
const buyOf = (
  pricing: Pricing,
  content: QuoteContent,
  { quantity }: Input,
  reference: string,
  per: Line['per'],
): Line['buy'] => {
  const { found } = search(pricing, content, reference, 'vad')
  if (!found.ok || found.value.price.per !== (per === 'term' ? 'term' : 'user-month')) return null
  const { price, list } = found.value
  const amounts = lineAmounts({ quantity, unitPrice: price.unitPrice, discount: none }, content.currency)
  if (!amounts.ok) return null
  return { unitPrice: price.unitPrice, amount: amounts.value.amount, list: { id: list.id, version: list.version } }
}

const problem = (code: LineProblem, { quantity, discount }: Input, offer: string): Failure => {
  const percent = (d: Decimal): string => String((d.units * 100) / 10 ** d.scale)
  switch (code) {
    case 'QUANTITY':
      return failure('QUANTITY_NOT_WHOLE', { quantity: String(quantity) })
    case 'UNIT_PRICE':
      return broken(`The unit price of ${offer} must not be negative and has at most six digits after the point`)
    case 'DISCOUNT':
      return broken(`A discount is from 0 to 100 percent with two digits at most, not ${percent(discount)} percent`)
    case 'TOO_LARGE':
      return broken(`The amount of ${offer} is too large to be counted exactly`)
  }
}
