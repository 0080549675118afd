import { countries } from '../countries.ts'
import { badRequest, conflict, json, notFound, refused, single, type Answer } from '../http/answer.ts'
import { bigListAnswer, listAnswer, orders, type FormatFields, type View } from '../http/list.ts'
import { get, post, type Handler, type Route } from '../http/route.ts'
import type { Caller } from '../session.ts'
import { joinCompany } from '../store/membership.ts'
import { newCompany } from '../store/new-company.ts'
import { defaultCompanyId, isServiceCompany } from '../store/service-companies.ts'
import type { Store } from '../store/store.ts'
import type { DemoCompany } from '../tenant/types.ts'
import { companyView } from '../views/company-view.ts'
import { readCompany } from './company-fields.ts'

const BASE = 'api/rainbow/enduser/v1.0'

const shown: FormatFields = { small: ['id', 'name'], medium: ['country', 'visibility', 'slogan', 'website', 'size'] }

/** What any user may know about a company that is not his own. */
const publicView = ({ id, name, country, visibility, slogan, description, website, size }: DemoCompany): View => ({
  id,
  name,
  country,
  visibility,
  slogan,
  description,
  website,
  size,
})

const visible = (caller: Caller, company: DemoCompany): boolean =>
  !isServiceCompany(company.id) &&
  company.status !== 'terminated' &&
  (company.visibility === 'public' ||
    company.id === caller.company.id ||
    (company.visibleBy?.includes(caller.company.id) ?? false))

/** "Create my company" (M009, M010): whoever is in no company yet becomes the administrator of a new one. */
const createOwn =
  (store: Store): Handler =>
  ({ caller, body }): Answer => {
    const fields = readCompany(body, true)
    if (body.issues.length > 0) return badRequest(body.issues)
    if (caller.user.companyId !== defaultCompanyId) return refused('The user belongs to a company already')
    const name = fields.name ?? ''
    if (store.companies.by('name', name.toLowerCase()).some(({ status }) => status !== 'terminated')) {
      return conflict(`A company named ${name} already exists`)
    }
    const created = newCompany(store, { ...fields, name }, false, caller)
    const own = store.saveCompany({ ...created, bpId: null })
    joinCompany(store, caller.user, own.id, { companyAdmin: true, bpAdmin: false }, caller.user.id)
    return single(companyView(store.companies.get(own.id) ?? own))
  }

export const enduserRoutes = (store: Store): readonly Route[] => [
  get(`${BASE}/countries`, null, () =>
    json({ data: countries.map(({ isoAlpha3Code, fullname }) => ({ isoAlpha3Code, fullname })) }),
  ),
  // No region of the training cloud asks for additional headers.
  get(`${BASE}/settings/apis`, null, () => single({ additionalHeaders: [], ttl: 1440 })),
  // The search for a company to invite (M085).
  get(`${BASE}/companies`, null, ({ caller, query }) => {
    const name = query.text('name')?.toLowerCase() ?? null
    const wanted = (company: DemoCompany): boolean =>
      visible(caller, company) && (name === null || company.name.toLowerCase().includes(name))
    const { companies: table, remember } = store
    return bigListAnswer(
      query,
      { table, remember, key: `enduser-companies/${caller.company.id}`, wanted },
      { view: publicView, id: ({ id }) => id, fields: shown, sort: orders<DemoCompany>('name'), defaultSort: 'name' },
    )
  }),
  post(`${BASE}/companies`, null, createOwn(store)),
  get(`${BASE}/companies/:companyId`, null, ({ caller, params }) => {
    const company = store.companies.get(params.companyId ?? '')
    return company && visible(caller, company)
      ? single(publicView(company))
      : notFound('Company', params.companyId ?? '')
  }),
  // People of the default company by name or address, to be invited (M026).
  get(`${BASE}/users`, null, ({ query }) => {
    const search = (query.text('displayName') ?? query.text('searchEmail'))?.toLowerCase() ?? null
    const rows = store.users
      .by('companyId', defaultCompanyId)
      .filter(
        (user) =>
          !user.isTerminated &&
          (search === null || `${user.firstName} ${user.lastName} ${user.loginEmail}`.toLowerCase().includes(search)),
      )
    return listAnswer(query, rows, {
      view: (user) => ({ id: user.id, displayName: `${user.firstName} ${user.lastName}`, loginEmail: user.loginEmail }),
      id: ({ id }) => id,
      fields: { small: ['id', 'displayName', 'loginEmail'], medium: [] },
      sort: { displayName: ({ firstName, lastName }) => `${firstName} ${lastName}` },
      defaultSort: 'displayName',
    })
  }),
]
