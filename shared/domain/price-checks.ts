import { addDays } from './local-date.ts'
import { inForceOn, type Price, type PriceList, samePrice } from './price-list.ts'

export type PriceFinding = {
  readonly code: 'overlap-agrees' | 'overlap-disagrees' | 'gap' | 'no-price' | 'unknown-reference' | 'unknown-period'
  readonly severity: 'error' | 'warning' | 'note'
  readonly listIds: readonly string[]
  readonly commercialReference: string | null
  /** First and last local date that it is true for; `to` null: for good. */
  readonly from: string | null
  readonly to: string | null
  readonly rule: string | null
}

export type PriceCheck = {
  /** Local date; what is in use on or after it is looked at. */
  readonly from: string
  /** Commercial references that are sold and must have a price. */
  readonly sold: readonly string[]
  /** Every reference that a catalogue knows, of any edition. */
  readonly known: ReadonlySet<string>
}

/** Days on which the same lists are in force. */
type Segment = { readonly from: string; readonly to: string | null; readonly lists: readonly PriceList[] }

const LAST_DAY = '9999-12-31'

/** Lists that can stand for one another: of one tier, currency and company. */
const groupsOf = (lists: readonly PriceList[]): readonly (readonly PriceList[])[] => {
  const groups = new Map<string, PriceList[]>()
  for (const list of lists) {
    const key = JSON.stringify([list.tier, list.currency, list.companyId])
    groups.set(key, [...(groups.get(key) ?? []), list])
  }
  return [...groups.values()]
}

const segmentsOf = (lists: readonly PriceList[], from: string): readonly Segment[] => {
  const days = new Set([from])
  for (const { validFrom, validTo } of lists) {
    if (validFrom > from) days.add(validFrom)
    if (validTo !== null && validTo >= from && validTo < LAST_DAY) days.add(addDays(validTo, 1))
  }
  const starts = [...days].sort()
  return starts.map((start, index) => {
    const next = starts[index + 1]
    return {
      from: start,
      to: next === undefined ? null : addDays(next, -1),
      lists: lists.filter((list) => inForceOn(list, start)),
    }
  })
}

type Said = Omit<PriceFinding, 'from' | 'to'>

/** What is said of each segment; the same said of neighbours is one finding with one period. */
const joined = (segments: readonly Segment[], say: (segment: Segment) => readonly Said[]): readonly PriceFinding[] => {
  const findings: PriceFinding[] = []
  let open = new Map<string, number>()
  for (const segment of segments) {
    const still = new Map<string, number>()
    for (const said of say(segment)) {
      const key = JSON.stringify(said)
      const before = open.get(key)
      const known = before === undefined ? undefined : findings[before]
      if (known && before !== undefined) findings[before] = { ...known, to: segment.to }
      still.set(key, before ?? findings.push({ ...said, from: segment.from, to: segment.to }) - 1)
    }
    open = still
  }
  return findings
}

const later = (a: string, b: string): string => (a > b ? a : b)
const earlierEnd = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a)

const disagreeing = (a: PriceList, b: PriceList): readonly string[] => {
  const prices = new Map(a.prices.map((price) => [price.commercialReference, price]))
  const references = b.prices
    .filter((price) => {
      const other = price.commercialReference === '' ? undefined : prices.get(price.commercialReference)
      return other !== undefined && !samePrice(price, other)
    })
    .map(({ commercialReference }) => commercialReference)
  return [...new Set(references)]
}

/** Two lists in force at once are said even where they agree: the later one counts; only of one first day is it ambiguous. */
const overlapsOf = (a: PriceList, b: PriceList, checkedFrom: string): readonly PriceFinding[] => {
  const from = later(checkedFrom, later(a.validFrom, b.validFrom))
  const to = earlierEnd(a.validTo, b.validTo)
  if (to !== null && to < from) return []
  const said = { listIds: [a.id, b.id].sort(), from, to, rule: null } as const
  const references = disagreeing(a, b)
  if (references.length === 0)
    return [{ ...said, code: 'overlap-agrees', severity: 'warning', commercialReference: null }]
  return references.map((commercialReference) => ({
    ...said,
    code: 'overlap-disagrees',
    severity: a.validFrom === b.validFrom ? 'error' : 'warning',
    commercialReference,
  }))
}

const gap = (ids: readonly string[], severity: PriceFinding['severity']): Said => ({
  code: 'gap',
  severity,
  listIds: [...ids].sort(),
  commercialReference: null,
  rule: null,
})

/** Prices of these lists are found, so a reference with any price is not missing (M218). */
const missing = (lists: readonly PriceList[], sold: readonly string[]): readonly Said[] => {
  const priced = new Set(lists.flatMap(({ prices }) => prices.map(({ commercialReference }) => commercialReference)))
  return sold
    .filter((reference) => !priced.has(reference))
    .map((commercialReference) => ({
      code: 'no-price',
      severity: 'warning',
      listIds: lists.map(({ id }) => id).sort(),
      commercialReference,
      rule: 'M218',
    }))
}

const groupFindings = (lists: readonly PriceList[], { from, sold }: PriceCheck): readonly PriceFinding[] => {
  const ids = lists.map(({ id }) => id)
  const segments = segmentsOf(lists, from)
  const before = lists.reduce((first, { validFrom }) => (validFrom < first ? validFrom : first), LAST_DAY)
  // Without a list of its own a company has the prices of its tier: only a hole between two of its lists is worth a note.
  const own = lists[0]?.tier === 'company'
  const holes = (segment: Segment): readonly Said[] => {
    if (segment.lists.length > 0) return []
    const between = segment.from > before && segment.to !== null
    return own ? (between ? [gap(ids, 'note')] : []) : [gap(ids, 'warning')]
  }
  return [
    ...lists.flatMap((a, index) => lists.slice(index + 1).flatMap((b) => overlapsOf(a, b, from))),
    ...joined(segments, holes),
    ...(own ? [] : joined(segments, (segment) => (segment.lists.length > 0 ? missing(segment.lists, sold) : []))),
  ]
}

const priceFindings = (list: PriceList, { from, known }: PriceCheck): readonly PriceFinding[] => {
  const said = (price: Price, code: PriceFinding['code'], rule: string): PriceFinding => ({
    code,
    severity: 'warning',
    listIds: [list.id],
    commercialReference: price.commercialReference === '' ? null : price.commercialReference,
    from: later(from, list.validFrom),
    to: list.validTo,
    rule,
  })
  return list.prices.flatMap((price) => [
    ...(price.commercialReference !== '' && !known.has(price.commercialReference)
      ? [said(price, 'unknown-reference', 'M217')]
      : []),
    ...(price.per === 'unknown' ? [said(price, 'unknown-period', 'X21')] : []),
  ])
}

/**
 * What to know about the lists in use on or after a day, withdrawn ones left out. Per tier, currency and company each day
 * has exactly one list in force, or an overlap or a gap says so (for one company's lists: only a gap between two of them).
 * Then the sold references without a price (M218), the prices of references that no catalogue knows (M217) or of an unknown
 * period (X21).
 */
export const checkPrices = (lists: readonly PriceList[], check: PriceCheck): readonly PriceFinding[] => {
  const inUse = lists.filter(({ withdrawn }) => !withdrawn)
  const current = inUse.filter(({ validTo }) => validTo === null || validTo >= check.from)
  return [
    ...groupsOf(inUse).flatMap((group) => groupFindings(group, check)),
    ...current.flatMap((list) => priceFindings(list, check)),
  ]
}
