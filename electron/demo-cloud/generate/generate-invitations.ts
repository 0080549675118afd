import { defaultCompanyId } from '../store/service-companies.ts'
import type { DemoBpLink, DemoJoinInvitation, DemoJoinRequest, DemoPublicDirectory, DemoUser } from '../tenant/types.ts'
import type { Planned } from './generate-companies.ts'
import type { Generator } from './generator.ts'
import { plain, vocabularies } from './vocabulary.ts'

const invitationOf = (
  { random, id, instant }: Generator,
  { company, words, domain }: Planned,
  by: DemoUser,
  admin: boolean,
): DemoJoinInvitation => {
  const invitationDate = instant(company.creationDate)
  const status = admin ? 'pending' : random.pick(['pending', 'pending', 'declined', 'canceled'] as const)
  return {
    id: id('join-invitation', invitationDate),
    companyId: company.id,
    invitedUserLoginEmail: `invited.${random.integer(1, 999_999)}@${domain}`,
    invitedToBeCompanyAdmin: admin,
    invitingAdminId: by.id,
    invitationDate,
    requestedNotificationLanguage: words.language,
    status,
    declinationDate: status === 'declined' ? instant(invitationDate) : null,
  }
}

/** A company without members waits for its first administrator (M092); one in twenty of the others invites somebody. */
export const generateInvitations = (generator: Generator, planned: Planned, by: DemoUser): DemoJoinInvitation[] => {
  if (planned.members === 0) return [invitationOf(generator, planned, by, true)]
  return generator.random.chance(0.05) ? [invitationOf(generator, planned, by, false)] : []
}

/** People who are in no company yet: they can be found and invited (M026). */
export const generatePeople = ({ random, id, instant }: Generator, count: number): DemoUser[] =>
  Array.from({ length: count }, (_, index) => {
    const words = random.pick(vocabularies)
    const [firstName, lastName] = [random.pick(words.given), random.pick(words.family)]
    const creationDate = instant()
    return {
      id: id('user', creationDate),
      companyId: defaultCompanyId,
      loginEmail: `${plain(firstName)}.${plain(lastName)}.${index}@mail.example`,
      firstName,
      lastName,
      roles: ['user'],
      adminType: 'undefined',
      country: words.country,
      language: words.language,
      creationDate,
      lastLoginDate: creationDate,
    }
  })

/** People of the default company who ask to join. */
export const generateRequests = (
  { random, id, instant }: Generator,
  companies: readonly Planned[],
  people: readonly DemoUser[],
): DemoJoinRequest[] =>
  people
    .filter(() => random.chance(0.5))
    .map((user) => {
      const { company } = random.pick(companies)
      const requestingDate = instant(
        company.creationDate > user.creationDate ? company.creationDate : user.creationDate,
      )
      return {
        id: id('join-request', requestingDate),
        requestingUserId: user.id,
        requestingUserLoginEmail: user.loginEmail,
        requestedCompanyId: company.id,
        requestingDate,
        status: 'pending',
      }
    })

/** Companies without a partner: half of them asked, or were asked. */
export const generateLinks = (
  { random, id, instant }: Generator,
  { company }: Planned,
  admin: DemoUser,
  directory: DemoPublicDirectory,
): DemoBpLink[] =>
  directory.companies
    .filter(() => random.chance(0.5))
    .map((other) => {
      const date = instant(company.creationDate > other.creationDate ? company.creationDate : other.creationDate)
      const kind = random.pick(['invitation', 'request'] as const)
      const status = random.pick(['pending', 'pending', 'declined'] as const)
      return {
        id: id('bp-link', date),
        kind,
        bpCompanyId: company.id,
        companyId: other.id,
        toBeBpIr: random.chance(0.2),
        adminId: admin.id,
        date,
        lastNotificationDate: date,
        requestedNotificationLanguage: 'en',
        status,
        acceptationDate: null,
        declinationDate: status === 'declined' ? instant(date) : null,
      }
    })
