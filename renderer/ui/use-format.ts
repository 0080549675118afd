import { type ComputedRef, computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Decimal } from '../../shared/domain/decimal.ts'
import type { Money } from '../../shared/domain/money.ts'
import { type CloudWords, cloudWord } from '../text/cloud-word.ts'
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
  /** An instant in few letters: of today the time alone. */
  recently(instant: string): string
  bytes(bytes: number): string
  /** A country's name from its three letters. */
  country(code: string | null): string
  /** A language's name from its code, with the country after it where that is said: "fr-CA". */
  languageName(code: string | null): string
  /** A word of the cloud's in the language that is shown; one that is not known there, as it came. */
  word(kind: CloudWords, word: string): string
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
      recently: (instant) => format.formatRecently(instant, new Date(), locale),
      day: (instant) => format.formatInstantDay(instant, locale),
      bytes: (bytes) => format.formatBytes(bytes, locale),
      country: (code) => (code ? countryName(code, locale) : ''),
      languageName: (code) => (code ? format.formatLanguage(code, locale) : ''),
      word: (kind, word) => cloudWord(kind, word, language.value),
    }
  })
  return { language, format: made }
}
