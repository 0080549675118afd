import { containing } from './window-query.ts'

/** Tables whose shown rows can be found by a text, through trigrams (migration 004). */
export type Findable = 'company' | 'member' | 'equipment' | 'subscription' | 'site' | 'operation'

/** Begins each word of a name in the index: see migration 004. */
const BEGIN = '\u0002'

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** A word of one or two characters begins a word of the name; a longer one may stand anywhere. */
const wordMatch = (word: string): string => {
  const { length } = Array.from(word)
  return quoted(length >= 3 ? word : BEGIN.repeat(3 - length) + word)
}

export const wordsOf = (text: string): readonly string[] =>
  text.normalize('NFC').replaceAll(BEGIN, '').trim().split(/\s+/u).filter(Boolean)

/** Digits as they are stored when a person types a telephone number with blanks, and without the trunk prefix. */
const phoneMatch = (text: string): string | null => {
  const digits = text.replaceAll(/[\s().\-/]/g, '')
  if (!/^\+?\d{4,15}$/.test(digits)) return null
  return [...new Set([digits, digits.replace(/^(\+|00|0)/, '')])]
    .filter((one) => one.length >= 3)
    .map(quoted)
    .join(' OR ')
}

/** An expression for MATCH: every word, in any order; null when there is nothing to look for. */
export const matchOf = (text: string): string | null => {
  const words = wordsOf(text)
  if (words.length === 0) return null
  const all = words.map(wordMatch).join(' AND ')
  const phone = phoneMatch(text)
  return phone ? `(${all}) OR ${phone}` : all
}

/** An expression for MATCH: the first text column begins with it. */
export const beginMatch = (text: string): string =>
  `text : ^ ${quoted(BEGIN.repeat(2) + wordsOf(text).join(` ${BEGIN}${BEGIN}`))}`

/** SQL: the ids of a table's rows that match the parameter. */
export const matching = (table: Findable, parameter: string): string =>
  `SELECT f.id FROM ${table}_text t JOIN ${table}_found f ON f.number = t.rowid WHERE ${table}_text MATCH :${parameter}`

export type Searched = { readonly where: readonly string[]; readonly parameters: Readonly<Record<string, string>> }

/**
 * Conditions of a list's search text: now through the index, over more than the list shows; in the past, which has none,
 * by its columns.
 */
export const searched = (
  text: string | undefined,
  asOf: string | undefined,
  list: {
    readonly table: Findable
    readonly id: string
    readonly companyId?: string
    readonly columns: readonly string[]
  },
): Searched => {
  const match = matchOf(text ?? '')
  if (text === undefined || match === null) return { where: [], parameters: {} }
  if (asOf !== undefined) {
    return {
      where: [list.columns.map((column) => `${column} LIKE :search ESCAPE '\\'`).join(' OR ')],
      parameters: { search: containing(text) },
    }
  }
  const own = `${list.id} IN (${matching(list.table, 'match')})`
  const byCompany = list.companyId ? ` OR ${list.companyId} IN (${matching('company', 'match')})` : ''
  return { where: [own + byCompany], parameters: { match } }
}
