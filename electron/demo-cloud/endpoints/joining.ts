import type { Estate } from '../estate.ts'
import { listAnswer } from '../http/list.ts'
import { anyAdministrator, type Route } from '../http/route.ts'
import { companyWithin, managedCompanies } from '../scope.ts'

const BASE = 'api/rainbow/admin/v1.0/companies/:companyId/join-companies'

const invitationStatuses = ['pending', 'accepted', 'auto-accepted', 'declined', 'canceled', 'failed'] as const
const requestStatuses = ['pending', 'accepted', 'declined', 'canceled'] as const

/** Invitations to join a company, and requests of people to join it (M012, M013). */
export const joiningRoutes = (estate: Estate): readonly Route[] => [
  {
    path: `${BASE}/invitations`,
    roles: anyAdministrator,
    get: ({ caller, params, query }) => {
      const found = companyWithin(estate, managedCompanies(estate, caller), params.companyId ?? '')
      if (!found.ok) return found.failure
      const statuses = query.someOf('status', invitationStatuses)
      const rows = estate.tenant.joinInvitations.filter(
        ({ companyId, status }) => companyId === found.value.id && (statuses.length === 0 || statuses.includes(status)),
      )
      return listAnswer(query, rows, {
        view: (invitation) => ({
          ...invitation,
          companyName: found.value.name,
          invitedUserId: estate.userByLogin(invitation.invitedUserLoginEmail)?.id ?? null,
          invitingAdminLoginEmail: estate.user(invitation.invitingAdminId)?.loginEmail ?? null,
          lastNotificationDate: invitation.invitationDate,
          acceptationDate: null,
        }),
        id: ({ id }) => id,
        fields: {
          small: ['id', 'companyId', 'companyName', 'invitedUserId', 'invitedUserLoginEmail'],
          medium: ['invitingAdminId', 'invitationDate', 'status'],
        },
        sort: {
          invitationDate: ({ invitationDate }) => invitationDate,
          invitedUserLoginEmail: ({ invitedUserLoginEmail }) => invitedUserLoginEmail,
          status: ({ status }) => status,
        },
        defaultSort: 'invitationDate',
      })
    },
  },
  {
    path: `${BASE}/requests`,
    roles: anyAdministrator,
    get: ({ caller, params, query }) => {
      const found = companyWithin(estate, managedCompanies(estate, caller), params.companyId ?? '')
      if (!found.ok) return found.failure
      const statuses: readonly string[] = query.someOf('status', requestStatuses)
      const rows = estate.tenant.joinRequests.filter(
        ({ requestedCompanyId, status }) =>
          requestedCompanyId === found.value.id && (statuses.length === 0 || statuses.includes(status)),
      )
      return listAnswer(query, rows, {
        view: (request) => ({ ...request, requestedCompanyName: found.value.name }),
        id: ({ id }) => id,
        fields: {
          small: ['id', 'requestingUserId', 'requestingUserLoginEmail', 'requestedCompanyId', 'requestedCompanyName'],
          medium: ['requestingDate', 'status'],
        },
        sort: { requestingDate: ({ requestingDate }) => requestingDate, status: ({ status }) => status },
        defaultSort: 'requestingDate',
      })
    },
  },
]
