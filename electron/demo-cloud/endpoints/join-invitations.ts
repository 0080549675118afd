import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { badRequest, conflict, notFound, rainbowError, refused, single, type Answer } from '../http/answer.ts'
import { listAnswer, orders } from '../http/list.ts'
import { anyAdministrator, get, post, type Handler, type Route, type RouteRequest } from '../http/route.ts'
import { companyWithin, isPartner, managedCompanies } from '../scope.ts'
import { mayHaveAdministrator } from '../store/membership.ts'
import { defaultCompanyId } from '../store/service-companies.ts'
import type { Store } from '../store/store.ts'
import type { DemoCompany, DemoJoinInvitation } from '../tenant/types.ts'
import { joinInvitationFields, joinInvitationView } from '../views/join-view.ts'
import { EMAIL } from './company-fields.ts'
import { invitationStatuses } from './statuses.ts'

const BASE = 'api/rainbow/admin/v1.0/companies/:companyId/join-companies/invitations'

const companyOf = (store: Store, { caller, params }: RouteRequest): Result<DemoCompany, Answer> =>
  companyWithin(store, managedCompanies(store, caller), params.companyId ?? '')

/** The address to invite: exactly one of an e-mail and a user who still is in the default company. */
const addressee = (store: Store, { body }: RouteRequest, company: DemoCompany): Result<string, Answer> => {
  const email = body.text('email', { pattern: EMAIL })
  const userId = body.id('invitedUserId')
  if (body.issues.length > 0) return fail(badRequest(body.issues))
  const given = [email, userId].filter((one) => one !== undefined && one !== null)
  if (given.length !== 1) return fail(rainbowError(400, 'Give either email or invitedUserId', '451'))
  const user = userId ? store.users.get(userId) : store.userByLogin(email ?? '')
  if (userId && (!user || user.isTerminated)) return fail(notFound('User', userId))
  if (user?.companyId === company.id) return fail(conflict(`${user.loginEmail} is a member of this company already`))
  if (user && user.companyId !== defaultCompanyId)
    return fail(conflict(`${user.loginEmail} belongs to another company`))
  return ok(user?.loginEmail ?? email ?? '')
}

const create =
  (store: Store): Handler =>
  (request) => {
    const { caller, body } = request
    const found = companyOf(store, request)
    if (!found.ok) return found.failure
    const company = found.value
    const lang = body.text('lang', { max: 10 })
    body.text('customMessage', { max: 2000 })
    body.text('customDisplayName', { max: 255 })
    const invitedToBeCompanyAdmin = body.flag('invitedToBeCompanyAdmin') ?? false
    const invitedToBeBpAdmin = body.flag('invitedToBeBpAdmin') ?? false
    const address = addressee(store, request, company)
    if (!address.ok) return address.failure
    if (company.status === 'terminated') return refused(`Company ${company.id} is terminated`)
    if (invitedToBeBpAdmin && !(company.isBP && isPartner(caller))) {
      return refused('Only a Business Partner invites sellers, and only into a Business Partner', '303')
    }
    if ((invitedToBeCompanyAdmin || invitedToBeBpAdmin) && !mayHaveAdministrator(store, company.id, null)) {
      return refused('The subscription does not allow another administrator', '304') // M053
    }
    const pending = store.joinInvitations
      .by('email', address.value.toLowerCase())
      .some(({ companyId, status }) => companyId === company.id && status === 'pending')
    if (pending) return conflict(`${address.value} is invited into this company already`)
    const now = store.now()
    const invitation: DemoJoinInvitation = {
      id: store.newId(),
      companyId: company.id,
      invitedUserLoginEmail: address.value,
      invitedToBeCompanyAdmin,
      invitedToBeBpAdmin,
      invitingAdminId: caller.user.id,
      invitationDate: now,
      lastNotificationDate: now,
      requestedNotificationLanguage: lang ?? 'en',
      status: 'pending',
      declinationDate: null,
    }
    store.saveJoinInvitation(invitation)
    return single(joinInvitationView(store, invitation))
  }

const oneInvitation = (store: Store, request: RouteRequest): Result<DemoJoinInvitation, Answer> => {
  const company = companyOf(store, request)
  if (!company.ok) return company
  const invitation = store.joinInvitations.get(request.params.invitationId ?? '')
  return invitation?.companyId === company.value.id
    ? ok(invitation)
    : fail(notFound('Invitation', request.params.invitationId ?? ''))
}

const reopenable: readonly DemoJoinInvitation['status'][] = ['pending', 'declined', 'failed']

const change =
  (store: Store, how: (invitation: DemoJoinInvitation) => DemoJoinInvitation): Handler =>
  (request) => {
    const found = oneInvitation(store, request)
    if (!found.ok) return found.failure
    if (!reopenable.includes(found.value.status)) {
      return conflict(`Invitation ${found.value.id} is no longer pending`, '604')
    }
    const changed = how(found.value)
    store.saveJoinInvitation(changed)
    return single(joinInvitationView(store, changed))
  }

export const joinInvitationRoutes = (store: Store): readonly Route[] => [
  get(BASE, anyAdministrator, (request) => {
    const found = companyOf(store, request)
    if (!found.ok) return found.failure
    const { query } = request
    const statuses = query.someOf('status', invitationStatuses)
    const rows = store.joinInvitations
      .by('companyId', found.value.id)
      .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
    return listAnswer(query, rows, {
      view: (invitation) => joinInvitationView(store, invitation),
      id: ({ id }) => id,
      fields: joinInvitationFields,
      sort: orders<DemoJoinInvitation>('invitationDate', 'invitedUserLoginEmail', 'status', 'id'),
      defaultSort: 'invitationDate',
    })
  }),
  post(BASE, anyAdministrator, create(store)),
  get(`${BASE}/:invitationId`, anyAdministrator, (request) => {
    const found = oneInvitation(store, request)
    return found.ok ? single(joinInvitationView(store, found.value)) : found.failure
  }),
  post(
    `${BASE}/:invitationId/cancel`,
    anyAdministrator,
    change(store, (invitation) => ({ ...invitation, status: 'canceled' })),
  ),
  post(
    `${BASE}/:invitationId/re-send`,
    anyAdministrator,
    change(store, (invitation) => ({
      ...invitation,
      status: 'pending',
      declinationDate: null,
      lastNotificationDate: store.now(),
    })),
  ),
]
