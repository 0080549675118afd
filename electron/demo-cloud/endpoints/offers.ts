import { badRequest, json, notFound, single } from '../http/answer.ts'
import { listAnswer, orders, without, type FormatFields, type ListPlan, type View } from '../http/list.ts'
import type { Query } from '../http/query.ts'
import { anyAdministrator, get, type Route } from '../http/route.ts'
import { companyWithin, listedCompanies } from '../scope.ts'
import type { Store } from '../store/store.ts'
import { liveSubscriptions } from '../store/subscription-state.ts'
import type { DemoOffer } from '../tenant/types.ts'

const ADMIN = 'api/rainbow/admin/v1.0'
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
  sort: orders<DemoOffer>('name', 'creationDate', 'offerReference', 'sapReference', 'businessModel', 'id'),
  defaultSort: 'name',
}

/** One catalogue for all distributors; its form beside id and name is our declared design. */
const catalogueView = (store: Store, id: string): View => ({
  id,
  name: 'Distributors',
  isDefault: true,
  offers: [...store.offers.rows()].map((offer) => offer.id),
})

export const offerRoutes = (store: Store): readonly Route[] => {
  const catalogueId = (companyId: string): string => store.companies.get(companyId)?.catalogId ?? ''
  return [
    get(`${ADMIN}/offers`, anyAdministrator, ({ query }) =>
      listAnswer(query, [...store.offers.rows()].filter(offerFilter(query)), offerPlan),
    ),
    get(`${ADMIN}/offers/:offerId`, anyAdministrator, ({ params }) => {
      const offer = store.offers.get(params.offerId ?? '')
      return offer ? single(offerView(offer)) : notFound('Offer', params.offerId ?? '')
    }),
    get(`${ADMIN}/catalogs`, anyAdministrator, ({ caller, query }) => {
      const limit = query.integer('limit', 100, 1)
      if (query.issues.length > 0) return badRequest(query.issues)
      return json({ data: [catalogueView(store, catalogueId(caller.company.id))], total: 1, limit, offset: 0 })
    }),
    get(`${ADMIN}/catalogs/default`, anyAdministrator, ({ caller }) =>
      single(catalogueView(store, catalogueId(caller.company.id))),
    ),
    get(`${ADMIN}/catalog/:catalogId`, anyAdministrator, ({ caller, params }) =>
      params.catalogId === catalogueId(caller.company.id)
        ? single(catalogueView(store, params.catalogId))
        : notFound('Catalog', params.catalogId ?? ''),
    ),
    // What the company may subscribe to; a demo offer only where it was granted (M139).
    get(`${COMPANY}/offers`, anyAdministrator, ({ caller, params, query }) => {
      const found = companyWithin(store, listedCompanies(store, caller), params.companyId ?? '')
      if (!found.ok) return found.failure
      const held = new Set(liveSubscriptions(store, found.value.id).map(({ offerId }) => offerId))
      const wanted = offerFilter(query)
      const rows = [...store.offers.rows()].filter((offer) => (!offer.isDemo || held.has(offer.id)) && wanted(offer))
      return listAnswer(query, rows, offerPlan)
    }),
  ]
}
