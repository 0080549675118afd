import { type Decimal, formatDecimal } from '../../../../shared/domain/decimal.ts'
import { type Money, minorDigits, moneyText } from '../../../../shared/domain/money.ts'

/** Dates and amounts as a language writes them, with spaces that do not break. */
export type PaperFormat = {
  date(date: string): string
  money(amount: Money): string
  /** All digits that the price has, at least those of the currency. */
  price(price: Decimal): string
  quantity(quantity: number): string
  percent(fraction: Decimal): string
}

/** The font has no narrow no-break space (U+202F), which French numbers have. */
const unbroken = (text: string): string => text.replaceAll(/[\s\u202f]/g, '\u00a0')
/** Intl formats decimal text exactly; a number could lose a digit. */
const exact = (text: string): Intl.StringNumericLiteral => text as Intl.StringNumericLiteral

export const paperFormat = (locale: string, currency: string): PaperFormat => {
  const digits = minorDigits(currency)
  const currencyFormat = (maximumFractionDigits: number): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits,
    })
  const [amounts, prices] = [currencyFormat(digits), currencyFormat(12)]
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  const whole = new Intl.NumberFormat(locale)
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  return {
    date: (date) => unbroken(dates.format(new Date(`${date}T00:00:00Z`))),
    money: (amount) => unbroken(amounts.format(exact(moneyText(amount)))),
    price: (price) => unbroken(prices.format(exact(formatDecimal(price)))),
    quantity: (quantity) => unbroken(whole.format(quantity)),
    percent: (fraction) => unbroken(percents.format(exact(formatDecimal(fraction)))),
  }
}
