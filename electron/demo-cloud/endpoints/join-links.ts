import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { badRequest, done, notFound, single, type Answer } from '../http/answer.ts'
import type { Body } from '../http/body.ts'
import { listAnswer, orders } from '../http/list.ts'
import { anyAdministrator, del, get, post, put, type Route, type RouteRequest } from '../http/route.ts'
import { companyWithin, managedCompanies } from '../scope.ts'
import type { Store } from '../store/store.ts'

const BASE = 'api/rainbow/admin/v1.0/companies/:companyId/join-companies/links'

/** A link that people of the default company follow to join. Its fields are not publicly documented: our declared design. */
type JoinLink = {
  readonly id: string
  readonly companyId: string
  readonly description: string | null
  readonly isEnabled: boolean
  readonly maxNumberUsers: number | null
  readonly expirationDate: string | null
  readonly creationDate: string
  readonly createdByUserId: string
}

const readLink = (body: Body): Partial<JoinLink> => {
  const description = body.text('description', { max: 255 })
  const isEnabled = body.flag('isEnabled')
  const maxNumberUsers = body.integer('maxNumberUsers', 1)
  const expirationDate = body.text('expirationDate', { pattern: /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/ })
  return {
    ...(description === undefined ? {} : { description }),
    ...(isEnabled === undefined ? {} : { isEnabled }),
    ...(maxNumberUsers === undefined ? {} : { maxNumberUsers }),
    ...(expirationDate === undefined ? {} : { expirationDate }),
  }
}

/** Nobody follows them in this cloud: they are kept as long as it runs, and no rule reads them. */
export const joinLinkRoutes = (store: Store): readonly Route[] => {
  const links = new Map<string, JoinLink>()
  const companyOf = ({ caller, params }: RouteRequest) =>
    companyWithin(store, managedCompanies(store, caller), params.companyId ?? '')
  const linkOf = (request: RouteRequest): Result<JoinLink, Answer> => {
    const company = companyOf(request)
    if (!company.ok) return company
    const link = links.get(request.params.linkId ?? '')
    return link?.companyId === company.value.id ? ok(link) : fail(notFound('Link', request.params.linkId ?? ''))
  }
  const save = (link: JoinLink): Answer => {
    links.set(link.id, link)
    return single(link)
  }
  return [
    get(BASE, anyAdministrator, (request) => {
      const company = companyOf(request)
      if (!company.ok) return company.failure
      const rows = [...links.values()].filter(({ companyId }) => companyId === company.value.id)
      return listAnswer(request.query, rows, {
        view: (link) => link,
        id: ({ id }) => id,
        fields: { small: ['id', 'companyId', 'isEnabled'], medium: ['description', 'expirationDate'] },
        sort: orders<JoinLink>('creationDate', 'expirationDate', 'description'),
        defaultSort: 'creationDate',
      })
    }),
    post(BASE, anyAdministrator, (request) => {
      const company = companyOf(request)
      if (!company.ok) return company.failure
      const fields = readLink(request.body)
      if (request.body.issues.length > 0) return badRequest(request.body.issues)
      return save({
        id: store.newId(),
        companyId: company.value.id,
        description: null,
        isEnabled: true,
        maxNumberUsers: null,
        expirationDate: null,
        creationDate: store.now(),
        createdByUserId: request.caller.user.id,
        ...fields,
      })
    }),
    get(`${BASE}/:linkId`, anyAdministrator, (request) => {
      const link = linkOf(request)
      return link.ok ? single(link.value) : link.failure
    }),
    put(`${BASE}/:linkId`, anyAdministrator, (request) => {
      const link = linkOf(request)
      if (!link.ok) return link.failure
      const fields = readLink(request.body)
      return request.body.issues.length > 0 ? badRequest(request.body.issues) : save({ ...link.value, ...fields })
    }),
    del(`${BASE}/:linkId`, anyAdministrator, (request) => {
      const link = linkOf(request)
      if (!link.ok) return link.failure
      links.delete(link.value.id)
      return done(`Link ${link.value.id} successfully deleted`)
    }),
  ]
}
