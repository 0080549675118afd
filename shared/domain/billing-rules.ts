import type { Decimal } from './decimal.ts'
import { addDecimals } from './decimal.ts'
import { addDays, addMonths, firstDayOf, lastDayOf, localDateAt, monthOf, startOfLocalDay } from './local-date.ts'

/** What is billed, when and how much of it: dated data, so that a later rule does not change an earlier month. */
export type BillingRules = {
  readonly id: string
  /** Local date 'YYYY-MM-DD', inclusive. */
  readonly validFrom: string
  /** What the sources leave open and was decided here. */
  readonly note: string
  readonly monthly: {
    /** The invoiced period is the month that begins (X25). */
    readonly billed: 'in-advance'
    readonly quantity: 'end-of-previous-month'
    readonly proRata: boolean
    readonly rules: readonly string[]
  }
  readonly prepaid: {
    /** The whole term at once, on the invoice of the month after the purchase. */
    readonly billed: 'up-front'
    /** Years of the first term by commercial reference; other references are not known to be prepaid (M217 is a guess). */
    readonly terms: Readonly<Record<string, number>>
    /** Lengths of a first term that are sold, in years. */
    readonly termYears: readonly number[]
    readonly starts: 'first-of-next-month'
    /** Whatever the first term was (M209). */
    readonly renewalYears: number
    readonly increase: 'billed-next-month-until-same-end'
    /** Of an addition: the price of a whole term, or its part for the full months that are left. */
    readonly increasePrice: 'full' | 'full-months-remaining'
    /** X20 where the sources disagree about the price of an addition: what rests on it says so. */
    readonly contested: 'X20' | null
    readonly decrease: boolean
    /** Whether it can be cancelled free of charge in the month in which it was bought. */
    readonly firstMonthCancellable: boolean
    readonly rules: readonly string[]
  }
  readonly usage: {
    /** The invoiced period is the month before (M205). */
    readonly billed: 'in-arrears'
    readonly rules: readonly string[]
  }
  readonly paymentDays: { readonly days: number; readonly rules: readonly string[] }
}

const references2017 = { '3EY95101AB': 1, '3EY95102AB': 1, '3EY95101AD': 3, '3EY95102AD': 3 } as const
const prepaidRules = ['M161', 'M201', 'M208', 'M209', 'M210', 'M211', 'M212', 'M213', 'M214', 'M215', 'X20'] as const

export const billingRules: readonly BillingRules[] = [
  {
    id: 'deck-2017',
    validFrom: '2017-06-01',
    note: 'The deck says “same price” for prepaid licences that are added, and not whether a part of a term costs less (M211): read as the full price.',
    monthly: {
      billed: 'in-advance',
      quantity: 'end-of-previous-month',
      proRata: false,
      rules: ['M200', 'M206', 'X25'],
    },
    prepaid: {
      billed: 'up-front',
      terms: references2017,
      termYears: [1, 3],
      starts: 'first-of-next-month',
      renewalYears: 1,
      increase: 'billed-next-month-until-same-end',
      increasePrice: 'full',
      contested: 'X20',
      decrease: false,
      firstMonthCancellable: false,
      rules: prepaidRules,
    },
    usage: { billed: 'in-arrears', rules: ['M204', 'M205', 'X25'] },
    paymentDays: { days: 30, rules: ['M222'] },
  },
  {
    id: 'help-centre',
    validFrom: '2024-01-01',
    note: 'The vendor’s current help pages (Track Customer Consumption). They do not say since when: 1 January 2024 is our choice. They name 5-year terms and no reference of one.',
    monthly: {
      billed: 'in-advance',
      quantity: 'end-of-previous-month',
      proRata: false,
      rules: ['M200', 'M206', 'X25', 'F03'],
    },
    prepaid: {
      billed: 'up-front',
      terms: references2017,
      termYears: [1, 3, 5],
      starts: 'first-of-next-month',
      renewalYears: 1,
      increase: 'billed-next-month-until-same-end',
      increasePrice: 'full-months-remaining',
      contested: 'X20',
      decrease: false,
      firstMonthCancellable: true,
      rules: [...prepaidRules, 'F03'],
    },
    usage: { billed: 'in-arrears', rules: ['M204', 'M205', 'X25'] },
    paymentDays: { days: 30, rules: ['M222'] },
  },
]

