import type { Quote, QuoteLanguage, QuoteParty } from '../../../../shared/contract/quotes.ts'
import type { Decimal } from '../../../../shared/domain/decimal.ts'
import type { Money } from '../../../../shared/domain/money.ts'

export type PaperLine = {
  readonly reference: string
  readonly description: string
  readonly per: 'month' | 'term'
  readonly termYears: number | null
  readonly quantity: number
  readonly unitPrice: Decimal
  readonly discount: Decimal
  readonly amount: Money
}

/** All that a customer's copy is made from. It has no place for a buy price or a margin (M149). */
export type Paper = {
  readonly number: string
  readonly version: number
  readonly date: string
  readonly startsOn: string
  readonly validUntil: string
  readonly language: QuoteLanguage
  readonly currency: string
  readonly seller: QuoteParty
  /** A data URL. */
  readonly logo: string | null
  readonly customer: QuoteParty
  readonly reseller: QuoteParty | null
  readonly lines: readonly PaperLine[]
  readonly perMonth: Money
  readonly once: Money
  readonly vatRate: Decimal | null
  readonly notes: string
  readonly terms: string
}

export const paperOf = (quote: Quote, logo: string | null): Paper => {
  const { content } = quote
  return {
    number: quote.number,
    version: quote.version,
    date: content.date,
    startsOn: content.startsOn,
    validUntil: content.validUntil,
    language: content.language,
    currency: content.currency,
    seller: quote.seller,
    logo,
    customer: content.customer,
    reseller: content.reseller,
    lines: quote.lines.map((line) => ({
      reference: line.commercialReference,
      description: line.description.trim() || `Rainbow ${line.offerName}`,
      per: line.per,
      termYears: line.termYears,
      quantity: line.quantity,
      unitPrice: line.unitPrice ?? line.listPrice,
      discount: line.discount,
      amount: line.amount,
    })),
    perMonth: quote.perMonth,
    once: quote.once,
    vatRate: content.vatRate,
    notes: content.notes,
    terms: content.terms,
  }
}
