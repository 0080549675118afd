import type { CdrRow } from '../cdr.ts'
import { addDecimals, type Decimal, sameDecimal } from '../decimal.ts'
import type { Source } from '../evidence.ts'
import { lineAmount } from '../money.ts'
import { addSource } from './sources.ts'
import { contractKey } from './contract-key.ts'

/** All rows of one contract in one invoice and currency. Amounts are minor units of the bucket's currency. */
export type CdrTotals = {
  readonly contractNumber: string
  readonly rows: number
  /** Only conference rows: usage has no licences to compare (M227). */
  readonly usage: boolean
  /** Licences, or minutes when `usage`; null where both are in one contract. */
  readonly quantity: Decimal | null
  /** Null where the rows have several. */
  readonly unitPrice: Decimal | null
  /** The sum of quantity x unit price, each row rounded half up. */
  readonly computed: number
  /** The sum of the amounts as the rows say. */
  readonly stated: number
  /** Different values in the rows, sorted: mostly one each. Periods are 'YYYY-MM-DD/YYYY-MM-DD'. */
  readonly periods: readonly string[]
  readonly companies: readonly string[]
  readonly plans: readonly string[]
  readonly references: readonly string[]
  /** The first rows in file order. */
  readonly sources: readonly Source[]
  /** Rows that say again exactly what another row says. */
  readonly repeated: number
  readonly repeatedSources: readonly Source[]
  /** Rows whose amount is not quantity x unit price. */
  readonly wrongArithmetic: number
  readonly wrongSources: readonly Source[]
}

/** The rows of one invoice number in one currency. */
export type CdrBucket = {
  readonly invoiceNumber: string
  readonly currency: string
  readonly rows: number
  readonly sources: readonly Source[]
  readonly contracts: ReadonlyMap<string, CdrTotals>
}

