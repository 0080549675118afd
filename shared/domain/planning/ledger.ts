import { type CatalogueEdition, offerOf } from '../catalogue.ts'
import { amountOf, chargesOf, pricedReferenceOf, type Charge, type Timeline } from '../charges.ts'
import { addMonths } from '../local-date.ts'
import { type Decimal, wholeNumber } from '../decimal.ts'
import { lineAmount, money, type Money } from '../money.ts'
import type { PriceTier } from '../price-list.ts'
import type { Holding, RulesOf } from './lots.ts'
import type { Priced, PriceBook } from './prices.ts'

/** One line of the billing calendar: of all companies whose line is the same but for the number. */
export type PlannedCharge = {
  month: string
  commercialReference: string
  offerName: string
  reason: Charge['reason']
  companies: number
  licences: number
  months: { billed: number; of: number } | null
  buy: Money
  sell: Money | null
  rules: string[]
}

export type Ledger = {
  add(holding: Holding, companies: number, companyId: string | null): void
  /** Null when a buy price is missing; `sell` of a line is null when only that is. */
  lines(): { readonly lines: PlannedCharge[] | null; readonly contested: readonly Charge[] }
}

const timelineOf = (holding: Holding, quantities: readonly number[]): Timeline => {
  const { commercialReference, model, termYears, boughtOn, terms, held } = holding
  const steps = holding.steps.map(({ on }, index) => ({ on, quantity: quantities[index] ?? 0 }))
  const [first, ...later] = steps
  if (held === 0) {
    const bought = { commercialReference, model, termYears, on: boughtOn ?? '', quantity: first?.quantity ?? 0 }
    return { bought, steps: later }
  }
  const [term] = terms
  const [startsOn, expiresOn] = [term?.startsOn ?? null, term?.expiresOn ?? null]
  const facts = { commercialReference, model, termYears, boughtOn, startsOn, expiresOn, quantity: first?.quantity ?? 0 }
  return { held: { ...facts, subscriptionId: null, companyId: '', plan: '', allocated: 0 }, steps: later }
}

export type BillingYears = {
  readonly from: string
  /** The last invoice month, inclusive. */
  readonly to: string
  readonly rules: RulesOf
}

/** A charge whose number is the `high`-th smallest number of the holding, less the `low`-th; the 0-th is zero. */
type Pattern = readonly { readonly charge: Charge; readonly high: number; readonly low: number }[]

/** What is billed of prepaid licences, whatever their numbers are; `numbers` are those of the holding in their order, from 0. */
export type BillingCalendar = (holding: Holding, numbers: readonly number[]) => Pattern

/**
 * When something is billed depends on dates and on which numbers are larger than which; how much is a number of licences
 * or the difference of two. So what chargesOf says is worked out once for all holdings that are alike in that: with powers
 * of three in the place of the numbers, every difference of two tells which they were.
 */
const MOST_NUMBERS = 30
const standIn = (rank: number): number => (rank === 0 ? 0 : 3 ** rank)
const ranksOf = (charge: Charge, count: number): Pattern[number] => {
  for (let high = 1; high < count; high++) {
    for (let low = 0; low < high; low++) {
      if (standIn(high) - standIn(low) === charge.quantity) return { charge, high, low }
    }
  }
  throw new Error(`no numbers make ${charge.quantity}`)
}

export const billingCalendar = ({ from, to, rules }: BillingYears): BillingCalendar => {
  const known = new Map<string, Pattern>()
  return (holding, numbers) => {
    const { commercialReference, name, termYears, boughtOn, terms, held, steps } = holding
    const many = numbers.length > MOST_NUMBERS
    let key = `${commercialReference}|${name}|${termYears}|${boughtOn}|${terms[0]?.startsOn}|${terms[0]?.expiresOn}|${held > 0}`
    for (const { on, quantity } of steps) key += `|${on} ${many ? quantity : numbers.indexOf(quantity)}`
    const before = known.get(key)
    if (before) return before
    const quantities = steps.map(({ quantity }) => (many ? quantity : standIn(numbers.indexOf(quantity))))
    const charges = chargesOf(timelineOf(holding, quantities), rules, from, to)
    const pattern = charges.map((charge) => (many ? inFull(charge, numbers) : ranksOf(charge, numbers.length)))
    known.set(key, pattern)
    return pattern
  }
}

/** The two numbers of a charge where there are too many of them to stand for one another. */
const inFull = (charge: Charge, numbers: readonly number[]): Pattern[number] => {
  for (const [low, less] of numbers.entries()) {
    const high = numbers.indexOf(less + charge.quantity)
    if (high > low) return { charge, high, low }
  }
  throw new Error(`no numbers make ${charge.quantity}`)
}

