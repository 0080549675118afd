import { demoId } from '../tenant/demo-id.ts'
import type { Estate } from '../estate.ts'
import type { FormatFields, View } from '../http/list.ts'
import type { DemoUser } from '../tenant/types.ts'
import { phoneNumberView } from './phone-number-view.ts'

export const userFields: FormatFields = {
  small: ['id', 'loginEmail', 'firstName', 'lastName', 'displayName', 'companyId', 'companyName'],
  medium: ['emails', 'phoneNumbers', 'country', 'language', 'roles', 'adminType', 'isActive', 'isInitialized'],
}

export const displayNameOf = (user: DemoUser): string => `${user.firstName} ${user.lastName}`

/** All fields of a member, jid_password included as the real cloud does: a client must neither keep nor log it. */
export const userView = (estate: Estate, user: DemoUser): View => {
  const jid = demoId('jid', user.loginEmail)
  return {
    id: user.id,
    loginEmail: user.loginEmail,
    firstName: user.firstName,
    lastName: user.lastName,
    displayName: displayNameOf(user),
    title: null,
    jobTitle: null,
    emails: [{ email: user.loginEmail, type: 'work' }],
    phoneNumbers: estate
      .numbersOfUser(user.id)
      .map((number) => ({ phoneNumberId: number.id, ...phoneNumberView(estate, number) })),
    country: user.country,
    language: user.language,
    timezone: user.country === 'GBR' ? 'Europe/London' : user.country === 'ESP' ? 'Europe/Madrid' : 'Europe/Paris',
    roles: user.roles,
    adminType: user.adminType,
    companyId: user.companyId,
    companyName: estate.companyName(user.companyId),
    organisationId: null,
    siteId: null,
    isInDefaultCompany: false,
    isActive: true,
    isInitialized: true,
    initializationDate: user.creationDate,
    activationDate: user.creationDate,
    creationDate: user.creationDate,
    lastUpdateDate: user.creationDate,
    lastAvatarUpdateDate: null,
    createdBySelfRegister: true,
    createdByAdmin: null,
    invitedBy: null,
    firstLoginDate: user.creationDate,
    lastLoginDate: user.lastLoginDate,
    loggedSince: user.lastLoginDate,
    isTerminated: false,
    guestMode: false,
    timeToLive: -1,
    authenticationType: 'DEFAULT',
    jid_im: `${jid}@demo-cloud.loc`,
    jid_tel: `tel_${jid}@demo-cloud.loc`,
    jid_password: demoId('jid-password', user.loginEmail),
  }
}
