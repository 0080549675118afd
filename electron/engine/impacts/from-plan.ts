import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { LicencePlan, PlanDefinition } from '../../../shared/contract/planning.ts'
import { addDays } from '../../../shared/domain/local-date.ts'
import {
  plannedHoldings,
  type Base,
  type HeldOffer,
  type Holding,
  type Means,
} from '../../../shared/domain/planning/index.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb } from '../db/index.ts'
import { basesOf, getLicencePlan, prepared, scopeIds, type Sources } from '../planning/index.ts'
import {
  billingDate,
  type CompanyWishes,
  customersOf,
  offerOfRow,
  type SubscriptionRow,
  subscriptionsOf,
  type Wish,
} from './wish.ts'

type Of = { readonly planId: string; readonly alternativeId: string }

/** What an alternative of a plan's current version rests on, read company by company. */
export type PlanSource = {
  readonly plan: LicencePlan
  readonly means: Means
  /** Companies of the scope in the order of their names. */
  readonly companyIds: readonly string[]
  wishesOf(companyIds: readonly string[]): readonly CompanyWishes[]
}

const ALL = -1

/** NOT_FOUND, OFFER_UNKNOWN and RULE_BROKEN as when the plan is calculated. */
export const planSource = (db: ReadDb, of: Of, today: string, sources: Sources): Result<PlanSource, Failure> => {
  const plan = getLicencePlan(db, of.planId)
  if (!plan.ok) return plan
  const ready = prepared(db, { definition: plan.value.definition, today }, sources)
  if (!ready.ok) return ready
  const { definition, means } = ready.value
  const alternative = definition.alternatives.find(({ id }) => id === of.alternativeId)
  if (!alternative) return fail(failure('NOT_FOUND', { what: 'alternative', id: of.alternativeId }))
  const query = { scope: definition.scope, asOf: undefined, edition: means.edition }
  const everybody = definition.changes.some(({ companyId, change }) => companyId === null && change.kind !== 'percent')
  const also = definition.changes.flatMap(({ companyId }) => companyId ?? [])
  const { ids } = scopeIds(db, { ...query, holding: !everybody, also, descending: false, limit: ALL, offset: 0 })
  const wishesOf = (companyIds: readonly string[]): readonly CompanyWishes[] => {
    const companies = customersOf(db, companyIds)
    const rows = subscriptionsOf(db, companyIds)
    const bases = new Map(basesOf(db, query, companyIds).map((one) => [one.companyId, one.base]))
    return companyIds.flatMap((companyId) => {
      const company = companies.get(companyId)
      const base = bases.get(companyId)
      if (!company || !base) return []
      const wishes = wishesOfCompany(base, rows.get(companyId) ?? [], definition, alternative.covers, means)
      return wishes.length > 0 ? [{ company, wishes }] : []
    })
  }
  return ok({ plan: plan.value, means, companyIds: ids, wishesOf })
}

type Covers = PlanDefinition['alternatives'][number]['covers']

/** As the alternative's total was computed, for one company, with the subscriptions behind it. */
const wishesOfCompany = (
  base: Base,
  rows: readonly SubscriptionRow[],
  definition: PlanDefinition,
  covers: Covers,
  means: Means,
): readonly Wish[] => {
  const left = [...rows]
  return plannedHoldings(definition, covers, base, means).flatMap(({ held, holdings }) =>
    holdings.flatMap((holding, index) => {
      const offered = held[index]
      return wishesOfHolding(holding, offered ? taken(left, offered, means) : null)
    }),
  )
}

/** The subscription behind what is held; of two that are alike either one will do, once. */
const taken = (left: SubscriptionRow[], held: HeldOffer, { edition }: Means): SubscriptionRow => {
  const at = left.findIndex((row) => {
    const offer = offerOfRow(edition, row)
    return (
      row.billed === held.quantity &&
      row.model === held.model &&
      offer.commercialReference === held.commercialReference &&
      offer.name === held.name &&
      (row.model !== 'prepaid' || billingDate(row.expires_at) === held.expiresOn)
    )
  })
  const [found] = at < 0 ? [] : left.splice(at, 1)
  if (!found) throw new Error(`no subscription of ${held.name} with ${held.quantity} licences`)
  return found
}

type Steps = Wish['steps']

/** A subscription that was cancelled does not come back: what follows is bought anew. */
const lives = (steps: Steps): readonly Steps[] => {
  const all: { on: string; quantity: number }[][] = [[]]
  for (const step of steps) {
    if (all.at(-1)?.at(-1)?.quantity === 0) all.push([])
    all.at(-1)?.push(step)
  }
  return all
}

const wishesOfHolding = (holding: Holding, subscription: SubscriptionRow | null): readonly Wish[] => {
  const { commercialReference, name, model, termYears, held } = holding
  const offer = { commercialReference, name, model, termYears }
  let before = held
  // The plan decides on a term on its last day; it can be ended when it has ended, and is renewed until then (M157, M209).
  const dated = (held > 0 ? holding.steps.slice(1) : holding.steps).map(({ on, quantity }) => {
    const ends = model === 'prepaid' && quantity < before
    before = quantity
    return { on: ends ? addDays(on, 1) : on, quantity }
  })
  const [first = [], ...later] = lives(dated)
  const bought = later.map((steps): Wish => ({ subscription: null, offer, steps }))
  return first.length > 0 ? [{ subscription, offer, steps: first }, ...bought] : bought
}
