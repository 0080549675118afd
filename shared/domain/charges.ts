import type { BillingRules } from './billing-rules.ts'
import { type CatalogueEdition, offerFor, offerOf, type OfferModel } from './catalogue.ts'
import type { Decimal } from './decimal.ts'
import { addDays, addMonths, firstDayOf, lastDayOf, monthOf } from './local-date.ts'
import { minorDigits, type Money } from './money.ts'
import { addedMonths, type Held, prepaidTerm, renewalOf, type Term, termOf } from './subscription-rules.ts'

/** A first purchase, on a local date. */
export type Purchase = {
  readonly commercialReference: string
  readonly model: OfferModel
  /** Years of the first term; null unless prepaid. */
  readonly termYears: number | null
  readonly on: string
  readonly quantity: number
}

/** The new total from a local date on; 0 ends the subscription. */
export type QuantityStep = { readonly on: string; readonly quantity: number }

/** One subscription: what is held now or will be bought, and its changes in any order; of one day the last counts. */
export type Timeline = ({ readonly held: Held } | { readonly bought: Purchase }) & {
  readonly steps: readonly QuantityStep[]
}

/** What an invoice month 'YYYY-MM' bills of a subscription. */
export type Charge = {
  readonly month: string
  readonly commercialReference: string
  readonly reason: 'month' | 'term' | 'increase' | 'renewal'
  readonly quantity: number
  /** Of an addition: how much of its term is billed. */
  readonly months: { readonly billed: number; readonly of: number } | null
  /** Years of the term that it belongs to: 1 for the renewal of 3 years (M209). Null per month. */
  readonly years: number | null
  readonly contested: 'X20' | null
  readonly rules: readonly string[]
}

type RulesOf = (month: string) => BillingRules

/**
 * The invoice lines of a subscription from one invoice month to another, both included, in their order; `rules` are those
 * of an invoice month. Monthly: the licences at the end of the month before, no pro-rata (M200, M206). Prepaid: the term
 * in the month after the purchase (M161, M201), additions in the month after them (M210), a year at each end of a term
 * (M209); what is added in the last month of a term comes with the renewal. A decrease dated on the day on which a term
 * ends means that fewer are renewed; after a renewal of none nothing follows, a later purchase is another timeline. Free and demo offers are never billed, usage has no number (usageMonthsOf). A prepaid
 * subscription of which no term is known (termOf) has no charges: the caller says so.
 */
export const chargesOf = (timeline: Timeline, rules: RulesOf, from: string, to: string): Charge[] => {
  const known = subscriptionOf(timeline)
  if (known.model === 'monthly') return monthlyCharges(timeline, known, from, to)
  return known.model === 'prepaid' ? prepaidCharges(timeline, rules, from, to) : []
}

/**
 * The invoice months that bill the use of the month before, without amounts (M204, M205). Usage has no number (M227): it is
 * subscribed from its purchase until a step to 0.
 */
export const usageMonthsOf = (timeline: Timeline, from: string, to: string): string[] => {
  if (subscriptionOf(timeline).model !== 'usage') return []
  const start = 'held' in timeline ? (timeline.held.boughtOn ?? '') : timeline.bought.on
  const end = timeline.steps.flatMap(({ on, quantity }) => (quantity === 0 ? [on] : [])).sort()[0]
  return monthsBetween(from, to).filter((month) => {
    const used = addMonths(month, -1)
    return start <= lastDayOf(used) && (end === undefined || firstDayOf(used) < end)
  })
}

const subscriptionOf = (timeline: Timeline): Pick<Purchase, 'commercialReference' | 'model' | 'termYears'> =>
  'held' in timeline ? timeline.held : timeline.bought

