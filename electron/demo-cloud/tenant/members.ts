import { companyId } from './companies.ts'
import { demoId } from './demo-id.ts'
import { inventedMembers } from './invented-members.ts'
import type { DemoUser, Role } from './types.ts'

export type MemberFacts = {
  readonly company: string
  readonly name: string
  readonly domain: string
  readonly country: string
  readonly licence: 'Essential' | 'Business' | 'Enterprise'
  /** As the member list shows it (M021). */
  readonly rights: 'Sell' | 'Administrator' | 'Admin / Sell' | ''
  readonly joined: string
  /** When the paid licence was assigned, and by whom (null: Jessica ROBINSON); null for Essential. */
  readonly assigned: string | null
  readonly assignedBy: string | null
}

export const JESSICA = 'jessica.robinson@tech-integrator.loc'

const events = (name: string, licence: MemberFacts['licence'], assigned: string | null): MemberFacts => ({
  company: 'Events Communication',
  name,
  domain: 'events-communication.loc',
  country: 'FRA',
  licence,
  rights: '',
  joined: '2017-05-24T09:00:00.000Z',
  assigned,
  assignedBy: null,
})

export const memberFacts: readonly MemberFacts[] = [
  {
    // X13: three snapshots. Rights from the latest one (M020, L795: "Admin / Sell" and blank; so also M010 and M052),
    // then one Enterprise and one Business licence assigned (M152), which M253 counts as 15/1 and 12/1.
    company: 'Technology Integrator',
    name: 'Jessica ROBINSON',
    domain: 'tech-integrator.loc', // M011
    country: 'GBR',
    licence: 'Enterprise',
    rights: 'Admin / Sell',
    joined: '2017-05-15T09:00:00.000Z',
    assigned: '2017-06-02T09:00:00.000Z',
    assignedBy: null,
  },
  {
    company: 'Technology Integrator',
    name: 'John GARCIA', // M019
    domain: 'tech-integrator.loc',
    country: 'GBR',
    licence: 'Business',
    rights: '',
    joined: '2017-05-17T09:00:00.000Z',
    assigned: '2017-06-02T09:05:00.000Z',
    assignedBy: null,
  },
  events('Brian LEE', 'Business', '2017-08-08T09:00:00.000Z'), // M097
  events('David ROBERTS', 'Essential', null), // M097
  events('Elizabeth Johnson', 'Business', '2017-08-08T09:02:00.000Z'), // M097
  {
    company: 'High-Tech',
    name: 'Christian THOMPSON', // M096
    domain: 'high-tech.loc',
    country: 'FRA',
    licence: 'Essential',
    rights: 'Administrator',
    joined: '2017-05-30T09:00:00.000Z',
    assigned: null,
    assignedBy: null,
  },
  ...inventedMembers,
]

const roles: Record<MemberFacts['rights'], readonly Role[]> = {
  '': ['user'],
  Administrator: ['user', 'admin'],
  // "Sell" is operations and finance together: both come with the enrolment as Business Partner.
  Sell: ['user', 'bp_admin', 'bp_finance'],
  'Admin / Sell': ['user', 'admin', 'bp_admin', 'bp_finance'],
}

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{Diacritic}/gu, '')

export const loginEmailOf = (facts: Pick<MemberFacts, 'name' | 'domain'>): string =>
  `${plain(facts.name).toLowerCase().replaceAll(' ', '.')}@${facts.domain}`

export const userId = (loginEmail: string): string => demoId('user', loginEmail)

export const users: readonly DemoUser[] = memberFacts.map((facts) => {
  const loginEmail = loginEmailOf(facts)
  const space = facts.name.indexOf(' ')
  return {
    id: userId(loginEmail),
    companyId: companyId(facts.company),
    loginEmail,
    firstName: facts.name.slice(0, space),
    lastName: facts.name.slice(space + 1),
    roles: roles[facts.rights],
    adminType: roles[facts.rights].includes('admin') ? 'company_admin' : 'undefined',
    country: facts.country,
    language: facts.country === 'FRA' ? 'fr' : facts.country === 'ESP' ? 'es' : 'en',
    creationDate: facts.joined,
    lastLoginDate: facts.joined,
  }
})
