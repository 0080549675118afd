import { amountOf, chargesOf, pricedReferenceOf, type Charge, type Timeline } from '../../../shared/domain/charges.ts'
import type { BillingRules } from '../../../shared/domain/billing-rules.ts'
import type { CatalogueEdition } from '../../../shared/domain/catalogue.ts'
import { wholeNumber } from '../../../shared/domain/decimal.ts'
import { addMonths, firstDayOf, monthOf } from '../../../shared/domain/local-date.ts'
import { lineAmount, money, type Money, sumMoney } from '../../../shared/domain/money.ts'
import { type PriceList, priceFor } from '../../../shared/domain/price-list.ts'
import { type Held, prepaidTerm, renewalOf, termOf } from '../../../shared/domain/subscription-rules.ts'
import { billingDate, type Wish } from './wish.ts'

export type Pricing = {
  readonly today: string
  readonly currency: string
  readonly lists: readonly PriceList[]
  readonly edition: CatalogueEdition
  /** Of an invoice month. */
  readonly rules: (month: string) => BillingRules
}

/** What the steps of a statement change, at what the distributor pays; an amount is null where a price is missing. */
export type Figures = {
  readonly licencesBefore: number
  readonly licencesAfter: number
  readonly perMonthBefore: Money | null
  readonly perMonthAfter: Money | null
  /** Terms and additions to terms, as first billed; renewals are told apart. */
  readonly once: Money | null
}

const heldOf = ({ subscription, offer }: Wish): Held | null =>
  subscription && {
    subscriptionId: subscription.id,
    companyId: subscription.company_id,
    commercialReference: offer.commercialReference,
    plan: '',
    model: offer.model,
    termYears: offer.termYears,
    quantity: subscription.billed ?? 0,
    allocated: subscription.allocated ?? 0,
    boughtOn: billingDate(subscription.created_at),
    startsOn: null,
    expiresOn: billingDate(subscription.expires_at),
  }

const timelineOf = (wish: Wish): Timeline => {
  const held = heldOf(wish)
  if (held) return { held, steps: wish.steps }
  const { commercialReference, model, termYears } = wish.offer
  const [first, ...steps] = wish.steps
  return { bought: { commercialReference, model, termYears, on: first?.on ?? '', quantity: first?.quantity ?? 0 }, steps } // prettier-ignore
}

const lastDay = ({ steps }: Wish, today: string): string => {
  const on = steps.at(-1)?.on ?? today
  return on < today ? today : on
}

const monthly = (wish: Wish, quantity: number, on: string, pricing: Pricing): Money | null => {
  const { currency, lists } = pricing
  if (wish.offer.model !== 'monthly' || quantity === 0) return money(0, currency)
  const { commercialReference } = wish.offer
  const found = priceFor(lists, { tier: 'vad', currency, date: on, commercialReference })
  if (!found.ok || found.value.price.per !== 'user-month') return null
  return lineAmount(wholeNumber(quantity), found.value.price.unitPrice, currency)
}

const upFront = ({ reason }: Charge): boolean => reason === 'term' || reason === 'increase'

/** What is billed up front because of the steps, and not without them. */
const once = (wish: Wish, { today, currency, lists, edition, rules }: Pricing): Money | null => {
  if (wish.offer.model !== 'prepaid') return money(0, currency)
  const timeline = timelineOf(wish)
  if ('held' in timeline ? termOf(timeline.held) === null : timeline.bought.termYears === null) return null
  const [from, to] = [monthOf(today), addMonths(monthOf(lastDay(wish, today)), 1)]
  const cost = (one: Timeline): number | null => {
    let sum = 0
    for (const charge of chargesOf(one, rules, from, to).filter(upFront)) {
      const commercialReference = pricedReferenceOf(edition, charge) ?? ''
      const date = firstDayOf(charge.month)
      const found = priceFor(lists, { tier: 'vad', currency, date, commercialReference })
      if (!found.ok || found.value.price.per !== 'term') return null
      sum += amountOf(charge, found.value.price.unitPrice, currency).minor
    }
    return sum
  }
  const withSteps = cost(timeline)
  const without = 'held' in timeline ? cost({ ...timeline, steps: [] }) : 0
  return withSteps === null || without === null ? null : money(withSteps - without, currency)
}

/** What one subscription's steps change. */
export const figuresOf = (wish: Wish, pricing: Pricing): Figures => {
  const before = wish.subscription?.billed ?? 0
  const after = wish.steps.at(-1)?.quantity ?? before
  return {
    licencesBefore: before,
    licencesAfter: after,
    perMonthBefore: monthly(wish, before, pricing.today, pricing),
    perMonthAfter: monthly(wish, after, lastDay(wish, pricing.today), pricing),
    once: once(wish, pricing),
  }
}

export const addFigures = (a: Figures, b: Figures, currency: string): Figures => {
  const sum = (one: Money | null, other: Money | null) => one && other && sumMoney([one, other], currency)
  return {
    licencesBefore: a.licencesBefore + b.licencesBefore,
    licencesAfter: a.licencesAfter + b.licencesAfter,
    perMonthBefore: sum(a.perMonthBefore, b.perMonthBefore),
    perMonthAfter: sum(a.perMonthAfter, b.perMonthAfter),
    once: sum(a.once, b.once),
  }
}

export const noFigures = (currency: string): Figures => {
  const none = money(0, currency)
  return { licencesBefore: 0, licencesAfter: 0, perMonthBefore: none, perMonthAfter: none, once: none }
}

/** When the prepaid term that the steps buy or change renews next (M161, M209); null where nothing renews. */
export const renewalDay = (wish: Wish, { today, rules }: Pricing): string | null => {
  const quantity = wish.steps.at(-1)?.quantity ?? 0
  if (wish.offer.model !== 'prepaid' || quantity === 0) return null
  const held = heldOf(wish)
  const { termYears } = wish.offer
  const first = wish.steps[0]?.on ?? today
  let on = held ? held.expiresOn : termYears === null ? null : prepaidTerm(first, termYears).expiresOn
  while (on !== null && on <= today) on = renewalOf(on, rules(monthOf(on))).to
  return on
}
