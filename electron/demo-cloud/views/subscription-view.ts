import { demoId } from '../tenant/demo-id.ts'
import type { FormatFields, View } from '../http/list.ts'
import type { Store } from '../store/store.ts'
import { allocatedOf, statusOf, syncOngoing } from '../store/subscription-state.ts'
import type { DemoSubscription } from '../tenant/types.ts'

export const subscriptionFields: FormatFields = {
  small: ['id', 'offerId', 'profileId', 'isDefault'],
  medium: ['maxNumberUsers', 'status'],
}

/** The stored fields as they were after `changes` quantity changes (default: all); the operation log shows them too. */
export const subscriptionRecord = (
  store: Store,
  subscription: DemoSubscription,
  changes = subscription.quantities.length,
): View => {
  const offer = store.offers.get(subscription.offerId)
  const [created] = subscription.quantities
  const creator = store.users.get(created.doneByUserId)
  const zuora = (part: string): string | null =>
    subscription.bsSubscriptionId === null ? null : demoId(part, subscription.id)
  return {
    id: subscription.id,
    offerId: subscription.offerId,
    offerName: offer?.name ?? null,
    offerDescription: offer?.description ?? null,
    offerReference: offer?.offerReference ?? null,
    sapReference: offer?.sapReference ?? null,
    profileId: offer?.profileId ?? null,
    profileName: offer?.profileName ?? null,
    status: statusOf(subscription, store.now()),
    isDefault: offer?.isDefault ?? false,
    canBeSold: offer?.canBeSold ?? false,
    isExclusive: offer?.isExclusive ?? false,
    isPrepaid: offer?.isPrepaid ?? false,
    businessModel: offer?.businessModel ?? 'none',
    maxNumberUsers: subscription.quantities[changes - 1]?.quantity ?? null,
    expirationDate: subscription.expirationDate,
    creationDate: created.at,
    syncOngoing: syncOngoing(subscription, store.now()),
    // Known from requests only; that answers carry it is our declared design.
    autoRenew: subscription.autoRenew ?? offer?.isPrepaid ?? false,
    provisioningNeeded: [],
    createdBy: {
      userId: created.doneByUserId,
      loginEmail: creator?.loginEmail ?? null,
      bpApplicantNumber: (creator && store.companies.get(creator.companyId)?.bpApplicantNumber) ?? null,
    },
    bsSubscriptionId: subscription.bsSubscriptionId,
    zuoraSubscriptionId: zuora('zuora-subscription'),
    zuoraChargeId: zuora('zuora-charge'),
    zuoraOfferId: zuora('zuora-offer'),
    zuoraProductRatePlanId: zuora('zuora-rate-plan'),
    zuoraProductRatePlanChargeId: zuora('zuora-rate-plan-charge'),
  }
}

/** With the counts that the cloud computes. */
export const subscriptionView = (store: Store, subscription: DemoSubscription): View => ({
  ...subscriptionRecord(store, subscription),
  numberAssignedUsers: allocatedOf(store, subscription),
  nbAssignedBPUsers: 0,
  nbLicencesAssignedToECs: 0,
})
