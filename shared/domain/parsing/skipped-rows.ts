import { headerKey } from './header-text.ts'

const TOTAL =
  /^(grand |sub ?)?(total(e|es|s|i)?|totaux)( |$)|^(sous total|zwischensumme|gesamtsumme|gesamt|summe|endsumme|suma|somma|totale|subtotale|importe total|montant total)( |$)/

/** A comment line in the style of Rainbow's own CSV files (V38). */
export const isComment = (text: string): boolean => text.trimStart().startsWith('%')

/** "Total", "Sous-total :", "Zwischensumme" and the like (V18). */
export const isTotalLabel = (text: string): boolean => TOTAL.test(headerKey(text))
