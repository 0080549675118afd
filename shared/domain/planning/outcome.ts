import { type CatalogueEdition, offerFor } from '../catalogue.ts'
import { addMonths, firstDayOf, lastDayOf, monthOf } from '../local-date.ts'
import { money, subtractMoney, sumMoney, type Money } from '../money.ts'
import type { PriceList, PriceTier } from '../price-list.ts'
import type { Cover, CoverTerm, OfferFor } from './covers.ts'
import { holdingsOver, type Horizon } from './holdings.ts'
import { billingCalendar, createLedger, monthsFrom, type BillingCalendar, type PlannedCharge } from './ledger.ts'
import type { Offered, RulesOf } from './lots.ts'
import { contestedRules, createNotes, type Contested, type Note } from './notes.ts'
import { priceBook, type MissingPrice, type UsedPrice } from './prices.ts'
import { situationsOf, type Base, type PlanChange, type Situation } from './situations.ts'
import { createUsage } from './unused.ts'

export type Alternative = { readonly id: string; readonly name: string; readonly covers: readonly Cover[] }

export type Definition = {
  readonly basis: 'billed' | 'allocated'
  /** The first invoice month, 'YYYY-MM', and how many there are. */
  readonly from: string
  readonly months: number
  readonly currency: string
  /** What the customer pays; the distributor pays tier 'vad'. */
  readonly sellTier: PriceTier
  readonly changes: readonly PlanChange[]
  readonly alternatives: readonly Alternative[]
}

/** What a plan is computed with. */
export type Means = {
  /** Local date. */
  readonly today: string
  readonly edition: CatalogueEdition
  readonly lists: readonly PriceList[]
  /** Of an invoice month. */
  readonly rules: RulesOf
}

export type PlannedMonth = {
  month: string
  buy: Money
  sell: Money | null
  licences: number
  unusedLicences: number
  cumulative: Money
}

export type AlternativeOutcome = {
  alternativeId: string
  name: string
  /** Null when a price is missing or the end of a prepaid term is not known: a part of a total is none. */
  totals: {
    buy: Money
    sell: Money | null
    margin: Money | null
    perMonthAtEnd: Money
    upFront: Money
    unused: Money
  } | null
  months: PlannedMonth[]
  /** Known without any price. */
  licencesAtEnd: number
  charges: PlannedCharge[]
  missingPrices: MissingPrice[]
  usedPrices: UsedPrice[]
  contested: Contested[]
  notes: Note[]
}

export type Outcome = {
  companies: number
  situations: number
  alternatives: AlternativeOutcome[]
  breakEvens: { of: string; against: string; months: number | null }[]
}

export const offersOf = ({ edition }: Means): ((plan: string) => OfferFor) => {
  const known = new Map<string, OfferFor>()
  const ofPlan = (plan: string): OfferFor => {
    const offers = new Map<CoverTerm, Offered | null>()
    return (term) => {
      const before = offers.get(term)
      if (before !== undefined) return before
      const offer = offerFor(edition, plan, term)
      const found = offer && { ...offer, model: offer.model === 'prepaid' || offer.model === 'free' ? offer.model : 'monthly' } as const // prettier-ignore
      offers.set(term, found)
      return found
    }
  }
  return (plan) => {
    const offers = known.get(plan) ?? ofPlan(plan)
    known.set(plan, offers)
    return offers
  }
}

export const horizonOf = ({ from, months }: Pick<Definition, 'from' | 'months'>, { today, rules }: Means): Horizon => {
  // What is decided on the last day of a month is on the invoice of the next one (M200, M201).
  const before = lastDayOf(addMonths(from, -1))
  return { today, switchOn: before < today ? today : before, until: lastDayOf(addMonths(from, months - 1)), rules }
}

/** Thrown out of outcomeOf when nobody waits for it any more. */
export class PlanStopped extends Error {}

/** What an alternative costs, over all situations. */
const outcomeOfOne = (
  definition: Definition,
  { id, name, covers }: Alternative,
  situations: readonly Situation[],
  means: Means,
  horizon: Horizon,
  calendar: BillingCalendar,
  stopped: () => boolean,
): AlternativeOutcome => {
  const { from, months, currency } = definition
  const { edition, rules } = means
  const offers = offersOf(means)
  const book = priceBook(means.lists, currency)
  const ledger = createLedger(calendar, edition, book, definition)
  const usage = createUsage(from, months)
  const notes = createNotes(edition)

  for (const [index, situation] of situations.entries()) {
    if (index % 256 === 0 && stopped()) throw new PlanStopped()
    const { plan, companies, companyId, held, heads } = situation
    const offer = offers(plan)
    // Nothing is bought of a free plan (M145).
    const wanted = covers.length === 0 || offer('monthly')?.model === 'free' ? null : covers
    const holdings = holdingsOver(held, heads, wanted, horizon, offer)
    for (const holding of holdings) ledger.add(holding, companies, companyId)
    const { unusedPrepaid, until } = usage.add(situation, holdings)
    notes.ofSituation(situation, holdings, { wanted, unusedPrepaid, until, horizon, offer })
  }

  const { lines, contested } = ledger.lines()
  const unusedMinor = usage.cost(book, edition, currency)
  const missing = [...book.missing(), ...notes.withoutOffer()]
  const whole =
    lines !== null && unusedMinor !== null && !notes.termNotKnown() && missing.every(({ tier }) => tier !== 'vad')
  const common = {
    alternativeId: id,
    name,
    missingPrices: missing,
    usedPrices: book.used(),
    licencesAtEnd: usage.licences().at(-1) ?? 0,
    contested: contestedRules(contested, rules),
    notes: notes.all(),
  }
  if (!whole) return { ...common, totals: null, months: [], charges: [] }
  const table = monthsOf(definition, lines, usage.licences(), usage.unused())
  return { ...common, totals: totalsOf(definition, table, lines, unusedMinor), months: table, charges: lines }
}

