import type { Company, SubscriptionRow } from '../../../shared/contract/estate.ts'
import type { Quote, QuoteContent } from '../../../shared/contract/quotes.ts'
import { formatDecimal } from '../../../shared/domain/decimal.ts'
import { lineAmount, type Money, moneyText, subtractMoney } from '../../../shared/domain/money.ts'

type Line = Quote['lines'][number]
export type Note = { readonly rule: string | null; readonly message: string }

export type Shown = {
  readonly company: Company
  readonly content: QuoteContent
  readonly line: Line
  /** What the company has of this offer now. */
  readonly now: (SubscriptionRow & { readonly quantity: number }) | null
  /** The number that it would have. */
  readonly quantity: number
  readonly publicLine: Line | null
  readonly notes: readonly Note[]
  readonly quote: { readonly number: string; readonly version: number } | null
  readonly pdf: string | null
}

const price = (line: Pick<Line, 'listPrice'>): string => formatDecimal(line.listPrice, 2)
const marginOf = ({ amount, buy }: Line): string | null => buy && moneyText(subtractMoney(amount, buy.amount))

/** What the licences of now cost at the same price; a running prepaid term is paid already. */
const nowAmount = ({ now, line, content }: Shown): Money | null =>
  now && line.per === 'month' ? lineAmount({ units: now.quantity, scale: 0 }, line.listPrice, content.currency) : null

const deltaOf = (shown: Shown): { readonly quantity: number; readonly amount: string } => {
  const before = nowAmount(shown)
  const { amount } = shown.line
  const isUnchangedTerm = shown.now !== null && shown.line.per === 'term' && shown.now.quantity === shown.quantity
  return {
    quantity: shown.quantity - (shown.now?.quantity ?? 0),
    amount: isUnchangedTerm ? '0.00' : moneyText(before ? subtractMoney(amount, before) : amount),
  }
}

/** Money as decimal strings; buy price and margin are for the distributor only (M149). */
export const quoteJson = (shown: Shown) => {
  const { company, content, line, now, publicLine } = shown
  const before = nowAmount(shown)
  return {
    company: { id: company.id, name: company.name, kind: company.kind, plan: company.plan },
    offer: { commercialReference: line.commercialReference, name: line.offerName, termYears: line.termYears },
    quantity: shown.quantity,
    from: content.startsOn,
    tier: content.sellTier,
    currency: content.currency,
    per: line.per,
    pricedQuantity: line.quantity,
    unitPrice: price(line),
    amount: moneyText(line.amount),
    priceList: line.list,
    now: now && {
      subscriptionId: now.id,
      contract: now.contractNumber,
      quantity: now.quantity,
      allocated: now.allocated,
      amount: before && moneyText(before),
    },
    delta: deltaOf(shown),
    buy: line.buy && {
      unitPrice: formatDecimal(line.buy.unitPrice, 2),
      amount: moneyText(line.buy.amount),
      priceList: line.buy.list,
    },
    margin: marginOf(line),
    atPublicPrice: publicLine && {
      unitPrice: price(publicLine),
      amount: moneyText(publicLine.amount),
      margin: marginOf(publicLine),
    },
    notes: shown.notes,
    quote: shown.quote,
    pdf: shown.pdf,
  }
}

const signed = (text: string): string => (text.startsWith('-') ? text : `+${text}`)

export const quoteLines = (shown: Shown): readonly string[] => {
  const json = quoteJson(shown)
  const { currency, now, delta, atPublicPrice } = json
  const per = json.per === 'month' ? 'a month' : `for ${json.offer.termYears === null ? 'the term' : `${String(json.offer.termYears)} years`}` // prettier-ignore
  return [
    `${json.company.name}: ${String(json.quantity)} ${json.offer.name} (${json.offer.commercialReference}) from ${json.from}`,
    `${String(json.pricedQuantity)} x ${json.unitPrice} = ${json.amount} ${currency} ${per}, tier ${json.tier}${json.priceList ? `, list ${json.priceList.id} version ${String(json.priceList.version)}` : ''}`,
    now
      ? `now ${String(now.quantity)}${now.amount === null ? '' : ` for ${now.amount}`}, ${String(now.allocated ?? 0)} allocated: ${signed(String(delta.quantity))} licences, ${signed(delta.amount)} ${currency} ${per}`
      : `now none: ${signed(delta.amount)} ${currency} ${per}`,
    `margin ${json.margin ?? 'unknown'}${atPublicPrice && json.tier !== 'public' ? `, at public price ${atPublicPrice.amount} it is ${atPublicPrice.margin ?? 'unknown'}` : ''}`,
    ...shown.notes.map(({ rule, message }) => `note${rule === null ? '' : ` ${rule}`}: ${message}`),
    ...(json.quote ? [`kept as ${json.quote.number} version ${String(json.quote.version)}: ${json.pdf ?? ''}`] : []),
  ]
}
