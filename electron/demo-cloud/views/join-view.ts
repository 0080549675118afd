import type { FormatFields, View } from '../http/list.ts'
import type { Store } from '../store/store.ts'
import type { DemoJoinInvitation, DemoJoinRequest } from '../tenant/types.ts'

export const joinInvitationFields: FormatFields = {
  small: ['id', 'companyId', 'companyName', 'invitedUserId', 'invitedUserLoginEmail'],
  medium: ['invitingAdminId', 'invitationDate', 'status'],
}

export const joinInvitationView = (store: Store, invitation: DemoJoinInvitation): View => ({
  acceptationDate: null,
  invitedToBeBpAdmin: false,
  lastNotificationDate: invitation.invitationDate,
  ...invitation,
  companyName: store.companyName(invitation.companyId),
  invitedUserId: store.userByLogin(invitation.invitedUserLoginEmail)?.id ?? null,
  invitingAdminLoginEmail: store.users.get(invitation.invitingAdminId)?.loginEmail ?? null,
})

export const joinRequestFields: FormatFields = {
  small: ['id', 'requestingUserId', 'requestingUserLoginEmail', 'requestedCompanyId', 'requestedCompanyName'],
  medium: ['requestingDate', 'status'],
}

export const joinRequestView = (store: Store, request: DemoJoinRequest): View => ({
  acceptationDate: null,
  declinationDate: null,
  ...request,
  requestedCompanyName: store.companyName(request.requestedCompanyId),
})
