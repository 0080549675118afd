import type { Estate } from '../estate.ts'
import { json, notFound, outOfScope, single, type Answer } from '../http/answer.ts'
import { listAnswer } from '../http/list.ts'
import type { Query } from '../http/query.ts'
import { anyAdministrator, type Route, type RouteRequest } from '../http/route.ts'
import { companyWithin, managedCompanies } from '../scope.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { DemoUser } from '../tenant/types.ts'
import { profileView } from '../views/profile-view.ts'
import { displayNameOf, userFields, userView } from '../views/user-view.ts'

const BASE = 'api/rainbow/admin/v1.0/users'

const roles = ['user', 'admin', 'bp_admin', 'bp_finance', 'guest'] as const

/** Without `roles` the list holds those with role user, and nobody terminated: both are the API's defaults. */
const userFilter = (query: Query, estate: Estate): ((user: DemoUser) => boolean) => {
  const displayName = query.text('displayName')?.toLowerCase() ?? null
  const searchEmail = query.text('searchEmail')?.toLowerCase() ?? null
  const loginEmail = (query.text('loginEmail') ?? query.text('email'))?.toLowerCase() ?? null
  const companyName = query.text('companyName')?.toLowerCase() ?? null
  const wantedRoles = query.someOf('roles', roles)
  const excludedRoles = query.someOf('excludeRoles', roles)
  const isTerminated = query.flag('isTerminated') ?? false
  const anyOf = wantedRoles.length > 0 ? wantedRoles : (['user'] as const)
  return (user) =>
    !isTerminated &&
    (displayName === null || displayNameOf(user).toLowerCase().includes(displayName)) &&
    (searchEmail === null || user.loginEmail.includes(searchEmail)) &&
    (loginEmail === null || user.loginEmail === loginEmail) &&
    (companyName === null || (estate.companyName(user.companyId) ?? '').toLowerCase().includes(companyName)) &&
    anyOf.some((role) => user.roles.includes(role)) &&
    !excludedRoles.some((role) => user.roles.includes(role))
}

const userInScope = (estate: Estate, { caller, params }: RouteRequest): Result<DemoUser, Answer> => {
  const user = estate.user(params.userId ?? '')
  if (!user) return fail(notFound('User', params.userId ?? ''))
  if (user.id === caller.user.id) return ok(user)
  const administers = anyAdministrator.some((role) => caller.user.roles.includes(role))
  return administers && managedCompanies(estate, caller).has(user.companyId)
    ? ok(user)
    : fail(outOfScope(user.companyId))
}

export const memberRoutes = (estate: Estate): readonly Route[] => [
  {
    path: BASE,
    roles: anyAdministrator,
    get: ({ caller, query }) => {
      const scope = managedCompanies(estate, caller)
      const companyIds = query.ids('companyId')
      for (const id of companyIds) {
        const found = companyWithin(estate, scope, id)
        if (!found.ok) return found.failure
      }
      const companies = companyIds.length > 0 ? new Set(companyIds) : scope
      const wanted = userFilter(query, estate)
      const rows = estate.tenant.users.filter((user) => companies.has(user.companyId) && wanted(user))
      return listAnswer(query, rows, {
        view: (user) => userView(estate, user),
        id: ({ id }) => id,
        fields: userFields,
        sort: {
          displayName: displayNameOf,
          firstName: ({ firstName }) => firstName,
          lastName: ({ lastName }) => lastName,
          loginEmail: ({ loginEmail }) => loginEmail,
          companyName: ({ companyId }) => estate.companyName(companyId),
          creationDate: ({ creationDate }) => creationDate,
        },
        defaultSort: 'displayName',
      })
    },
  },
  {
    path: `${BASE}/:userId`,
    get: (request) => {
      const user = userInScope(estate, request)
      return user.ok ? single(userView(estate, user.value)) : user.failure
    },
  },
  {
    path: `${BASE}/:userId/profiles`,
    get: (request) => {
      const user = userInScope(estate, request)
      if (!user.ok) return user.failure
      const profiles = estate.licencesOf(user.value.id).map((licence) => profileView(estate, licence))
      return json({ data: profiles, total: profiles.length, limit: 100, offset: 0 })
    },
  },
]
