import { fail, ok, type Result } from '../../../shared/util/result.ts'
import {
  badRequest,
  conflict,
  notFound,
  outOfScope,
  rainbowError,
  refused,
  single,
  type Answer,
} from '../http/answer.ts'
import { listAnswer, orders } from '../http/list.ts'
import { anyAdministrator, get, post, type Handler, type Route, type RouteRequest } from '../http/route.ts'
import { companyWithin, holds, isDistributor, isPartner, managedCompanies } from '../scope.ts'
import type { Caller } from '../session.ts'
import { acceptLink } from '../store/bp-link.ts'
import { isServiceCompany } from '../store/service-companies.ts'
import type { Store } from '../store/store.ts'
import type { DemoBpLink, DemoCompany } from '../tenant/types.ts'
import { bpLinkFields, bpLinkView } from '../views/bp-link-view.ts'
import { invitationStatuses } from './statuses.ts'

const BASE = 'api/rainbow/admin/v1.0/companies/:companyId/bp-link'

type Kind = DemoBpLink['kind']

const HOUR_MS = 60 * 60 * 1000

/** Who sent it: the partner its invitations, the company its requests. */
const senderOf = (link: DemoBpLink): string => (link.kind === 'invitation' ? link.bpCompanyId : link.companyId)
const receiverOf = (link: DemoBpLink): string => (link.kind === 'invitation' ? link.companyId : link.bpCompanyId)

const noLongerPending = (link: DemoBpLink): Answer =>
  conflict(`The ${link.kind} ${link.id} is no longer pending`, link.kind === 'invitation' ? '605' : '606')

/** Administrators act for a partner with its seller roles, for a customer with the administrator role. */
const actingFor = (store: Store, { caller, params }: RouteRequest): Result<DemoCompany, Answer> => {
  const found = companyWithin(store, managedCompanies(store, caller), params.companyId ?? '')
  if (!found.ok) return found
  if (found.value.id !== caller.company.id) return fail(outOfScope(found.value.id))
  return found
}

const list =
  (store: Store, kind: Kind): Handler =>
  (request) => {
    const { caller, params, query } = request
    const found = companyWithin(store, managedCompanies(store, caller), params.companyId ?? '')
    if (!found.ok) return found.failure
    const statuses = query.someOf('status', invitationStatuses)
    const rows = store.bpLinks
      .by('companyId', found.value.id)
      .filter((link) => link.kind === kind && (statuses.length === 0 || statuses.includes(link.status)))
    const date = kind === 'invitation' ? 'invitationDate' : 'requestDate'
    return listAnswer(query, rows, {
      view: (link) => bpLinkView(store, link),
      id: ({ id }) => id,
      fields: bpLinkFields(kind),
      sort: { [date]: (link) => link.date, ...orders<DemoBpLink>('status', 'lastNotificationDate', 'id') },
      defaultSort: date,
    })
  }

const oneLink = (store: Store, kind: Kind, { params }: RouteRequest): Result<DemoBpLink, Answer> => {
  const link = store.bpLinks.get(params.linkId ?? '')
  if (link?.kind !== kind) return fail(notFound(kind === 'invitation' ? 'Invitation' : 'Request', params.linkId ?? ''))
  const named = link.companyId === params.companyId || link.bpCompanyId === params.companyId
  return named
    ? ok(link)
    : fail(rainbowError(400, `The ${kind} ${link.id} is not for company ${params.companyId ?? ''}`, '553'))
}

/** Why the partner cannot take this company over; null when it can. */
const linkRefused = (
  store: Store,
  caller: Caller,
  bp: DemoCompany,
  company: DemoCompany,
  toBeBpIr: boolean,
): Answer | null => {
  if (bp.id === company.id) return rainbowError(400, 'The Business Partner and the company are the same', '552')
  if (!bp.isBP || isServiceCompany(company.id)) return refused(`Company ${bp.id} is not a Business Partner`)
  if (toBeBpIr && bp.bpType !== 'VAD') return refused('Only a distributor has resellers', '303')
  if (company.bpId === bp.id) return conflict(`Company ${company.id} is linked already`)
  if (company.bpId !== null) return conflict(`Company ${company.id} has another Business Partner`)
  const earlier = store.bpLinks
    .by('companyId', company.id)
    .filter((link) => link.bpCompanyId === bp.id && link.companyId === company.id)
  if (earlier.some(({ status }) => status === 'pending')) return conflict('A pending one exists already')
  // "The same company may be invited again only once an hour", whoever began.
  const now = new Date(store.now()).getTime()
  const recent = earlier.some(
    (link) => senderOf(link) === caller.company.id && now - new Date(link.lastNotificationDate).getTime() < HOUR_MS,
  )
  return recent ? conflict('The same company can be invited again only after an hour') : null
}