/** The set with this id, such as 'deck-2017'; null when there is none. */
export const billingRulesNamed = (id: string, all: readonly BillingRules[] = billingRules): BillingRules | null =>
  all.find((rules) => rules.id === id) ?? null

/** The rules in force on a local date; before the first dated set, the first. */
export const billingRulesAt = (date: string, all: readonly BillingRules[] = billingRules): BillingRules => {
  const [first, ...later] = [...all].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
  if (!first) throw new Error('there are no billing rules')
  return later.findLast((rules) => rules.validFrom <= date) ?? first
}

/** The licences of a subscription from an instant (UTC ISO) on, as the operation history says (M171, M172). */
export type QuantityChange = { readonly at: string; readonly quantity: Decimal; readonly operationId: string }
export type QuantityThen = { readonly quantity: Decimal; readonly operationId: string }

const instantOf = (change: QuantityChange): number => {
  const instant = Date.parse(change.at)
  if (Number.isNaN(instant)) throw new RangeError(`not an instant: ${change.at}`)
  return instant
}

/** The last change before `end` (milliseconds UTC); of two at one instant the later operation id. */
const lastBefore = (changes: readonly QuantityChange[], end: number): QuantityThen | null => {
  let last: { readonly instant: number; readonly change: QuantityChange } | null = null
  for (const change of changes) {
    const instant = instantOf(change)
    if (instant >= end) continue
    const later =
      last === null ||
      instant > last.instant ||
      (instant === last.instant && change.operationId >= last.change.operationId)
    if (later) last = { instant, change }
  }
  return last === null ? null : { quantity: last.change.quantity, operationId: last.change.operationId }
}

/** M200 is the vendor's rule and the vendor is French: its day ends in Paris unless the caller knows better. */
export const BILLING_TIME_ZONE = 'Europe/Paris'

/**
 * Licences at the end of a local day, whole day included, and the operation that set them; null before the first one.
 * The order of `changes` does not matter.
 */
export const quantityAt = (
  changes: readonly QuantityChange[],
  lastDay: string,
  timeZone = BILLING_TIME_ZONE,
): QuantityThen | null => lastBefore(changes, startOfLocalDay(addDays(lastDay, 1), timeZone))

/** Whether a subscription may be billed per month, up front for a term of years, or by its use. */
export type BilledSubscription = {
  readonly model: 'monthly' | 'prepaid' | 'usage'
  /** The first term in years; null unless prepaid. */
  readonly termYears: number | null
  readonly changes: readonly QuantityChange[]
}

export type BilledQuantity = QuantityThen & { readonly reason: 'month' | 'term' | 'increase' | 'renewal' }

const minus = (a: Decimal, b: Decimal): Decimal => addDecimals(a, { units: -b.units, scale: b.scale })

/**
 * What the invoice of `month` ('YYYY-MM') bills of a subscription, in licences, or null when it is not on that invoice.
 * Monthly: the licences at the end of the month before (M200). Prepaid: all licences in the month after the purchase and
 * in each month of renewal, in other months only what was added in the month before (M201, M209, M210). Usage has no
 * licences (M204, M227).
 */
export const billedQuantity = (
  subscription: BilledSubscription,
  month: string,
  timeZone = BILLING_TIME_ZONE,
  rules = billingRulesAt(firstDayOf(month)),
): BilledQuantity | null => {
  if (subscription.model === 'usage') return null
  const now = quantityAt(subscription.changes, lastDayOf(addMonths(month, -1)), timeZone)
  if (now === null || now.quantity.units === 0) return null
  if (subscription.model === 'monthly') return { ...now, reason: 'month' }
  const first = Math.min(...subscription.changes.map(instantOf))
  const start = addMonths(monthOf(localDateAt(first, timeZone)), 1)
  if (start === month) return { ...now, reason: 'term' }
  if (renewsIn(start, subscription.termYears, rules.prepaid.renewalYears, month)) return { ...now, reason: 'renewal' }
  const before = quantityAt(subscription.changes, lastDayOf(addMonths(month, -2)), timeZone)
  const added = before === null ? now.quantity : minus(now.quantity, before.quantity)
  return added.units > 0 ? { quantity: added, operationId: now.operationId, reason: 'increase' } : null
}

const renewsIn = (start: string, termYears: number | null, renewalYears: number, month: string): boolean => {
  if (termYears === null) return false
  let renewal = addMonths(start, termYears * 12)
  while (renewal < month) renewal = addMonths(renewal, renewalYears * 12)
  return renewal === month
}
