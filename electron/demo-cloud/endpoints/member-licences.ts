import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { conflict, done, json, notFound, refused, single, type Answer } from '../http/answer.ts'
import { anyAdministrator, del, get, post, type Route, type RouteRequest } from '../http/route.ts'
import { assignLicence, unassignLicence } from '../store/licences.ts'
import { licenceId, type Store } from '../store/store.ts'
import { allocatedOf, quantityOf, statusOf, syncOngoing } from '../store/subscription-state.ts'
import type { DemoSubscription, DemoUser } from '../tenant/types.ts'
import { profileView } from '../views/profile-view.ts'
import { userInScope } from './user-in-scope.ts'

const BASE = 'api/rainbow/admin/v1.0/users/:userId/profiles'

const subscriptionOf = (store: Store, { params }: RouteRequest, user: DemoUser): Result<DemoSubscription, Answer> => {
  const id = params.subscriptionId ?? ''
  const subscription = store.subscriptions.get(id)
  if (!subscription) return fail(notFound('Subscription', id))
  return subscription.companyId === user.companyId
    ? ok(subscription)
    : fail(refused(`Subscription ${id} does not belong to the company of the user`))
}

const assignmentRefused = (store: Store, subscription: DemoSubscription, user: DemoUser): Answer | null => {
  const now = store.now()
  const { id } = subscription
  if (store.licences.get(licenceId(user.id, id))) return conflict(`Subscription ${id} is assigned to the user already`)
  if (statusOf(subscription, now) !== 'active') return refused(`Subscription ${id} is not active`)
  if (syncOngoing(subscription, now)) return refused(`Subscription ${id} is being synchronised`)
  const quantity = quantityOf(subscription)
  // M151: available = billed - allocated; none are left when all are used.
  if (quantity !== null && allocatedOf(store, subscription) >= quantity) {
    return refused({ msg: 'All licences of the subscription are used', maxNumberUsers: quantity })
  }
  return null
}

/** The licences of a member, and giving and taking them (M152). */
export const memberLicenceRoutes = (store: Store): readonly Route[] => [
  get(BASE, null, (request) => {
    const user = userInScope(store, request)
    if (!user.ok) return user.failure
    const profiles = store.licences.by('userId', user.value.id).map((licence) => profileView(store, licence))
    return json({ data: profiles, total: profiles.length, limit: 100, offset: 0 })
  }),
  post(`${BASE}/subscriptions/:subscriptionId`, anyAdministrator, (request) => {
    const user = userInScope(store, request)
    if (!user.ok) return user.failure
    const subscription = subscriptionOf(store, request, user.value)
    if (!subscription.ok) return subscription.failure
    const refusal = assignmentRefused(store, subscription.value, user.value)
    if (refusal) return refusal
    const licence = assignLicence(store, user.value, subscription.value, request.caller.user.id)
    return single(profileView(store, licence))
  }),
  del(`${BASE}/subscriptions/:subscriptionId`, anyAdministrator, (request) => {
    const user = userInScope(store, request)
    if (!user.ok) return user.failure
    const subscription = subscriptionOf(store, request, user.value)
    if (!subscription.ok) return subscription.failure
    const licence = store.licences.get(licenceId(user.value.id, subscription.value.id))
    if (!licence) return notFound('Licence of subscription', subscription.value.id)
    if (store.offers.get(subscription.value.offerId)?.isDefault) return refused('The default licence cannot be removed')
    unassignLicence(store, user.value, licence, request.caller.user.id)
    return done(`Subscription ${subscription.value.id} successfully unassigned`)
  }),
]
