import { isStrongPassword, type Accounts } from '../accounts.ts'
import { badRequest, conflict, done, refused, single, type Answer } from '../http/answer.ts'
import type { Body } from '../http/body.ts'
import { anyAdministrator, del, post, put, type Handler, type Route } from '../http/route.ts'
import { companyWithin, holds, managedCompanies } from '../scope.ts'
import type { Caller } from '../session.ts'
import { giveDefaultLicence } from '../store/licences.ts'
import { leaveCompany, mayHaveAdministrator, terminateUser } from '../store/membership.ts'
import type { Store } from '../store/store.ts'
import type { DemoUser, Role } from '../tenant/types.ts'
import { userView } from '../views/user-view.ts'
import { readMember } from './member-fields.ts'
import { userInScope } from './user-in-scope.ts'

const BASE = 'api/rainbow/admin/v1.0/users'

const grantable = ['user', 'admin', 'bp_admin', 'bp_finance', 'guest'] as const

type Rights = Pick<DemoUser, 'roles' | 'adminType'>

const readRights = (body: Body, before: Rights): Rights => {
  const roles = body.listOf('roles', grantable) ?? before.roles
  const adminType = body.oneOf('adminType', ['company_admin', 'undefined'])
  const administers = roles.includes('admin')
  if (administers && body.has('roles') && !before.roles.includes('admin') && adminType !== 'company_admin') {
    body.reject('adminType', 'adminType is required with role admin')
  }
  return { roles, adminType: administers ? 'company_admin' : 'undefined' }
}

/** Why the caller cannot give these rights; null when it can. */
const rightsRefused = (store: Store, caller: Caller, user: DemoUser, after: Rights): Answer | null => {
  const granted = after.roles.filter((role) => !user.roles.includes(role))
  const taken = user.roles.filter((role) => !after.roles.includes(role))
  if (granted.length + taken.length === 0) return null
  if (user.id === caller.user.id) return refused('Nobody changes the own roles', '303')
  const rights: readonly Role[] = ['admin', 'bp_admin', 'bp_finance']
  if (!granted.filter((role) => rights.includes(role)).every((role) => holds(caller, role))) {
    return refused('One must hold a role to grant it', '303')
  }
  const sells = granted.some((role) => role === 'bp_admin' || role === 'bp_finance')
  // M033: an end customer has no sellers.
  if (sells && !store.companies.get(user.companyId)?.isBP)
    return refused('Only a Business Partner has this role', '303')
  if (granted.includes('admin') && !mayHaveAdministrator(store, user.companyId, user.id)) {
    return refused('The subscription does not allow another administrator', '304') // M053
  }
  return null
}

const loginTaken = (store: Store, loginEmail: string, except: string | null): boolean => {
  const other = store.userByLogin(loginEmail)
  return other !== undefined && other.id !== except
}

const readPassword = (body: Body, required: boolean): string | null => {
  if (!required && !body.has('password')) return null
  const password = body.required('password', { max: 64 })
  // The value is a secret: it is not in the answer.
  if (password !== '' && !isStrongPassword(password)) return ''
  return password === '' ? null : password
}

const weakPassword = (): Answer =>
  badRequest([
    { param: 'password', msg: 'More than 8 characters, an upper-case letter, a digit, a special one', value: '' },
  ])

const update =
  (store: Store, accounts: Accounts): Handler =>
  (request) => {
    const { caller, body } = request
    const found = userInScope(store, request)
    if (!found.ok) return found.failure
    const user = found.value
    const fields = readMember(body)
    const rights = readRights(body, user)
    const password = readPassword(body, false)
    if (body.issues.length > 0) return badRequest(body.issues)
    if (password === '') return weakPassword()
    const refusal = rightsRefused(store, caller, user, rights)
    if (refusal) return refusal
    const { loginEmail } = fields
    if (loginEmail !== undefined && loginEmail !== user.loginEmail) {
      if (user.id === caller.user.id) return refused('Nobody changes the own login e-mail', '303')
      if (loginTaken(store, loginEmail, user.id)) return conflict(`A user with login ${loginEmail} already exists`)
    }
    if (fields.isActive === false && user.id === caller.user.id) return refused('Nobody deactivates the own account')
    if (password !== null) accounts.setPassword(user.id, password)
    const more = { ...user.more, ...fields.more }
    return single(userView(store, store.saveUser({ ...user, ...fields, ...rights, more })))
  }

/** A member without invitation and consent: ready to sign in at once. */
const create =
  (store: Store, accounts: Accounts): Handler =>
  ({ caller, body }) => {
    const loginEmail = body.required('loginEmail')
    const fields = readMember(body)
    const password = readPassword(body, true)
    const companyId = body.id('companyId') ?? caller.company.id
    const rights = readRights(body, { roles: ['user'], adminType: 'undefined' })
    if (body.issues.length > 0) return badRequest(body.issues)
    if (password === '' || password === null) return weakPassword()
    const company = companyWithin(store, managedCompanies(store, caller), companyId)
    if (!company.ok) return company.failure
    const now = store.now()
    const user: DemoUser = {
      id: store.newId(),
      firstName: '',
      lastName: '',
      country: company.value.country,
      language: 'en',
      ...fields,
      companyId,
      loginEmail,
      roles: ['user'],
      adminType: 'undefined',
      creationDate: now,
      lastLoginDate: null,
      createdByAdminId: caller.user.id,
    }
    const refusal = rightsRefused(store, caller, user, rights)
    if (refusal) return refusal
    if (loginTaken(store, loginEmail, null)) return conflict(`A user with login ${loginEmail} already exists`)
    const saved = store.saveUser({ ...user, ...rights })
    accounts.setPassword(saved.id, password)
    giveDefaultLicence(store, saved, caller.user.id)
    return single(userView(store, saved))
  }

export const memberWriteRoutes = (store: Store, accounts: Accounts): readonly Route[] => [
  post(BASE, anyAdministrator, create(store, accounts)),
  put(`${BASE}/:userId`, null, update(store, accounts)),
  del(`${BASE}/:userId`, anyAdministrator, (request) => {
    const found = userInScope(store, request)
    if (!found.ok) return found.failure
    if (found.value.id === request.caller.user.id) return refused('Nobody terminates the own account')
    terminateUser(store, found.value, request.caller.user.id)
    return done(`User ${found.value.id} successfully deleted`)
  }),
  // "Remove member" (M071).
  put(`${BASE}/:userId/companies/default`, anyAdministrator, (request) => {
    const found = userInScope(store, request)
    if (!found.ok) return found.failure
    if (found.value.id === request.caller.user.id) return refused('Nobody removes himself from the company')
    return single(userView(store, leaveCompany(store, found.value, request.caller.user.id)))
  }),
]