const sumOrNull = (amounts: readonly (Money | null)[], currency: string): Money | null => {
  const known = amounts.filter((amount) => amount !== null)
  return known.length === amounts.length ? sumMoney(known, currency) : null
}

/** The sum of a month is the sum of its lines. */
const monthsOf = (
  { from, months, currency }: Definition,
  lines: readonly PlannedCharge[],
  licences: readonly number[],
  unused: readonly number[],
): PlannedMonth[] => {
  const byMonth = Map.groupBy(lines, ({ month }) => month)
  let cumulative = money(0, currency)
  return monthsFrom(from, months).map((month, index) => {
    const own = byMonth.get(month) ?? []
    const buy = sumMoney(own.map((line) => line.buy), currency) // prettier-ignore
    const sell = sumOrNull(own.map((line) => line.sell), currency) // prettier-ignore
    cumulative = sumMoney([cumulative, buy], currency)
    return { month, buy, sell, licences: licences[index] ?? 0, unusedLicences: unused[index] ?? 0, cumulative }
  })
}

/** The total of a plan is the sum of its months. */
const totalsOf = (
  { from, months, currency }: Definition,
  table: readonly PlannedMonth[],
  lines: readonly PlannedCharge[],
  unusedMinor: number,
): AlternativeOutcome['totals'] => {
  if (!Number.isSafeInteger(unusedMinor)) throw new RangeError('an amount exceeds 2^53 minor units')
  const buy = sumMoney(table.map((month) => month.buy), currency) // prettier-ignore
  const sell = sumOrNull(table.map((month) => month.sell), currency) // prettier-ignore
  const last = addMonths(from, months - 1)
  const amounts = (wanted: (line: PlannedCharge) => boolean): Money =>
    sumMoney(lines.filter(wanted).map((line) => line.buy), currency) // prettier-ignore
  return {
    buy,
    sell,
    margin: sell && subtractMoney(sell, buy),
    perMonthAtEnd: amounts(({ month, reason }) => month === last && reason === 'month'),
    upFront: amounts(({ reason }) => reason !== 'month'),
    unused: money(unusedMinor, currency),
  }
}

/**
 * Z03: the number of the first month in which `against` has cost more so far than `of`; null: not within the months, or one
 * of them has no total.
 */
const breakEvenOf = (of: readonly PlannedMonth[], against: readonly PlannedMonth[]): number | null => {
  const index = of.findIndex(({ cumulative }, at) => (against[at]?.cumulative.minor ?? 0) > cumulative.minor)
  return index < 0 ? null : index + 1
}

/**
 * What each alternative of a plan costs (docs/planning.md, section 5). Pure: the same again for the same. RangeError where
 * an amount exceeds 2^53 minor units, PlanStopped when `cancelled` says so meanwhile.
 */
export const outcomeOf = (
  definition: Definition,
  base: Base,
  means: Means,
  cancelled: () => boolean = () => false,
): Outcome => {
  const { all, companies, stopped } = situationsOf(base, definition, means.today)
  const general = generalNotes(definition, means, { stopped, base, all })
  const { from, months } = definition
  const calendar = billingCalendar({ from, to: addMonths(from, months - 1), rules: means.rules })
  const horizon = horizonOf(definition, means)
  const alternatives = definition.alternatives.map((alternative) => {
    const outcome = outcomeOfOne(definition, alternative, all, means, horizon, calendar, cancelled)
    return { ...outcome, notes: [...general, ...outcome.notes] }
  })
  const breakEvens = alternatives.flatMap((of) =>
    alternatives
      .filter((against) => against !== of)
      .map((against) => ({
        of: of.alternativeId,
        against: against.alternativeId,
        months: breakEvenOf(of.months, against.months),
      })),
  )
  return { companies, situations: all.length, alternatives, breakEvens }
}

/** What is so whatever the alternative. */
const generalNotes = (
  { from, changes }: Definition,
  { today }: Means,
  { stopped, base, all }: { readonly stopped: number; readonly base: Base; readonly all: readonly Situation[] },
): Note[] => {
  const known = new Set(base.apart.map(({ companyId }) => companyId))
  const absent = new Set(
    changes.flatMap(({ companyId }) => (companyId === null || known.has(companyId) ? [] : [companyId])),
  )
  const past = changes.filter((change) => change.from < today).length
  const buysAnew = all.some(({ held }) => held.length === 0)
  return [
    ...(past > 0 ? [{ code: 'CHANGE_IN_THE_PAST', rule: null, params: { changes: String(past), today } }] : []),
    ...(from <= monthOf(today) ? [{ code: 'MONTHS_ALREADY_INVOICED', rule: 'M200', params: { first: firstDayOf(from), last: monthOf(today) } }] : []), // prettier-ignore
    // Gone, or not of this scope.
    ...(absent.size > 0
      ? [{ code: 'COMPANY_NOT_IN_SCOPE', rule: null, params: { companies: String(absent.size) } }]
      : []),
    ...(stopped > 0 ? [{ code: 'HEADS_STOPPED', rule: null, params: { companies: String(stopped) } }] : []),
    ...(buysAnew && base.notActivated > 0 ? [{ code: 'NOT_ACTIVATED', rule: 'M143', params: { companies: String(base.notActivated) } }] : []), // prettier-ignore
  ]
}
