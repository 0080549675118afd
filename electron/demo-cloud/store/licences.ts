import type { DemoLicence, DemoOffer, DemoSubscription, DemoUser } from '../tenant/types.ts'
import { profileView } from '../views/profile-view.ts'
import { licenceId, type Store } from './store.ts'
import { liveSubscriptions } from './subscription-state.ts'
import { logLicence } from './write-log.ts'

const offerOf = (store: Store, subscription: DemoSubscription | undefined): DemoOffer | undefined =>
  subscription && store.offers.get(subscription.offerId)

/** Where the deck shows another count than its member list, writes count on from the count shown. */
const count = (store: Store, subscription: DemoSubscription, change: 1 | -1): void => {
  const shown = subscription.allocatedAsShown
  if (shown !== null) store.saveSubscription({ ...subscription, allocatedAsShown: Math.max(0, shown + change) })
}

const add = (store: Store, licence: DemoLicence): void => {
  const subscription = store.subscriptions.get(licence.subscriptionId)
  store.saveLicence(licence)
  if (subscription) count(store, subscription, 1)
}

const remove = (store: Store, licence: DemoLicence): void => {
  const subscription = store.subscriptions.get(licence.subscriptionId)
  store.erase('licences', licenceId(licence.userId, licence.subscriptionId))
  if (subscription) count(store, subscription, -1)
}

export const isExclusive = (store: Store, { subscriptionId }: DemoLicence): boolean =>
  offerOf(store, store.subscriptions.get(subscriptionId))?.isExclusive ?? false

const isDefault = (store: Store, { subscriptionId }: DemoLicence): boolean =>
  offerOf(store, store.subscriptions.get(subscriptionId))?.isDefault ?? false

/** Essential comes by itself, so that it is no operation: with joining, and when the exclusive licence goes. */
export const giveDefaultLicence = (store: Store, user: DemoUser, by: string): void => {
  const subscription = liveSubscriptions(store, user.companyId).find((one) => offerOf(store, one)?.isDefault)
  if (!subscription || store.licences.get(licenceId(user.id, subscription.id))) return
  add(store, { userId: user.id, subscriptionId: subscription.id, assignationDate: store.now(), doneByUserId: by })
}

const takeLogged = (store: Store, licence: DemoLicence, user: DemoUser, by: string): void => {
  const previousData = profileView(store, licence)
  remove(store, licence)
  logLicence(store, licence, user, {
    operationType: 'delete',
    operationMessage: 'Licence removed',
    by,
    previousData,
    newData: null,
  })
}

/** Exclusive offers are radio buttons: one takes the place of the other, and of Essential. */
export const assignLicence = (
  store: Store,
  user: DemoUser,
  subscription: DemoSubscription,
  by: string,
): DemoLicence => {
  if (offerOf(store, subscription)?.isExclusive) {
    for (const held of store.licences.by('userId', user.id)) {
      if (isExclusive(store, held)) takeLogged(store, held, user, by)
      else if (isDefault(store, held)) remove(store, held)
    }
  }
  const licence = { userId: user.id, subscriptionId: subscription.id, assignationDate: store.now(), doneByUserId: by }
  add(store, licence)
  logLicence(store, licence, user, {
    operationType: 'create',
    operationMessage: 'Licence assigned',
    by,
    previousData: null,
    newData: profileView(store, licence),
  })
  return licence
}

export const unassignLicence = (store: Store, user: DemoUser, licence: DemoLicence, by: string): void => {
  const exclusive = isExclusive(store, licence)
  takeLogged(store, licence, user, by)
  if (exclusive) giveDefaultLicence(store, user, by)
}

/** All licences of somebody who leaves the company. */
export const takeAllLicences = (store: Store, user: DemoUser, by: string): void => {
  for (const licence of store.licences.by('userId', user.id)) {
    if (isDefault(store, licence)) remove(store, licence)
    else takeLogged(store, licence, user, by)
  }
}
