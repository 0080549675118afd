import { amountOf, pricedReferenceOf, type Charge } from '../charges.ts'
import { type CatalogueEdition, offerOf } from '../catalogue.ts'
import { addMonths, lastDayOf, monthOf, wholeMonthsBetween } from '../local-date.ts'
import { headsOn } from './heads.ts'
import { billedFrom } from './ledger.ts'
import { quantityOn, type Holding } from './lots.ts'
import type { PriceBook } from './prices.ts'
import type { Situation } from './situations.ts'

/** Licences that nobody has in one month, of companies alike. */
type Unused = {
  readonly charge: Charge
  readonly name: string
  /** Months that the price pays for. */
  readonly months: number
  /** The month whose price counts. */
  readonly pricedIn: string
  /** Companies by month, as changes. */
  readonly companies: number[]
}

export type Usage = {
  add(
    situation: Situation,
    holdings: readonly Holding[],
  ): { readonly unusedPrepaid: number; readonly until: string | null }
  /** By month. */
  readonly licences: () => readonly number[]
  readonly unused: () => readonly number[]
  /** Minor units over all months; null when a price is missing. */
  cost(book: PriceBook, edition: CatalogueEdition, currency: string): number | null
}

const endOf = ({ terms }: Holding): string => terms.at(-1)?.expiresOn ?? ''

const running = (changes: readonly number[]): number[] => {
  let sum = 0
  return changes.map((change) => (sum += change))
}

/**
 * Licences held and not used by month. An invoice month counts what is held and how many people there are at the end of
 * the month before (M200). Of what is not used, the licences that can be given back come first, then those whose term ends first.
 */
export const createUsage = (from: string, months: number): Usage => {
  const licences = new Array<number>(months).fill(0)
  const unused = new Array<number>(months).fill(0)
  const kinds = new Map<string, Unused>()

  /** The days that the months count. */
  const days = Array.from({ length: months }, (_, month) => lastDayOf(addMonths(from, month - 1)))
  const during = (changes: number[], begin: number, end: number, by: number): void => {
    if (begin >= end) return
    changes[begin] = (changes[begin] ?? 0) + by
    if (end < months) changes[end] = (changes[end] ?? 0) - by
  }

  const addUnused = (holding: Holding, quantity: number, begin: number, end: number, companies: number): void => {
    const { commercialReference, name, model, termYears, terms } = holding
    const spans =
      model === 'prepaid'
        ? terms.map((term, index) => ({
            begin: index === 0 ? begin : wholeMonthsBetween(`${from}-01`, term.startsOn),
            end: wholeMonthsBetween(`${from}-01`, term.expiresOn),
            months: Math.max(1, wholeMonthsBetween(term.startsOn, term.expiresOn)),
            starts: monthOf(term.startsOn),
            years: index === 0 ? termYears : Math.round(wholeMonthsBetween(term.startsOn, term.expiresOn) / 12),
          }))
        : [{ begin, end, months: 1, starts: from, years: null }]
    for (const span of spans) {
      const [first, last] = [Math.max(begin, span.begin), Math.min(end, span.end)]
      if (first >= last) continue
      const reason = model === 'prepaid' ? 'term' : 'month'
      // What was paid before the plan begins is worth what it would cost then.
      const pricedIn = span.starts < from ? from : span.starts
      const key = `${name}|${pricedIn}|${commercialReference}|${reason}|${quantity}|${span.months}|${span.years}`
      let kind = kinds.get(key)
      if (!kind) {
        const charge: Charge = { month: pricedIn, commercialReference, reason, quantity, months: { billed: 1, of: span.months }, years: span.years, contested: null, rules: [] } // prettier-ignore
        kind = { charge, name, months: span.months, pricedIn, companies: new Array<number>(months).fill(0) }
        kinds.set(key, kind)
      }
      during(kind.companies, first, last, companies)
    }
  }

  return {
    add: ({ heads, companies }, holdings) => {
      const byEnd = holdings.filter(({ model }) => model !== 'free')
      if (byEnd.length > 1) byEnd.sort((a, b) => (endOf(a) < endOf(b) ? -1 : endOf(a) > endOf(b) ? 1 : 0))
      const begins = [0]
      const put = ({ on }: { readonly on: string }): void => {
        const begin = billedFrom(on, from, months)
        if (begin < months && !begins.includes(begin)) begins.push(begin)
      }
      heads.forEach(put)
      for (const { steps } of byEnd) steps.forEach(put)
      begins.sort((a, b) => a - b)
      let unusedPrepaid = 0
      let until: string | null = null
      begins.forEach((begin, index) => {
        const end = begins[index + 1] ?? months
        const day = days[begin] ?? ''
        const quantities = byEnd.map((holding) => quantityOn(holding, day))
        let all = 0
        for (const quantity of quantities) all += quantity
        let left = Math.max(0, all - headsOn(heads, day))
        during(licences, begin, end, all * companies)
        if (left === 0) return
        during(unused, begin, end, left * companies)
        let prepaid = 0
        byEnd.forEach((holding, at) => {
          const quantity = Math.min(left, quantities[at] ?? 0)
          if (quantity === 0) return
          left -= quantity
          addUnused(holding, quantity, begin, end, companies)
          if (holding.model !== 'prepaid') return
          prepaid += quantity
          until = holding.terms.find(({ expiresOn }) => expiresOn > day)?.expiresOn ?? until
        })
        unusedPrepaid = Math.max(unusedPrepaid, prepaid)
      })
      return { unusedPrepaid, until }
    },
    licences: () => running(licences),
    unused: () => running(unused),
    cost: (book, edition, currency) => {
      let cost: number | null = 0
      for (const { charge, name, pricedIn, companies } of kinds.values()) {
        const reference = pricedReferenceOf(edition, charge)
        const offerName = (reference ? offerOf(edition, reference)?.name : undefined) ?? name
        const per = charge.reason === 'month' ? 'user-month' : 'term'
        for (const [index, count] of running(companies).entries()) {
          if (count === 0) continue
          const month = charge.reason === 'month' ? addMonths(from, index) : pricedIn
          const price = book.find(
            { commercialReference: reference === '' ? null : reference, offerName, per },
            'vad',
            month,
            null,
          )
          if (price === null) cost = null
          else if (cost !== null) cost += amountOf(charge, price, currency).minor * count
          if (price === null) break
        }
      }
      return cost
    },
  }
}
