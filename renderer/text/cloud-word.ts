import { type Language, texts } from './index.ts'

const ofThings = ['status', 'plan', 'visibility', 'size'] as const
type OfThings = (typeof ofThings)[number]
export type CloudWords = OfThings | 'link' | 'reason'

/** Fields whose values are words of the cloud's. */
export const isCloudWord = (field: string): field is OfThings => ofThings.some((one) => one === field)

/** A word of the cloud's in a language; one that is not known here, as it came. */
export const cloudWord = (kind: CloudWords, word: string, language: Language): string => {
  const words: Readonly<Record<string, string>> = texts[language].cloud[kind]
  return Object.hasOwn(words, word) ? (words[word] ?? word) : word
}
