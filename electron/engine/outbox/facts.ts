import { failure, type Failure } from '../../../shared/contract/failure.ts'
import {
  mayDo,
  relationOf,
  type Actor,
  type RoleAction,
  type RoleAnswer,
  type RoleCompanyKind,
  type RoleOptions,
  type RoleTarget,
} from '../../../shared/domain/roles/index.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb, Row } from '../db/index.ts'

/** What rules look at: the estate as it is shown, who acts, and when (UTC). */
export type Facts = {
  readonly db: ReadDb
  readonly ownId: string | null
  readonly actor: Actor | null
  readonly at: string
  /** Of an entry that is shown, its place in the order: what was made before it counts as done. */
  readonly seq: number | null
}

type ShownTable = 'company' | 'member' | 'equipment' | 'subscription' | 'company_link' | 'extension' | 'offer' | 'site' | 'company_prefix' // prettier-ignore

/** The row as lists show it, open edits included. Table names come from code only. */
export const shownRow = (db: ReadDb, table: ShownTable, id: string): Row | undefined =>
  db.get<Row>(`SELECT * FROM ${table}_now WHERE id = :id`, { id })

export const needed = (db: ReadDb, table: ShownTable, id: string): Result<Row, Failure> => {
  const row = shownRow(db, table, id)
  return row ? ok(row) : fail(failure('NOT_FOUND', { what: table.replace('_', ' '), id }))
}

export const textIn = (row: Row, column: string): string => {
  const value = row[column]
  return typeof value === 'string' ? value : ''
}

export const countOf = (db: ReadDb, sql: string, parameters: Readonly<Record<string, unknown>>): number =>
  db.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`, parameters)?.n ?? 0

/** A rule that the edit would break; `because` names it for the window's own words. */
export const broken = (rule: string, because: string, reason: string): Failure =>
  failure('RULE_BROKEN', { reason, because }, rule)

const roleKinds: readonly string[] = ['VAD', 'IR', 'EC', 'DR']
export const kindOfCompany = (row: Row): RoleCompanyKind => {
  const kind = textIn(row, 'kind')
  return roleKinds.includes(kind) ? (kind as RoleCompanyKind) : 'IR'
}

const flagOf = (value: Row[string] | undefined): boolean | null =>
  value === null || value === undefined ? null : value === 1

export type TargetMore = Pick<RoleTarget, 'equipment' | 'member'>

/** The company as the role rules see it. */
export const roleTarget = ({ db, actor }: Facts, company: Row, more: TargetMore = {}): RoleTarget => {
  const kind = kindOfCompany(company)
  const partner = company.partner_id
  const plan = textIn(company, 'plan')
  return {
    companyKind: kind,
    relation: actor
      ? relationOf(actor, { id: company.id, kind, partnerId: typeof partner === 'string' ? partner : null })
      : 'customer',
    plan: plan === 'freemium' || plan === 'premium' ? plan : null,
    adminCanUpdate: flagOf(company.admin_can_update),
    adminCanDecrease: flagOf(company.admin_can_decrease),
    hasPaidSubscription:
      countOf(db, `subscription_now WHERE company_id = :id AND model <> 'free'`, { id: company.id }) > 0,
    ...more,
  }
}

const nobody: Actor = { roles: [], companyKind: 'EC', companyId: '' }

export const answerFor = (
  facts: Facts,
  action: RoleAction,
  company: Row,
  more: TargetMore = {},
  options: RoleOptions = {},
): RoleAnswer => mayDo(action, facts.actor ?? nobody, roleTarget(facts, company, more), options)

/** These stop an action for everybody: a rule of the estate, not a missing right. */
const conditions = new Set<string>([
  'planNotPremium',
  'planAlreadyPremium',
  'prepaidByActisOnly',
  'delegationNeedsSubscription',
  'neverConnected',
  'prefixNeedsShared',
  'prefixNeedsConnection',
  'secondAdministrator',
])

/** Why the person may not do it to this company: NOT_ALLOWED or RULE_BROKEN with the rule; null when she may. */
export const refusedTo = (
  facts: Facts,
  action: RoleAction,
  company: string | Row,
  more: TargetMore = {},
  options: RoleOptions = {},
): Failure | null => {
  const row = typeof company === 'string' ? needed(facts.db, 'company', company) : ok(company)
  if (!row.ok) return row.failure
  const answer = answerFor(facts, action, row.value, more, options)
  if (answer.allowed) return null
  const { because, rules } = answer
  const code = conditions.has(because) ? 'RULE_BROKEN' : 'NOT_ALLOWED'
  return failure(code, { reason: because, because, rules: rules.join(' ') }, rules[0] ?? null)
}

/** The first failure of several checks. */
export const firstOf = (...checks: readonly (() => Failure | null)[]): Failure | null => {
  for (const check of checks) {
    const found = check()
    if (found) return found
  }
  return null
}
