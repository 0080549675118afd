import type { DemoOffer, DemoSubscription } from '../tenant/types.ts'
import type { Store } from './store.ts'

export type SubscriptionStatus = 'creating' | 'active' | 'terminated'

/** Derived from instants, so that provisioning needs no timer and a clock can be stepped. */
export const statusOf = (subscription: DemoSubscription, now: string): SubscriptionStatus =>
  subscription.terminatedAt !== undefined && subscription.terminatedAt <= now
    ? 'terminated'
    : subscription.activeFrom !== undefined && now < subscription.activeFrom
      ? 'creating'
      : 'active'

export const syncOngoing = (subscription: DemoSubscription, now: string): boolean =>
  subscription.syncedFrom !== undefined && now < subscription.syncedFrom

/** Null where usage is billed, or nothing. */
export const quantityOf = (subscription: DemoSubscription): number | null =>
  subscription.quantities.at(-1)?.quantity ?? null

export const allocatedOf = (store: Store, subscription: DemoSubscription): number =>
  subscription.allocatedAsShown ?? store.licences.by('subscriptionId', subscription.id).length

/** What the lists show: a cancelled subscription is kept, and not listed (our declared design). */
export const liveSubscriptions = (store: Store, companyId: string): readonly DemoSubscription[] =>
  store.subscriptions.by('companyId', companyId).filter(({ terminatedAt }) => terminatedAt === undefined)

/** M161: the term begins on the first of the next month (UTC) and lasts the offer's months; null when not prepaid. */
export const expirationOf = (offer: DemoOffer, bought: string): string | null => {
  if (offer.prepaidDuration === null) return null
  const at = new Date(bought)
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1 + offer.prepaidDuration, 1)).toISOString()
}

/** M244: RB-, the day (UTC) and four digits that count that day's contracts. */
export const nextContractNumber = (store: Store, bought: string): string => {
  const day = `RB-${bought.slice(0, 10).replaceAll('-', '')}`
  const taken = store.subscriptions.by('contractDay', day).map((one) => Number(one.bsSubscriptionId?.slice(day.length)))
  return `${day}${String(Math.max(0, ...taken) + 1).padStart(4, '0')}`
}
