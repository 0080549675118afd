import type { FormatFields, View } from '../http/list.ts'
import type { Store } from '../store/store.ts'
import type { DemoBpLink } from '../tenant/types.ts'

/** The words of both directions: an invitation invites, a request requests. */
const words = {
  invitation: { sender: 'inviting', receiver: 'invited', date: 'invitationDate', toBeBpIr: 'invitedToBeBpIr' },
  request: { sender: 'requesting', receiver: 'requested', date: 'requestDate', toBeBpIr: 'requestedToBeBpIr' },
} as const

export const bpLinkFields = (kind: DemoBpLink['kind']): FormatFields => {
  const { sender, receiver, date, toBeBpIr } = words[kind]
  return {
    small: ['id', `${sender}CompanyId`, `${receiver}CompanyId`],
    medium: [`${sender}CompanyName`, `${receiver}CompanyName`, `${sender}AdminId`, date, 'status', toBeBpIr],
  }
}

export const bpLinkView = (store: Store, link: DemoBpLink): View => {
  const { sender, receiver, date, toBeBpIr } = words[link.kind]
  const [from, to] =
    link.kind === 'invitation' ? [link.bpCompanyId, link.companyId] : [link.companyId, link.bpCompanyId]
  return {
    id: link.id,
    [`${sender}CompanyId`]: from,
    [`${sender}CompanyName`]: store.companyName(from),
    [`${receiver}CompanyId`]: to,
    [`${receiver}CompanyName`]: store.companyName(to),
    [toBeBpIr]: link.toBeBpIr,
    [`${sender}AdminId`]: link.adminId,
    [`${sender}AdminLoginEmail`]: store.users.get(link.adminId)?.loginEmail ?? null,
    [date]: link.date,
    lastNotificationDate: link.lastNotificationDate,
    requestedNotificationLanguage: link.requestedNotificationLanguage,
    status: link.status,
    acceptationDate: link.acceptationDate,
    declinationDate: link.declinationDate,
  }
}
