import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { PlanDefinition } from '../../../shared/contract/planning.ts'
import { billingRulesAt, billingRulesNamed, type BillingRules } from '../../../shared/domain/billing-rules.ts'
import { catalogueAt, type CatalogueEdition, offerFor } from '../../../shared/domain/catalogue.ts'
import { firstDayOf } from '../../../shared/domain/local-date.ts'
import { outcomeOf, PlanStopped, type Base, type Means, type Outcome } from '../../../shared/domain/planning/index.ts'
import type { PriceList } from '../../../shared/domain/price-list.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { rowsAsOf, type ReadDb } from '../db/index.ts'
import { latestData } from '../estate/index.ts'
import { readScope, withApart, type Scope } from './base.ts'
import type { Kept } from './kept.ts'

export type Calculation = {
  readonly definition: PlanDefinition
  readonly today: string
  readonly asOf?: string | undefined
}
export type Sources = { readonly lists: readonly PriceList[]; readonly editions: readonly CatalogueEdition[] }

const rulesOf = ({ ruleSet }: PlanDefinition): ((month: string) => BillingRules) => {
  const named = ruleSet === 'by-date' ? null : billingRulesNamed(ruleSet)
  const known = new Map<string, BillingRules>()
  return (month) => {
    const rules = named ?? known.get(month) ?? billingRulesAt(firstDayOf(month))
    known.set(month, rules)
    return rules
  }
}

export const meansOf = ({ definition, today }: Calculation, { lists, editions }: Sources): Means => ({
  today,
  lists,
  edition: catalogueAt(editions, today),
  rules: rulesOf(definition),
})

const cloudId = (db: ReadDb, id: string): string =>
  db.get<{ cloud_id: string }>('SELECT cloud_id FROM local_id WHERE id = :id', { id })?.cloud_id ?? id

/** The definition with the ids that the cloud gave meanwhile to what was made here. */
const withCloudIds = (db: ReadDb, definition: PlanDefinition): PlanDefinition => {
  const given = <I extends string | null>(id: I): I => (id === null ? id : (cloudId(db, id) as I))
  const { scope, changes } = definition
  return {
    ...definition,
    scope: scope.kind === 'estate' ? scope : { ...scope, companyId: given(scope.companyId) },
    changes: changes.map((change) => ({ ...change, companyId: given(change.companyId) })),
  }
}

/** A plan of which people are to have a number of licences: the catalogue knows it, and it is not billed by use (M227). */
const refusePlan = (edition: CatalogueEdition, plan: string): Failure | null => {
  if (offerFor(edition, plan, 'monthly')) return null
  const usage = edition.offers.some((offer) => offer.plan === plan && offer.model === 'usage')
  return usage
    ? failure('RULE_BROKEN', { reason: `${plan} is billed by its use and has no number of licences` }, 'M227')
    : failure('OFFER_UNKNOWN', { offer: plan })
}

const refuseScope = (db: ReadDb, scope: Scope, asOf: string | undefined): Failure | null => {
  if (scope.kind === 'estate') return null
  const id = scope.companyId
  const found = db.get(`SELECT 1 FROM ${rowsAsOf('company', asOf)} WHERE id = :id`, { id, asOf })
  return found ? null : failure('NOT_FOUND', { what: 'company', id })
}

/** What a calculation rests on, checked; the company of the scope or the plan of a change may be unknown. */
export const prepared = (
  db: ReadDb,
  calculation: Calculation,
  sources: Sources,
): Result<{ readonly definition: PlanDefinition; readonly means: Means }, Failure> => {
  const definition = withCloudIds(db, calculation.definition)
  const means = meansOf(calculation, sources)
  const plans = new Set(definition.changes.map(({ plan }) => plan))
  const refused = refuseScope(db, definition.scope, calculation.asOf) ?? [...plans].map((plan) => refusePlan(means.edition, plan)).find((one) => one !== null) // prettier-ignore
  return refused ? fail(refused) : ok({ definition, means })
}

/** Companies that cannot be computed with others: those with changes or prices of their own. */
export const standingApart = ({ scope, changes }: PlanDefinition, { lists }: Sources): readonly string[] => {
  const named = changes.flatMap(({ companyId }) => companyId ?? [])
  const priced = lists.flatMap(({ tier, companyId }) => (tier === 'company' && companyId !== null ? [companyId] : []))
  const whole = scope.kind === 'company' ? [scope.companyId] : []
  return [...new Set<string>([...named, ...priced, ...whole])]
}

/** As outcomeOf; RULE_BROKEN where amounts are too large for exact numbers, CANCELLED where nobody waits any more. */
export const outcomeOrRefusal = (
  definition: PlanDefinition,
  base: Base,
  means: Means,
  cancelled?: () => boolean,
): Result<Outcome, Failure> => {
  try {
    return ok(outcomeOf(definition, base, means, cancelled))
  } catch (error) {
    if (error instanceof PlanStopped) return fail(failure('CANCELLED'))
    if (!(error instanceof RangeError)) throw error
    return fail(failure('RULE_BROKEN', { reason: 'The amounts are too large to be computed to the cent' }))
  }
}

/** What a definition costs on the estate of now or of an instant; saves nothing. */
export const calculatePlan = (
  db: ReadDb,
  kept: Kept,
  calculation: Calculation,
  sources: Sources,
  cancelled?: () => boolean,
) => {
  const ready = prepared(db, calculation, sources)
  if (!ready.ok) return ready
  const { definition, means } = ready.value
  const { asOf } = calculation
  const query = { scope: definition.scope, asOf, edition: means.edition }
  const base = kept.scope(JSON.stringify([query.scope, asOf ?? null, query.edition.id]), () => readScope(db, query))
  const outcome = kept.outcome(JSON.stringify([{ ...definition, name: '', note: '' }, means.today, asOf ?? null]), () =>
    outcomeOrRefusal(definition, withApart(db, query, base, standingApart(definition, sources)), means, cancelled),
  )
  return outcome.ok ? ok({ ...outcome.value, estateAt: asOf ?? latestData(db) }) : outcome
}
