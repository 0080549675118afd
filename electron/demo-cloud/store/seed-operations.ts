import { demoId } from '../tenant/demo-id.ts'
import type { DemoLicence, DemoPastLicence, DemoSubscription } from '../tenant/types.ts'
import { profileView } from '../views/profile-view.ts'
import { subscriptionRecord } from '../views/subscription-view.ts'
import { actorOf } from './actor.ts'
import type { LogEntry } from './operation-log.ts'
import type { Store } from './store.ts'

/** A create row shows the whole subscription, an update row only what changed (M172: 20 (+20) is new minus previous). */
const subscriptionEntries = (store: Store, subscription: DemoSubscription): LogEntry[] =>
  subscription.quantities.map((change, index) => {
    const created = index === 0
    const operationType = created ? 'create' : 'update'
    return {
      at: change.at,
      companyId: subscription.companyId,
      userId: null,
      operationType,
      resourceType: 'subscription',
      operation: () => ({
        id: demoId('operation', `${subscription.id}/${change.at}`),
        operationDate: change.at,
        operationType,
        operationMessage: created ? 'Subscription created' : 'Subscription updated',
        doneBy: actorOf(store, change.doneByUserId),
        resourceType: 'subscription',
        resourceId: subscription.id,
        resourceContext: {
          companyId: subscription.companyId,
          companyName: store.companyName(subscription.companyId),
        },
        previousData: created ? null : subscriptionRecord(store, subscription, index),
        newData: created
          ? { ...subscriptionRecord(store, subscription, 1), status: 'creating', syncOngoing: true }
          : { maxNumberUsers: change.quantity, syncOngoing: true },
      }),
    }
  })

export const profileResourceId = ({ subscriptionId, userId }: DemoLicence): string =>
  demoId('profile', `${subscriptionId}/${userId}`)

/** Essential comes by itself when a member joins; only licences that somebody assigned are operations. */
const licenceEntries = (store: Store, licence: DemoLicence): LogEntry[] => {
  const user = store.users.get(licence.userId)
  const subscription = store.subscriptions.get(licence.subscriptionId)
  if (!user || !subscription || store.offers.get(subscription.offerId)?.isDefault !== false) return []
  const { companyId } = user
  return [
    {
      at: licence.assignationDate,
      companyId,
      userId: user.id,
      operationType: 'create',
      resourceType: 'profile',
      operation: () => ({
        id: demoId('operation', `${licence.subscriptionId}/${licence.userId}`),
        operationDate: licence.assignationDate,
        operationType: 'create',
        operationMessage: 'Licence assigned',
        doneBy: actorOf(store, licence.doneByUserId),
        resourceType: 'profile',
        resourceId: profileResourceId(licence),
        resourceContext: {
          userId: user.id,
          loginEmail: user.loginEmail,
          companyId,
          companyName: store.companyName(companyId),
        },
        previousData: null,
        newData: profileView(store, licence),
      }),
    },
  ]
}

/** A licence that was taken away again: its create and its delete. The dates tell it from a later one of the same two. */
const pastLicenceEntries = (store: Store, past: DemoPastLicence): LogEntry[] =>
  licenceEntries(store, past).flatMap((created): LogEntry[] => {
    const id = (instant: string): string => demoId('operation', `${past.subscriptionId}/${past.userId}/${instant}`)
    return [
      { ...created, operation: () => ({ ...created.operation(), id: id(past.assignationDate) }) },
      {
        ...created,
        at: past.endDate,
        operationType: 'delete',
        operation: () => ({
          ...created.operation(),
          id: id(past.endDate),
          operationDate: past.endDate,
          operationType: 'delete',
          operationMessage: 'Licence removed',
          doneBy: actorOf(store, past.endedByUserId),
          previousData: created.operation().newData,
          newData: null,
        }),
      },
    ]
  })

/** The operation history that a tenant begins with (M171), derived from its subscriptions and licences. */
export const seedOperations = (store: Store, pastLicences: readonly DemoPastLicence[] = []): readonly LogEntry[] =>
  [...store.subscriptions.rows()]
    .flatMap((subscription) => subscriptionEntries(store, subscription))
    .concat([...store.licences.rows()].flatMap((licence) => licenceEntries(store, licence)))
    .concat(pastLicences.flatMap((past) => pastLicenceEntries(store, past)))
