import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { badRequest, conflict, done, refused, single, type Answer } from '../http/answer.ts'
import type { Body } from '../http/body.ts'
import { anyAdministrator, del, post, put, sellers, type Route, type RouteRequest } from '../http/route.ts'
import { companyWithin, holds, isDistributor, isPartner, managedCompanies } from '../scope.ts'
import type { Caller } from '../session.ts'
import { newCompany } from '../store/new-company.ts'
import { defaultCompanyId } from '../store/service-companies.ts'
import { leaveCompany } from '../store/membership.ts'
import type { Store } from '../store/store.ts'
import { liveSubscriptions } from '../store/subscription-state.ts'
import type { DemoCompany } from '../tenant/types.ts'
import { companyView } from '../views/company-view.ts'
import { financeFields, partnerFields, readCompany, superadminFields } from './company-fields.ts'

const BASE = 'api/rainbow/admin/v1.0/companies'

const nameTaken = (store: Store, name: string, except: string | null): boolean =>
  store.companies.by('name', name.toLowerCase()).some(({ id, status }) => id !== except && status !== 'terminated')

const nameConflict = (name: string): Answer => conflict(`A company named ${name} already exists`)

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** The fields of the body that would change the company and that this caller may not write. */
const forbidden = (caller: Caller, company: DemoCompany, body: Body): readonly string[] => {
  const current = companyView(company)
  const changes = (names: readonly string[]): readonly string[] =>
    names.filter((name) => body.has(name) && !same(body.fields[name], current[name]))
  return [
    ...changes(superadminFields),
    ...(holds(caller, 'bp_finance') && isPartner(caller) ? [] : changes(financeFields)),
    ...(isPartner(caller) ? [] : changes(partnerFields)),
    // Back to freemium is for a superadmin only.
    ...(body.fields.offerType === 'freemium' && company.offerType === 'premium' ? ['offerType'] : []),
  ]
}

const managed = (store: Store, { caller, params }: RouteRequest): Result<DemoCompany, Answer> => {
  const found = companyWithin(store, managedCompanies(store, caller), params.companyId ?? '')
  if (!found.ok) return found
  return found.value.status === 'terminated'
    ? fail(refused(`Company ${found.value.id} is terminated`))
    : ok(found.value)
}

/** The acceptance of the partner contract, by whom and when. */
const acceptContract = (store: Store, caller: Caller, company: DemoCompany): DemoCompany => ({
  ...company,
  more: { ...company.more, bpIsContractAccepted: true },
  bpContractAcceptationInfo: {
    acceptationDate: store.now(),
    bpAdminId: caller.user.id,
    bpAdminLoginEmail: caller.user.loginEmail,
  },
})

const create =
  (store: Store) =>
  ({ caller, body }: RouteRequest): Answer => {
    const fields = readCompany(body, true)
    const isBP = body.flag('isBP') ?? false
    if (body.issues.length > 0) return badRequest(body.issues)
    if (!isPartner(caller)) return refused('Only a Business Partner creates companies', '303')
    if (isBP && !isDistributor(caller)) return refused('Only a distributor creates resellers', '303')
    const name = fields.name ?? ''
    if (nameTaken(store, name, null)) return nameConflict(name)
    return single(companyView(newCompany(store, { ...fields, name }, isBP, caller)))
  }

const update =
  (store: Store) =>
  (request: RouteRequest): Answer => {
    const { caller, body } = request
    const found = managed(store, request)
    if (!found.ok) return found.failure
    const company = found.value
    const refusedFields = forbidden(caller, company, body)
    if (refusedFields.length > 0) {
      return refused({ msg: 'The role of the user does not allow to write these fields', fields: refusedFields })
    }
    const fields = readCompany(body, false)
    if (body.issues.length > 0) return badRequest(body.issues)
    if (fields.name !== undefined && nameTaken(store, fields.name, company.id)) return nameConflict(fields.name)
    const changed: DemoCompany = { ...company, ...fields, more: { ...company.more, ...fields.more } }
    const accepts = body.flag('bpIsContractAccepted') === true && caller.company.id === company.id && isPartner(caller)
    return single(companyView(store.saveCompany(accepts ? acceptContract(store, caller, changed) : changed)))
  }

/** Why a company cannot be deleted; null when it can. What the status is then, is our declared design. */
const deletionRefused = (store: Store, caller: Caller, company: DemoCompany): string | null => {
  if (company.id === defaultCompanyId) return 'The default company cannot be deleted'
  if (store.sites.by('companyId', company.id).length > 0) return 'The company still has sites'
  if (store.systems.by('companyId', company.id).length > 0) return 'The company still has systems'
  const paid = liveSubscriptions(store, company.id).some(({ offerId }) => !store.offers.get(offerId)?.isDefault)
  if (paid) return 'The company still has subscriptions'
  if (store.users.by('companyId', company.id).some(({ id }) => id !== caller.user.id))
    return 'The company still has users'
  const children = store.companies.by('bpId', company.id).some(({ status }) => status !== 'terminated')
  if (company.isBP && children) return 'The Business Partner still has companies'
  return null
}

/** Nobody can join any more. Erased when it never had a subscription; else renamed, so that its name is free, and terminated. */
const terminate = (store: Store, company: DemoCompany): void => {
  for (const invitation of store.joinInvitations.by('companyId', company.id)) {
    if (invitation.status === 'pending') store.saveJoinInvitation({ ...invitation, status: 'canceled' })
  }
  if (store.subscriptions.by('companyId', company.id).length === 0) store.erase('companies', company.id)
  else store.saveCompany({ ...company, name: `${company.name} (terminated ${company.id})`, status: 'terminated' })
}

const remove =
  (store: Store) =>
  (request: RouteRequest): Answer => {
    const { caller } = request
    const found = managed(store, request)
    if (!found.ok) return found.failure
    const own = found.value.id === caller.company.id
    if (own && !holds(caller, 'admin')) return refused('Only its administrator deletes the own company', '303')
    const reason = deletionRefused(store, caller, found.value)
    if (reason !== null) return refused(reason)
    if (own) leaveCompany(store, caller.user, caller.user.id)
    terminate(store, found.value)
    return done(`Company ${found.value.id} successfully deleted`)
  }

const KEYS = 10

const setCustomData =
  (store: Store) =>
  (request: RouteRequest): Answer => {
    const found = managed(store, request)
    if (!found.ok) return found.failure
    const { body } = request
    // Bare, or in the field that the company shows it in.
    const { customData: wrapped } = body.fields
    const entries = Object.entries(typeof wrapped === 'object' && wrapped !== null ? wrapped : body.fields)
    if (entries.length > KEYS) body.reject('customData', `At most ${KEYS} keys`)
    for (const [key, value] of entries) {
      if (key.length > 64 || typeof value !== 'string' || value.length > 512) body.reject(key, `Invalid ${key}`)
    }
    if (body.issues.length > 0) return badRequest(body.issues)
    const customData = Object.fromEntries(entries.map(([key, value]) => [key, String(value)]))
    return single(companyView(store.saveCompany({ ...found.value, customData })))
  }

export const companyWriteRoutes = (store: Store): readonly Route[] => [
  post(BASE, sellers, create(store)),
  put(`${BASE}/:companyId`, anyAdministrator, update(store)),
  del(`${BASE}/:companyId`, anyAdministrator, remove(store)),
  put(`${BASE}/:companyId/custom-data`, sellers, setCustomData(store)),
]
