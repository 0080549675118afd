import { companyId } from './companies.ts'
import { LATEST } from './company-history.ts'
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
export const JOHN = 'john.garcia@tech-integrator.loc'

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
    // X13, M020: three snapshots of these two in `rightsHistory` and `pastLicences`. Rights from the latest one (L795:
    // "Admin / Sell" and blank; so also M010 and M052), then one Enterprise and one Business licence assigned (M152),
    // which M253 counts as 15/1 and 12/1.
    company: 'Technology Integrator',
    name: 'Jessica ROBINSON',
    domain: 'tech-integrator.loc', // M011
    country: 'GBR',
    licence: 'Enterprise',
    rights: 'Admin / Sell',
    joined: '2017-05-15T09:00:00.000Z',
    assigned: '2017-11-21T09:00:00.000Z',
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
    assigned: '2017-11-21T09:05:00.000Z',
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

type RightsHistory = {
  readonly from: MemberFacts['rights']
  readonly changes: readonly { readonly at: string; readonly rights: MemberFacts['rights'] }[]
}

/**
 * X13, M020: the rights as the three member lists show them one after the other. L96: "Sell" and "Administrator"; L238:
 * "Sell" and blank; L795: "Admin / Sell" and blank. The deck dates none of it: the days are ours.
 */
const rightsHistory: Readonly<Record<string, RightsHistory>> = {
  [JESSICA]: { from: 'Sell', changes: [{ at: '2017-10-10T08:30:00.000Z', rights: 'Admin / Sell' }] },
  [JOHN]: { from: 'Administrator', changes: [{ at: '2017-09-19T08:42:00.000Z', rights: '' }] },
}

type Rights = Pick<DemoUser, 'roles' | 'adminType'>

const rightsOf = (shown: MemberFacts['rights']): Rights => ({
  roles: roles[shown],
  adminType: roles[shown].includes('admin') ? 'company_admin' : 'undefined',
})

/** The member with rights and date of change as they were at that instant. */
export const userAsOf = (user: DemoUser, at: string): DemoUser => {
  const history = rightsHistory[user.loginEmail]
  if (!history) return user
  const last = history.changes.findLast((change) => change.at <= at)
  return { ...user, ...rightsOf(last?.rights ?? history.from), lastUpdateDate: last?.at ?? user.creationDate }
}

type Person = Pick<MemberFacts, 'name' | 'domain' | 'country' | 'joined' | 'rights'>

export const userOf = (facts: Person, company: string): DemoUser => {
  const loginEmail = loginEmailOf(facts)
  const space = facts.name.indexOf(' ')
  return {
    id: userId(loginEmail),
    companyId: company,
    loginEmail,
    firstName: facts.name.slice(0, space),
    lastName: facts.name.slice(space + 1),
    ...rightsOf(facts.rights),
    country: facts.country,
    language: facts.country === 'FRA' ? 'fr' : facts.country === 'ESP' ? 'es' : 'en',
    creationDate: facts.joined,
    lastLoginDate: facts.joined,
  }
}

export const users: readonly DemoUser[] = memberFacts.map((facts) =>
  userAsOf(userOf(facts, companyId(facts.company)), LATEST),
)
