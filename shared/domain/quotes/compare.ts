import { type Decimal, formatDecimal } from '../decimal.ts'
import { type Money, moneyText } from '../money.ts'

type Party = Readonly<Record<string, string | null>>
type ComparedLine = {
  readonly commercialReference: string
  readonly description: string
  readonly quantity: number
  readonly unitPrice: Decimal | null
  readonly listPrice: Decimal
  readonly netPrice: Decimal
  readonly discount: Decimal
  readonly per: string
  readonly amount: Money
  readonly list: { readonly id: string; readonly version: number } | null
  readonly subscriptionId: string | null
}
/** A version as it is compared: what was typed, the lines with their prices, and the totals. */
export type ComparedVersion = {
  readonly content: {
    readonly date: string
    readonly startsOn: string
    readonly validUntil: string
    readonly language: string
    readonly currency: string
    readonly sellTier: string
    readonly customer: Party
    readonly reseller: Party | null
    readonly notes: string
    readonly terms: string
    readonly vatRate: Decimal | null
  }
  readonly seller: Party
  readonly lines: readonly ComparedLine[]
  readonly perMonth: Money
  readonly once: Money
  readonly marginPerMonth: Money | null
  readonly marginOnce: Money | null
}
export type ChangedField = { readonly field: string; readonly before: string | null; readonly after: string | null }

type Fields = readonly (readonly [string, string | null])[]

const amount = (money: Money | null): string | null => (money ? `${moneyText(money)} ${money.currency}` : null)

const partyFields = (name: string, party: Party | null): Fields =>
  Object.entries(party ?? {}).map(([key, value]) => [`${name}.${key}`, value === '' ? null : value])

const lineFields = (line: ComparedLine): Fields => [
  ['description', line.description],
  ['quantity', String(line.quantity)],
  ['unitPrice', formatDecimal(line.unitPrice ?? line.listPrice, 2)],
  ['discount', formatDecimal(line.discount)],
  ['netPrice', formatDecimal(line.netPrice, 2)],
  ['per', line.per],
  ['amount', amount(line.amount)],
  ['list', line.list && `${line.list.id} ${String(line.list.version)}`],
  ['subscriptionId', line.subscriptionId],
]

/** Lines of one reference are told apart by their order: 3EY95003AA, 3EY95003AA#2. */
const linesFields = (lines: readonly ComparedLine[]): Fields => {
  const seen = new Map<string, number>()
  return lines.flatMap((line) => {
    const count = (seen.get(line.commercialReference) ?? 0) + 1
    seen.set(line.commercialReference, count)
    const name = count === 1 ? line.commercialReference : `${line.commercialReference}#${String(count)}`
    return lineFields(line).map(([key, value]) => [`lines.${name}.${key}`, value] as const)
  })
}

const fieldsOf = ({ content, ...version }: ComparedVersion): Fields => [
  ['date', content.date],
  ['startsOn', content.startsOn],
  ['validUntil', content.validUntil],
  ['language', content.language],
  ['currency', content.currency],
  ['sellTier', content.sellTier],
  ...partyFields('seller', version.seller),
  ...partyFields('customer', content.customer),
  ...partyFields('reseller', content.reseller),
  ...linesFields(version.lines),
  ['notes', content.notes || null],
  ['terms', content.terms || null],
  ['vatRate', content.vatRate && formatDecimal(content.vatRate)],
  ['perMonth', amount(version.perMonth)],
  ['once', amount(version.once)],
  ['marginPerMonth', amount(version.marginPerMonth)],
  ['marginOnce', amount(version.marginOnce)],
]

/** What differs between two versions, field by field; null where a version has no such field. */
export const compareVersions = (before: ComparedVersion, after: ComparedVersion): ChangedField[] => {
  const [old, new_] = [new Map(fieldsOf(before)), new Map(fieldsOf(after))]
  return [...new Set([...old.keys(), ...new_.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: new_.get(field) ?? null }))
    .filter((one) => one.before !== one.after)
}
