import type { IncomingHttpHeaders } from 'node:http'
import { authenticationRoutes, LOGIN_PATH, sessionAnswer } from './endpoints/authentication.ts'
import { companyRoutes } from './endpoints/companies.ts'
import { invoicingRoutes, type SampleFiles } from './endpoints/invoicing.ts'
import { joiningRoutes } from './endpoints/joining.ts'
import { memberRoutes } from './endpoints/members.ts'
import { operationRoutes } from './endpoints/operations.ts'
import { openAnswer } from './endpoints/service.ts'
import { subscriptionRoutes } from './endpoints/subscriptions.ts'
import { systemRoutes } from './endpoints/systems.ts'
import type { Estate } from './estate.ts'
import { badRequest, rainbowError, type Answer } from './http/answer.ts'
import { createQuery, isId } from './http/query.ts'
import { matchPath, type Route } from './http/route.ts'
import type { Caller, Sessions } from './session.ts'

export type HandlerDeps = {
  readonly estate: Estate
  readonly sessions: Sessions
  readonly appId: string
  readonly clock: () => Date
  readonly files: SampleFiles
}

export type PlainRequest = { readonly method: string; readonly url: URL; readonly headers: IncomingHttpHeaders }

const header = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

const decoded = (pathname: string): readonly string[] | null => {
  try {
    return pathname.slice(1).split('/').map(decodeURIComponent)
  } catch {
    return null
  }
}

const methodNotAllowed = (method: string): Answer =>
  rainbowError(405, `${method} is not offered on this resource by the training cloud`, '000', { Allow: 'GET' })

const missingRole = (route: Route, caller: Caller): Answer | null =>
  route.roles && !route.roles.some((role) => caller.user.roles.includes(role))
    ? rainbowError(403, { msg: 'The role of the user does not allow this', requiredRoles: route.roles })
    : null

const badIds = (params: Readonly<Record<string, string>>): Answer | null => {
  const wrong = Object.entries(params).filter(([name, value]) => name.endsWith('Id') && !isId(value))
  return wrong.length === 0
    ? null
    : badRequest(wrong.map(([param, value]) => ({ param, msg: `Invalid ${param}`, value })))
}

/** Answers one request; everything a client can do wrong is an answer in Rainbow's error form. */
export const createRequestHandler = (deps: HandlerDeps): ((request: PlainRequest) => Promise<Answer>) => {
  const { estate, sessions, appId, clock, files } = deps
  const routes: readonly Route[] = [
    ...authenticationRoutes(estate, sessions, appId),
    ...joiningRoutes(estate),
    ...companyRoutes(estate),
    ...memberRoutes(estate),
    ...subscriptionRoutes(estate),
    ...systemRoutes(estate, clock),
    ...operationRoutes(estate),
    ...invoicingRoutes(estate, files),
  ]

  const signIn = (headers: IncomingHttpHeaders): Answer => {
    const session = sessions.signIn(header(headers, 'authorization'), header(headers, 'x-rainbow-app-auth'))
    return session.ok ? sessionAnswer(estate, appId, session.value) : session.failure
  }

  return async ({ method, url, headers }) => {
    const segments = decoded(url.pathname)
    if (!segments) return badRequest([{ param: 'path', msg: 'Malformed percent encoding', value: '' }])
    const isLogin = segments.join('/') === LOGIN_PATH
    const open = openAnswer(segments)
    const matched = routes.flatMap((route) => {
      const params = matchPath(route.path, segments)
      return params ? [{ route, params }] : []
    })[0]
    if (!isLogin && !open && !matched) return rainbowError(404, `Cannot ${method} ${url.pathname}`)
    if (method !== 'GET') return methodNotAllowed(method)
    if (isLogin) return signIn(headers)
    if (open || !matched) return open ?? rainbowError(404, `Cannot GET ${url.pathname}`)
    const caller = sessions.identify(header(headers, 'authorization'))
    if (!caller.ok) return caller.failure
    const refused = missingRole(matched.route, caller.value) ?? badIds(matched.params)
    if (refused) return refused
    return matched.route.get({
      caller: caller.value,
      params: matched.params,
      query: createQuery(url.searchParams),
    })
  }
}
