import type { BillingRules } from './billing-rules.ts'
import type { CatalogueOffer, OfferModel } from './catalogue.ts'
import { addMonths, addYears, firstDayOf, isLocalDate, monthOf, wholeMonthsBetween } from './local-date.ts'

/** What a company holds of one offer: a subscription of the estate, or one of a plan that has no id yet. */
export type Held = {
  readonly subscriptionId: string | null
  readonly companyId: string
  /** Empty where the cloud gives none. */
  readonly commercialReference: string
  readonly plan: string
  readonly model: OfferModel
  /** Years of the first term; null unless prepaid. */
  readonly termYears: number | null
  readonly quantity: number
  readonly allocated: number
  /** Local dates; the term that runs now, null unless prepaid or where the cloud does not say (M160). */
  readonly boughtOn: string | null
  readonly startsOn: string | null
  /** The first day after the term, which is the first of the next one. */
  readonly expiresOn: string | null
}

/** Local dates; `expiresOn` is the first day after the term. */
export type Term = { readonly startsOn: string; readonly expiresOn: string }

const checked = (date: string): string => {
  if (!isLocalDate(date)) throw new RangeError(`not a local date: ${date}`)
  return date
}

/** M161: from the first of the month after the purchase, for its years; bought on 2017-11-24 for 3: until 2020-12-01. */
export const prepaidTerm = (boughtOn: string, years: number): Term => {
  const month = addMonths(monthOf(checked(boughtOn)), 1)
  return { startsOn: firstDayOf(month), expiresOn: firstDayOf(addMonths(month, years * 12)) }
}

/** M209: one year, whatever the first term was. `to` is the first day after it; 29 February becomes the 28th. */
export const renewalOf = (expiresOn: string, rules: BillingRules): { readonly from: string; readonly to: string } => ({
  from: checked(expiresOn),
  to: addYears(expiresOn, rules.prepaid.renewalYears),
})

/**
 * The term that runs as far as is known of a prepaid subscription: from its dates, or from its purchase (M161), or from its
 * end and length. Null when it is not prepaid or when too little is known.
 */
export const termOf = (held: Held, renewalYears = 1): Term | null => {
  if (held.model !== 'prepaid') return null
  const { boughtOn, startsOn, expiresOn, termYears } = held
  const first = boughtOn !== null && termYears !== null ? prepaidTerm(boughtOn, termYears) : null
  if (expiresOn === null) return first
  if (startsOn !== null) return { startsOn, expiresOn }
  if (first !== null) {
    return first.expiresOn < expiresOn ? { startsOn: addYears(expiresOn, -renewalYears), expiresOn } : { ...first, expiresOn } // prettier-ignore
  }
  return termYears === null ? null : { startsOn: addYears(expiresOn, -termYears), expiresOn }
}

export type AddedMonths = { readonly billed: number; readonly of: number; readonly contested: 'X20' | null }

/**
 * M210, X20: how much of a term's price licences cost that are added to it on a local date: 36 of 36 months where the rules
 * say the full price, else the full months from the first of the next month to the end of the term (F03: 33 of 36).
 */
export const addedMonths = (term: Term, boughtOn: string, rules: BillingRules): AddedMonths => {
  const of = Math.max(1, wholeMonthsBetween(checked(term.startsOn), checked(term.expiresOn)))
  const { contested, increasePrice } = rules.prepaid
  if (increasePrice === 'full') return { billed: of, of, contested }
  const left = wholeMonthsBetween(firstDayOf(addMonths(monthOf(checked(boughtOn)), 1)), term.expiresOn)
  return { billed: Math.min(of, Math.max(0, left)), of, contested }
}

/** Why something cannot be done, or should be known before it is: the rule and a name for the window's own words. */
export type Refusal = {
  readonly rule: string
  readonly reason: string
  readonly params: Readonly<Record<string, string>>
}

export const MOST_LICENCES = 1_000_000
const WHOLE = /^\d{1,7}$/

const refusal = (rule: string, reason: string, params: Refusal['params'] = {}): Refusal => ({ rule, reason, params })

