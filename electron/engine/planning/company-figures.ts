import type { Failure } from '../../../shared/contract/failure.ts'
import type { PlanDefinition } from '../../../shared/contract/planning.ts'
import type { Base, HoldingGroup, Means } from '../../../shared/domain/planning/index.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb } from '../db/index.ts'
import { basesOf, readHeld } from './base.ts'
import { outcomeOrRefusal } from './calculate.ts'

/** Minor units; null where a price is missing. */
export type Figures = {
  readonly licencesNow: number
  readonly licencesAtEnd: number
  readonly buy: number | null
  readonly sell: number | null
}
export type CompanyFigures = ReadonlyMap<string, Figures>

type Query = Parameters<typeof readHeld>[1]
type Asked = {
  readonly query: Query
  /** With the one alternative that is meant. */
  readonly definition: PlanDefinition
  readonly means: Means
  /** The companies that are to have figures. */
  readonly ids: readonly string[]
  /** Companies that cannot be computed with others. */
  readonly apart: readonly string[]
  readonly cancelled: (() => boolean) | undefined
}

const NOTHING: Figures = { licencesNow: 0, licencesAtEnd: 0, buy: 0, sell: 0 }
const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b)
const added = (a: Figures, b: Figures): Figures => ({
  licencesNow: a.licencesNow + b.licencesNow,
  licencesAtEnd: a.licencesAtEnd + b.licencesAtEnd,
  buy: sum(a.buy, b.buy),
  sell: sum(a.sell, b.sell),
})

/**
 * What an alternative comes to for every company of a scope, to put them in order. Companies that hold the same of a plan
 * are computed once; a company's figures are the sums of its plans.
 */
export const companyFigures = (
  db: ReadDb,
  { query, definition, means, ids, apart, cancelled }: Asked,
): Result<CompanyFigures, Failure> => {
  const figuresOf = (base: Base, changes: PlanDefinition['changes']): Result<Figures, Failure> => {
    const computed = outcomeOrRefusal({ ...definition, changes }, base, means, cancelled)
    if (!computed.ok) return computed
    const [outcome] = computed.value.alternatives
    const held = base.apart.flatMap(({ groups }) => groups).flatMap((group) => group.held)
    return ok({
      licencesNow: held.reduce((all, { quantity }) => all + quantity, 0),
      licencesAtEnd: outcome?.licencesAtEnd ?? 0,
      buy: outcome?.totals?.buy.minor ?? null,
      sell: outcome?.totals?.sell?.minor ?? null,
    })
  }
  const known = new Map<string, Result<Figures, Failure>>()
  /** Of any company that has this of one plan, and nothing else. */
  const ofPlan = (plan: string, held: string, group: () => readonly HoldingGroup[]): Result<Figures, Failure> => {
    const key = `${plan}\n${held}`
    const changes = definition.changes.filter((change) => change.plan === plan && change.companyId === null)
    const found = known.get(key) ?? figuresOf({ companies: 1, holding: 1, notActivated: 0, groups: [], apart: [{ companyId: '', groups: group() }] }, changes) // prettier-ignore
    known.set(key, found)
    return found
  }

  const figures = new Map<string, Figures>()
  const { rows, groupOf } = readHeld(db, query)
  const holds = new Map<string, Set<string>>()
  for (const row of rows) {
    const found = ofPlan(row.plan, row.held, () => [groupOf(row)])
    if (!found.ok) return found
    figures.set(row.company_id, added(figures.get(row.company_id) ?? NOTHING, found.value))
    const plans = holds.get(row.company_id) ?? new Set<string>()
    holds.set(row.company_id, plans.add(row.plan))
  }
  const changed = new Set(definition.changes.flatMap(({ companyId, plan }) => (companyId === null ? [plan] : [])))
  for (const id of ids) {
    for (const plan of changed) {
      if (holds.get(id)?.has(plan)) continue
      const found = ofPlan(plan, '', () => [])
      if (!found.ok) return found
      figures.set(id, added(figures.get(id) ?? NOTHING, found.value))
    }
  }
  for (const { companyId, base } of basesOf(db, query, apart)) {
    const found = figuresOf(base, definition.changes)
    if (!found.ok) return found
    figures.set(companyId, found.value)
  }
  return ok(figures)
}
