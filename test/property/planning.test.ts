import fc from 'fast-check'
import { expect, it } from 'vitest'
import { offerFor } from '../../shared/domain/catalogue.ts'
import { amountOf, chargesOf, pricedReferenceOf } from '../../shared/domain/charges.ts'
import { decimal, wholeNumber } from '../../shared/domain/decimal.ts'
import { addDays, addMonths } from '../../shared/domain/local-date.ts'
import { lineAmount } from '../../shared/domain/money.ts'
import {
  outcomeOf,
  type Base,
  type Cover,
  type Definition,
  type HoldingGroup,
} from '../../shared/domain/planning/index.ts'
import type { CoverTerm } from '../../shared/domain/planning/covers.ts'
import { headsOn, headsOver } from '../../shared/domain/planning/heads.ts'
import { holdingsOver } from '../../shared/domain/planning/holdings.ts'
import { billingCalendar, createLedger } from '../../shared/domain/planning/ledger.ts'
import { quantityOn } from '../../shared/domain/planning/lots.ts'
import { priceBook } from '../../shared/domain/planning/prices.ts'
import { baseOf, group, meansOf, MONTHLY, monthly, planOf, prepaid3, PREPAID_1Y, PREPAID_3Y, priceList } from '../support/planning.ts' // prettier-ignore

/** Prices that do not divide evenly: rounding shows. */
const uneven = [
  priceList('vad', { [MONTHLY]: '2.805', [PREPAID_1Y]: '31.337', [PREPAID_3Y]: '89.995' }),
  priceList('public', { [MONTHLY]: '3.995', [PREPAID_1Y]: '44.445', [PREPAID_3Y]: '119.9995' }),
]
const means = meansOf({ lists: uneven, ruleSet: 'help-centre' })

const heads = fc.integer({ min: 0, max: 400 })
const change = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), heads }),
  fc.record({ kind: fc.constant('add' as const), heads: fc.integer({ min: -60, max: 60 }) }),
  fc.record({ kind: fc.constant('percent' as const), fraction: fc.record({ units: fc.integer({ min: -30, max: 30 }), scale: fc.constant(2) }) }), // prettier-ignore
)
const changes = (companies: readonly string[]) =>
  fc.array(
    fc.record({
      from: fc.integer({ min: -60, max: 3600 }).map((days) => addDays('2017-12-10', days)),
      plan: fc.constant('Enterprise'),
      companyId: fc.constantFrom(null, ...companies),
      change,
    }),
    { maxLength: 12 },
  )
const covers: fc.Arbitrary<readonly Cover[]> = fc.array(
  fc.record({
    term: fc.constantFrom('monthly' as const, 1 as const, 3 as const),
    quantity: fc.oneof(fc.constantFrom('all' as const, 'lowest' as const), fc.integer({ min: 0, max: 80 })),
  }),
  { maxLength: 3 },
)
const held = fc.oneof(
  fc.integer({ min: 1, max: 200 }).map((quantity) => [monthly(quantity)]),
  fc.integer({ min: 1, max: 200 }).map((quantity) => [prepaid3(quantity)]),
  fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })).map(([a, b]) => [monthly(a), prepaid3(b, '2014-05-03', '2018-06-01')]), // prettier-ignore
  fc.constant([]),
)
const groups = fc.array(
  fc.tuple(held, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 100 })).map(([offers, companies, allocated]): HoldingGroup => ({ ...group(offers, companies, allocated) })), // prettier-ignore
  { minLength: 1, maxLength: 6 },
)
const definitions = (companies: readonly string[] = []): fc.Arbitrary<Definition> =>
  fc
    .record({
      basis: fc.constantFrom('billed' as const, 'allocated' as const),
      months: fc.integer({ min: 1, max: 120 }),
      changes: changes(companies),
      covers,
    }) // prettier-ignore
    .map((typed) => planOf([], { ...typed, alternatives: [{ id: 'a', name: 'a', covers: typed.covers }] }))

