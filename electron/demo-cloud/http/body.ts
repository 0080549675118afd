import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { badRequest, rainbowError, type Answer, type ValidationIssue } from './answer.ts'
import { isId } from './query.ts'

export const MAXIMUM_BODY_BYTES = 1024 * 1024

type Fields = Readonly<Record<string, unknown>>

/** Reads the JSON object of a request; what is malformed is collected in `issues` and answered as one 400. */
export type Body = {
  readonly issues: readonly ValidationIssue[]
  readonly fields: Fields
  readonly has: (name: string) => boolean
  /** Adds an issue: for rules between fields. */
  readonly reject: (param: string, msg: string) => void
  /** Undefined when absent; null is a value and empties a field that may be empty. */
  readonly text: (name: string, rule?: { max?: number; pattern?: RegExp }) => string | null | undefined
  /** Absent, null and empty are issues. */
  readonly required: (name: string, rule?: { max?: number; pattern?: RegExp }) => string
  readonly flag: (name: string) => boolean | undefined
  readonly integer: (name: string, minimum: number, maximum?: number) => number | undefined
  readonly oneOf: <T extends string>(name: string, allowed: readonly T[]) => T | undefined
  readonly listOf: <T extends string>(name: string, allowed: readonly T[]) => readonly T[] | undefined
  readonly id: (name: string) => string | null | undefined
}

const shown = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

const createBody = (fields: Fields): Body => {
  const issues: ValidationIssue[] = []
  const reject = (param: string, msg: string): void => void issues.push({ param, msg, value: shown(fields[param]) })
  const accept = <T>(name: string, read: (value: unknown) => T | undefined, msg = `Invalid ${name}`): T | undefined => {
    const value = fields[name]
    if (value === undefined) return undefined
    const accepted = read(value)
    if (accepted === undefined) reject(name, msg)
    return accepted
  }
  const fits = (value: unknown, rule: { max?: number; pattern?: RegExp }): value is string =>
    typeof value === 'string' && value.length <= (rule.max ?? 1000) && (rule.pattern?.test(value) ?? true)
  const expected = (name: string, allowed: readonly string[]): string =>
    `Invalid ${name}: expected one of ${allowed.join(', ')}`
  return {
    issues,
    fields,
    reject,
    has: (name) => fields[name] !== undefined,
    text: (name, rule = {}) =>
      accept(name, (value) => (value === null || value === '' ? null : fits(value, rule) ? value : undefined)),
    required: (name, rule = {}) => {
      const value = fields[name]
      if (fits(value, rule) && value.trim() !== '') return value
      reject(name, value === undefined ? `${name} is required` : `Invalid ${name}`)
      return ''
    },
    flag: (name) => accept(name, (value) => (typeof value === 'boolean' ? value : undefined)),
    integer: (name, minimum, maximum = Number.MAX_SAFE_INTEGER) =>
      accept(name, (value) =>
        typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum
          ? value
          : undefined,
      ),
    oneOf: (name, allowed) => accept(name, (value) => allowed.find((one) => one === value), expected(name, allowed)),
    listOf: (name, allowed) =>
      accept(
        name,
        (value) => {
          if (!Array.isArray(value)) return undefined
          const found = allowed.filter((one) => value.includes(one))
          return value.every((one) => allowed.some((other) => other === one)) ? found : undefined
        },
        expected(name, allowed),
      ),
    id: (name) =>
      accept(name, (value) => (value === null ? null : typeof value === 'string' && isId(value) ? value : undefined)),
  }
}

const malformed = (): Answer => badRequest([{ param: 'body', msg: 'The body is not a JSON object', value: '' }])

/** No body is an empty object, as the real cloud takes it. Too large: 413, malformed: 400 with the array of issues. */
export const parseBody = (bytes: Uint8Array | 'too-large'): Result<Body, Answer> => {
  if (bytes === 'too-large') return fail(rainbowError(413, 'The body is larger than 1 MB'))
  if (bytes.byteLength === 0) return ok(createBody({}))
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(malformed())
    return ok(createBody(value as Fields))
  } catch {
    return fail(malformed())
  }
}
