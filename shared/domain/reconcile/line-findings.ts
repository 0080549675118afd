import { type Decimal, formatDecimal, sameDecimal } from '../decimal.ts'
import type { Source } from '../evidence.ts'
import { money, moneyText } from '../money.ts'
import type { Finding, FindingCode } from '../reconciliation.ts'
import { ABSENT } from './absent.ts'
import type { Comparison } from './comparison.ts'

const text = (value: Decimal | null | undefined, fraction = 0): string =>
  value == null ? ABSENT : formatDecimal(value, fraction)

const first = (sources: readonly Source[] | undefined): readonly Source[] => sources?.slice(0, 1) ?? []

const sourcesOf = ({ invoice, cdr, foreignCdr, estate }: Comparison): readonly Source[] => [
  ...first(invoice?.sources),
  ...first(cdr?.sources ?? foreignCdr?.totals.sources),
  ...first(estate.map(({ source }) => source)),
]

type Build = (it: Comparison) => readonly Omit<Finding, 'contractNumber'>[]

/** Which sources lack the contract. In the params are the names of sources: invoice, cdr, estate. */
const presence: Build = (it) => {
  const inCdr = it.cdr !== null || it.foreignCdr !== null
  const inEstate = it.estate.length > 0
  const found = (code: FindingCode, rule: string, missingIn: string) => {
    const present = [it.invoice && 'invoice', inCdr && 'cdr', inEstate && 'estate'].filter(Boolean).join(', ')
    const amount = it.invoice?.amount ?? it.expected ?? (it.cdr && money(it.cdr.stated, it.currency))
    const params = { in: present, missingIn, amount: amount ? moneyText(amount) : ABSENT, currency: it.currency }
    return [{ code, rule, params, sources: sourcesOf(it) }]
  }
  const cdrRule = it.usage ? 'M254' : 'M255'
  if (!it.invoice) {
    if (inCdr && inEstate) return found('LINE_NOT_ON_INVOICE', 'M203', 'invoice')
    return inCdr ? found('LINE_ONLY_IN_CDR', cdrRule, 'invoice') : found('LINE_ONLY_IN_ESTATE', 'M203', 'invoice')
  }
  if (it.lacks.cdr && !inCdr && it.lacks.estate) return found('LINE_ONLY_ON_INVOICE', 'M244', 'cdr, estate')
  if (it.lacks.cdr && !inCdr) return found('LINE_NOT_IN_CDR', cdrRule, 'cdr')
  return it.lacks.estate ? found('LINE_NOT_IN_ESTATE', 'M203', 'estate') : []
}

/** Equal rows that the estate's quantity accounts for are no repetition: licences can come in two equal rows (V34). */
const duplicates: Build = ({ invoice, cdr, estate, expected }) => {
  const asked = invoice?.amount.minor
  if (expected && expected.minor === asked && (!cdr || cdr.computed === asked)) return []
  const found = (where: string, count: number, sources: readonly Source[]) =>
    count > 0
      ? [{ code: 'DUPLICATE_LINE' as const, rule: 'M229', params: { in: where, count: String(count) }, sources }]
      : []
  return [
    ...found('invoice', invoice?.repeated ?? 0, invoice?.sources ?? []),
    ...found('cdr', cdr?.repeated ?? 0, cdr?.repeatedSources ?? []),
    ...found(
      'estate',
      estate.length - 1,
      estate.map(({ source }) => source),
    ),
  ]
}

const currency: Build = (it) =>
  it.foreignCdr === null
    ? []
    : [
        {
          code: 'CURRENCY_DIFFERS',
          rule: 'M230',
          params: { in: 'cdr', expected: it.currency, found: it.foreignCdr.currency },
          sources: [...first(it.invoice?.sources), ...it.foreignCdr.totals.sources],
        },
      ]

const period: Build = (it) => {
  const { invoice, cdr } = it
  if (!invoice || !cdr || cdr.periods.every((each) => invoice.periods.includes(each))) return []
  const params = { invoice: invoice.periods.join(', '), cdr: cdr.periods.join(', ') }
  const rule = it.usage ? 'M205' : 'X25'
  return [{ code: 'PERIOD_DIFFERS', rule, params, sources: [...first(invoice.sources), ...first(cdr.sources)] }]
}

const unequal = (values: readonly (Decimal | null | undefined)[]): boolean => {
  const [reference, ...others] = values.filter((value) => value != null)
  return reference !== undefined && others.some((value) => !sameDecimal(value, reference))
}

const quantity: Build = (it) => {
  if (it.usage || !it.invoice || !unequal([it.invoice.quantity, it.cdr?.quantity, it.quantity])) return []
  const params = { invoice: text(it.invoice.quantity), cdr: text(it.cdr?.quantity), estate: text(it.quantity) }
  const rule = unequal([it.invoice.quantity, it.quantity]) ? 'M200' : 'M257'
  return [{ code: 'QUANTITY_DIFFERS', rule, params, sources: sourcesOf(it) }]
}

const price: Build = (it) => {
  if (it.usage || !it.invoice) return []
  const found = it.price?.ok ? it.price.value : null
  const listed = found?.price.unitPrice
  if (!unequal([it.invoice.unitPrice, it.cdr?.unitPrice, listed])) return []
  const params = {
    invoice: text(it.invoice.unitPrice, 2),
    cdr: text(it.cdr?.unitPrice, 2),
    list: text(listed, 2),
    priceList: found?.list.name ?? ABSENT,
  }
  const againstList = unequal([it.invoice.unitPrice, listed])
  const sources = [...first(it.invoice.sources), ...first(it.cdr?.sources), ...(found ? [found.source] : [])]
  return [{ code: 'PRICE_DIFFERS', rule: (againstList ? found?.list.rules[0] : undefined) ?? 'M257', params, sources }]
}

const noPrice: Build = (it) => {
  if (it.price === null || it.price.ok || (!it.invoice && it.estate.length === 0)) return []
  const reason = it.price.failure
  const params = {
    reference: it.commercialReference ?? it.invoice?.first.productName ?? ABSENT,
    offer: it.estate[0]?.offerName ?? it.cdr?.plans[0] ?? it.invoice?.first.title ?? ABSENT,
    currency: it.currency,
    date: it.date,
    reason,
  }
  return [{ code: 'PRICE_MISSING', rule: reason === 'unit-unknown' ? 'X21' : 'M218', params, sources: sourcesOf(it) }]
}

const arithmetic: Build = (it) => {
  const totals = it.cdr ?? it.foreignCdr?.totals
  if (!totals || totals.wrongArithmetic === 0) return []
  const iso = it.cdr ? it.currency : (it.foreignCdr?.currency ?? it.currency)
  const params = {
    rows: String(totals.wrongArithmetic),
    stated: moneyText(money(totals.stated, iso)),
    computed: moneyText(money(totals.computed, iso)),
    currency: iso,
  }
  return [{ code: 'CDR_ARITHMETIC', rule: totals.usage ? 'M256' : 'M257', params, sources: totals.wrongSources }]
}

const builds: readonly Build[] = [presence, duplicates, currency, period, quantity, price, noPrice, arithmetic]

/** What a person should see about one contract, in a fixed order. */
export const lineFindings = (it: Comparison): readonly Finding[] =>
  builds.flatMap((build) => build(it).map((finding) => ({ ...finding, contractNumber: it.contractNumber })))
