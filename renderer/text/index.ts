import { createI18n, useI18n } from 'vue-i18n'
import { en } from './en/index.ts'
import { fr } from './fr/index.ts'
import type { Text, TextKey } from './text-type.ts'

export type { Text, TextKey } from './text-type.ts'

export const languages = ['en', 'fr'] as const
export type Language = (typeof languages)[number]

/** Languages by their own names; they are not translated. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français' }

/** The locale whose dates and figures go with a language. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' }

export const texts: Readonly<Record<Language, Text>> = { en, fr }

export const i18n = createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', messages: { en, fr } })

export const setLanguage = (language: Language): void => {
  i18n.global.locale.value = language
}

type Params = Readonly<Record<string, string | number>>

export type Translate = (key: TextKey, params?: Params) => string

/** Text by typed key; a numeric `count` among the params chooses singular or plural. */
export const useText = (): {
  readonly t: Translate
  /** Text whose last part is data, such as a phase or a note; null where there is none for it. */
  readonly known: (path: string, params?: Params) => string | null
} => {
  const { t, te } = useI18n()
  const translate = (key: string, params: Params = {}): string => {
    const count = params['count']
    return typeof count === 'number' ? t(key, params, count) : t(key, params)
  }
  return { t: translate, known: (path, params) => (te(path) ? translate(path, params) : null) }
}
