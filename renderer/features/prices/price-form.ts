import type { PriceListContent, ShownPriceList } from '../../../shared/contract/prices.ts'
import { companyIdSchema } from '../../../shared/contract/values.ts'
import { type Decimal, formatDecimal, sameDecimal } from '../../../shared/domain/decimal.ts'
import { parseNumber } from '../../../shared/domain/parsing/numbers.ts'

export type Price = PriceListContent['prices'][number]
export const periods = ['user-month', 'term', 'minute', 'unknown'] as const
export const tiers = ['public', 'vad', 'reseller', 'company'] as const

/** A price as it is typed; `key` stays the same while it is edited. */
export type PriceRowForm = {
  readonly key: string
  commercialReference: string
  offerName: string
  unitPrice: string
  per: Price['per']
  /** Separated by " | ". */
  invoiceNames: string
}
export type PriceListForm = {
  name: string
  tier: PriceListContent['tier']
  companyId: string
  currency: string
  validFrom: string
  validTo: string
  note: string
  rows: PriceRowForm[]
}

export const newRow = (row: Partial<Omit<PriceRowForm, 'key'>> = {}): PriceRowForm => ({
  key: crypto.randomUUID(),
  commercialReference: '',
  offerName: '',
  unitPrice: '',
  per: 'user-month',
  invoiceNames: '',
  ...row,
})

/** To be typed over: three decimals become four, as "1.125" alone could mean thousands. */
export const priceText = (price: Decimal): string => {
  const text = formatDecimal(price, 2)
  return /\.\d{3}$/.test(text) ? `${text}0` : text
}

/** Nothing was typed into it yet: it is no price, and nothing is wrong with it. */
const isBlank = (row: PriceRowForm): boolean =>
  [row.commercialReference, row.offerName, row.unitPrice, row.invoiceNames].every((text) => text.trim() === '')

export const rowOf = (price: Price): PriceRowForm =>
  newRow({
    commercialReference: price.commercialReference,
    offerName: price.offerName,
    unitPrice: priceText(price.unitPrice),
    per: price.per,
    invoiceNames: price.invoiceNames.join(' | '),
  })

export const blankList = (validFrom: string): PriceListForm => ({
  name: '',
  tier: 'vad',
  companyId: '',
  currency: 'EUR',
  validFrom,
  validTo: '',
  note: '',
  rows: [newRow()],
})

export const listForm = (list: ShownPriceList): PriceListForm => ({
  name: list.name,
  tier: list.tier,
  companyId: list.companyId ?? '',
  currency: list.currency,
  validFrom: list.validFrom,
  validTo: list.validTo ?? '',
  note: list.note,
  rows: list.prices.map(rowOf),
})

/** Why a typed price is none: the sign of a currency of another list, thousands or a fraction, below zero, no number at all. */
export type PriceFault = 'empty' | 'ambiguous' | 'currency' | 'negative' | 'not-a-number'

/** A price as typed or pasted: "2.80", "2,80", "€ 1.234,50"; never guessed. */
export const typedPrice = (
  text: string,
  currency: string,
): { readonly price: Decimal } | { readonly fault: PriceFault } => {
  if (text.trim() === '') return { fault: 'empty' }
  const read = parseNumber(text, null)
  if (!read.ok) return { fault: read.failure === 'AMBIGUOUS' ? 'ambiguous' : 'not-a-number' }
  const { value, currency: printed } = read.value
  if (printed !== null && printed !== currency) return { fault: 'currency' }
  if (value.units < 0) return { fault: 'negative' }
  return value.scale > 6 ? { fault: 'not-a-number' } : { price: value }
}

export type RowFault = PriceFault | 'no-name' | 'two-prices'

/** Rows that cannot be saved, by their keys, each with why. A reference has one price in a list. */
export const wrongRows = ({ rows, currency }: PriceListForm): ReadonlyMap<string, RowFault> => {
  const wrong = new Map<string, RowFault>()
  const first = new Map<string, { readonly price: Decimal; readonly per: Price['per'] }>()
  for (const { key, commercialReference, offerName, unitPrice, per } of rows.filter((row) => !isBlank(row))) {
    const read = typedPrice(unitPrice, currency)
    const reference = commercialReference.trim()
    if ('fault' in read) wrong.set(key, read.fault)
    else if (offerName.trim() === '') wrong.set(key, 'no-name')
    if ('fault' in read || reference === '') continue
    const other = first.get(reference)
    if (other && (other.per !== per || !sameDecimal(other.price, read.price))) wrong.set(key, 'two-prices')
    else first.set(reference, { price: read.price, per })
  }
  return wrong
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
export type ListField = 'name' | 'company' | 'currency' | 'validFrom' | 'validTo'

/** Fields of the list that stand in the way of saving. */
export const wrongFields = (form: PriceListForm): ReadonlySet<ListField> =>
  new Set<ListField>([
    ...(form.name.trim() === '' ? (['name'] as const) : []),
    ...(form.tier === 'company' && form.companyId === '' ? (['company'] as const) : []),
    ...(/^[A-Z]{3}$/.test(form.currency) ? [] : (['currency'] as const)),
    ...(DAY.test(form.validFrom) ? [] : (['validFrom'] as const)),
    ...(form.validTo === '' || (DAY.test(form.validTo) && form.validTo >= form.validFrom)
      ? []
      : (['validTo'] as const)),
  ])

const priceOf = (row: PriceRowForm, currency: string): readonly Price[] => {
  const read = typedPrice(row.unitPrice, currency)
  if ('fault' in read) return []
  return [
    {
      commercialReference: row.commercialReference.trim(),
      offerName: row.offerName.trim(),
      unitPrice: read.price,
      per: row.per,
      invoiceNames: row.invoiceNames
        .split('|')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    },
  ]
}

/** What can be saved; null while something stands in the way. */
export const contentOf = (form: PriceListForm): PriceListContent | null => {
  if (wrongFields(form).size > 0 || wrongRows(form).size > 0) return null
  return {
    name: form.name.trim(),
    tier: form.tier,
    companyId: form.tier === 'company' ? companyIdSchema.parse(form.companyId) : null,
    currency: form.currency,
    validFrom: form.validFrom,
    validTo: form.validTo === '' ? null : form.validTo,
    note: form.note,
    prices: form.rows.flatMap((row) => priceOf(row, form.currency)),
  }
}

/** The same text for the same list, whatever the keys of its rows; blank rows say nothing. */
export const formText = (form: PriceListForm): string =>
  JSON.stringify({ ...form, rows: form.rows.filter((row) => !isBlank(row)).map(({ key: _, ...row }) => row) })
