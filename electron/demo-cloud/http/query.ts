import type { ValidationIssue } from './answer.ts'

/** Reads query parameters; what is malformed is collected in `issues` and answered as one 400. */
export type Query = {
  readonly issues: readonly ValidationIssue[]
  readonly text: (name: string) => string | null
  /** Repeated parameters and space-separated values are both several values. */
  readonly values: (name: string) => readonly string[]
  readonly flag: (name: string) => boolean | null
  readonly integer: (name: string, fallback: number, minimum: number) => number
  readonly oneOf: <T extends string>(name: string, allowed: readonly T[]) => T | null
  readonly someOf: <T extends string>(name: string, allowed: readonly T[]) => readonly T[]
  /** ISO date or instant (a date is its midnight UTC), as an ISO instant. */
  readonly instant: (name: string) => string | null
  readonly id: (name: string) => string | null
  readonly ids: (name: string) => readonly string[]
  /** Names what is asked for whatever the page, the format and the direction. */
  readonly selection: (sortField: string) => string
}

const PAGING = new Set(['limit', 'offset', 'format', 'sortField', 'sortOrder'])

const ID = /^[0-9a-f]{24}$/
const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2}))?$/

export const isId = (text: string): boolean => ID.test(text)

export const createQuery = (search: URLSearchParams): Query => {
  const issues: ValidationIssue[] = []
  const reject = (param: string, value: string, msg = `Invalid ${param}`): void =>
    void issues.push({ param, msg, value })
  const text = (name: string): string | null => {
    const value = search.get(name)
    return value === null || value === '' ? null : value
  }
  const values = (name: string): readonly string[] =>
    search.getAll(name).flatMap((value) => value.split(' ').filter((part) => part !== ''))
  const accept = <T>(name: string, read: (value: string) => T | undefined): T | null => {
    const value = text(name)
    if (value === null) return null
    const accepted = read(value)
    if (accepted === undefined) reject(name, value)
    return accepted ?? null
  }
  const someOf = <T extends string>(name: string, allowed: readonly T[]): readonly T[] =>
    values(name).flatMap((value) => {
      const found = allowed.find((one) => one === value)
      if (found === undefined) reject(name, value, `Invalid ${name}: expected one of ${allowed.join(', ')}`)
      return found === undefined ? [] : [found]
    })
  const ids = (name: string): readonly string[] =>
    values(name).filter((value) => {
      if (!isId(value)) reject(name, value)
      return isId(value)
    })
  return {
    issues,
    text,
    values,
    someOf,
    ids,
    flag: (name) => accept(name, (value) => (value === 'true' ? true : value === 'false' ? false : undefined)),
    integer: (name, fallback, minimum) =>
      accept(name, (value) => (/^-?\d{1,9}$/.test(value) && Number(value) >= minimum ? Number(value) : undefined)) ??
      fallback,
    oneOf: (name, allowed) => someOf(name, allowed)[0] ?? null,
    instant: (name) =>
      accept(name, (value) => {
        const at = DATE.test(value) ? new Date(value) : null
        return at === null || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
      }),
    id: (name) => ids(name)[0] ?? null,
    selection: (sortField) =>
      JSON.stringify([sortField, ...[...search].filter(([name]) => !PAGING.has(name)).map((pair) => pair.join('='))]),
  }
}
