import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays } from '../../shared/domain/local-date.ts'
import { checkPrices } from '../../shared/domain/price-checks.ts'
import { inForceOn, priceFor, type PriceList } from '../../shared/domain/price-list.ts'

const FIRST = '2017-12-20'
/** Few, so that lists often touch. */
const DAYS = 15
const day = (index: number): string => addDays(FIRST, index)
const REFERENCES = ['3EY95002AA', '3EY95003AA'] as const

const arbitraryList = fc
  .record({
    tier: fc.constantFrom('public' as const, 'vad' as const, 'company' as const),
    currency: fc.constantFrom('EUR', 'USD'),
    from: fc.integer({ min: 0, max: DAYS }),
    length: fc.option(fc.integer({ min: -2, max: DAYS }), { nil: null }),
    withdrawn: fc.boolean(),
    units: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 2 }),
  })
  .map(({ tier, currency, from, length, withdrawn, units }) => ({
    ...{ tier, currency, withdrawn, version: 1, name: 'list', rules: [] },
    companyId: tier === 'company' ? 'x' : null,
    validFrom: day(from),
    validTo: length === null ? null : day(from + length),
    prices: REFERENCES.map((commercialReference, index) => ({
      ...{ commercialReference, offerName: commercialReference, per: 'user-month' as const, invoiceNames: [] },
      unitPrice: { units: units[index] ?? 0, scale: 0 },
    })),
  }))
const arbitraryLists = fc
  .array(arbitraryList, { minLength: 1, maxLength: 6 })
  .map((lists) => lists.map((list, index): PriceList => ({ ...list, id: `list-${index}` })))

it('every day has exactly one list in force, or an overlap or gap finding of that day says which', () => {
  fc.assert(
    fc.property(arbitraryLists, fc.integer({ min: 0, max: DAYS }), (lists, start) => {
      const from = day(start)
      const findings = checkPrices(lists, { from, sold: [], known: new Set(REFERENCES) })
      const used = lists.filter(({ withdrawn }) => !withdrawn)
      for (let index = start; index < DAYS * 2 + 5; index += 1) {
        const date = day(index)
        const said = findings.filter((one) => one.from! <= date && (one.to === null || date <= one.to))
        for (const { tier, currency } of used) {
          const group = used.filter((list) => list.tier === tier && list.currency === currency)
          const ids = new Set(group.map(({ id }) => id))
          const inForce = group.filter((list) => inForceOn(list, date))
          const of = (code: string) =>
            said.filter((one) => one.code.startsWith(code) && one.listIds.every((id) => ids.has(id)))
          const pairs = new Set(of('overlap').map(({ listIds }) => listIds.join()))
          expect(2 * pairs.size).toBe(inForce.length ** 2 - inForce.length)
          const [only] = inForce
          if (tier !== 'company') expect(of('gap')).toHaveLength(inForce.length === 0 ? 1 : 0)
          if (inForce.length !== 1 || !only) continue
          const found = priceFor(lists, { tier, currency, date, companyId: 'x', commercialReference: REFERENCES[0] })
          const ownGoesFirst = used.some(
            (list) => list.tier === 'company' && list.currency === currency && inForceOn(list, date),
          )
          if (tier === 'vad' || !ownGoesFirst || tier === 'company')
            expect(found).toMatchObject({ value: { list: { id: only.id } } })
        }
      }
    }),
    { numRuns: 300 },
  )
})

it('where no error is found every price that is in force is found, and it is never one of a withdrawn list', () => {
  fc.assert(
    fc.property(arbitraryLists, fc.integer({ min: 0, max: DAYS }), (lists, index) => {
      const date = day(index)
      const findings = checkPrices(lists, { from: date, sold: [], known: new Set(REFERENCES) })
      const wrongNow = findings.some((one) => one.severity === 'error' && one.from! <= date)
      for (const list of lists.filter((one) => inForceOn(one, date))) {
        const { tier, currency } = list
        const found = priceFor(lists, { tier, currency, date, companyId: 'x', commercialReference: REFERENCES[1] })
        if (!wrongNow) expect(found.ok).toBe(true)
        else if (!found.ok) expect(found.failure).toBe('PRICE_AMBIGUOUS')
        if (found.ok) expect([found.value.list.withdrawn, found.value.list.currency]).toEqual([false, currency])
      }
    }),
  )
})
