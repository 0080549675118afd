import type { Failure } from '../../../shared/contract/failure.ts'
import type { Result } from '../../../shared/util/result.ts'
import type { Cloud } from './cloud.ts'
import type { Json } from './json.ts'

/** Every write that Iris Desk knows, one function per request. What is not publicly documented says so. */
const ADMIN = '/api/rainbow/admin/v1.0'
const SUBSCRIPTION = '/api/rainbow/subscription/v1.0'

type Answer = Promise<Result<unknown, Failure>>

const post = ({ client, signal }: Cloud, path: string, body: Json = {}): Answer =>
  client.send('POST', path, body, signal)
const put = ({ client, signal }: Cloud, path: string, body: Json = {}): Answer => client.send('PUT', path, body, signal)
const remove = ({ client, signal }: Cloud, path: string): Answer => client.send('DELETE', path, undefined, signal)

// companies
export const createCompany = (cloud: Cloud, body: Json): Answer => post(cloud, `${ADMIN}/companies`, body)
export const updateCompany = (cloud: Cloud, id: string, body: Json): Answer =>
  put(cloud, `${ADMIN}/companies/${id}`, body)
export const deleteCompany = (cloud: Cloud, id: string): Answer => remove(cloud, `${ADMIN}/companies/${id}`)
/** M143. That a partner's finance role may set premium is not publicly documented: our declared design. */
export const activateCompany = (cloud: Cloud, id: string): Answer =>
  put(cloud, `${ADMIN}/companies/${id}`, { offerType: 'premium' })

// company links, all under the partner's id
const linkPath = ({ client }: Cloud, rest: string): string =>
  `${ADMIN}/companies/${client.user.companyId}/bp-link/${rest}`
export const inviteCompany = (cloud: Cloud, body: Json): Answer => post(cloud, linkPath(cloud, 'invitations'), body)
export const cancelLink = (cloud: Cloud, id: string): Answer => post(cloud, linkPath(cloud, `invitations/${id}/cancel`))
export const resendLink = (cloud: Cloud, id: string, body: Json): Answer =>
  post(cloud, linkPath(cloud, `invitations/${id}/re-send`), body)
export const acceptLink = (cloud: Cloud, id: string): Answer => post(cloud, linkPath(cloud, `requests/${id}/accept`))
export const declineLink = (cloud: Cloud, id: string): Answer => post(cloud, linkPath(cloud, `requests/${id}/decline`))

// joining a company
const joinPath = (companyId: string, rest: string): string => `${ADMIN}/companies/${companyId}/join-companies/${rest}`
export const inviteMember = (cloud: Cloud, companyId: string, body: Json): Answer =>
  post(cloud, joinPath(companyId, 'invitations'), body)
export const cancelInvitation = (cloud: Cloud, companyId: string, id: string): Answer =>
  post(cloud, joinPath(companyId, `invitations/${id}/cancel`))
export const resendInvitation = (cloud: Cloud, companyId: string, id: string, body: Json): Answer =>
  post(cloud, joinPath(companyId, `invitations/${id}/re-send`), body)
export const acceptRequest = (cloud: Cloud, companyId: string, id: string): Answer =>
  post(cloud, joinPath(companyId, `requests/${id}/accept`))
export const declineRequest = (cloud: Cloud, companyId: string, id: string): Answer =>
  post(cloud, joinPath(companyId, `requests/${id}/decline`))

// members
export const updateUser = (cloud: Cloud, id: string, body: Json): Answer => put(cloud, `${ADMIN}/users/${id}`, body)
/** "Remove member" (M095): moved to the default company; nobody is deleted. */
export const moveToDefaultCompany = (cloud: Cloud, id: string): Answer =>
  put(cloud, `${ADMIN}/users/${id}/companies/default`)

// licences
const licencePath = (userId: string, subscriptionId: string): string =>
  `${ADMIN}/users/${userId}/profiles/subscriptions/${subscriptionId}`
export const assignLicence = (cloud: Cloud, userId: string, subscriptionId: string): Answer =>
  post(cloud, licencePath(userId, subscriptionId))
export const removeLicence = (cloud: Cloud, userId: string, subscriptionId: string): Answer =>
  remove(cloud, licencePath(userId, subscriptionId))

// sites and equipment
export const createSite = (cloud: Cloud, body: Json): Answer => post(cloud, `${ADMIN}/sites`, body)
export const createSystem = (cloud: Cloud, body: Json): Answer => post(cloud, `${ADMIN}/systems`, body)
export const updateSystem = (cloud: Cloud, id: string, body: Json): Answer => put(cloud, `${ADMIN}/systems/${id}`, body)
export const deleteSystem = (cloud: Cloud, id: string): Answer => remove(cloud, `${ADMIN}/systems/${id}`)
export const resetActivationCode = (cloud: Cloud, id: string): Answer =>
  post(cloud, `${ADMIN}/systems/${id}/reset-password`)
export const linkSystemToSite = (cloud: Cloud, siteId: string, systemId: string): Answer =>
  post(cloud, `${ADMIN}/sites/${siteId}/systems`, { systemId })
export const unlinkSystemFromSite = (cloud: Cloud, siteId: string, systemId: string): Answer =>
  remove(cloud, `${ADMIN}/sites/${siteId}/systems/${systemId}`)
/**
 * M101: a company's prefix on shared equipment. How a portal sets it is not publicly documented; our declared design is
 * the company's `companyCallNumber`, with its site linked to the shared system.
 */
export const setCallNumber = (cloud: Cloud, companyId: string, prefix: string | null): Answer =>
  put(cloud, `${ADMIN}/companies/${companyId}`, { companyCallNumber: prefix, isCentrex: prefix !== null })

// extensions
export const updateExtension = (cloud: Cloud, systemId: string, id: string, body: Json): Answer =>
  put(cloud, `${ADMIN}/systems/${systemId}/phone-numbers/${id}`, body)
/** That a null `userId` unlinks is not publicly documented: our declared design. */
export const unlinkExtension = (cloud: Cloud, systemId: string, id: string): Answer =>
  put(cloud, `${ADMIN}/systems/${systemId}/phone-numbers/${id}`, { userId: null })

// subscriptions
const subscriptionPath = (companyId: string, id: string): string =>
  `${SUBSCRIPTION}/companies/${companyId}/subscriptions/${id}`
export const createSubscription = (cloud: Cloud, companyId: string, body: Json): Answer =>
  post(cloud, `${SUBSCRIPTION}/companies/${companyId}/subscriptions`, body)
/** That quantities change exists, its path is not publicly documented: our declared design. */
export const updateSubscription = (cloud: Cloud, companyId: string, id: string, quantity: number): Answer =>
  put(cloud, subscriptionPath(companyId, id), { maxNumberUsers: quantity })
export const deleteSubscription = (cloud: Cloud, companyId: string, id: string): Answer =>
  remove(cloud, subscriptionPath(companyId, id))
