import type { Caller } from '../session.ts'
import type { Role } from '../tenant/types.ts'
import type { Answer } from './answer.ts'
import type { Body } from './body.ts'
import type { Query } from './query.ts'

export type RouteRequest = {
  readonly caller: Caller
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: Body
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export type Handler = (request: RouteRequest) => Answer | Promise<Answer>

/**
 * One method of a resource. Path segments ':name' are parameters (those ending in Id must be ids), a last segment
 * '*name' takes the rest with its slashes. `roles` are those of which the caller needs one; null: being signed in is
 * enough.
 */
export type Route = {
  readonly method: Method
  readonly path: string
  readonly roles: readonly Role[] | null
  readonly handle: Handler
}

const route =
  (method: Method) =>
  (path: string, roles: readonly Role[] | null, handle: Handler): Route => ({ method, path, roles, handle })

export const get = route('GET')
export const post = route('POST')
export const put = route('PUT')
export const del = route('DELETE')

export type Params = Readonly<Record<string, string>>

/** Compiled once; gives the parameters if the path fits the pattern, else null. Segments arrive decoded. */
export const pathMatcher = (pattern: string): ((segments: readonly string[]) => Params | null) => {
  const wanted = pattern.split('/')
  return (segments) => {
    const params: Record<string, string> = {}
    for (const [index, part] of wanted.entries()) {
      const segment = segments[index]
      if (segment === undefined) return null
      if (part.startsWith('*')) {
        params[part.slice(1)] = segments.slice(index).join('/')
        return params
      }
      if (part.startsWith(':')) params[part.slice(1)] = segment
      else if (part !== segment) return null
    }
    return wanted.length === segments.length ? params : null
  }
}

export const anyAdministrator: readonly Role[] = ['admin', 'bp_admin', 'bp_finance']

/** Operations and finance of a Business Partner: the deck's Seller (M033). */
export const sellers: readonly Role[] = ['bp_admin', 'bp_finance']
