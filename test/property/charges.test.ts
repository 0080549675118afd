import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { billedQuantity, billingRulesNamed, type QuantityChange } from '../../shared/domain/billing-rules.ts'
import { amountOf, type Charge, chargesOf, type QuantityStep, type Timeline } from '../../shared/domain/charges.ts'
import { addDays, addMonths, firstDayOf, monthOf } from '../../shared/domain/local-date.ts'
import { addedMonths, prepaidTerm } from '../../shared/domain/subscription-rules.ts'

const [deck, help] = [billingRulesNamed('deck-2017')!, billingRulesNamed('help-centre')!]
const day = fc.integer({ min: 0, max: 365 * 12 }).map((days) => addDays('2016-01-01', days))
const quantity = fc.integer({ min: 0, max: 5000 })
const some = fc.integer({ min: 1, max: 5000 })
/** Not on the first of a month, where the day on which a term ends decides about its renewal. */
const steps = (most: number) =>
  fc.array(fc.record({ on: day.filter((one) => !one.endsWith('-01')), quantity }), { maxLength: most })
const purchase = fc.record({
  commercialReference: fc.constant('3EY95102AD'),
  on: day,
  quantity: some,
  terms: fc.constantFrom(
    { model: 'monthly', termYears: null } as const,
    { model: 'prepaid', termYears: 1 } as const,
    { model: 'prepaid', termYears: 3 } as const,
    { model: 'prepaid', termYears: 5 } as const,
  ),
})

/** The steps of a purchase, none before it. */
const timelineOf = ({ terms, ...bought }: (typeof purchase extends fc.Arbitrary<infer T> ? T : never), all: readonly QuantityStep[]): Timeline => ({ bought: { ...bought, ...terms }, steps: all.filter(({ on }) => on > bought.on) }) // prettier-ignore

const months = (from: string, count: number) => Array.from({ length: count }, (_, n) => addMonths(from, n))
const total = (charges: readonly Charge[]) => charges.reduce((sum, charge) => sum + amountOf(charge, { units: 28_333, scale: 4 }, 'EUR').minor, 0) // prettier-ignore

describe('charges', () => {
  it('M200, M201, M209, M210: bill what reconciliation expects, in every month of 120', () => {
    fc.assert(
      fc.property(purchase, steps(30), fc.constantFrom(deck, help), (bought, all, rules) => {
        const timeline = timelineOf(bought, all)
        const charges = new Map(chargesOf(timeline, () => rules, '2016-01', '2025-12').map((one) => [one.month, one]))
        const ordered = timeline.steps.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
        const changes = [{ on: bought.on, quantity: bought.quantity }, ...ordered].map(({ on, quantity: n }, index): QuantityChange => ({ at: `${on}T12:00:00.000Z`, quantity: { units: n, scale: 0 }, operationId: String(index).padStart(4, '0') })) // prettier-ignore
        for (const month of months('2016-01', 120)) {
          const expected = billedQuantity({ ...bought.terms, changes }, month, 'Europe/Paris', rules)
          const charge = charges.get(month)
          if (charge) expect([charge.reason, charge.quantity]).toEqual([expected?.reason, expected?.quantity.units])
          else if (expected) expect(ended(timeline, month)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('do not drift: a window of 120 months costs what its months cost one by one, in whatever order the steps are', () => {
    fc.assert(
      fc.property(purchase, steps(100), fc.constantFrom(deck, help), (bought, all, rules) => {
        const timeline = timelineOf(bought, all)
        const whole = chargesOf(timeline, () => rules, '2016-01', '2025-12')
        const apart = months('2016-01', 120).flatMap((month) => chargesOf(timeline, () => rules, month, month))
        expect(apart).toEqual(whole)
        expect(total(apart)).toBe(total(whole))
        for (const { quantity: n, months: part } of whole) {
          expect(n).toBeGreaterThan(0)
          if (part) expect(part.billed >= 0 && part.billed <= part.of).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('10,000 random changes cost, to the cent, what plain whole-number arithmetic says', () => {
    const all = fc.sample(fc.record({ on: day, quantity }), { numRuns: 10_000, seed: 4 })
    const bought = { commercialReference: '3EY95003AA', model: 'monthly', termYears: null, on: '2015-12-31', quantity: 7 } as const // prettier-ignore
    const charges = chargesOf({ bought, steps: all }, () => deck, '2016-01', '2025-12')
    let expected = 0n
    for (const month of months('2016-01', 120)) {
      const before = all.filter(({ on }) => on < firstDayOf(month))
      const newest = before.reduce((found, one) => (one.on >= found ? one.on : found), '')
      const then = before.findLast(({ on }) => on === newest)?.quantity ?? 7
      expected += (BigInt(then) * 28_333n * 2n + 100n) / 200n
    }
    expect(BigInt(total(charges))).toBe(expected)
  })

  it('X20: additions in successive months of a term cost one month less each, and the whole never more than the full price', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(1, 3, 5), fc.integer({ min: 0, max: 59 }), (on, years, n) => {
        const term = prepaidTerm(on, years)
        const month = addMonths(monthOf(term.startsOn), Math.min(n, years * 12 - 1))
        const here = addedMonths(term, `${month}-15`, help)
        expect(here.of).toBe(years * 12)
        expect(here.billed).toBe(years * 12 - 1 - Math.min(n, years * 12 - 1))
        expect(addedMonths(term, `${month}-01`, help)).toEqual(here)
        expect(addedMonths(term, `${month}-15`, deck).billed).toBe(here.of)
      }),
    )
  })
})

/** After a renewal of none nothing follows, while reconciliation goes on reading the history. */
const ended = (timeline: Timeline, month: string): boolean => {
  if (!('bought' in timeline) || timeline.bought.termYears === null) return false
  const { expiresOn } = prepaidTerm(timeline.bought.on, timeline.bought.termYears)
  for (let end = monthOf(expiresOn); end <= month; end = addMonths(end, 12)) {
    const last = timeline.steps.filter(({ on }) => on < firstDayOf(end)).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).at(-1) // prettier-ignore
    if (last?.quantity === 0) return true
  }
  return false
}
