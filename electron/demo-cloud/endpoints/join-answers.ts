import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { badRequest, conflict, notFound, refused, single, type Answer } from '../http/answer.ts'
import { listAnswer, orders } from '../http/list.ts'
import { get, post, type Handler, type Route, type RouteRequest } from '../http/route.ts'
import { joinCompany } from '../store/membership.ts'
import { defaultCompanyId, isServiceCompany } from '../store/service-companies.ts'
import type { Store } from '../store/store.ts'
import type { DemoJoinInvitation, DemoJoinRequest } from '../tenant/types.ts'
import { joinInvitationFields, joinInvitationView, joinRequestView } from '../views/join-view.ts'

const BASE = 'api/rainbow/enduser/v1.0/users/:userId/join-companies'

/** People answer for themselves only. */
const oneself = ({ caller, params }: RouteRequest): Answer | null =>
  params.userId === caller.user.id ? null : refused('Only the user can do this', '100')

const ownInvitation = (store: Store, request: RouteRequest): Result<DemoJoinInvitation, Answer> => {
  const other = oneself(request)
  if (other) return fail(other)
  const invitation = store.joinInvitations.get(request.params.invitationId ?? '')
  const own = invitation?.invitedUserLoginEmail.toLowerCase() === request.caller.user.loginEmail.toLowerCase()
  if (!invitation || !own) return fail(notFound('Invitation', request.params.invitationId ?? ''))
  return invitation.status === 'pending'
    ? ok(invitation)
    : fail(conflict(`Invitation ${invitation.id} is no longer pending`, '604'))
}

const accept =
  (store: Store): Handler =>
  (request) => {
    const found = ownInvitation(store, request)
    if (!found.ok) return found.failure
    const { user } = request.caller
    if (user.companyId !== defaultCompanyId) return conflict('The user belongs to a company already')
    if (store.companies.get(found.value.companyId)?.status === 'terminated') {
      return conflict(`Company ${found.value.companyId} is terminated`)
    }
    const { companyId, invitedToBeCompanyAdmin: companyAdmin, invitedToBeBpAdmin: bpAdmin = false } = found.value
    joinCompany(store, user, companyId, { companyAdmin, bpAdmin }, found.value.invitingAdminId)
    const accepted: DemoJoinInvitation = { ...found.value, status: 'accepted', acceptationDate: store.now() }
    store.saveJoinInvitation(accepted)
    return single(joinInvitationView(store, accepted))
  }

const requestToJoin =
  (store: Store): Handler =>
  (request) => {
    const other = oneself(request)
    if (other) return other
    const { body, caller } = request
    const companyId = body.id('requestedCompanyId') ?? ''
    if (companyId === '') body.reject('requestedCompanyId', 'requestedCompanyId is required')
    if (body.issues.length > 0) return badRequest(body.issues)
    const company = store.companies.get(companyId)
    if (!company || isServiceCompany(companyId) || company.status === 'terminated')
      return notFound('Company', companyId)
    if (caller.user.companyId !== defaultCompanyId) return conflict('The user belongs to a company already')
    const pending = store.joinRequests
      .by('userId', caller.user.id)
      .some((one) => one.requestedCompanyId === companyId && one.status === 'pending')
    if (pending) return conflict('A request is pending already')
    const joinRequest: DemoJoinRequest = {
      id: store.newId(),
      requestingUserId: caller.user.id,
      requestingUserLoginEmail: caller.user.loginEmail,
      requestedCompanyId: companyId,
      requestingDate: store.now(),
      status: 'pending',
    }
    store.saveJoinRequest(joinRequest)
    return single(joinRequestView(store, joinRequest))
  }

/** The side of the people: their invitations, and their requests to join a company. */
export const joinAnswerRoutes = (store: Store): readonly Route[] => [
  get(`${BASE}/invitations`, null, (request) => {
    const other = oneself(request)
    if (other) return other
    return listAnswer(request.query, store.joinInvitations.by('email', request.caller.user.loginEmail.toLowerCase()), {
      view: (invitation) => joinInvitationView(store, invitation),
      id: ({ id }) => id,
      fields: joinInvitationFields,
      sort: orders<DemoJoinInvitation>('invitationDate', 'status'),
      defaultSort: 'invitationDate',
    })
  }),
  post(`${BASE}/invitations/:invitationId/accept`, null, accept(store)),
  post(`${BASE}/invitations/:invitationId/decline`, null, (request) => {
    const found = ownInvitation(store, request)
    if (!found.ok) return found.failure
    const declined: DemoJoinInvitation = { ...found.value, status: 'declined', declinationDate: store.now() }
    store.saveJoinInvitation(declined)
    return single(joinInvitationView(store, declined))
  }),
  post(`${BASE}/requests`, null, requestToJoin(store)),
  post(`${BASE}/requests/:requestId/cancel`, null, (request) => {
    const other = oneself(request)
    if (other) return other
    const found = store.joinRequests.get(request.params.requestId ?? '')
    if (found?.requestingUserId !== request.caller.user.id) return notFound('Request', request.params.requestId ?? '')
    if (found.status !== 'pending') return conflict(`Request ${found.id} is no longer pending`, '656')
    const canceled: DemoJoinRequest = { ...found, status: 'canceled' }
    store.saveJoinRequest(canceled)
    return single(joinRequestView(store, canceled))
  }),
]
