import type { Charge } from '../charges.ts'
import { type CatalogueEdition, offerOf } from '../catalogue.ts'
import { sharesOf, type Cover, type OfferFor } from './covers.ts'
import { lowestHeads } from './heads.ts'
import type { Horizon } from './holdings.ts'
import type { Holding, RulesOf } from './lots.ts'
import type { MissingPrice } from './prices.ts'
import type { Situation } from './situations.ts'

export type Note = { code: string; rule: string | null; params: Record<string, string> }
export type Contested = { rule: string; used: string; other: string }

/** X20, once for each way in which it was decided. */
export const contestedRules = (charges: readonly Charge[], rules: RulesOf): Contested[] => {
  const found = new Map<string, Contested>()
  for (const { month, contested } of charges) {
    if (contested === null) continue
    const used = rules(month).prepaid.increasePrice
    found.set(used, { rule: contested, used, other: used === 'full' ? 'full-months-remaining' : 'full' })
  }
  return [...found.values()]
}

type Facts = {
  /** Null: as it is. */
  readonly wanted: readonly Cover[] | null
  readonly unusedPrepaid: number
  readonly until: string | null
  readonly horizon: Horizon
  readonly offer: OfferFor
}

type Counted = {
  readonly code: string
  readonly rule: string
  readonly params: Readonly<Record<string, string>>
  companies: number
  licences: number
  until: string
  readonly companyNames: string[]
}

const MOST_NAMES = 5
const someOf = (names: readonly string[]): string =>
  [...names.slice(0, MOST_NAMES), ...(names.length > MOST_NAMES ? ['…'] : [])].join(', ')

export type Notes = {
  ofSituation(situation: Situation, holdings: readonly Holding[], facts: Facts): void
  readonly all: () => Note[]
  /** The end of a prepaid term is not known (M160): what is billed is known in part only. */
  readonly termNotKnown: () => boolean
  /** Terms that people were to be covered by and that the catalogue does not have. */
  readonly withoutOffer: () => MissingPrice[]
}

/** What a person should know of an alternative besides its figures, counted over all companies. */
export const createNotes = (edition: CatalogueEdition): Notes => {
  const counted = new Map<string, Counted>()
  const lacking = new Map<string, MissingPrice>()

  const count = (
    code: string,
    rule: string,
    params: Counted['params'],
    companies: number,
    licences: number,
    until = '',
    companyNames: readonly string[] = [],
  ): void => {
    const key = [code, ...Object.values(params)].join('|')
    const note = counted.get(key) ?? { code, rule, params, companies: 0, licences: 0, until: '', companyNames: [] }
    note.companies += companies
    note.licences += licences * companies
    if (until > note.until) note.until = until
    note.companyNames.push(...companyNames)
    counted.set(key, note)
  }

  const lackingOffers = ({ plan, heads, companies }: Situation, wanted: readonly Cover[], facts: Facts): void => {
    const { horizon, offer } = facts
    const absent = wanted.filter(({ term }) => offer(term) === null)
    if (absent.length === 0) return
    const lowest = lowestHeads(heads, horizon.switchOn, horizon.until)
    const most = Math.max(0, ...heads.map((step) => step.heads))
    const shares = sharesOf(wanted, most, lowest)
    for (const { term } of absent) {
      const share = shares.find((one) => one.term === term)?.count ?? 0
      if (share === 0) continue
      count('NO_OFFER_FOR_TERM', 'M218', { plan, term: String(term) }, companies, share)
      const offerName = term === 'monthly' ? plan : `${plan} PrePaid ${term} ${term === 1 ? 'Year' : 'Years'}`
      lacking.set(`${plan} ${term}`, { commercialReference: '', offerName, tier: 'vad', code: 'PRICE_MISSING' })
    }
  }

  return {
    ofSituation: (situation, holdings, facts) => {
      const { companies, companyNames } = situation
      const { wanted, unusedPrepaid, until, horizon } = facts
      if (unusedPrepaid > 0) count('PREPAID_NOT_CUT', 'M210', {}, companies, unusedPrepaid, until ?? '')
      for (const { commercialReference, name, model, held, terms, termYears, boughtOn } of holdings) {
        if (model !== 'prepaid') continue
        const end = terms.find(({ expiresOn }) => expiresOn > horizon.switchOn)?.expiresOn ?? ''
        if (wanted && held > 0 && wanted.every(({ term }) => term !== termYears))
          count('HELD_UNTIL_TERM_ENDS', 'M210', { offerName: name }, companies, held, end)
        if (terms.length === 0) count('TERM_NOT_KNOWN', 'M160', { offerName: name }, companies, held, '', companyNames)
        const soldFrom = offerOf(edition, commercialReference)?.soldFrom ?? null
        if (held === 0 && soldFrom !== null && boughtOn !== null && boughtOn < soldFrom)
          count('SOLD_BEFORE_ITS_DAY', 'X19', { offerName: name, soldFrom, on: boughtOn }, companies, 0)
      }
      if (wanted) lackingOffers(situation, wanted, facts)
    },
    all: () =>
      [...counted.values()].map(({ code, rule, params, companies, licences, until, companyNames }) => ({
        code,
        rule,
        params: {
          ...params,
          companies: String(companies),
          ...(licences > 0 ? { licences: String(licences) } : {}),
          ...(until === '' ? {} : { until }),
          ...(companyNames.length > 0 ? { companyNames: someOf(companyNames) } : {}),
        },
      })),
    termNotKnown: () => [...counted.values()].some(({ code }) => code === 'TERM_NOT_KNOWN'),
    withoutOffer: () => [...lacking.values()],
  }
}
