import type { Caller } from '../session.ts'
import type { DemoCompany, DemoSubscription } from '../tenant/types.ts'
import { subscriptionRecord } from '../views/subscription-view.ts'
import type { Store } from './store.ts'
import { logSubscription } from './write-log.ts'

/** Every company has Essential from its first day, without anybody asking for it. */
const subscribeDefault = (store: Store, companyId: string, by: string): void => {
  const offer = [...store.offers.rows()].find(({ isDefault }) => isDefault)
  if (!offer) return
  const subscription: DemoSubscription = {
    id: store.newId(),
    companyId,
    offerId: offer.id,
    bsSubscriptionId: null,
    expirationDate: null,
    quantities: [{ at: store.now(), quantity: null, doneByUserId: by }],
    allocatedAsShown: null,
  }
  store.saveSubscription(subscription)
  logSubscription(store, subscription, {
    operationType: 'create',
    operationMessage: 'Subscription created',
    by,
    previousData: null,
    newData: subscriptionRecord(store, subscription),
  })
}

/**
 * A company of the caller's: a reseller (isBP) or an end customer. It initialises until its first administrator joins
 * (M092), and is freemium until it is activated (M143) unless told otherwise.
 */
export const newCompany = (
  store: Store,
  fields: Partial<DemoCompany> & Pick<DemoCompany, 'name'>,
  isBP: boolean,
  caller: Caller,
): DemoCompany => {
  const now = store.now()
  const company = store.saveCompany({
    id: store.newId(),
    creationDate: now,
    statusUpdatedDate: now,
    country: caller.company.country,
    street: null,
    city: null,
    currency: caller.company.currency,
    visibility: 'public',
    slogan: null,
    description: null,
    website: null,
    size: 'self-employed',
    economicActivityClassification: 'NONE',
    offerType: 'freemium',
    bpApplicantNumber: null,
    externalReference: null,
    externalReference2: null,
    supportEmail: null,
    adminHasRightToUpdateSubscriptions: false,
    adminAllowedUpdateSubscriptionsOps: 'increase_only',
    isCentrex: false,
    companyCallNumber: null,
    organisationId: null,
    catalogId: caller.company.catalogId,
    ...fields,
    more: { ...fields.more, ...(isBP ? { bpIsContractAccepted: false } : {}) },
    status: 'initializing',
    isBP,
    bpType: isBP ? 'IR' : null,
    bpBusinessModel: isBP ? 'resell' : null,
    bpHasRightToConnect: true,
    bpHasRightToSell: isBP,
    bpId: caller.company.id,
  })
  subscribeDefault(store, company.id, caller.user.id)
  return company
}