it('the total of a plan is the sum of its months, and a month the sum of its lines (docs/planning.md 5)', () => {
  fc.assert(
    fc.property(definitions(), groups, (definition, all) => {
      const [outcome] = outcomeOf(definition, baseOf(...all), means).alternatives
      if (!outcome?.totals) throw new Error('every price is there')
      let cumulative = 0
      for (const { month, buy, sell, cumulative: soFar } of outcome.months) {
        const own = outcome.charges.filter((charge) => charge.month === month)
        expect(buy.minor).toBe(own.reduce((sum, charge) => sum + charge.buy.minor, 0))
        expect(sell?.minor).toBe(own.reduce((sum, charge) => sum + charge.sell!.minor, 0))
        cumulative += buy.minor
        expect(soFar.minor).toBe(cumulative)
      }
      const { totals } = outcome
      expect(totals.buy.minor).toBe(cumulative)
      expect(totals.margin!.minor).toBe(totals.sell!.minor - totals.buy.minor)
      const monthlyCharges = outcome.charges.filter(({ reason }) => reason === 'month')
      expect(totals.upFront.minor + monthlyCharges.reduce((sum, { buy }) => sum + buy.minor, 0)).toBe(totals.buy.minor)
    }),
    { numRuns: 150 },
  )
})

it('companies in the same situation cost the same together as each by itself', () => {
  fc.assert(
    fc.property(definitions(['x']), groups, held, (definition, all, own) => {
      const apart = { companyId: 'x', groups: own.length > 0 ? [group(own, 1, 3)] : [] }
      const holding = baseOf(...all.filter((one) => one.held.length > 0))
      const companies = 1 + all.reduce((sum, one) => sum + one.companies, 0)
      const together: Base = { ...holding, apart: [apart], companies, holding: holding.holding + (own.length > 0 ? 1 : 0) } // prettier-ignore
      const whole = outcomeOf(definition, together, means)
      const single = (groupsOfOne: readonly HoldingGroup[], companyId: string) =>
        outcomeOf(definition, { companies: 1, holding: 1, notActivated: 0, groups: [], apart: [{ companyId, groups: groupsOfOne }] }, means) // prettier-ignore
      // Groups of nobody's licences are found again from the number of companies.
      const everyone = all.flatMap(({ companies, ...one }) =>
        Array.from({ length: companies }, () => single(one.held.length > 0 ? [{ ...one, companies: 1 }] : [], 'other')),
      )
      const each = [...everyone, single(apart.groups, 'x')].map(({ alternatives }) => alternatives[0]!)
      const sum = (pick: (totals: NonNullable<(typeof each)[number]['totals']>) => number): number =>
        each.reduce((total, { totals }) => total + pick(totals!), 0)
      const totals = whole.alternatives[0]!.totals!
      expect([totals.buy.minor, totals.sell!.minor, totals.unused.minor, totals.upFront.minor]).toEqual([
        sum(({ buy }) => buy.minor),
        sum(({ sell }) => sell!.minor),
        sum(({ unused }) => unused.minor),
        sum(({ upFront }) => upFront.minor),
      ])
      for (const [index, { licences, unusedLicences }] of whole.alternatives[0]!.months.entries()) {
        expect(licences).toBe(each.reduce((count, { months }) => count + months[index]!.licences, 0))
        expect(unusedLicences).toBe(each.reduce((count, { months }) => count + months[index]!.unusedLicences, 0))
      }
    }),
    { numRuns: 40 },
  )
})

it('nobody is left without a licence, and prepaid licences fall only where a term ends (M210)', () => {
  fc.assert(
    fc.property(changes([]), held, covers, fc.integer({ min: 0, max: 300 }), (all, offers, wanted, start) => {
      const { steps } = headsOver(start, all, means.today)
      const horizon = { today: means.today, switchOn: '2017-12-31', until: '2027-12-31', rules: means.rules }
      const offer = (term: CoverTerm) => {
        const found = offerFor(means.edition, 'Enterprise', term)
        return found && { ...found, model: found.model === 'prepaid' ? ('prepaid' as const) : ('monthly' as const) }
      }
      const holdings = holdingsOver(offers, steps, wanted.length > 0 ? wanted : null, horizon, offer)
      for (let month = '2018-01'; month <= '2027-12'; month = addMonths(month, 1)) {
        const day = addDays(`${month}-01`, -1)
        const licences = holdings.reduce((sum, one) => sum + quantityOn(one, day), 0)
        expect(licences).toBeGreaterThanOrEqual(Math.min(headsOn(steps, day), headsOn(steps, addDays(day, 1))))
      }
      for (const { model, steps: numbers, terms } of holdings) {
        if (model !== 'prepaid') continue
        const ends = terms.map(({ expiresOn }) => addDays(expiresOn, -1))
        const falls = numbers.filter(({ quantity }, at) => quantity < (numbers[at - 1]?.quantity ?? 0))
        expect(falls.every(({ on }) => ends.includes(on))).toBe(true)
      }
    }),
    { numRuns: 200 },
  )
})

