import { type ComputedRef, computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Decimal } from '../../shared/domain/decimal.ts'
import type { Money } from '../../shared/domain/money.ts'
import { type Language, localeOf } from '../text/index.ts'
import { countryName } from './countries.ts'
import * as format from './format.ts'

export type Format = {
  readonly locale: string
  money(amount: Money): string
  difference(amount: Money): string
  quantity(quantity: Decimal): string
  unitPrice(price: Decimal, currency: string): string
  count(count: number): string
  countOrNone(count: number | null): string
  licences(licences: number | null, change: number | null): string
  date(date: string): string
  instant(instant: string): string
  day(instant: string): string
  bytes(bytes: number): string
  /** A country's name from its three letters. */
  country(code: string | null): string
}

/** The formatters in the language that is shown. */
export const useFormat = (): { readonly language: ComputedRef<Language>; readonly format: ComputedRef<Format> } => {
  const { locale: current } = useI18n()
  const language = computed<Language>(() => (current.value === 'fr' ? 'fr' : 'en'))
  const made = computed<Format>(() => {
    const locale = localeOf[language.value]
    return {
      locale,
      money: (amount) => format.formatMoney(amount, locale),
      difference: (amount) => format.formatDifference(amount, locale),
      quantity: (quantity) => format.formatQuantity(quantity, locale),
      unitPrice: (price, currency) => format.formatUnitPrice(price, currency, locale),
      count: (count) => format.formatCount(count, locale),
      countOrNone: (count) => format.formatCountOrNone(count, locale),
      licences: (licences, change) => format.formatLicences(licences, change, locale),
      date: (date) => format.formatLocalDate(date, locale),
      instant: (instant) => format.formatInstant(instant, locale),
      day: (instant) => format.formatInstantDay(instant, locale),
      bytes: (bytes) => format.formatBytes(bytes, locale),
      country: (code) => (code ? countryName(code, locale) : ''),
    }
  })
  return { language, format: made }
}