const numbersOf = ({ steps }: Holding): readonly number[] => {
  const numbers = [0]
  for (const { quantity } of steps) if (!numbers.includes(quantity)) numbers.push(quantity)
  return numbers.sort((a, b) => a - b)
}

/** What is the same of a charge for all companies: its price, and the line that it belongs to. */
type Resolved = { readonly buy: Decimal | null; readonly sell: Decimal | null; readonly line: Line }
type Line = Omit<PlannedCharge, 'buy' | 'sell'> & { readonly key: string; buy: number; sell: number | null }

/** Charges that differ in their numbers only: how many companies have which. */
type Slot = {
  readonly charge: Charge
  readonly holding: Holding
  readonly companyId: string | null
  readonly companies: Map<number, number>
}
type Amounts = {
  readonly buy: Decimal
  readonly sell: Decimal | null
  readonly minor: number
  readonly sold: number | null
}

/** Licences of one offer by the month: how many companies have which number, as changes from month to month. */
type Monthly = {
  readonly holding: Holding
  readonly companyId: string | null
  readonly companies: Map<number, number[]>
}

/** As amountOf, without its large numbers where the whole price counts, which is nearly always. */
const minorOf = (charge: Charge, unitPrice: Decimal, currency: string): number =>
  charge.months === null
    ? lineAmount(wholeNumber(charge.quantity), unitPrice, currency).minor
    : amountOf(charge, unitPrice, currency).minor

const exact = (minor: number): number => {
  if (!Number.isSafeInteger(minor)) throw new RangeError('an amount exceeds 2^53 minor units')
  return minor
}

/**
 * Charges of many companies. Each company's line is rounded by itself, half up, and equal lines are multiplied: the sum is
 * that of the lines which the companies would get one by one. RangeError beyond 2^53 minor units.
 */
