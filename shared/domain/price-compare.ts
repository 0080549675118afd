import { foldText } from '../util/fold-text.ts'
import { type Price, samePrice } from './price-list.ts'

export type PriceChange = {
  readonly commercialReference: string
  readonly offerName: string
  /** Null: it was added. */
  readonly before: Price | null
  /** Null: it was taken out. */
  readonly after: Price | null
}

/** Prices by reference, or by offer name where the source gives none; a second one of the same key counts on. */
const byKey = (prices: readonly Price[]): ReadonlyMap<string, Price> => {
  const found = new Map<string, Price>()
  for (const price of prices) {
    const key = price.commercialReference === '' ? `name ${foldText(price.offerName)}` : price.commercialReference
    let again = 0
    while (found.has(`${key} ${again}`)) again += 1
    found.set(`${key} ${again}`, price)
  }
  return found
}

const sameNames = (a: readonly string[], b: readonly string[]): boolean => {
  const [names, others] = [new Set(a), new Set(b)]
  return names.size === others.size && a.every((name) => others.has(name))
}

const unchanged = (a: Price, b: Price): boolean =>
  samePrice(a, b) && a.offerName === b.offerName && sameNames(a.invoiceNames, b.invoiceNames)

/** What changed between two lists or versions of one currency, in the order of the second; unchanged prices are left out. */
export const comparePrices = (before: readonly Price[], after: readonly Price[]): readonly PriceChange[] => {
  const [old, now] = [byKey(before), byKey(after)]
  const change = (a: Price | null, b: Price | null): PriceChange => ({
    commercialReference: (b ?? a)?.commercialReference ?? '',
    offerName: (b ?? a)?.offerName ?? '',
    before: a,
    after: b,
  })
  const changed = [...now].flatMap(([key, price]) => {
    const was = old.get(key)
    return was && unchanged(was, price) ? [] : [change(was ?? null, price)]
  })
  return [...changed, ...[...old].flatMap(([key, price]) => (now.has(key) ? [] : [change(price, null)]))]
}
