import { addDecimals, type Decimal } from '../../../shared/domain/decimal.ts'
import type { Price } from './price-form.ts'

/** Null before: it was added; null after: it was taken out. */
export type PriceChange = {
  readonly commercialReference: string
  readonly offerName: string
  readonly before: Price | null
  readonly after: Price | null
}

/** What one price is more or less than the other; null where they are not for the same, or one is missing. */
export const priceDifference = ({ before, after }: Pick<PriceChange, 'before' | 'after'>): Decimal | null =>
  before && after && before.per === after.per
    ? addDecimals(after.unitPrice, { units: -before.unitPrice.units, scale: before.unitPrice.scale })
    : null

/** A version in an address: "vad-2017@2". */
export const versionKey = (id: string, version: number): string => `${id}@${version}`

export const versionOf = (key: string | null): { readonly id: string; readonly version: number } | null => {
  const match = /^(.+)@(\d+)$/.exec(key ?? '')
  return match ? { id: match[1] ?? '', version: Number(match[2]) } : null
}
