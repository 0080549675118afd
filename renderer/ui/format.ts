import { type Decimal, formatDecimal } from '../../shared/domain/decimal.ts'
import { type Money, minorDigits, moneyText } from '../../shared/domain/money.ts'

type Exact = Intl.StringNumericLiteral

/** Shows money with its currency from the exact decimal text; no float is involved. */
export const formatMoney = (amount: Money, locale: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: amount.currency,
    minimumFractionDigits: minorDigits(amount.currency),
  }).format(moneyText(amount) as Exact)

/** A difference with its sign, and a plain zero: "+€2.80", "−€2.80", "€0.00". */
export const formatDifference = (amount: Money, locale: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: amount.currency,
    minimumFractionDigits: minorDigits(amount.currency),
    signDisplay: 'exceptZero',
  })
    .format(moneyText(amount) as Exact)
    .replace('-', '−')

/** A quantity with as many digits as it has. */
export const formatQuantity = (quantity: Decimal, locale: string): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 12 }).format(formatDecimal(quantity) as Exact)

/** A unit price in a currency: at least two digits, more where the price list has more. */
export const formatUnitPrice = (price: Decimal, currency: string, locale: string): string => {
  const least = minorDigits(currency)
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: least,
    maximumFractionDigits: Math.max(least, price.scale),
  }).format(formatDecimal(price) as Exact)
}

export const formatCount = (count: number, locale: string): string => new Intl.NumberFormat(locale).format(count)

/** M172: a new total with its signed change, "20 (+20)"; null where the line changes no quantity. */
export const formatLicences = (licences: number | null, change: number | null, locale: string): string => {
  if (licences === null) return '--'
  const total = formatCount(licences, locale)
  if (change === null) return total
  const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' }).format(change).replace('-', '−')
  return `${total} (${signed})`
}

/** M145: no value is "--", which is not zero. */
export const formatCountOrNone = (count: number | null, locale: string): string =>
  count === null ? '--' : formatCount(count, locale)

/** A local date 'YYYY-MM-DD', free of time zones. */
export const formatLocalDate = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )

/** An instant in this computer's time zone. */
export const formatInstant = (instant: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant))

/** An instant in few letters: of the day that it is now, the time alone. */
export const formatRecently = (instant: string, now: Date, locale: string): string => {
  const then = new Date(instant)
  return then.toDateString() === now.toDateString()
    ? new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(then)
    : formatInstant(instant, locale)
}

/** The day of an instant in this computer's time zone. */
export const formatInstantDay = (instant: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(instant))

/** Bytes for people, in units of 1000: "182 kB". */
export const formatBytes = (bytes: number, locale: string): string => {
  const scale = { byte: 1, kilobyte: 1_000, megabyte: 1_000_000 } as const
  const unit = bytes < 1_000 ? 'byte' : bytes < 1_000_000 ? 'kilobyte' : 'megabyte'
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(
    bytes / scale[unit],
  )
}

/** A language's name from its code: "French"; a code that is none, as it came. */
export const formatLanguage = (code: string, locale: string): string => {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}
