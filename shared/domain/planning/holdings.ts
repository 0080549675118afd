import { addDays } from '../local-date.ts'
import { cover, goOn, sharesOf, withoutLeaving, type Cover, type OfferFor } from './covers.ts'
import { headsOn, lowestHeads, type HeadStep } from './heads.ts'
import { heldLot, renew, termBook, total, type HeldOffer, type Holding, type RulesOf, type TermBook } from './lots.ts'

export type Horizon = {
  readonly today: string
  /** The day of the plan's decisions: the last one that counts for its first invoice, or today when that has passed. */
  readonly switchOn: string
  /** The last day that matters. */
  readonly until: string
  readonly rules: RulesOf
}

const NEVER = '9999-12-31'

/** Terms and days that plans of one horizon ask for again and again. */
type Known = { readonly terms: TermBook; readonly next: Map<string, string>; readonly before: Map<string, string> }
const knownOf = new WeakMap<Horizon, Known>()
const known = (horizon: Horizon): Known => {
  const found = knownOf.get(horizon) ?? { terms: termBook(horizon), next: new Map(), before: new Map() }
  knownOf.set(horizon, found)
  return found
}
const dayFrom = (days: Map<string, string>, day: string, by: number): string => {
  let found = days.get(day)
  if (found === undefined) days.set(day, (found = addDays(day, by)))
  return found
}

/** The days of which it is known beforehand that something is decided, each once, in their order. */
const fixedDays = (heads: readonly HeadStep[], today: string, switchOn: string): readonly string[] => {
  const days = [today]
  const put = (day: string): void => {
    let at = days.length
    while (at > 0 && (days[at - 1] ?? '') > day) at -= 1
    if (days[at - 1] !== day) days.splice(at, 0, day)
  }
  put(switchOn)
  for (const { on } of heads) put(on)
  return days
}

/**
 * What a company holds of one plan over time. `covers` null: as it is. Before the day of the plan's decisions what is held
 * goes on; from then on the covers say who is covered by what, and a term that runs is waited for. Terms of which there is
 * no offer are not bought.
 */
export const holdingsOver = (
  held: readonly HeldOffer[],
  heads: readonly HeadStep[],
  covers: readonly Cover[] | null,
  horizon: Horizon,
  offerFor: OfferFor,
): readonly Holding[] => {
  const { today, switchOn, until } = horizon
  const { terms, next: nextDay, before: dayBefore } = known(horizon)
  const lots = held.map((offer) => heldLot(offer, terms))
  const lowest = covers === null ? 0 : lowestHeads(heads, switchOn, until)
  const fixed = fixedDays(heads, today, switchOn)
  let next = 0
  for (;;) {
    let firstEnd = NEVER
    for (const { runsTo } of lots) if (runsTo !== null && runsTo < firstEnd) firstEnd = runsTo
    const lastDay = dayFrom(dayBefore, firstEnd, -1)
    const planned = fixed[next] ?? NEVER
    const on = planned < lastDay ? planned : lastDay
    if (on > until) break
    if (fixed[next] === on) next += 1
    const ending = on === lastDay ? lots.filter(({ runsTo }) => runsTo === firstEnd) : []
    const people = headsOn(heads, on)
    const decision = { lots, on, heads: people, ending, offerFor }
    const leaving = ending.length > 0 ? Math.max(0, people - headsOn(heads, dayFrom(nextDay, on, 1))) : 0
    const before = leaving > 0 ? new Map(lots.map((lot) => [lot, lot.quantity])) : null
    const asItIs = covers === null || on < switchOn
    // What comes before the plan's decisions waits for them, so that it is covered as they say.
    if (asItIs) goOn(covers === null ? decision : { ...decision, heads: Math.min(people, total(lots)) })
    else cover(decision, sharesOf(covers, people, lowest))
    if (before) withoutLeaving(decision, before, leaving, asItIs)
    for (const lot of ending) {
      if (lot.quantity > 0) renew(lot, terms)
      else lot.runsTo = null
    }
  }
  return lots.filter(({ steps }) => steps.some(({ quantity }) => quantity > 0))
}