const monthsBetween = (from: string, to: string): string[] => {
  const months: string[] = []
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

/** Licences at the end of a local day. */
type QuantityAt = (day: string) => number

const stepsOf = (timeline: Timeline): QuantityStep[] => {
  const first = 'held' in timeline ? { on: timeline.held.boughtOn ?? '', quantity: timeline.held.quantity } : timeline.bought // prettier-ignore
  const ordered = timeline.steps.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  return [{ on: first.on, quantity: first.quantity }, ...ordered].filter(
    (step, at, all) => at === 0 || all[at + 1]?.on !== step.on,
  )
}

const at = (steps: readonly QuantityStep[]): QuantityAt => {
  return (day) => steps.findLast(({ on }) => on <= day)?.quantity ?? 0
}
const quantities = (timeline: Timeline): QuantityAt => at(stepsOf(timeline))

const monthlyCharges = (
  timeline: Timeline,
  { commercialReference }: Pick<Purchase, 'commercialReference'>,
  from: string,
  to: string,
): Charge[] => {
  const then = quantities(timeline)
  return monthsBetween(from, to).flatMap((month): Charge[] => {
    const quantity = then(lastDayOf(addMonths(month, -1)))
    return quantity > 0 ? [{ month, commercialReference, reason: 'month', quantity, months: null, years: null, contested: null, rules: ['M200', 'M206'] }] : [] // prettier-ignore
  })
}

/** Each term until the last invoice month; the length of each renewal by the rules of the month in which it begins. */
const termsUntil = (first: Term, rules: RulesOf, to: string): Term[] => {
  const terms = [first]
  let last = first
  while (monthOf(last.expiresOn) <= to) {
    const renewal = renewalOf(last.expiresOn, rules(monthOf(last.expiresOn)))
    last = { startsOn: renewal.from, expiresOn: renewal.to }
    terms.push(last)
  }
  return terms
}

const yearsOf = ({ startsOn, expiresOn }: Term): number => Number(expiresOn.slice(0, 4)) - Number(startsOn.slice(0, 4))

/** A decrease on the day on which a term ends is a decision about the renewal: it counts the day before. */
const decidedBefore = (steps: readonly QuantityStep[], ends: ReadonlySet<string>): QuantityStep[] =>
  steps.map((step, index) =>
    ends.has(step.on) && step.quantity < (steps[index - 1]?.quantity ?? 0)
      ? { ...step, on: addDays(step.on, -1) }
      : step,
  )

/** The term that runs now, and whether it is the first one. */
const runningTerm = (timeline: Timeline): { readonly term: Term; readonly first: boolean } | null => {
  if ('bought' in timeline) {
    const { on, termYears } = timeline.bought
    return termYears === null ? null : { term: prepaidTerm(on, termYears), first: true }
  }
  const term = termOf(timeline.held)
  if (term === null) return null
  const { boughtOn } = timeline.held
  return { term, first: boughtOn === null || prepaidTerm(boughtOn, 1).startsOn >= term.startsOn }
}

const prepaidCharges = (timeline: Timeline, rules: RulesOf, from: string, to: string): Charge[] => {
  const running = runningTerm(timeline)
  if (running === null) return []
  const { commercialReference } = subscriptionOf(timeline)
  const terms = termsUntil(running.term, rules, to)
  const then = at(decidedBefore(stepsOf(timeline), new Set(terms.map(({ expiresOn }) => expiresOn))))
  const over = terms.slice(1).find(({ startsOn }) => then(addDays(startsOn, -1)) === 0)
  const termIn = new Map(terms.map((term) => [monthOf(term.startsOn), term]))
  return monthsBetween(from, to).flatMap((month): Charge[] => {
    if (over && monthOf(over.startsOn) <= month) return []
    const begins = termIn.get(month)
    if (begins) {
      const renews = begins !== running.term || !running.first
      const quantity = then(addDays(begins.startsOn, -1))
      const years = yearsOf(begins)
      return quantity > 0 ? [{ month, commercialReference, reason: renews ? 'renewal' : 'term', quantity, months: null, years, contested: null, rules: renews ? ['M201', 'M209'] : ['M161', 'M201'] }] : [] // prettier-ignore
    }
    const boughtOn = lastDayOf(addMonths(month, -1))
    const term = terms.findLast(({ startsOn }) => startsOn <= boughtOn)
    const quantity = then(boughtOn) - then(lastDayOf(addMonths(month, -2)))
    if (term === undefined || quantity <= 0) return []
    const { contested, ...months } = addedMonths(term, boughtOn, rules(month))
    return [{ month, commercialReference, reason: 'increase', quantity, months, years: yearsOf(term), contested, rules: contested ? ['M210', contested] : ['M210'] }] // prettier-ignore
  })
}

/**
 * The reference whose price a charge has: the renewal of a 3-year term lasts one year (M209), and the price for three is not
 * the price for one. Null where the catalogue has no offer of that plan and term: then there is no price (M218).
 */
export const pricedReferenceOf = (
  edition: CatalogueEdition,
  { commercialReference, years }: Pick<Charge, 'commercialReference' | 'years'>,
): string | null => {
  const offer = offerOf(edition, commercialReference)
  if (years === null || offer === null || offer.termYears === years) return commercialReference
  return years === 1 || years === 3 || years === 5 ? (offerFor(edition, offer.plan, years)?.commercialReference ?? null) : null // prettier-ignore
}

/**
 * Quantity x unit price x months billed / months of the term, rounded once, half up on the magnitude. The unit price is per
 * user and month, or per user for the whole term. The caller checks Number.isSafeInteger(minor) as for lineAmount.
 */
export const amountOf = (
  { quantity, months }: Pick<Charge, 'quantity' | 'months'>,
  unitPrice: Decimal,
  currency: string,
): Money => {
  const { billed, of } = months ?? { billed: 1, of: 1 }
  const units = BigInt(quantity) * BigInt(unitPrice.units) * BigInt(billed)
  const digits = minorDigits(currency)
  return { minor: divided(units * 10n ** BigInt(digits), 10n ** BigInt(unitPrice.scale) * BigInt(of)), currency }
}

const divided = (units: bigint, divisor: bigint): number => {
  const magnitude = units < 0n ? -units : units
  const rounded = Number((magnitude * 2n + divisor) / (divisor * 2n))
  return units < 0n && rounded !== 0 ? -rounded : rounded
}
