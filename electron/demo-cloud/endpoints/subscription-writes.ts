import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { badRequest, done, notFound, refused, single, type Answer } from '../http/answer.ts'
import { anyAdministrator, del, post, put, type Handler, type Route, type RouteRequest } from '../http/route.ts'
import { companyWithin, holds, isPartner, managedCompanies } from '../scope.ts'
import type { Caller } from '../session.ts'
import type { Store } from '../store/store.ts'
import { allocatedOf, expirationOf, nextContractNumber, quantityOf } from '../store/subscription-state.ts'
import { logSubscription } from '../store/write-log.ts'
import type { DemoCompany, DemoOffer, DemoSubscription } from '../tenant/types.ts'
import { subscriptionRecord, subscriptionView } from '../views/subscription-view.ts'

const BASE = 'api/rainbow/subscription/v1.0/companies/:companyId/subscriptions'

/** Finance buys and changes: operations and plain administration do not. */
const mayBuy = (caller: Caller): boolean => isPartner(caller) && holds(caller, 'bp_finance')

const companyOf = (store: Store, { caller, params }: RouteRequest): Result<DemoCompany, Answer> => {
  const found = companyWithin(store, managedCompanies(store, caller), params.companyId ?? '')
  if (!found.ok) return found
  return found.value.status === 'terminated' ? fail(refused(`Company ${found.value.id} is terminated`)) : found
}

const after = (store: Store, milliseconds: number): string =>
  new Date(new Date(store.now()).getTime() + milliseconds).toISOString()

const create =
  (store: Store, provisioningMs: number): Handler =>
  (request) => {
    const { caller, body } = request
    const offerId = body.id('offerId') ?? ''
    if (offerId === '') body.reject('offerId', 'offerId is required')
    const offer = store.offers.get(offerId)
    const counted = offer?.businessModel === 'nb_users'
    const maxNumberUsers = body.integer('maxNumberUsers', 1, 1_000_000)
    const autoRenew = body.flag('autoRenew')
    if (counted && !body.has('maxNumberUsers')) body.reject('maxNumberUsers', 'maxNumberUsers is required')
    if (body.issues.length > 0) return badRequest(body.issues)
    const company = companyOf(store, request)
    if (!company.ok) return company.failure
    if (!mayBuy(caller)) return refused('Only the finance role of the Business Partner subscribes offers', '303')
    if (!offer) return notFound('Offer', offerId)
    if (!offer.canBeSold) return refused(`Offer ${offer.name} cannot be sold`)
    // M143: ACTIVATE first.
    if (company.value.offerType === 'freemium') return refused('A freemium company subscribes no paid offer')
    const at = store.now()
    const ready = after(store, provisioningMs)
    const subscription: DemoSubscription = {
      id: store.newId(),
      companyId: company.value.id,
      offerId,
      bsSubscriptionId: nextContractNumber(store, at),
      expirationDate: expirationOf(offer, at),
      quantities: [{ at, quantity: counted ? (maxNumberUsers ?? null) : null, doneByUserId: caller.user.id }],
      allocatedAsShown: null,
      activeFrom: ready,
      syncedFrom: ready,
      autoRenew: autoRenew ?? offer.isPrepaid,
    }
    store.saveSubscription(subscription)
    logSubscription(store, subscription, {
      operationType: 'create',
      operationMessage: 'Subscription created',
      by: caller.user.id,
      previousData: null,
      newData: { ...subscriptionRecord(store, subscription), status: 'creating', syncOngoing: true },
    })
    return single(subscriptionView(store, subscription))
  }

const subscriptionOf = (
  store: Store,
  company: DemoCompany,
  { params }: RouteRequest,
): Result<{ subscription: DemoSubscription; offer: DemoOffer }, Answer> => {
  const id = params.subscriptionId ?? ''
  const subscription = store.subscriptions.get(id)
  const offer = subscription && store.offers.get(subscription.offerId)
  const live = subscription?.companyId === company.id && subscription.terminatedAt === undefined
  return live && offer ? ok({ subscription, offer }) : fail(notFound('Subscription', id))
}

