import type { Estate } from '../estate.ts'
import { rainbowError } from '../http/answer.ts'
import { listAnswer, without, type FormatFields, type ListPlan, type View } from '../http/list.ts'
import type { Query } from '../http/query.ts'
import { anyAdministrator, type Route } from '../http/route.ts'
import { companyWithin, listedCompanies } from '../scope.ts'
import type { DemoOffer } from '../tenant/types.ts'
import { subscriptionFields, subscriptionView } from '../views/subscription-view.ts'

const COMPANY = 'api/rainbow/subscription/v1.0/companies/:companyId'

const offerFields: FormatFields = {
  small: ['id', 'name', 'profileId'],
  medium: ['description', 'isDefault', 'canBeSold', 'businessModel', 'isPrepaid', 'offerReference', 'sapReference'],
}

const offerView = (offer: DemoOffer): View => ({
  ...without(offer, 'model'),
  technicalDescription: null,
  businessSpecific: ['NONE'],
  autoSubscribe: offer.isDefault,
  isBundle: false,
  provisioningNeeded: [],
})

const offerFilter = (query: Query): ((offer: DemoOffer) => boolean) => {
  const name = query.text('name')?.toLowerCase() ?? null
  const canBeSold = query.flag('canBeSold')
  const autoSubscribe = query.flag('autoSubscribe')
  const isExclusive = query.flag('isExclusive')
  const isPrepaid = query.flag('isPrepaid')
  const profileId = query.id('profileId')
  const offerReference = query.text('offerReference')
  const sapReference = query.text('sapReference')
  return (offer) =>
    (name === null || offer.name.toLowerCase().includes(name)) &&
    (canBeSold === null || offer.canBeSold === canBeSold) &&
    (autoSubscribe === null || offer.isDefault === autoSubscribe) &&
    (isExclusive === null || offer.isExclusive === isExclusive) &&
    (isPrepaid === null || offer.isPrepaid === isPrepaid) &&
    (profileId === null || offer.profileId === profileId) &&
    (offerReference === null || offer.offerReference === offerReference) &&
    (sapReference === null || offer.sapReference === sapReference)
}

const offerPlan: ListPlan<DemoOffer> = {
  view: offerView,
  id: ({ id }) => id,
  fields: offerFields,
  sort: { name: ({ name }) => name, creationDate: ({ creationDate }) => creationDate },
  defaultSort: 'name',
}

const registerFields = [
  'companyId',
  'invoiceNumber',
  'invoiceDate',
  'dueDate',
  'currency',
  'amountTotal',
  'filepath',
] as const

export const subscriptionRoutes = (estate: Estate): readonly Route[] => [
  {
    path: 'api/rainbow/admin/v1.0/offers',
    roles: anyAdministrator,
    get: ({ query }) => listAnswer(query, estate.tenant.offers.filter(offerFilter(query)), offerPlan),
  },
  {
    // What the company may subscribe to; a demo offer only where it was granted (M139).
    path: `${COMPANY}/offers`,
    roles: anyAdministrator,
    get: ({ caller, params, query }) => {
      const found = companyWithin(estate, listedCompanies(estate, caller), params.companyId ?? '')
      if (!found.ok) return found.failure
      const held = new Set(estate.subscriptionsOf(found.value.id).map(({ offerId }) => offerId))
      const wanted = offerFilter(query)
      const rows = estate.tenant.offers.filter((offer) => (!offer.isDemo || held.has(offer.id)) && wanted(offer))
      return listAnswer(query, rows, offerPlan)
    },
  },
  {
    path: `${COMPANY}/subscriptions`,
    roles: anyAdministrator,
    get: ({ caller, params, query }) => {
      const found = companyWithin(estate, listedCompanies(estate, caller), params.companyId ?? '')
      if (!found.ok) return found.failure
      return listAnswer(query, estate.subscriptionsOf(found.value.id), {
        view: (subscription) => subscriptionView(estate, subscription),
        id: ({ id }) => id,
        fields: subscriptionFields,
        sort: {
          creationDate: ({ quantities }) => quantities[0].at,
          offerName: ({ offerId }) => estate.offer(offerId)?.name ?? null,
        },
        defaultSort: 'creationDate',
      })
    },
  },
  {
    // The register of PDF invoices. Its fields are not published: these are this cloud's own, the same in all formats.
    path: `${COMPANY}/invoices`,
    roles: ['bp_finance'],
    get: ({ caller, params, query }) => {
      const companyId = params.companyId ?? ''
      if (companyId !== caller.company.id) {
        return rainbowError(403, 'Invoices are shown to the finance role of that Business Partner only', '100')
      }
      const rows = estate.tenant.invoices.filter((invoice) => invoice.companyId === companyId)
      return listAnswer(query, rows, {
        view: (invoice) => without(invoice, 'billingPeriod'),
        id: ({ invoiceNumber }) => invoiceNumber,
        fields: { small: registerFields, medium: [] },
        sort: { invoiceDate: ({ invoiceDate }) => invoiceDate, invoiceNumber: ({ invoiceNumber }) => invoiceNumber },
        defaultSort: 'invoiceDate',
        defaultOrder: -1,
      })
    },
  },
]
