import type { Caller } from '../session.ts'
import type { Role } from '../tenant/types.ts'
import type { Answer } from './answer.ts'
import type { Query } from './query.ts'

export type RouteRequest = {
  readonly caller: Caller
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
}

/**
 * A GET resource. Path segments ':name' are parameters (those ending in Id must be ids), a last segment '*name' takes
 * the rest with its slashes. `roles` are those of which the caller needs one; without it, being signed in is enough.
 */
export type Route = {
  readonly path: string
  readonly roles?: readonly Role[]
  readonly get: (request: RouteRequest) => Answer | Promise<Answer>
}

/** The parameters if the path fits the pattern, else null. Segments arrive decoded. */
export const matchPath = (pattern: string, segments: readonly string[]): Readonly<Record<string, string>> | null => {
  const wanted = pattern.split('/')
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

export const anyAdministrator: readonly Role[] = ['admin', 'bp_admin', 'bp_finance']
