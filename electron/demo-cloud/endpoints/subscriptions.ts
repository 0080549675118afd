import { notFound, rainbowError, single } from '../http/answer.ts'
import { listAnswer, orders, without } from '../http/list.ts'
import { anyAdministrator, get, type Route } from '../http/route.ts'
import { companyWithin, listedCompanies } from '../scope.ts'
import type { Store } from '../store/store.ts'
import { liveSubscriptions, quantityOf, statusOf } from '../store/subscription-state.ts'
import type { DemoInvoice, DemoSubscription } from '../tenant/types.ts'
import { subscriptionFields, subscriptionView } from '../views/subscription-view.ts'
import { subscriptionWriteRoutes } from './subscription-writes.ts'

const COMPANY = 'api/rainbow/subscription/v1.0/companies/:companyId'

const registerFields = [
  'companyId',
  'invoiceNumber',
  'invoiceDate',
  'dueDate',
  'currency',
  'amountTotal',
  'filepath',
] as const

export const subscriptionRoutes = (store: Store, provisioningMs: number): readonly Route[] => [
  get(`${COMPANY}/subscriptions`, anyAdministrator, ({ caller, params, query }) => {
    const found = companyWithin(store, listedCompanies(store, caller), params.companyId ?? '')
    if (!found.ok) return found.failure
    return listAnswer(query, liveSubscriptions(store, found.value.id), {
      view: (subscription) => subscriptionView(store, subscription),
      id: ({ id }) => id,
      fields: subscriptionFields,
      sort: {
        creationDate: ({ quantities }) => quantities[0].at,
        offerName: ({ offerId }) => store.offers.get(offerId)?.name ?? null,
        maxNumberUsers: quantityOf,
        status: (subscription) => statusOf(subscription, store.now()),
        ...orders<DemoSubscription>('expirationDate', 'bsSubscriptionId', 'offerId', 'id'),
      },
      defaultSort: 'creationDate',
    })
  }),
  // One subscription by its id, a cancelled one included. Not publicly documented: our declared design.
  get(`${COMPANY}/subscriptions/:subscriptionId`, anyAdministrator, ({ caller, params }) => {
    const found = companyWithin(store, listedCompanies(store, caller), params.companyId ?? '')
    if (!found.ok) return found.failure
    const subscription = store.subscriptions.get(params.subscriptionId ?? '')
    return subscription?.companyId === found.value.id
      ? single(subscriptionView(store, subscription))
      : notFound('Subscription', params.subscriptionId ?? '')
  }),
  ...subscriptionWriteRoutes(store, provisioningMs),
  // The register of PDF invoices. Its fields are not published: these are this cloud's own, the same in all formats.
  get(`${COMPANY}/invoices`, ['bp_finance'], ({ caller, params, query }) => {
    const companyId = params.companyId ?? ''
    if (companyId !== caller.company.id) {
      return rainbowError(403, 'Invoices are shown to the finance role of that Business Partner only', '100')
    }
    const rows = store.invoices().filter((invoice) => invoice.companyId === companyId)
    return listAnswer(query, rows, {
      view: (invoice) => without(invoice, 'billingPeriod'),
      id: ({ invoiceNumber }) => invoiceNumber,
      fields: { small: registerFields, medium: [] },
      sort: orders<DemoInvoice>('invoiceDate', 'invoiceNumber', 'dueDate', 'amountTotal'),
      defaultSort: 'invoiceDate',
      defaultOrder: -1,
    })
  }),
]
