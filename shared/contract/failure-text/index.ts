import type { Failure } from '../failure.ts'
import { type FailureText, failureTextEn } from './en.ts'
import { failureTextFr } from './fr.ts'

export type { FailureText } from './en.ts'

const languages = { en: failureTextEn, fr: failureTextFr } as const
export type FailureLanguage = keyof typeof languages

/** Puts params into {placeholders}; a placeholder without a value becomes "?", so that a sentence never breaks. */
const fillIn = (text: string, params: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '?')

/** A failure in words: what happened, what was kept, what to do next. */
export const failureText = (failure: Failure, language: FailureLanguage): FailureText => {
  const text = languages[language][failure.code]
  return {
    message: fillIn(text.message, failure.params),
    kept: fillIn(text.kept, failure.params),
    next: fillIn(text.next, failure.params),
  }
}
