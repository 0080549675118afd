import type { Accounts } from '../accounts.ts'
import { single } from '../http/answer.ts'
import { bigListAnswer, listAnswer, orders, type ListPlan } from '../http/list.ts'
import type { Query } from '../http/query.ts'
import { anyAdministrator, get, type Handler, type Route } from '../http/route.ts'
import { companyWithin, managedCompanies, scopeKey } from '../scope.ts'
import type { Store } from '../store/store.ts'
import type { DemoUser } from '../tenant/types.ts'
import { displayNameOf, userFields, userView } from '../views/user-view.ts'
import { memberLicenceRoutes } from './member-licences.ts'
import { memberWriteRoutes } from './member-writes.ts'
import { userInScope } from './user-in-scope.ts'

const BASE = 'api/rainbow/admin/v1.0/users'

const roles = ['user', 'admin', 'bp_admin', 'bp_finance', 'guest'] as const

/** Without `roles` the list holds those with role user, and nobody terminated: both are the API's defaults. */
const userFilter = (query: Query, store: Store): ((user: DemoUser) => boolean) => {
  const displayName = query.text('displayName')?.toLowerCase() ?? null
  const searchEmail = query.text('searchEmail')?.toLowerCase() ?? null
  const loginEmail = (query.text('loginEmail') ?? query.text('email'))?.toLowerCase() ?? null
  const companyName = query.text('companyName')?.toLowerCase() ?? null
  const phoneNumbers = [...query.values('phoneNumber'), ...query.values('phoneNumbers')]
  const visibility = query.text('visibility')
  const jids = { jid_im: query.text('jid_im'), jid_tel: query.text('jid_tel') }
  // No user of this cloud is in an organisation or assigned to a site, and none has a tag or a department.
  const nobody = ['organisationId', 'siteId', 'tags', 'departments'].some((name) => query.text(name) !== null)
  const wantedRoles = query.someOf('roles', roles)
  const excludedRoles = query.someOf('excludeRoles', roles)
  const isTerminated = query.flag('isTerminated') ?? false
  const isActivated = query.flag('isActivated')
  const anyOf = wantedRoles.length > 0 ? wantedRoles : (['user'] as const)
  const hasNumber = ({ id }: DemoUser): boolean =>
    store.phoneNumbers
      .by('userId', id)
      .some((one) => [one.number, one.numberE164, one.shortNumber].some((text) => text && phoneNumbers.includes(text)))
  const hasJid = (user: DemoUser): boolean => {
    const view = userView(store, user)
    return Object.entries(jids).every(([name, wanted]) => wanted === null || view[name] === wanted)
  }
  return (user) =>
    !nobody &&
    (user.isTerminated ?? false) === isTerminated &&
    (isActivated === null || (user.isActive ?? true) === isActivated) &&
    (displayName === null || displayNameOf(user).toLowerCase().includes(displayName)) &&
    (searchEmail === null || user.loginEmail.toLowerCase().includes(searchEmail)) &&
    (loginEmail === null || user.loginEmail.toLowerCase() === loginEmail) &&
    (companyName === null || (store.companyName(user.companyId) ?? '').toLowerCase().includes(companyName)) &&
    (phoneNumbers.length === 0 || hasNumber(user)) &&
    (visibility === null || user.more?.visibility === visibility) &&
    ((jids.jid_im === null && jids.jid_tel === null) || hasJid(user)) &&
    anyOf.some((role) => user.roles.includes(role)) &&
    !excludedRoles.some((role) => user.roles.includes(role))
}

const planOf = (store: Store): ListPlan<DemoUser> => ({
  view: (user) => userView(store, user),
  id: ({ id }) => id,
  fields: userFields,
  sort: {
    displayName: displayNameOf,
    companyName: ({ companyId }) => store.companyName(companyId),
    // A member that was never changed shows the date of its creation.
    lastUpdateDate: ({ lastUpdateDate, creationDate }) => lastUpdateDate ?? creationDate,
    ...orders<DemoUser>(
      'firstName',
      'lastName',
      'loginEmail',
      'companyId',
      'country',
      'language',
      'adminType',
      'creationDate',
      'lastLoginDate',
      'id',
    ),
  },
  defaultSort: 'displayName',
})

const list =
  (store: Store): Handler =>
  ({ caller, query }) => {
    const scope = managedCompanies(store, caller)
    const companyIds = new Set(query.ids('companyId'))
    for (const id of companyIds) {
      const found = companyWithin(store, scope, id)
      if (!found.ok) return found.failure
    }
    const filter = userFilter(query, store)
    const plan = planOf(store)
    if (companyIds.size > 0) {
      const rows = [...companyIds].flatMap((id) => store.users.by('companyId', id)).filter(filter)
      return listAnswer(query, rows, plan)
    }
    const wanted = (user: DemoUser): boolean => scope(user.companyId) && filter(user)
    const { users: table, remember } = store
    return bigListAnswer(query, { table, remember, key: `users/${scopeKey(caller)}`, wanted }, plan)
  }

export const memberRoutes = (store: Store, accounts: Accounts): readonly Route[] => [
  get(BASE, anyAdministrator, list(store)),
  get(`${BASE}/:userId`, null, (request) => {
    const user = userInScope(store, request)
    return user.ok ? single(userView(store, user.value)) : user.failure
  }),
  ...memberWriteRoutes(store, accounts),
  ...memberLicenceRoutes(store),
]