/** A number of licences is a whole number from 1 to 1,000,000, in plain digits where it is text. M148 sets one. */
export const refuseQuantity = (quantity: string | number): Refusal | null => {
  const text = typeof quantity === 'number' ? String(quantity) : quantity.trim()
  const number = WHOLE.test(text) ? Number(text) : 0
  return number >= 1 && number <= MOST_LICENCES ? null : refusal('M148', 'quantityNotWhole', { quantity: text })
}

export type Step = {
  readonly kind: 'subscribe' | 'change' | 'cancel'
  /** The new total; 0 is a cancellation. Of a cancellation it says nothing. */
  readonly quantity: number
  /** Local date from which it is to have effect. */
  readonly on: string
}

export type StepFacts = {
  readonly companyPlan: 'freemium' | 'premium'
  /** Null: nothing is subscribed of this offer ("--", which is not zero: M145). */
  readonly held: Held | null
  readonly step: Step
  /** Null where the catalogue does not know it. */
  readonly offer: CatalogueOffer | null
  readonly rules: BillingRules
}

/** The first rule that a step breaks, or null. The outbox gives the same reasons when the edit is made. */
export const refuseStep = (facts: StepFacts): Refusal | null => {
  const { step } = facts
  if (step.kind === 'subscribe') return refuseSubscription(facts)
  if (facts.held === null) return refusal('M145', 'notSubscribed')
  const cancels = step.kind === 'cancel' || step.quantity === 0
  return cancels ? refuseCancellation(facts, facts.held) : refuseChange(facts, facts.held)
}

const refuseSubscription = ({ companyPlan, step, offer }: StepFacts): Refusal | null => {
  if (companyPlan === 'freemium') return refusal('M143', 'planNotPremium')
  const notSold = offer?.model === 'demo' || offer?.model === 'free'
  if (notSold) return refusal('M139', 'notForSale', { offer: offer.name })
  // M204, M227: what is billed by use is subscribed without a number.
  return offer?.model === 'usage' ? null : refuseQuantity(step.quantity)
}

const belowAllocated = ({ allocated }: Held, quantity: number): Refusal | null =>
  quantity < allocated ? refusal('M155', 'belowAllocated', { allocated: String(allocated) }) : null

const prepaidOnlyGrows = ({ expiresOn }: Held): Refusal =>
  refusal('M157', 'prepaidOnlyGrows', expiresOn === null ? {} : { until: expiresOn })

const refuseChange = ({ step }: StepFacts, held: Held): Refusal | null => {
  const { model, quantity } = held
  const below = belowAllocated(held, step.quantity)
  if (below) return below
  if (model === 'prepaid' && step.quantity < quantity) return prepaidOnlyGrows(held)
  if (model !== 'monthly' && model !== 'prepaid') return refusal('M145', 'noQuantity')
  return refuseQuantity(step.quantity)
}

/**
 * M155 as for any decrease. Prepaid (M157, M210): in the month of the purchase where the rules allow it, and on the day on
 * which a term ends, which is then not renewed.
 */
const refuseCancellation = ({ step, rules }: StepFacts, held: Held): Refusal | null => {
  if (held.model === 'free' || held.model === 'demo') return refusal('M146', 'essentialStays')
  const below = belowAllocated(held, 0)
  if (below || held.model !== 'prepaid') return below
  const { firstMonthCancellable, renewalYears } = rules.prepaid
  if (firstMonthCancellable && held.boughtOn !== null && monthOf(step.on) === monthOf(held.boughtOn)) return null
  const term = termOf(held, renewalYears)
  return term !== null && endsOn(term.expiresOn, step.on, renewalYears) ? null : prepaidOnlyGrows(held)
}

/** Whether a term that first ends on `expiresOn` and renews ever after ends on that day. */
const endsOn = (expiresOn: string, day: string, renewalYears: number): boolean => {
  const years = Number(day.slice(0, 4)) - Number(expiresOn.slice(0, 4))
  return years >= 0 && years % renewalYears === 0 && addYears(expiresOn, years) === day
}

/** What should be known and stops nothing: subscribed before the offer's announced first day (M158, X19). */
export const warnStep = ({ step, offer }: StepFacts): Refusal | null => {
  const soldFrom = offer?.soldFrom ?? null
  return step.kind === 'subscribe' && soldFrom !== null && step.on < soldFrom
    ? refusal('M158', 'beforeFirstDay', { soldFrom, on: step.on })
    : null
}
