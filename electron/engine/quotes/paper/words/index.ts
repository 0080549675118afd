import type { QuoteLanguage } from '../../../../../shared/contract/quotes.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import type { QuoteWords } from './words.ts'

export type { QuoteWords } from './words.ts'

export const quoteWords: Readonly<Record<QuoteLanguage, QuoteWords>> = { en, fr, de, es, it }
