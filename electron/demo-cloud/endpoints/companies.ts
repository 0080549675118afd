import { badRequest, single } from '../http/answer.ts'
import { bigListAnswer, formats, listAnswer, orders, project } from '../http/list.ts'
import type { Query } from '../http/query.ts'
import { anyAdministrator, get, type Route } from '../http/route.ts'
import { companyWithin, listedCompanies, scopeKey } from '../scope.ts'
import { defaultCompanyId } from '../store/service-companies.ts'
import type { Store } from '../store/store.ts'
import { liveSubscriptions } from '../store/subscription-state.ts'
import type { DemoCompany } from '../tenant/types.ts'
import { companyFields, companyView } from '../views/company-view.ts'
import { displayNameOf, userFields, userView } from '../views/user-view.ts'
import { bpLinkRoutes } from './bp-links.ts'
import { companyWriteRoutes } from './company-writes.ts'

const BASE = 'api/rainbow/admin/v1.0/companies'

const statuses = ['initializing', 'active', 'alerting', 'hold', 'terminated'] as const
const visibilities = ['public', 'private', 'organisation'] as const
const partnerTypes = ['VAD', 'IR', 'DR'] as const

/** Filters of the list; `name` is contained whatever its case, references start with exactly that text. */
const companyFilter = (query: Query, store: Store): ((company: DemoCompany) => boolean) => {
  const name = query.text('name')?.toLowerCase() ?? null
  const status = query.someOf('status', statuses)
  const visibility = query.someOf('visibility', visibilities)
  const bpType = query.someOf('bpType', partnerTypes)
  const bpId = query.ids('bpId')
  const isBP = query.flag('isBP')
  const hasBP = query.flag('hasBP')
  const offerId = query.id('offerId')
  const offerCanBeSold = query.flag('offerCanBeSold')
  const organisationId = query.id('organisationId')
  const catalogId = query.id('catalogId')
  const reference = query.text('externalReference')
  const reference2 = query.text('externalReference2')
  // Newer filters, of things that no company of this cloud has.
  const nobody = ['salesforceAccountId', 'selectedAppCustomisationTemplate', 'selectedThemeObj', 'offerGroupName'].some(
    (field) => query.text(field) !== null,
  )
  const offers = ({ id }: DemoCompany) => liveSubscriptions(store, id).map((one) => store.offers.get(one.offerId))
  return (company) =>
    !nobody &&
    (name === null || company.name.toLowerCase().includes(name)) &&
    (status.length === 0 || status.includes(company.status)) &&
    (visibility.length === 0 || (company.visibility !== null && visibility.includes(company.visibility))) &&
    (bpType.length === 0 || (company.bpType !== null && bpType.includes(company.bpType))) &&
    (bpId.length === 0 || (company.bpId !== null && bpId.includes(company.bpId))) &&
    (isBP === null || company.isBP === isBP) &&
    (hasBP === null || (company.bpId !== null) === hasBP) &&
    (offerId === null || offers(company).some((offer) => offer?.id === offerId)) &&
    (offerCanBeSold === null || offers(company).some((offer) => offer?.canBeSold === offerCanBeSold)) &&
    // No company of this cloud is in an organisation.
    organisationId === null &&
    (catalogId === null || company.catalogId === catalogId) &&
    (reference === null || (company.externalReference ?? '').startsWith(reference)) &&
    (reference2 === null || (company.externalReference2 ?? '').startsWith(reference2))
}

const sort = orders<DemoCompany>(
  'name',
  'creationDate',
  'statusUpdatedDate',
  'status',
  'country',
  'city',
  'visibility',
  'offerType',
  'isBP',
  'bpType',
  'bpId',
  'size',
  'externalReference',
  'externalReference2',
  'supportEmail',
  'id',
)

export const companyRoutes = (store: Store): readonly Route[] => [
  get(BASE, anyAdministrator, ({ caller, query }) => {
    const scope = listedCompanies(store, caller)
    const filter = companyFilter(query, store)
    return bigListAnswer(
      query,
      {
        table: store.companies,
        remember: store.remember,
        key: `companies/${scopeKey(caller)}`,
        wanted: (company) => scope(company.id) && filter(company),
      },
      { view: companyView, id: ({ id }) => id, fields: companyFields, sort, defaultSort: 'name' },
    )
  }),
  get(`${BASE}/default`, anyAdministrator, () => {
    const company = store.companies.get(defaultCompanyId)
    return single(company ? companyView(company) : null)
  }),
  // The enumeration is public by name only; its values are our declared design.
  get(`${BASE}/bpbusinesstypes`, anyAdministrator, () => single(['referral', 'resell'])),
  get(`${BASE}/:companyId`, null, ({ caller, params, query }) => {
    const format = query.oneOf('format', formats) ?? 'full'
    if (query.issues.length > 0) return badRequest(query.issues)
    const listed = listedCompanies(store, caller)
    // The own company and its Business Partner can be read by every member.
    const scope = (id: string | null): boolean => listed(id) || id === caller.company.bpId
    const found = companyWithin(store, scope, params.companyId ?? '')
    if (!found.ok) return found.failure
    const company = found.value
    const dataLocation = { name: 'Europe', location: 'EU', country: 'FRA' }
    const numberUsers = store.users.by('companyId', company.id).length
    return single(project({ ...companyView(company), numberUsers, dataLocation }, format, companyFields))
  }),
  get(`${BASE}/:companyId/administrators`, anyAdministrator, ({ caller, params, query }) => {
    const found = companyWithin(store, listedCompanies(store, caller), params.companyId ?? '')
    if (!found.ok) return found.failure
    const rows = store.users.by('companyId', found.value.id).filter((user) => user.roles.includes('admin'))
    return listAnswer(query, rows, {
      view: (user) => userView(store, user),
      id: ({ id }) => id,
      fields: userFields,
      sort: { displayName: displayNameOf },
      defaultSort: 'displayName',
    })
  }),
  ...companyWriteRoutes(store),
  ...bpLinkRoutes(store),
]
