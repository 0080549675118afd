import type { Estate } from '../estate.ts'
import { badRequest, single } from '../http/answer.ts'
import { formats, listAnswer, project, type FormatFields, type View } from '../http/list.ts'
import type { Query } from '../http/query.ts'
import { anyAdministrator, type Route } from '../http/route.ts'
import { companyWithin, listedCompanies, managedCompanies } from '../scope.ts'
import type { DemoCompany } from '../tenant/types.ts'
import { displayNameOf, userFields, userView } from '../views/user-view.ts'

const BASE = 'api/rainbow/admin/v1.0/companies'

const statuses = ['initializing', 'active', 'alerting', 'hold', 'terminated'] as const
const visibilities = ['public', 'private', 'organisation'] as const
const partnerTypes = ['VAD', 'IR', 'DR'] as const

const fields: FormatFields = {
  small: ['id', 'name'],
  medium: [
    'creationDate',
    'statusUpdatedDate',
    'country',
    'status',
    'visibility',
    'offerType',
    'isBP',
    'bpType',
    'bpId',
    'externalReference',
  ],
}

const companyView = (company: DemoCompany): View => ({
  ...company,
  visibleBy: [],
  lastAvatarUpdateDate: null,
  lastBannerUpdateDate: null,
  bpCRDid: null,
  bpIsContractAccepted: company.isBP,
  customData: {},
})

/** Filters of the list; `name` is contained whatever its case, references start with exactly that text. */
const companyFilter = (query: Query, estate: Estate): ((company: DemoCompany) => boolean) => {
  const name = query.text('name')?.toLowerCase() ?? null
  const status = query.someOf('status', statuses)
  const visibility = query.someOf('visibility', visibilities)
  const bpType = query.someOf('bpType', partnerTypes)
  const bpId = query.ids('bpId')
  const isBP = query.flag('isBP')
  const hasBP = query.flag('hasBP')
  const offerId = query.id('offerId')
  const reference = query.text('externalReference')
  const reference2 = query.text('externalReference2')
  return (company) =>
    (name === null || company.name.toLowerCase().includes(name)) &&
    (status.length === 0 || status.includes(company.status)) &&
    (visibility.length === 0 || visibility.includes(company.visibility)) &&
    (bpType.length === 0 || (company.bpType !== null && bpType.includes(company.bpType))) &&
    (bpId.length === 0 || (company.bpId !== null && bpId.includes(company.bpId))) &&
    (isBP === null || company.isBP === isBP) &&
    (hasBP === null || (company.bpId !== null) === hasBP) &&
    (offerId === null || estate.subscriptionsOf(company.id).some((one) => one.offerId === offerId)) &&
    (reference === null || (company.externalReference ?? '').startsWith(reference)) &&
    (reference2 === null || (company.externalReference2 ?? '').startsWith(reference2))
}

export const companyRoutes = (estate: Estate): readonly Route[] => [
  {
    path: BASE,
    roles: anyAdministrator,
    get: ({ caller, query }) => {
      const scope = listedCompanies(estate, caller)
      const wanted = companyFilter(query, estate)
      const rows = estate.tenant.companies.filter((company) => scope.has(company.id) && wanted(company))
      return listAnswer(query, rows, {
        view: companyView,
        id: ({ id }) => id,
        fields,
        sort: {
          name: ({ name }) => name,
          creationDate: ({ creationDate }) => creationDate,
          status: ({ status }) => status,
          id: ({ id }) => id,
        },
        defaultSort: 'name',
      })
    },
  },
  {
    path: `${BASE}/:companyId`,
    get: ({ caller, params, query }) => {
      const format = query.oneOf('format', formats) ?? 'full'
      if (query.issues.length > 0) return badRequest(query.issues)
      // The own company and its Business Partner can be read by every member.
      const scope = new Set([...listedCompanies(estate, caller), caller.company.bpId ?? ''])
      const found = companyWithin(estate, scope, params.companyId ?? '')
      if (!found.ok) return found.failure
      const company = found.value
      const dataLocation = { name: 'Europe', location: 'EU', country: 'FRA' }
      const view = { ...companyView(company), numberUsers: estate.userCount(company.id), dataLocation }
      return single(project(view, format, fields))
    },
  },
  {
    path: `${BASE}/:companyId/administrators`,
    roles: anyAdministrator,
    get: ({ caller, params, query }) => {
      const found = companyWithin(estate, listedCompanies(estate, caller), params.companyId ?? '')
      if (!found.ok) return found.failure
      const rows = estate.tenant.users.filter(
        (user) => user.companyId === found.value.id && user.roles.includes('admin'),
      )
      return listAnswer(query, rows, {
        view: (user) => userView(estate, user),
        id: ({ id }) => id,
        fields: userFields,
        sort: { displayName: displayNameOf },
        defaultSort: 'displayName',
      })
    },
  },
  {
    path: `${BASE}/:companyId/sites`,
    roles: anyAdministrator,
    get: ({ caller, params, query }) => {
      const found = companyWithin(estate, managedCompanies(estate, caller), params.companyId ?? '')
      if (!found.ok) return found.failure
      const rows = estate.tenant.sites.filter((site) => site.companyId === found.value.id)
      return listAnswer(query, rows, {
        view: (site) => site,
        id: ({ id }) => id,
        fields: { small: ['id', 'name'], medium: ['companyId', 'status'] },
        sort: { name: ({ name }) => name },
        defaultSort: 'name',
      })
    },
  },
]
