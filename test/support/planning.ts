import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { billingRulesAt, billingRulesNamed } from '../../shared/domain/billing-rules.ts'
import type { CatalogueEdition } from '../../shared/domain/catalogue.ts'
import { decimal } from '../../shared/domain/decimal.ts'
import { firstDayOf } from '../../shared/domain/local-date.ts'
import { moneyText, type Money } from '../../shared/domain/money.ts'
import type { Base, Cover, Definition, HeldOffer, HoldingGroup, Means } from '../../shared/domain/planning/index.ts'
import type { PriceList } from '../../shared/domain/price-list.ts'
import { resourcesDir } from './engine.ts'

const read = <T>(path: string): T => JSON.parse(readFileSync(join(resourcesDir, path), 'utf8')) as T
export const edition = read<CatalogueEdition>('catalogues/offers-2017.json')

type Prices = Readonly<Record<string, string>>

/** A list of one tier: reference to price; references of the prepaid family are for the term (M217). */
export const priceList = (tier: PriceList['tier'], prices: Prices, more: Partial<PriceList> = {}): PriceList => ({
  id: `${tier}-test`,
  version: 1,
  name: tier,
  tier,
  companyId: null,
  currency: 'EUR',
  validFrom: '2017-01-01',
  validTo: null,
  withdrawn: false,
  rules: [],
  prices: Object.entries(prices).map(([commercialReference, price]) => ({
    commercialReference,
    offerName: commercialReference,
    unitPrice: decimal(price),
    per: commercialReference.startsWith('3EY951') ? ('term' as const) : ('user-month' as const),
    invoiceNames: [],
  })),
  ...more,
})

export const PREPAID_3Y = '3EY95102AD'
export const PREPAID_1Y = '3EY95102AB'
export const MONTHLY = '3EY95003AA'
/** What is published (M242, M109), and what a person knows of prepaid prices: nobody publishes one (M218). */
export const published = [
  priceList('vad', { '3EY95002AA': '1.20', [MONTHLY]: '2.80' }),
  priceList('public', { '3EY95001AA': '0.00', '3EY95002AA': '2.00', [MONTHLY]: '4.00' }),
]
export const withPrepaid = [
  priceList('vad', { '3EY95002AA': '1.20', [MONTHLY]: '2.80', [PREPAID_3Y]: '90.00', [PREPAID_1Y]: '31.00' }),
  priceList('public', { '3EY95002AA': '2.00', [MONTHLY]: '4.00', [PREPAID_3Y]: '120.00', [PREPAID_1Y]: '44.00' }),
]

export const meansOf = (changes: Partial<Means> & { readonly ruleSet?: string } = {}): Means => {
  const named = changes.ruleSet === undefined ? null : billingRulesNamed(changes.ruleSet)
  return {
    today: '2017-12-10',
    edition,
    lists: withPrepaid,
    rules: (month) => named ?? billingRulesAt(firstDayOf(month)),
    ...changes,
  }
}

export const monthly = (quantity: number): HeldOffer => ({
  commercialReference: MONTHLY,
  name: 'Enterprise',
  model: 'monthly',
  termYears: null,
  quantity,
  boughtOn: null,
  expiresOn: null,
})
export const prepaid3 = (quantity: number, boughtOn = '2017-11-24', expiresOn = '2020-12-01'): HeldOffer => ({
  commercialReference: PREPAID_3Y,
  name: 'Enterprise PrePaid 3 Years',
  model: 'prepaid',
  termYears: 3,
  quantity,
  boughtOn,
  expiresOn,
})

export const group = (held: readonly HeldOffer[], companies = 1, allocated = 0): HoldingGroup => ({
  plan: 'Enterprise',
  companies,
  held,
  allocated,
})
export const baseOf = (...groups: readonly HoldingGroup[]): Base => {
  const holding = groups.reduce((sum, { companies }) => sum + companies, 0)
  return { companies: Math.max(1, holding), holding, notActivated: 0, groups, apart: [] }
}

const alternatives: Readonly<Record<string, readonly Cover[]>> = {
  'as it is': [],
  monthly: [{ term: 'monthly', quantity: 'all' }],
  '1Y': [{ term: 1, quantity: 'all' }],
  '3Y': [{ term: 3, quantity: 'all' }],
  mix: [
    { term: 3, quantity: 'lowest' },
    { term: 'monthly', quantity: 'all' },
  ],
}

/** A plan of 36 months from January 2018; alternatives by their names above. */
export const planOf = (names: readonly string[], changes: Partial<Definition> = {}): Definition => ({
  basis: 'billed',
  from: '2018-01',
  months: 36,
  currency: 'EUR',
  sellTier: 'public',
  changes: [],
  alternatives: names.map((name) => ({ id: name, name, covers: alternatives[name] ?? [] })),
  ...changes,
})

export const people = (from: string, heads: number, kind: 'set' | 'add' = 'set'): Definition['changes'][number] => ({
  from,
  plan: 'Enterprise',
  companyId: null,
  change: { kind, heads },
})

export const text = (amount: Money | null | undefined): string | null => (amount ? moneyText(amount) : null)
