/** Every word that is printed on a quote, in one language. */
export type QuoteWords = {
  /** For Intl: how dates and amounts are written. */
  readonly locale: string
  readonly quote: string
  readonly number: string
  readonly version: string
  readonly date: string
  readonly validUntil: string
  readonly startsOn: string
  readonly customer: string
  readonly reseller: string
  readonly yourReference: string
  readonly item: string
  readonly quantity: string
  readonly unitPrice: string
  readonly discount: string
  readonly amount: string
  readonly perUserAndMonth: string
  readonly perUserForYears: (years: number) => string
  readonly perUserForTerm: string
  readonly monthlyLines: string
  readonly onceLines: string
  readonly perMonth: string
  readonly once: string
  readonly vat: string
  readonly perMonthWithVat: string
  readonly onceWithVat: string
  readonly excludesTax: string
  readonly notes: string
  readonly terms: string
  readonly acceptance: string
  readonly placeAndDate: string
  readonly nameAndSignature: string
  readonly page: (page: number, pages: number) => string
}
