import type { View } from '../http/list.ts'
import type { Store } from '../store/store.ts'
import { statusOf } from '../store/subscription-state.ts'
import type { DemoLicence } from '../tenant/types.ts'

/** A licence of a member, as `A/users/{id}/profiles` shows it. */
export const profileView = (store: Store, licence: DemoLicence): View => {
  const subscription = store.subscriptions.get(licence.subscriptionId)
  const offer = subscription && store.offers.get(subscription.offerId)
  return {
    subscriptionId: licence.subscriptionId,
    offerId: offer?.id ?? null,
    offerName: offer?.name ?? null,
    offerDescription: offer?.description ?? null,
    offerTechnicalDescription: null,
    offerReference: offer?.offerReference ?? null,
    profileId: offer?.profileId ?? null,
    profileName: offer?.profileName ?? null,
    status: subscription ? statusOf(subscription, store.now()) : 'terminated',
    isDefault: offer?.isDefault ?? false,
    canBeSold: offer?.canBeSold ?? false,
    businessModel: offer?.businessModel ?? 'none',
    isExclusive: offer?.isExclusive ?? false,
    isPrepaid: offer?.isPrepaid ?? false,
    expirationDate: subscription?.expirationDate ?? null,
    provisioningNeeded: [],
    assignationDate: licence.assignationDate,
  }
}