it('10,000 random changes over 120 months leave no cent behind: each line is exactly its licences times its price', () => {
  let state = 20171124
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state % below
  }
  let made = 0
  let minor = 0n
  let expected = 0n
  while (made < 10_000) {
    const own = Array.from({ length: 500 }, () => ({
      from: addDays('2017-12-11', random(3600)),
      plan: 'Enterprise',
      companyId: null,
      change: { kind: 'add' as const, heads: random(41) - 20 },
    }))
    made += own.length
    const definition = planOf(['monthly'], { months: 120, changes: own })
    const [outcome] = outcomeOf(definition, baseOf(group([monthly(500)], 7)), means).alternatives
    minor += BigInt(outcome!.totals!.buy.minor)
    for (const { licences, companies } of outcome!.charges) {
      const line = lineAmount(wholeNumber(licences / companies), decimal('2.805'), 'EUR')
      expected += BigInt(line.minor) * BigInt(companies)
    }
    // What changed adds up: the licences of the last month are those of the last day before it.
    const after = own.filter(({ from }) => from <= '2027-11-30').toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)) // prettier-ignore
    const people = after.reduce((count, one) => Math.min(1_000_000, Math.max(0, count + one.change.heads)), 500)
    expect(outcome!.months.at(-1)?.licences).toBe(people * 7)
  }
  expect(minor).toBe(expected)
})

it('what is billed of holdings is what chargesOf says of each, rounded line by line (M200, M201, M209, M210)', () => {
  const numbers = fc.integer({ min: 0, max: 60 })
  fc.assert(
    fc.property(
      changes([]),
      held,
      covers,
      numbers,
      fc.integer({ min: 1, max: 72 }),
      (all, offers, wanted, start, months) => {
        const { steps } = headsOver(start, all, means.today)
        const horizon = { today: means.today, switchOn: '2017-12-31', until: '2027-12-31', rules: means.rules }
        const offer = (term: CoverTerm) => {
          const found = offerFor(means.edition, 'Enterprise', term)
          return found && { ...found, model: found.model === 'prepaid' ? ('prepaid' as const) : ('monthly' as const) }
        }
        const holdings = holdingsOver(offers, steps, wanted.length > 0 ? wanted : null, horizon, offer)
        const [from, to] = ['2018-01', addMonths('2018-01', months - 1)]
        const ledger = createLedger(billingCalendar({ from, to, rules: means.rules }), means.edition, priceBook(means.lists, 'EUR'), { from, months, currency: 'EUR', sellTier: 'public' }) // prettier-ignore
        for (const holding of holdings) ledger.add(holding, 3, null)
        const expected = new Map<string, [number, number]>()
        for (const { commercialReference, model, termYears, boughtOn, terms, held: now, steps: own } of holdings) {
          const [first, ...later] = own
          const facts = { commercialReference, model, termYears, boughtOn }
          const timeline =
            now > 0
              ? { held: { ...facts, quantity: now, startsOn: terms[0]?.startsOn ?? null, expiresOn: terms[0]?.expiresOn ?? null, subscriptionId: null, companyId: '', plan: '', allocated: 0 }, steps: later } // prettier-ignore
              : { bought: { ...facts, on: boughtOn!, quantity: first!.quantity }, steps: later }
          for (const charge of chargesOf(timeline, means.rules, from, to)) {
            const reference = pricedReferenceOf(means.edition, charge)!
            const price = uneven[0]!.prices.find((one) => one.commercialReference === reference)!.unitPrice
            const key = `${charge.month} ${reference} ${charge.reason} ${charge.months?.billed}`
            const [licences, minor] = expected.get(key) ?? [0, 0]
            expected.set(key, [licences + charge.quantity * 3, minor + amountOf(charge, price, 'EUR').minor * 3])
          }
        }
        const lines = ledger.lines().lines!.map((line) => [`${line.month} ${line.commercialReference} ${line.reason} ${line.months?.billed}`, [line.licences, line.buy.minor]] as const) // prettier-ignore
        expect(new Map(lines)).toEqual(expected)
      },
    ),
    { numRuns: 300 },
  )
})
