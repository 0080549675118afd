import { demoId } from '../tenant/demo-id.ts'
import type { Estate } from '../estate.ts'
import type { FormatFields, View } from '../http/list.ts'
import type { DemoSubscription } from '../tenant/types.ts'

export const subscriptionFields: FormatFields = {
  small: ['id', 'offerId', 'profileId', 'isDefault'],
  medium: ['maxNumberUsers', 'status'],
}

/** The stored fields as they were after `changes` quantity changes (default: all); the operation log shows them too. */
export const subscriptionRecord = (
  estate: Estate,
  subscription: DemoSubscription,
  changes = subscription.quantities.length,
): View => {
  const offer = estate.offer(subscription.offerId)
  const [created] = subscription.quantities
  const creator = estate.user(created.doneByUserId)
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
    status: 'active',
    isDefault: offer?.isDefault ?? false,
    canBeSold: offer?.canBeSold ?? false,
    isExclusive: offer?.isExclusive ?? false,
    isPrepaid: offer?.isPrepaid ?? false,
    businessModel: offer?.businessModel ?? 'none',
    maxNumberUsers: subscription.quantities[changes - 1]?.quantity ?? null,
    expirationDate: subscription.expirationDate,
    creationDate: created.at,
    syncOngoing: false,
    provisioningNeeded: [],
    createdBy: {
      userId: created.doneByUserId,
      loginEmail: creator?.loginEmail ?? null,
      bpApplicantNumber: (creator && estate.company(creator.companyId)?.bpApplicantNumber) ?? null,
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
export const subscriptionView = (estate: Estate, subscription: DemoSubscription): View => ({
  ...subscriptionRecord(estate, subscription),
  numberAssignedUsers: subscription.allocatedAsShown ?? estate.assignedCount(subscription.id),
  nbAssignedBPUsers: 0,
  nbLicencesAssignedToECs: 0,
})