const create =
  (store: Store, kind: Kind): Handler =>
  (request) => {
    const { caller, body } = request
    const otherField = kind === 'invitation' ? 'invitedCompanyId' : 'requestedCompanyId'
    const otherId = body.id(otherField)
    if (!body.has(otherField) || otherId === null) body.reject(otherField, `${otherField} is required`)
    const toBeBpIr = body.flag(kind === 'invitation' ? 'invitedToBeBpIr' : 'requestedToBeBpIr') ?? false
    const lang = body.text('lang', { max: 10 })
    body.text('customMessage', { max: 2000 })
    if (body.issues.length > 0) return badRequest(body.issues)
    const acting = actingFor(store, request)
    if (!acting.ok) return acting.failure
    if (kind === 'invitation' ? !isPartner(caller) : !holds(caller, 'admin')) {
      return refused('The role of the user does not allow this')
    }
    if (kind === 'invitation' && toBeBpIr && !isDistributor(caller)) {
      return refused('Only a distributor has resellers', '303')
    }
    const other = store.companies.get(otherId ?? '')
    if (!other || other.status === 'terminated') return notFound('Company', otherId ?? '')
    const [bp, company] = kind === 'invitation' ? [acting.value, other] : [other, acting.value]
    const refusal = linkRefused(store, caller, bp, company, toBeBpIr)
    if (refusal) return refusal
    const now = store.now()
    const link: DemoBpLink = {
      id: store.newId(),
      kind,
      bpCompanyId: bp.id,
      companyId: company.id,
      toBeBpIr,
      adminId: caller.user.id,
      date: now,
      lastNotificationDate: now,
      requestedNotificationLanguage: lang ?? 'en',
      status: 'pending',
      acceptationDate: null,
      declinationDate: null,
    }
    store.saveBpLink(link)
    return single(bpLinkView(store, link))
  }

type Decision = (link: DemoBpLink, request: RouteRequest) => DemoBpLink | Answer

/** Applies a decision of the sender or of the receiver, whose company is the one in the URL. */
const decide =
  (store: Store, kind: Kind, side: 'sender' | 'receiver', decision: Decision): Handler =>
  (request) => {
    const acting = actingFor(store, request)
    if (!acting.ok) return acting.failure
    const found = oneLink(store, kind, request)
    if (!found.ok) return found.failure
    const owner = side === 'sender' ? senderOf(found.value) : receiverOf(found.value)
    if (owner !== acting.value.id) {
      return rainbowError(400, `The ${kind} ${found.value.id} is not for company ${acting.value.id}`, '553')
    }
    const bpSide = found.value.bpCompanyId === acting.value.id
    if (bpSide ? !isPartner(request.caller) : !holds(request.caller, 'admin')) {
      return refused('The role of the user does not allow this')
    }
    const result = decision(found.value, request)
    if ('headers' in result) return result
    store.saveBpLink(result)
    return single(bpLinkView(store, result))
  }

const reopenable: readonly DemoBpLink['status'][] = ['pending', 'declined', 'failed']

const routesOf = (store: Store, kind: Kind): readonly Route[] => {
  const path = `${BASE}/${kind}s`
  const one = `${path}/:linkId`
  return [
    get(path, anyAdministrator, list(store, kind)),
    post(path, anyAdministrator, create(store, kind)),
    get(one, anyAdministrator, (request) => {
      const scope = managedCompanies(store, request.caller)
      const company = companyWithin(store, scope, request.params.companyId ?? '')
      if (!company.ok) return company.failure
      const found = oneLink(store, kind, request)
      return found.ok ? single(bpLinkView(store, found.value)) : found.failure
    }),
    post(
      `${one}/cancel`,
      anyAdministrator,
      decide(store, kind, 'sender', (link) =>
        reopenable.includes(link.status) ? { ...link, status: 'canceled' } : noLongerPending(link),
      ),
    ),
    post(
      `${one}/re-send`,
      anyAdministrator,
      decide(store, kind, 'sender', (link) =>
        reopenable.includes(link.status)
          ? { ...link, status: 'pending', lastNotificationDate: store.now(), declinationDate: null }
          : noLongerPending(link),
      ),
    ),
    post(
      `${one}/accept`,
      anyAdministrator,
      decide(store, kind, 'receiver', (link) => {
        if (link.status !== 'pending') return noLongerPending(link)
        const company = store.companies.get(link.companyId)
        if (!company || company.bpId !== null) return conflict(`Company ${link.companyId} has another Business Partner`)
        acceptLink(store, link, company)
        return { ...link, status: 'accepted', acceptationDate: store.now() }
      }),
    ),
    post(
      `${one}/decline`,
      anyAdministrator,
      decide(store, kind, 'receiver', (link) =>
        link.status === 'pending'
          ? { ...link, status: 'declined', declinationDate: store.now() }
          : noLongerPending(link),
      ),
    ),
  ]
}

/** Linking an existing company as customer or reseller, in both directions (M085, M093). */
export const bpLinkRoutes = (store: Store): readonly Route[] => [
  ...routesOf(store, 'invitation'),
  ...routesOf(store, 'request'),
]
