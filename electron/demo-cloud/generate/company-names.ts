import type { SeededRandom } from '../seeded-random.ts'
import { plain, type Vocabulary } from './vocabulary.ts'

export type CompanyNames = {
  readonly next: (words: Vocabulary) => { readonly name: string; readonly domain: string }
}

const composed = (words: Vocabulary, random: SeededRandom): string => {
  const family = random.pick(words.family)
  const trade = random.pick(words.trades)
  const form = random.chance(0.7) ? ` ${random.pick(words.legalForms)}` : ''
  switch (random.integer(0, 5)) {
    case 0:
      return `${family} ${trade}${form}`
    case 1:
      return `${family} ${words.and} ${words.sons}${form}`
    case 2:
      return `${family} ${words.and} ${random.pick(words.family)}${form}`
    case 3:
      return `${trade} ${random.pick(words.cities)}${form}`
    case 4:
      return `${trade} ${family} ${random.pick(words.cities)}${form}`
    default:
      return `${family} ${trade} ${random.pick(words.cities)}`
  }
}

const swapped = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`

/** The same company as somebody else wrote it: capitals, accents, legal form, "&", a slip of the finger (X11). */
const rewritten = (name: string, words: Vocabulary, random: SeededRandom): string => {
  switch (random.integer(0, 4)) {
    case 0:
      return name.toUpperCase()
    case 1:
      return name.normalize('NFD').replaceAll(/\p{Diacritic}/gu, '')
    case 2:
      return words.legalForms.reduce(
        (text, form) => (text.endsWith(` ${form}`) ? text.slice(0, -form.length - 1) : text),
        name,
      )
    case 3:
      return name.replace(` ${words.and} `, words.and === '&' ? ' and ' : ' & ')
    default:
      return swapped(name, random.integer(1, Math.max(1, Math.min(name.length, 12) - 3)))
  }
}

const REMEMBERED = 50
const NEAR_DUPLICATES = 0.03

/** Names that no two companies share, some of them nearly the same as another's, and domains that none share. */
export const createCompanyNames = (random: SeededRandom): CompanyNames => {
  const taken = new Set<string>()
  const domains = new Map<string, number>()
  const recent: string[] = []

  const unique = (wanted: string, words: Vocabulary): string => {
    let name = wanted
    for (let number = 2; taken.has(name); number += 1) {
      name = number === 2 ? `${wanted} (${random.pick(words.cities)})` : `${wanted} ${number}`
    }
    taken.add(name)
    return name
  }

  const domainOf = (name: string): string => {
    const slug = plain(name).slice(0, 40)
    const used = domains.get(slug) ?? 0
    domains.set(slug, used + 1)
    return used === 0 ? `${slug}.example` : `${slug}.${used + 1}.example`
  }

  return {
    next: (words) => {
      const again = recent.length > 0 && random.chance(NEAR_DUPLICATES)
      const name = unique(again ? rewritten(random.pick(recent), words, random) : composed(words, random), words)
      if (recent.length < REMEMBERED) recent.push(name)
      else if (random.chance(0.2)) recent[random.integer(0, REMEMBERED - 1)] = name
      return { name, domain: domainOf(name) }
    },
  }
}