/** M198: a company's own administrator changes what the seller allowed him: nothing, more, or more and less. */
const quantityRefused = (
  store: Store,
  caller: Caller,
  company: DemoCompany,
  { subscription, offer }: { subscription: DemoSubscription; offer: DemoOffer },
  quantity: number,
): Answer | null => {
  const current = quantityOf(subscription)
  if (current === null || !offer.canBeSold) return refused(`The quantity of offer ${offer.name} cannot be changed`)
  const fewer = quantity < current
  if (!mayBuy(caller)) {
    const own = company.id === caller.company.id && holds(caller, 'admin')
    if (!own || !company.adminHasRightToUpdateSubscriptions) {
      return refused('The administrator has no right to update subscriptions', '303')
    }
    if (fewer && company.adminAllowedUpdateSubscriptionsOps !== 'all') {
      return refused('The administrator has no right to decrease the number of subscriptions', '303')
    }
  }
  const allocated = allocatedOf(store, subscription)
  // M155: only unused licences can be removed.
  if (quantity < allocated)
    return refused({ msg: 'Only unused licences can be removed', numberAssignedUsers: allocated })
  // M210: no decrease before the end of the term.
  if (fewer && offer.isPrepaid) return refused('A prepaid subscription cannot be decreased')
  return null
}

/** The change of quantity. Verb and path are not publicly documented: our declared design. */
const update =
  (store: Store, provisioningMs: number): Handler =>
  (request) => {
    const { caller, body } = request
    const quantity = body.integer('maxNumberUsers', 1, 1_000_000)
    const autoRenew = body.flag('autoRenew')
    if (body.issues.length > 0) return badRequest(body.issues)
    const company = companyOf(store, request)
    if (!company.ok) return company.failure
    const found = subscriptionOf(store, company.value, request)
    if (!found.ok) return found.failure
    const { subscription } = found.value
    const changes = quantity !== undefined && quantity !== quantityOf(subscription)
    const renews = autoRenew !== undefined && autoRenew !== subscription.autoRenew
    if (changes) {
      const refusal = quantityRefused(store, caller, company.value, found.value, quantity)
      if (refusal) return refusal
    }
    if (renews && !mayBuy(caller)) return refused('Only the finance role decides on renewal', '303')
    if (!changes && !renews) return single(subscriptionView(store, subscription))
    const previousData = subscriptionRecord(store, subscription)
    const change = { at: store.now(), quantity: quantity ?? null, doneByUserId: caller.user.id }
    const [first, ...rest] = subscription.quantities
    const updated: DemoSubscription = {
      ...subscription,
      quantities: changes ? [first, ...rest, change] : subscription.quantities,
      syncedFrom: after(store, provisioningMs),
      ...(renews ? { autoRenew } : {}),
    }
    store.saveSubscription(updated)
    logSubscription(store, updated, {
      operationType: 'update',
      operationMessage: 'Subscription updated',
      by: caller.user.id,
      previousData,
      newData: {
        ...(changes ? { maxNumberUsers: quantity } : {}),
        ...(renews ? { autoRenew } : {}),
        syncOngoing: true,
      },
    })
    return single(subscriptionView(store, updated))
  }

const sameMonth = (a: string, b: string): boolean => a.slice(0, 7) === b.slice(0, 7)

/** Cancelling: not the default one, not while licences are assigned, a prepaid one in its first month only. */
const remove =
  (store: Store): Handler =>
  (request) => {
    const { caller } = request
    const company = companyOf(store, request)
    if (!company.ok) return company.failure
    const found = subscriptionOf(store, company.value, request)
    if (!found.ok) return found.failure
    const { subscription, offer } = found.value
    if (!mayBuy(caller)) return refused('Only the finance role of the Business Partner cancels subscriptions', '303')
    if (!offer.canBeSold) return refused(`The subscription of offer ${offer.name} cannot be cancelled`)
    const allocated = allocatedOf(store, subscription)
    if (allocated > 0) return refused({ msg: 'Licences are still assigned', numberAssignedUsers: allocated })
    if (offer.isPrepaid && !sameMonth(subscription.quantities[0].at, store.now())) {
      return refused('A prepaid subscription is cancelled in its first month only')
    }
    const previousData = subscriptionRecord(store, subscription)
    const terminated = { ...subscription, terminatedAt: store.now() }
    store.saveSubscription(terminated)
    logSubscription(store, terminated, {
      operationType: 'delete',
      operationMessage: 'Subscription deleted',
      by: caller.user.id,
      previousData,
      newData: null,
    })
    return done(`Subscription ${subscription.id} successfully deleted`)
  }

export const subscriptionWriteRoutes = (store: Store, provisioningMs: number): readonly Route[] => [
  post(BASE, anyAdministrator, create(store, provisioningMs)),
  put(`${BASE}/:subscriptionId`, anyAdministrator, update(store, provisioningMs)),
  del(`${BASE}/:subscriptionId`, anyAdministrator, remove(store)),
]
