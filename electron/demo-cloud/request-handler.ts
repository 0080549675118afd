import type { IncomingHttpHeaders } from 'node:http'
import { apiKeyRoutes } from './endpoints/api-keys.ts'
import { authenticationRoutes, LOGIN_PATH, sessionAnswer } from './endpoints/authentication.ts'
import { companyRoutes } from './endpoints/companies.ts'
import { enduserRoutes } from './endpoints/enduser.ts'
import { invoicingRoutes, type SampleFiles } from './endpoints/invoicing.ts'
import { joiningRoutes } from './endpoints/joining.ts'
import { memberRoutes } from './endpoints/members.ts'
import { metricsRoutes } from './endpoints/metrics.ts'
import { offerRoutes } from './endpoints/offers.ts'
import { operationRoutes } from './endpoints/operations.ts'
import { openAnswer } from './endpoints/service.ts'
import { subscriptionRoutes } from './endpoints/subscriptions.ts'
import { systemRoutes } from './endpoints/systems.ts'
import { badRequest, rainbowError, type Answer } from './http/answer.ts'
import { parseBody } from './http/body.ts'
import { createQuery, isId } from './http/query.ts'
import { pathMatcher, type Params, type Route } from './http/route.ts'
import type { Caller, Identification, Sessions } from './session.ts'
import type { Store } from './store/store.ts'

export type HandlerDeps = {
  readonly store: Store
  readonly sessions: Sessions
  readonly appId: string
  readonly files: SampleFiles
  /** How long a new or changed subscription is being synchronised. */
  readonly provisioningMs: number
}

export type PlainRequest = {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array | 'too-large'
}

const header = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

const identification = (headers: IncomingHttpHeaders): Identification => ({
  authorization: header(headers, 'authorization'),
  appAuth: header(headers, 'x-rainbow-app-auth'),
  apiKey: header(headers, 'x-rainbow-api-key'),
  challenge: header(headers, 'x-rainbow-challenge'),
})

const decoded = (pathname: string): readonly string[] | null => {
  try {
    return pathname.slice(1).split('/').map(decodeURIComponent)
  } catch {
    return null
  }
}

const methodNotAllowed = (method: string, allowed: readonly string[]): Answer =>
  rainbowError(405, `${method} is not offered on this resource by the training cloud`, '000', {
    Allow: [...new Set(allowed)].join(', '),
  })

const missingRole = (route: Route, caller: Caller): Answer | null =>
  route.roles && !route.roles.some((role) => caller.user.roles.includes(role))
    ? rainbowError(403, { msg: 'The role of the user does not allow this', requiredRoles: route.roles })
    : null

const badIds = (params: Params): Answer | null => {
  const wrong = Object.entries(params).filter(([name, value]) => name.endsWith('Id') && !isId(value))
  return wrong.length === 0
    ? null
    : badRequest(wrong.map(([param, value]) => ({ param, msg: `Invalid ${param}`, value })))
}

/** Answers one request; everything a client can do wrong is an answer in Rainbow's error form. */
export const createRequestHandler = (deps: HandlerDeps): ((request: PlainRequest) => Promise<Answer>) => {
  const { store, sessions, appId, files, provisioningMs } = deps
  const routes = [
    ...authenticationRoutes(store, sessions, appId),
    ...apiKeyRoutes(store, sessions),
    ...joiningRoutes(store),
    ...companyRoutes(store),
    ...memberRoutes(store, sessions.accounts),
    ...offerRoutes(store),
    ...subscriptionRoutes(store, provisioningMs),
    ...systemRoutes(store),
    ...operationRoutes(store),
    ...enduserRoutes(store),
    ...invoicingRoutes(store, files),
    ...metricsRoutes(store),
  ].map((route) => ({ route, match: pathMatcher(route.path) }))

  const signIn = (headers: IncomingHttpHeaders): Answer => {
    const session = sessions.signIn(identification(headers))
    return session.ok ? sessionAnswer(store, appId, session.value) : session.failure
  }

  return async ({ method, url, headers, body }) => {
    const segments = decoded(url.pathname)
    if (!segments) return badRequest([{ param: 'path', msg: 'Malformed percent encoding', value: '' }])
    const isLogin = segments.join('/') === LOGIN_PATH
    const open = openAnswer(method, segments, url.searchParams)
    const fitting = routes.flatMap(({ route, match }) => {
      const params = match(segments)
      return params ? [{ route, params }] : []
    })
    if (!isLogin && !open && fitting.length === 0) return rainbowError(404, `Cannot ${method} ${url.pathname}`)
    if (open) return open
    if (isLogin) return method === 'GET' ? signIn(headers) : methodNotAllowed(method, ['GET'])
    const matched = fitting.find(({ route }) => route.method === method)
    if (!matched) {
      return methodNotAllowed(
        method,
        fitting.map(({ route }) => route.method),
      )
    }
    const caller = sessions.identify(identification(headers))
    if (!caller.ok) return caller.failure
    const { route, params } = matched
    const refusal = missingRole(route, caller.value) ?? badIds(params)
    if (refusal) return refusal
    const given = parseBody(body)
    if (!given.ok) return given.failure
    return route.handle({ caller: caller.value, params, query: createQuery(url.searchParams), body: given.value })
  }
}