/** Takes rows one by one and keeps totals per contract only, so that a million rows need not be there at once. */
export type CdrIndex = {
  readonly add: (row: CdrRow, evidence: string | null) => void
  readonly buckets: () => Iterable<CdrBucket>
  /** Rows whose figures leave the exact range (2^53 minor units) and are in no total. */
  readonly unusable: () => readonly Source[]
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Group = Mutable<CdrTotals> & {
  service: boolean
  conference: boolean
  /** Of the first row. */
  readonly detail: string
  /** What each row says with the row that said it first, once there is a second row. */
  seen: Map<string, Source> | null
}
type Bucket = Mutable<Omit<CdrBucket, 'contracts'>> & { readonly contracts: Map<string, Group> }

const NONE: readonly never[] = []

/** Contracts, companies and periods come again and again: one string and one list for each of them. */
const createLists = () => {
  const single = new Map<string, readonly string[]>()
  const only = (value: string): readonly string[] => {
    const known = single.get(value)
    if (known) return known
    const made = [value]
    single.set(value, made)
    return made
  }
  const withValue = (list: readonly string[], value: string): readonly string[] =>
    list.includes(value) ? list : [...list, value].sort()
  return { only, withValue }
}

const saysOf = (quantity: Decimal, price: Decimal, amount: number, period: string, detail: string): string =>
  `${quantity.units}/${quantity.scale} ${price.units}/${price.scale} ${amount} ${period} ${detail}`

/** The company that a row names: end customer, else the business partner whose own use it is (M258). */
const companyOf = (row: CdrRow): string => row.endCustomerName ?? row.resellerName ?? row.distributorName

const detailOf = (row: CdrRow): string =>
  row.kind === 'rb-serv'
    ? (row.serviceDetail ?? '')
    : `${row.country} ${row.connectionType} ${row.conferences} ${row.participants}`

/** Keeps the other sums exact by leaving a row out that would carry one beyond 2^53. */
const fits = (group: Group | undefined, quantity: Decimal, computed: number, stated: number): boolean => {
  if (!Number.isSafeInteger(computed) || !Number.isSafeInteger(stated)) return false
  if (!group) return true
  const sum = group.quantity ?? { units: 0, scale: 0 }
  const scale = Math.max(sum.scale, quantity.scale)
  const units =
    Math.abs(sum.units) * 10 ** (scale - sum.scale) + Math.abs(quantity.units) * 10 ** (scale - quantity.scale)
  return [units, group.computed + computed, group.stated + stated].every((n) => Math.abs(n) < Number.MAX_SAFE_INTEGER)
}

const countRepeats = (group: Group, says: string, source: Source): void => {
  const [first] = group.sources
  if (group.seen === null && first && group.quantity && group.unitPrice) {
    const saidFirst = saysOf(group.quantity, group.unitPrice, group.stated, group.periods[0] ?? '', group.detail)
    group.seen = new Map([[saidFirst, first]])
  }
  const earlier = group.seen?.get(says)
  if (earlier === undefined) group.seen?.set(says, source)
  else {
    group.repeated += 1
    group.repeatedSources = addSource(addSource(group.repeatedSources, earlier), source)
  }
}

export const createCdrIndex = (): CdrIndex => {
  const buckets = new Map<string, Bucket>()
  const { only, withValue } = createLists()
  let unusable: readonly Source[] = NONE
  let last: Bucket | null = null

  const bucketOf = (invoiceNumber: string, currency: string): Bucket => {
    if (last !== null && last.invoiceNumber === invoiceNumber && last.currency === currency) return last
    const key = `${currency} ${invoiceNumber}`
    const bucket = buckets.get(key) ?? { invoiceNumber, currency, rows: 0, sources: NONE, contracts: new Map() }
    buckets.set(key, bucket)
    last = bucket
    return bucket
  }

  const add = (row: CdrRow, evidence: string | null): void => {
    const source: Source = { evidence, place: row.place }
    const service = row.kind === 'rb-serv'
    const quantity = service ? row.quantity : row.minutes
    const price = service ? row.unitPrice : row.ratePerMinute
    const { minor: stated, currency } = row.amount
    const computed = lineAmount(quantity, price, currency).minor
    const bucket = bucketOf(row.invoiceNumber.trim(), currency)
    const key = contractKey(row.contractNumber)
    const group = bucket.contracts.get(key)
    if (!fits(group, quantity, computed, stated)) {
      unusable = addSource(unusable, source)
      return
    }
    bucket.rows += 1
    bucket.sources = addSource(bucket.sources, source)
    const period = `${row.periodStart}/${row.periodEnd}`
    const wrong = computed !== stated
    if (!group) {
      const sources = [source]
      bucket.contracts.set(key, {
        contractNumber: key,
        rows: 1,
        service,
        conference: !service,
        usage: !service,
        quantity,
        unitPrice: price,
        computed,
        stated,
        detail: detailOf(row),
        periods: only(period),
        companies: only(companyOf(row)),
        plans: only(row.servicePlan),
        references: row.commercialReference === null ? NONE : only(row.commercialReference),
        sources,
        repeated: 0,
        repeatedSources: NONE,
        wrongArithmetic: wrong ? 1 : 0,
        wrongSources: wrong ? sources : NONE,
        seen: null,
      })
      return
    }
    countRepeats(group, saysOf(quantity, price, stated, period, detailOf(row)), source)
    group.rows += 1
    group.service ||= service
    group.conference ||= !service
    group.usage = !group.service
    group.quantity = group.service && group.conference ? null : addDecimals(group.quantity as Decimal, quantity)
    if (group.unitPrice !== null && !sameDecimal(group.unitPrice, price)) group.unitPrice = null
    group.computed += computed
    group.stated += stated
    group.periods = withValue(group.periods, period)
    group.companies = withValue(group.companies, companyOf(row))
    group.plans = withValue(group.plans, row.servicePlan)
    if (row.commercialReference !== null) group.references = withValue(group.references, row.commercialReference)
    group.sources = addSource(group.sources, source)
    if (wrong) {
      group.wrongArithmetic += 1
      group.wrongSources = addSource(group.wrongSources, source)
    }
  }

  return { add, buckets: () => buckets.values(), unusable: () => unusable }
}
