import type { Estate } from './estate.ts'
import { demoId } from './tenant/demo-id.ts'
import type { DemoLicence, DemoSubscription } from './tenant/types.ts'
import { profileView } from './views/profile-view.ts'
import { subscriptionRecord } from './views/subscription-view.ts'
import { displayNameOf } from './views/user-view.ts'

export type Operation = {
  readonly id: string
  readonly operationDate: string
  readonly operationType: 'create' | 'update' | 'delete'
  readonly operationMessage: string
  readonly doneBy: {
    readonly userId: string
    readonly loginEmail: string
    readonly displayName: string
    readonly companyId: string
    readonly companyName: string | null
  } | null
  readonly resourceType: 'subscription' | 'profile'
  readonly resourceId: string
  readonly resourceContext: {
    readonly userId?: string
    readonly loginEmail?: string
    readonly companyId: string
    readonly companyName: string | null
  }
  readonly previousData: Readonly<Record<string, unknown>> | null
  readonly newData: Readonly<Record<string, unknown>>
}

const actor = (estate: Estate, userId: string): Operation['doneBy'] => {
  const user = estate.user(userId)
  if (!user) return null
  const { id, loginEmail, companyId } = user
  return {
    userId: id,
    loginEmail,
    displayName: displayNameOf(user),
    companyId,
    companyName: estate.companyName(companyId),
  }
}

/** A create row shows the whole subscription, an update row only what changed (M172: 20 (+20) is new minus previous). */
const subscriptionOperations = (estate: Estate, subscription: DemoSubscription): Operation[] =>
  subscription.quantities.map((change, index) => {
    const created = index === 0
    return {
      id: demoId('operation', `${subscription.id}/${change.at}`),
      operationDate: change.at,
      operationType: created ? 'create' : 'update',
      operationMessage: created ? 'Subscription created' : 'Subscription updated',
      doneBy: actor(estate, change.doneByUserId),
      resourceType: 'subscription',
      resourceId: subscription.id,
      resourceContext: {
        companyId: subscription.companyId,
        companyName: estate.companyName(subscription.companyId),
      },
      previousData: created ? null : subscriptionRecord(estate, subscription, index),
      newData: created
        ? { ...subscriptionRecord(estate, subscription, 1), status: 'creating', syncOngoing: true }
        : { maxNumberUsers: change.quantity, syncOngoing: true },
    }
  })

/** Essential comes by itself when a member joins; only licences that somebody assigned are operations. */
const licenceOperation = (estate: Estate, licence: DemoLicence): Operation[] => {
  const user = estate.user(licence.userId)
  const subscription = estate.subscription(licence.subscriptionId)
  if (!user || !subscription || estate.offer(subscription.offerId)?.isDefault !== false) return []
  return [
    {
      id: demoId('operation', `${licence.subscriptionId}/${licence.userId}`),
      operationDate: licence.assignationDate,
      operationType: 'create',
      operationMessage: 'Licence assigned',
      doneBy: actor(estate, licence.doneByUserId),
      resourceType: 'profile',
      resourceId: demoId('profile', `${licence.subscriptionId}/${licence.userId}`),
      resourceContext: {
        userId: user.id,
        loginEmail: user.loginEmail,
        companyId: user.companyId,
        companyName: estate.companyName(user.companyId),
      },
      previousData: null,
      newData: profileView(estate, licence),
    },
  ]
}

/** The operation history of the tenant (M171), derived from its subscriptions and licences. */
export const operationLog = (estate: Estate): readonly Operation[] => [
  ...estate.tenant.subscriptions.flatMap((subscription) => subscriptionOperations(estate, subscription)),
  ...estate.tenant.licences.flatMap((licence) => licenceOperation(estate, licence)),
]
