import { randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { coverSchema, planDefinitionSchema, type PlanDefinition } from '../../../shared/contract/planning.ts'
import { localDateSchema, type CompanyId } from '../../../shared/contract/values.ts'
import { parseDecimal, type Decimal } from '../../../shared/domain/decimal.ts'
import { addMonths, monthOf } from '../../../shared/domain/local-date.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { Engine } from '../../engine/index.ts'
import { companyNamed } from './quote-facts.ts'
import { pathFrom } from './write-file.ts'

const { shape } = planDefinitionSchema
const MOST_BYTES = 1_000_000
const MOST_HEADS = 1_000_000

const named = z.string().trim().min(1).max(255)
/** "10" and "-2.5" are percents, as decimal text: no number of a file loses a digit. */
const percent = z.string().transform((text, context): Decimal => {
  const parsed = parseDecimal(text)
  if (parsed.ok && parsed.value.scale <= 10) return { units: parsed.value.units, scale: parsed.value.scale + 2 }
  context.addIssue({ code: 'custom', message: 'must be a number as text, such as "10" or "-2.5"' })
  return z.NEVER
})

const changeSchema = z
  .strictObject({
    /** Left out: today. */
    from: localDateSchema.optional(),
    plan: z.string().trim().min(1).max(60),
    /** Name or id; left out: every company of the scope. */
    company: named.optional(),
    set: z.int().min(0).max(MOST_HEADS).optional(),
    add: z.int().min(-MOST_HEADS).max(MOST_HEADS).optional(),
    percent: percent.optional(),
  })
  .refine(({ set, add, percent: part }) => [set, add, part].filter((one) => one !== undefined).length === 1, {
    message: 'must have one of "set", "add" and "percent"',
  })

/** A plan as a person writes it: companies by name or id, everything that has a usual value may be left out. */
const fileSchema = z.strictObject({
  name: shape.name,
  note: shape.note.default(''),
  scope: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('company'), company: named }),
    z.strictObject({ kind: z.literal('customers-of'), company: named }),
    z.strictObject({ kind: z.literal('estate') }),
  ]),
  basis: shape.basis.default('billed'),
  /** Left out: the next month. */
  from: shape.from.optional(),
  months: shape.months,
  currency: shape.currency,
  sellTier: shape.sellTier.default('public'),
  ruleSet: shape.ruleSet.default('by-date'),
  changes: z.array(changeSchema).max(500).default([]),
  alternatives: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(80),
        covers: z.array(coverSchema.strict()).max(4).default([]),
      }),
    )
    .min(1)
    .max(8),
})
type PlanFile = z.infer<typeof fileSchema>

const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`)).join('')

/** What is wrong, in plain words; the place stands before it. */
const wordsOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys')
    return `has the unknown field ${issue.keys.map((key) => `"${key}"`).join(', ')}`
  if (issue.code === 'custom') return issue.message
  if (issue.code === 'invalid_type') {
    if (issue.message.endsWith('received undefined')) return 'is missing'
    return issue.expected === 'int'
      ? 'must be a whole number'
      : `must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`
  }
  if (issue.code === 'too_small')
    return `must be at least ${issue.minimum}${issue.origin === 'string' ? ' characters' : ''}`
  if (issue.code === 'too_big')
    return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`
  if (issue.code === 'invalid_value')
    return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
  if (issue.code === 'invalid_union') return unionWords(issue)
  if (issue.code === 'invalid_format') {
    if (issue.format === 'date') return 'must be a day YYYY-MM-DD that exists'
    return issue.path.at(-1) === 'currency' ? 'must be three capital letters such as EUR' : 'must be a month YYYY-MM'
  }
  return issue.message
}

const unionWords = (issue: z.core.$ZodIssue & { readonly code: 'invalid_union' }): string => {
  const last = issue.path.at(-1)
  if (last === 'term') return 'must be "monthly", 1, 3 or 5'
  if (last === 'quantity') return 'must be "all", "lowest" or a whole number from 0 to 1,000,000'
  return last === 'kind' ? 'must be "company", "customers-of" or "estate"' : issue.message
}

const MOST_SAID = 5

const notClear = (path: string, reason: string): Failure =>
  failure('PLAN_FILE_NOT_CLEAR', { file: basename(path), reason })

/** Reads a file as JSON of that shape; says where in it what is wrong. */
const readPlanFile = async (file: string): Promise<Result<PlanFile, Failure>> => {
  const path = pathFrom(file)
  let text: string
  try {
    const { size } = await stat(path)
    if (size > MOST_BYTES) {
      return fail(
        failure('FILE_TOO_LARGE', { file: basename(path), found: `${size} bytes`, limit: `${MOST_BYTES} bytes` }),
      )
    }
    text = await readFile(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return fail(failure('FILE_NOT_READABLE', { file, reason }))
  }
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return fail(notClear(path, `it is no JSON (${error instanceof Error ? error.message : String(error)})`))
  }
  const parsed = fileSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const { issues } = parsed.error
  const said = issues.slice(0, MOST_SAID).map((issue) => `${placeOf(issue.path) || 'the file'} ${wordsOf(issue)}`)
  const more = issues.length > MOST_SAID ? [`${issues.length - MOST_SAID} more`] : []
  return fail(notClear(path, [...said, ...more].join('; ')))
}

/** The plan of a file, with the companies that its names mean. NOT_FOUND and COMPANY_NOT_CLEAR as companyNamed. */
export const planOfFile = async (
  client: Engine['client'],
  file: string,
  today: string,
): Promise<Result<PlanDefinition, Failure>> => {
  const read = await readPlanFile(file)
  if (!read.ok) return read
  const { scope, changes, alternatives, from, ...rest } = read.value
  const known = new Map<string, CompanyId>()
  const names = [
    ...(scope.kind === 'estate' ? [] : [scope.company]),
    ...changes.flatMap(({ company }) => company ?? []),
  ]
  for (const name of new Set(names)) {
    const company = await companyNamed(client, name)
    if (!company.ok) return company
    known.set(name, company.value.id)
  }
  const idOf = (name: string): CompanyId => known.get(name) ?? (name as CompanyId)
  return ok({
    ...rest,
    scope: scope.kind === 'estate' ? scope : { kind: scope.kind, companyId: idOf(scope.company) },
    from: from ?? addMonths(monthOf(today), 1),
    changes: changes.map(({ from: day, plan, company, set, add, percent: fraction }) => ({
      from: day ?? today,
      plan,
      companyId: company === undefined ? null : idOf(company),
      change:
        set !== undefined
          ? { kind: 'set', heads: set }
          : add !== undefined
            ? { kind: 'add', heads: add }
            : { kind: 'percent', fraction: fraction ?? { units: 0, scale: 0 } },
    })),
    alternatives: alternatives.map((alternative) => ({ id: randomUUID(), ...alternative })),
  })
}