export const createLedger = (
  chargesFor: BillingCalendar,
  edition: CatalogueEdition,
  book: PriceBook,
  definition: {
    readonly from: string
    readonly months: number
    readonly currency: string
    readonly sellTier: PriceTier
  },
): Ledger => {
  const { from, months, currency, sellTier } = definition
  const lines = new Map<string, Line>()
  const slots = new Map<string, Slot>()
  /** Of companies that have no prices of their own. */
  const slotsOf = new Map<Pattern, readonly Slot[]>()
  const monthly = new Map<string, Monthly>()

  const lineOf = (charge: Charge, reference: string | null, offerName: string): Line => {
    const { month, reason, months: part, rules } = charge
    const commercialReference = reference ?? charge.commercialReference
    const key = `${month}|${commercialReference}|${reason}|${part ? `${part.billed}/${part.of}` : ''}`
    const line = lines.get(key) ?? { key, month, commercialReference, offerName, reason, companies: 0, licences: 0, months: part, buy: 0, sell: 0, rules: [...rules] } // prettier-ignore
    lines.set(key, line)
    return line
  }
  const resolve = (charge: Charge, { holding, companyId }: Pick<Slot, 'holding' | 'companyId'>): Resolved => {
    const reference = pricedReferenceOf(edition, charge)
    const item = pricedItem(edition, holding, charge, reference)
    const buy = book.find(item, 'vad', charge.month, null)
    const sell = book.find(item, sellTier, charge.month, companyId)
    return { buy, sell, line: lineOf(charge, reference, item.offerName) }
  }
  const post = (line: Line, quantity: number, companies: number, buy: number, sell: number | null): void => {
    line.companies += companies
    line.licences += quantity * companies
    line.buy = exact(line.buy + exact(buy * companies))
    line.sell = sell === null || line.sell === null ? null : exact(line.sell + exact(sell * companies))
  }

  const findSlots = (pattern: Pattern, holding: Holding, companyId: string | null): readonly Slot[] =>
    pattern.map(({ charge }) => {
      const { month, reason, years, months: part } = charge
      const key = `${companyId ?? ''}|${month}|${charge.commercialReference || holding.name}|${reason}|${years}|${part ? `${part.billed}/${part.of}` : ''}`
      const slot = slots.get(key) ?? { charge, holding, companyId, companies: new Map<number, number>() }
      slots.set(key, slot)
      return slot
    })
  const addPrepaid = (holding: Holding, companies: number, companyId: string | null): void => {
    const numbers = numbersOf(holding)
    const pattern = chargesFor(holding, numbers)
    let own = companyId === null ? slotsOf.get(pattern) : undefined
    if (!own) {
      own = findSlots(pattern, holding, companyId)
      if (companyId === null) slotsOf.set(pattern, own)
    }
    for (const [index, { high, low }] of pattern.entries()) {
      const counts = own[index]?.companies
      const quantity = (numbers[high] ?? 0) - (numbers[low] ?? 0)
      counts?.set(quantity, (counts.get(quantity) ?? 0) + companies)
    }
  }
  /** M200, M206: an invoice counts what is held at the end of the month before, as chargesOf has it. */
  const addMonthly = (holding: Holding, companies: number, companyId: string | null): void => {
    const key = `${companyId ?? ''}|${holding.commercialReference || holding.name}`
    let kind = monthly.get(key)
    if (!kind) monthly.set(key, (kind = { holding, companyId, companies: new Map<number, number[]>() }))
    const { steps } = holding
    for (let at = 0; at < steps.length; at++) {
      const quantity = steps[at]?.quantity ?? 0
      if (quantity === 0) continue
      const begin = billedFrom(steps[at]?.on ?? '', from, months)
      const end = at + 1 < steps.length ? billedFrom(steps[at + 1]?.on ?? '', from, months) : months
      if (begin >= end) continue
      let counts = kind.companies.get(quantity)
      if (!counts) kind.companies.set(quantity, (counts = new Array<number>(months).fill(0)))
      counts[begin] = (counts[begin] ?? 0) + companies
      if (end < months) counts[end] = (counts[end] ?? 0) - companies
    }
  }

  const postMonthly = (kind: Monthly): boolean => {
    let whole = true
    const charges = monthsFrom(from, months).map((month): Charge => ({ month, commercialReference: kind.holding.commercialReference, reason: 'month', quantity: 1, months: null, years: null, contested: null, rules: ['M200', 'M206'] })) // prettier-ignore
    const resolved: Resolved[] = []
    for (const [quantity, changes] of kind.companies) {
      let count = 0
      let last: Amounts | null = null
      for (let index = 0; index < months; index++) {
        count += changes[index] ?? 0
        const charge = charges[index]
        if (count === 0 || !charge) continue
        const { buy, sell, line } = (resolved[index] ??= resolve(charge, kind))
        if (buy === null) {
          whole = false
          continue
        }
        // Month after month the same number at the same price.
        if (last === null || last.buy !== buy || last.sell !== sell) {
          const one: Charge = { ...charge, quantity }
          last = { buy, sell, minor: minorOf(one, buy, currency), sold: sell && minorOf(one, sell, currency) }
        }
        post(line, quantity, count, last.minor, last.sold)
      }
    }
    return whole
  }
  const postSlot = (slot: Slot): boolean => {
    const { buy, sell, line } = resolve(slot.charge, slot)
    if (buy === null) return false
    for (const [quantity, companies] of slot.companies) {
      const charge = { ...slot.charge, quantity }
      post(line, quantity, companies, minorOf(charge, buy, currency), sell && minorOf(charge, sell, currency))
    }
    return true
  }

  return {
    add: (holding, companies, companyId) => {
      if (holding.model === 'monthly') addMonthly(holding, companies, companyId)
      else if (holding.model === 'prepaid') addPrepaid(holding, companies, companyId)
    },
    lines: () => {
      const monthlyWhole = [...monthly.values()].map(postMonthly)
      const prepaidWhole = [...slots.values()].map(postSlot)
      const ordered = [...lines.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      const shown = ordered.map(({ key: _key, buy, sell, ...line }): PlannedCharge => ({ ...line, buy: money(buy, currency), sell: sell === null ? null : money(sell, currency) })) // prettier-ignore
      const contested = [...slots.values()].flatMap(({ charge }) => (charge.contested ? [charge] : []))
      return { lines: [...monthlyWhole, ...prepaidWhole].every((whole) => whole) ? shown : null, contested }
    },
  }
}

/** The number of the first invoice month, from 0, that counts what is so from a day on; '' is before everything. */
export const billedFrom = (day: string, from: string, months: number): number =>
  day === '' ? 0 : Math.min(months, Math.max(0, monthsApart(from, day) + 1))

const digits = (text: string, at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528
const monthNumber = (text: string): number => (digits(text, 0) * 100 + digits(text, 2)) * 12 + digits(text, 5)
const monthsApart = (from: string, to: string): number => monthNumber(to) - monthNumber(from)

const pricedItem = (edition: CatalogueEdition, holding: Holding, charge: Charge, reference: string | null): Priced => {
  const known = reference === null || reference === '' ? null : offerOf(edition, reference)
  const per = charge.reason === 'month' ? 'user-month' : 'term'
  const offerName =
    known?.name ?? (reference === null ? `${holding.name}, renewal of ${charge.years} year` : holding.name)
  return { commercialReference: reference === '' ? null : reference, offerName, per }
}

/** Invoice months from one to another, both included. */
export const monthsFrom = (from: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => addMonths(from, index))
