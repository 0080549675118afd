import type { AlternativeOutcome, PlanOutcome } from '../../../shared/contract/planning.ts'
import { type Money, subtractMoney } from '../../../shared/domain/money.ts'
import type { Format } from '../../ui/use-format.ts'

type Missing = AlternativeOutcome['missingPrices'][number]
type Used = AlternativeOutcome['usedPrices'][number]
type Contested = AlternativeOutcome['contested'][number]
type Note = AlternativeOutcome['notes'][number]

/** The same thing said by several alternatives, once, with who says it. */
export type Shared<T> = T & { readonly alternatives: readonly string[] }

const shared = <T>(
  outcome: PlanOutcome,
  of: (alternative: AlternativeOutcome) => readonly T[],
  keyOf: (one: T) => string,
): readonly Shared<T>[] => {
  const found = new Map<string, Shared<T>>()
  for (const alternative of outcome.alternatives)
    for (const one of of(alternative)) {
      const names = found.get(keyOf(one))?.alternatives ?? []
      if (!names.includes(alternative.name))
        found.set(keyOf(one), { ...one, alternatives: [...names, alternative.name] })
    }
  return [...found.values()]
}

export type MissingOffer = Shared<Pick<Missing, 'commercialReference' | 'offerName' | 'code'>> & {
  readonly tiers: readonly string[]
}

/** One entry per reference and reason, with the tiers that lack it and the alternatives that need it. */
export const missingPrices = (outcome: PlanOutcome): readonly MissingOffer[] => {
  const found = shared(
    outcome,
    (alternative) => alternative.missingPrices,
    (one) => `${one.commercialReference} ${one.offerName} ${one.tier} ${one.code}`,
  )
  const grouped = new Map<string, MissingOffer>()
  for (const { commercialReference, offerName, code, tier, alternatives } of found) {
    const key = `${commercialReference} ${offerName} ${code}`
    const before = grouped.get(key)
    grouped.set(key, {
      commercialReference,
      offerName,
      code,
      tiers: [...(before?.tiers ?? []), tier],
      alternatives: [...new Set([...(before?.alternatives ?? []), ...alternatives])],
    })
  }
  return [...grouped.values()]
}

export const usedPrices = (outcome: PlanOutcome): readonly Shared<Used>[] =>
  shared(
    outcome,
    (alternative) => alternative.usedPrices,
    (one) => `${one.commercialReference} ${one.tier} ${one.listId} ${one.listVersion}`,
  )

export const contestedRules = (outcome: PlanOutcome): readonly Shared<Contested>[] =>
  shared(
    outcome,
    (alternative) => alternative.contested,
    (one) => `${one.rule} ${one.used} ${one.other}`,
  )

export const planNotes = (outcome: PlanOutcome): readonly Shared<Note>[] =>
  shared(
    outcome,
    (alternative) => alternative.notes,
    (one) => `${one.code} ${one.rule ?? ''} ${JSON.stringify(one.params)}`,
  )

/** What an alternative costs more (positive) or less than the first; null for the first itself or without both totals. */
export const againstFirst = (outcome: PlanOutcome, alternative: AlternativeOutcome): Money | null => {
  const [first] = outcome.alternatives
  if (!first || first.alternativeId === alternative.alternativeId) return null
  return first.totals && alternative.totals ? subtractMoney(alternative.totals.buy, first.totals.buy) : null
}

/** The month number in which it has cost less so far than the first one; null: not within the horizon, or the first itself. */
export const breakEvenOf = (outcome: PlanOutcome, alternativeId: string): number | null => {
  const first = outcome.alternatives[0]?.alternativeId
  return outcome.breakEvens.find((one) => one.of === alternativeId && one.against === first)?.months ?? null
}

export type Strip = { readonly month: string; readonly buy: Money; readonly share: number }

/** Months of all alternatives on one scale: the highest month of any is 1. */
export const strips = (alternatives: readonly AlternativeOutcome[]): ReadonlyMap<string, readonly Strip[]> => {
  const most = Math.max(1, ...alternatives.flatMap(({ months }) => months.map(({ buy }) => buy.minor)))
  return new Map(
    alternatives.map(({ alternativeId, months }) => [
      alternativeId,
      months.map(({ month, buy }) => ({ month, buy, share: Math.max(0, buy.minor) / most })),
    ]),
  )
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const COUNT = /^-?\d+$/

/** A note's values as a person reads them; what is not known is a dash. */
export const noteParams = (
  params: Readonly<Record<string, string>>,
  format: Pick<Format, 'date' | 'count'>,
): Readonly<Record<string, string>> => ({
  until: '–',
  licences: '–',
  ...Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      DAY.test(value) ? format.date(value) : COUNT.test(value) && key !== 'term' ? format.count(Number(value)) : value,
    ]),
  ),
})
