import { type Price, type PriceListForm, rowOf } from './price-form.ts'

/** What a spreadsheet was read as: rows in = prices + rejected. */
export type ReadPrices = {
  readonly prices: readonly Price[]
  readonly currency: string | null
  readonly rowsIn: number
  readonly rejected: readonly {
    readonly row: number
    readonly code: string
    readonly reason: string
    readonly cells: readonly string[]
  }[]
}

/** "Prices_2018-Q1.csv" becomes "Prices 2018-Q1". */
const nameOf = (fileName: string): string =>
  fileName
    .replace(/\.[a-z]{3,4}$/i, '')
    .replaceAll('_', ' ')
    .slice(0, 120)

/** The list that the read prices become: those that were in it are replaced. */
export const importTarget = (list: PriceListForm, read: ReadPrices, name: string): PriceListForm => ({
  ...list,
  name: list.name === '' ? nameOf(name) : list.name,
  currency: read.currency ?? list.currency,
  rows: read.prices.map(rowOf),
})
