import { companyId, ownCompanyId } from './companies.ts'
import { demoId } from './demo-id.ts'
import { JESSICA, userId } from './members.ts'
import type { DemoBpLink, DemoJoinInvitation, DemoJoinRequest } from './types.ts'

const invitation = (
  company: string,
  invitedUserLoginEmail: string,
  more: Partial<DemoJoinInvitation> & Pick<DemoJoinInvitation, 'invitationDate'>,
): DemoJoinInvitation => ({
  id: demoId('join-invitation', `${company}/${invitedUserLoginEmail}`),
  companyId: companyId(company),
  invitedUserLoginEmail,
  invitedToBeCompanyAdmin: false,
  invitingAdminId: userId(JESSICA),
  requestedNotificationLanguage: 'en',
  status: 'pending',
  declinationDate: null,
  ...more,
})

/** M013: one invitation pending in the own company; M025 invited two, of whom one is High-Tech's administrator (M096). */
export const joinInvitations: readonly DemoJoinInvitation[] = [
  invitation('Technology Integrator', 'sophia.clark@tech-integrator.loc', {
    invitationDate: '2017-05-18T09:00:00.000Z',
  }),
  invitation('Technology Integrator', 'christian.thompson@high-tech.loc', {
    invitationDate: '2017-05-18T09:00:00.000Z',
    status: 'declined',
    declinationDate: '2017-05-22T07:45:00.000Z',
  }),
  invitation('Universal Design', 'spencer.holden@universal-design.loc', {
    invitationDate: '2017-10-09T09:05:00.000Z', // M092
    invitedToBeCompanyAdmin: true,
    requestedNotificationLanguage: 'fr',
  }),
]

/** M013: no join request pending, and none anywhere else. */
export const joinRequests: readonly DemoJoinRequest[] = []

/**
 * M085: Events Communication, an end customer, is invited to become a reseller. Possible since version 1.28 of 6 August
 * (M087); accepting it would give one company two kinds.
 */
export const bpLinks: readonly DemoBpLink[] = [
  {
    id: demoId('bp-link', 'Events Communication'),
    kind: 'invitation',
    bpCompanyId: ownCompanyId,
    companyId: companyId('Events Communication'),
    toBeBpIr: true,
    adminId: userId(JESSICA),
    date: '2017-08-07T10:00:00.000Z',
    lastNotificationDate: '2017-08-07T10:00:00.000Z',
    requestedNotificationLanguage: 'en',
    status: 'pending',
    acceptationDate: null,
    declinationDate: null,
  },
]
