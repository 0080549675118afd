import type { BillingRules } from '../billing-rules.ts'
import { addYears, monthOf } from '../local-date.ts'
import { prepaidTerm, renewalOf, termOf, type Term } from '../subscription-rules.ts'

/** An offer that is held or may be bought. */
export type Offered = {
  readonly commercialReference: string
  readonly name: string
  readonly model: 'free' | 'monthly' | 'prepaid'
  /** Years of the first term; null unless prepaid, and where nobody knows it. */
  readonly termYears: number | null
}

/** What a company holds of one plan, of one offer. */
export type HeldOffer = Offered & {
  readonly quantity: number
  /** Local dates; null of monthly licences, and where the cloud does not say. */
  readonly boughtOn: string | null
  readonly expiresOn: string | null
}

/** Licences of one offer over time. */
export type Holding = Offered & {
  /** Null: before everything that is planned. */
  readonly boughtOn: string | null
  /** One after the other, each renewal too; none of monthly licences, and where no end is known. */
  readonly terms: readonly Term[]
  /** Licences that are there already; 0 of what the plan buys. */
  readonly held: number
  /** By date; the number stays until the next one. Of what is held, the first is dated ''. */
  readonly steps: readonly { readonly on: string; readonly quantity: number }[]
}

/** A holding that is being planned. */
export type Lot = Offered & {
  readonly boughtOn: string | null
  readonly held: number
  quantity: number
  /** First day after the running term; null of monthly licences and when it has ended. */
  runsTo: string | null
  readonly terms: Term[]
  readonly steps: { on: string; quantity: number }[]
}

export type RulesOf = (month: string) => BillingRules

export const put = (lot: Lot, on: string, quantity: number): void => {
  if (lot.quantity === quantity) return
  lot.quantity = quantity
  if (lot.steps.at(-1)?.on === on) lot.steps.pop()
  lot.steps.push({ on, quantity })
}

/** The terms of licences, each worked out once. */
export type TermBook = {
  /** From the running one until one ends after today. */
  held(offer: HeldOffer): readonly Term[]
  /** M209: it goes on for the years that a renewal has. */
  renewal(endsOn: string): Term
}

export const termBook = ({ today, rules }: { readonly today: string; readonly rules: RulesOf }): TermBook => {
  const heldTerms = new Map<string, readonly Term[]>()
  const renewals = new Map<string, Term>()
  const renewal = (endsOn: string): Term => {
    const found = renewals.get(endsOn)
    if (found) return found
    const { from, to } = renewalOf(endsOn, rules(monthOf(endsOn)))
    const term = { startsOn: from, expiresOn: to }
    renewals.set(endsOn, term)
    return term
  }
  /** A term that ended before today has been renewed meanwhile (M209). */
  const termsOf = (offer: HeldOffer): readonly Term[] => {
    const first = runningTerm(offer, rules)
    if (first === null) return []
    const terms = [first]
    for (let last = first; last.expiresOn <= today; terms.push(last)) last = renewal(last.expiresOn)
    return terms
  }
  return {
    held: (offer) => {
      if (offer.model !== 'prepaid') return []
      const key = `${offer.termYears}|${offer.boughtOn}|${offer.expiresOn}`
      const terms = heldTerms.get(key) ?? termsOf(offer)
      heldTerms.set(key, terms)
      return terms
    },
    renewal,
  }
}

export const renew = (lot: Lot, book: TermBook): void => {
  if (lot.runsTo === null) return
  const term = book.renewal(lot.runsTo)
  lot.runsTo = term.expiresOn
  lot.terms.push(term)
}

/** What is held today. */
export const heldLot = (offer: HeldOffer, book: TermBook): Lot => {
  const terms = book.held(offer)
  const { commercialReference, name, model, termYears, boughtOn, quantity } = offer
  return {
    commercialReference,
    name,
    model,
    termYears,
    boughtOn,
    held: quantity,
    quantity,
    runsTo: terms.at(-1)?.expiresOn ?? null,
    terms: [...terms],
    steps: [{ on: '', quantity }],
  }
}

/** A prepaid subscription of which nobody knows when its term ends (M160): neither its end, nor a purchase and a length. */
export const lacksTerm = ({ model, boughtOn, termYears, expiresOn }: HeldOffer): boolean =>
  model === 'prepaid' && expiresOn === null && (boughtOn === null || termYears === null)

/** Of a prepaid offer of unknown length nothing but its end counts: it renews for a year like any other. */
const runningTerm = (offer: HeldOffer, rules: RulesOf): Term | null => {
  const { commercialReference, model, termYears, quantity, boughtOn, expiresOn } = offer
  const years = expiresOn === null ? 1 : rules(monthOf(expiresOn)).prepaid.renewalYears
  const startsOn = termYears === null && expiresOn !== null ? addYears(expiresOn, -years) : null
  const held = { commercialReference, model, termYears, quantity, boughtOn, startsOn, expiresOn }
  return termOf({ ...held, subscriptionId: null, companyId: '', plan: '', allocated: 0 }, years)
}

export const boughtLot = ({ commercialReference, name, model, termYears }: Offered, on: string): Lot => {
  const term = model === 'prepaid' && termYears !== null ? prepaidTerm(on, termYears) : null
  return {
    commercialReference,
    name,
    model,
    termYears,
    boughtOn: on,
    held: 0,
    quantity: 0,
    runsTo: term?.expiresOn ?? null,
    terms: term ? [term] : [],
    steps: [],
  }
}

export const total = (lots: readonly Lot[]): number => {
  let sum = 0
  for (const { quantity } of lots) sum += quantity
  return sum
}

/** Of several, the one whose term ends last: what is added is used longest there. */
export const lastToEnd = (lots: readonly Lot[]): Lot | undefined =>
  lots.reduce<Lot | undefined>(
    (last, lot) => (last && (last.runsTo ?? '') >= (lot.runsTo ?? '') ? last : lot),
    undefined,
  )

/** The number of the step that counts on a local date; -1 before the first one. */
export const stepOn = (steps: readonly { readonly on: string }[], date: string): number => {
  let at = steps.length - 1
  while (at >= 0 && (steps[at]?.on ?? '') > date) at -= 1
  return at
}

/** Licences of a holding at the end of a local day. */
export const quantityOn = ({ steps }: Pick<Holding, 'steps'>, date: string): number =>
  steps[stepOn(steps, date)]?.quantity ?? 0
