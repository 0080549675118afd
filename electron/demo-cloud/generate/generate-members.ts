import { demoCredentials } from '../credentials.ts'
import type { DemoUser, Role } from '../tenant/types.ts'
import type { Planned } from './generate-companies.ts'
import type { Generator } from './generator.ts'
import { plain } from './vocabulary.ts'

const plainWords = new Map<string, string>()

/** There are a few hundred words and a million names. */
const plainOf = (word: string): string => {
  const known = plainWords.get(word)
  if (known !== undefined) return known
  const text = plain(word)
  plainWords.set(word, text)
  return text
}

const member: readonly Role[] = ['user']
const administrator: readonly Role[] = ['user', 'admin']
const partner: readonly Role[] = ['user', 'admin', 'bp_admin', 'bp_finance']
const seller: readonly Role[] = ['user', 'bp_admin', 'bp_finance']

const rolesOf = (index: number, isPartner: boolean, draw: number): readonly Role[] => {
  if (index === 0) return isPartner ? partner : administrator
  if (isPartner && draw < 0.1) return seller
  return draw > 0.98 ? administrator : member
}

/** The members of a company, its first administrator first; nobody's e-mail address twice. */
export const generateMembers = (generator: Generator, { company, words, domain, members }: Planned): DemoUser[] => {
  const { random, id, instant } = generator
  const taken = new Map<string, number>()
  const own = company.bpType === 'VAD'

  const addressOf = (first: string, last: string): string => {
    const local = `${plainOf(first)}.${plainOf(last)}`
    const used = taken.get(local) ?? 0
    taken.set(local, used + 1)
    return used === 0 ? `${local}@${domain}` : `${local}${used + 1}@${domain}`
  }

  return Array.from({ length: members }, (_, index): DemoUser => {
    // Whoever the demo cloud's sign-in is for works at the distributor (M011).
    const signIn = own && index === 0
    const firstName = signIn ? 'Jessica' : random.pick(words.given)
    const lastName = signIn ? 'ROBINSON' : random.pick(words.family)
    const creationDate = index === 0 ? company.creationDate : instant(company.creationDate)
    const roles = rolesOf(index, company.isBP, random.next())
    // Joined pieces of text would stay pieces in memory; toLowerCase makes them one.
    const loginEmail = addressOf(firstName, lastName).toLowerCase()
    return {
      id: id('user', creationDate),
      companyId: company.id,
      loginEmail: signIn ? demoCredentials.login : loginEmail,
      firstName,
      lastName,
      roles,
      adminType: roles.includes('admin') ? 'company_admin' : 'undefined',
      country: words.country,
      language: words.language,
      creationDate,
      lastLoginDate: random.chance(0.85) ? creationDate : null,
    }
  })
}
