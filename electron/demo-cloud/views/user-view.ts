import { demoId } from '../tenant/demo-id.ts'
import type { FormatFields, View } from '../http/list.ts'
import { defaultCompanyId } from '../store/service-companies.ts'
import type { Store } from '../store/store.ts'
import type { DemoUser } from '../tenant/types.ts'
import { phoneNumberView } from './phone-number-view.ts'
import { profileView } from './profile-view.ts'

export const userFields: FormatFields = {
  small: ['id', 'loginEmail', 'firstName', 'lastName', 'displayName', 'companyId', 'companyName'],
  medium: ['emails', 'phoneNumbers', 'country', 'language', 'roles', 'adminType', 'isActive', 'isInitialized'],
}

export const displayNameOf = (user: DemoUser): string => `${user.firstName} ${user.lastName}`

const createdBy = (store: Store, { createdByAdminId }: DemoUser): View | null =>
  createdByAdminId === undefined
    ? null
    : { userId: createdByAdminId, loginEmail: store.users.get(createdByAdminId)?.loginEmail ?? null }

/** All fields of a member, jid_password included as the real cloud does: a client must neither keep nor log it. */
export const userView = (store: Store, user: DemoUser): View => {
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
    phoneNumbers: store.phoneNumbers
      .by('userId', user.id)
      .map((number) => ({ phoneNumberId: number.id, ...phoneNumberView(store, number) })),
    country: user.country,
    language: user.language,
    timezone: user.country === 'GBR' ? 'Europe/London' : user.country === 'ESP' ? 'Europe/Madrid' : 'Europe/Paris',
    roles: user.roles,
    adminType: user.adminType,
    companyId: user.companyId,
    companyName: store.companyName(user.companyId),
    organisationId: null,
    siteId: null,
    isInDefaultCompany: user.companyId === defaultCompanyId,
    isActive: user.isActive ?? true,
    isInitialized: true,
    initializationDate: user.creationDate,
    activationDate: user.creationDate,
    creationDate: user.creationDate,
    lastUpdateDate: user.lastUpdateDate ?? user.creationDate,
    lastAvatarUpdateDate: null,
    createdBySelfRegister: user.createdByAdminId === undefined,
    createdByAdmin: createdBy(store, user),
    invitedBy: null,
    firstLoginDate: user.creationDate,
    lastLoginDate: user.lastLoginDate,
    loggedSince: user.lastLoginDate,
    isTerminated: user.isTerminated ?? false,
    guestMode: false,
    timeToLive: -1,
    authenticationType: 'DEFAULT',
    // That the full format embeds them is not publicly documented: our declared design.
    profiles: store.licences.by('userId', user.id).map((licence) => profileView(store, licence)),
    ...user.more,
    jid_im: `${jid}@demo-cloud.loc`,
    jid_tel: `tel_${jid}@demo-cloud.loc`,
    jid_password: demoId('jid-password', user.loginEmail),
  }
}
