import type { PriceListContent } from '../../../shared/contract/prices.ts'
import { formatDecimal } from '../../../shared/domain/decimal.ts'
import {
  currencyCode,
  priceColumnLabel,
  type PriceField,
  pricePeriod,
} from '../../../shared/domain/parsing/price-columns.ts'
import { samePrice } from '../../../shared/domain/price-list.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { cellText, numberReaders, type Header, type TableRow } from '../imports/index.ts'

export type ReadPrice = PriceListContent['prices'][number]
export type RejectedPrice = { row: number; code: string; reason: string; cells: string[] }
type RowFault = { readonly code: string; readonly reason: string }
type FoundRow = { readonly row: TableRow; readonly read: Result<ReadPrice, RowFault> }

const MOST_CELLS = 20
const MOST_TEXT = 120
const LONGEST = { commercialReference: 40, offerName: 255, invoiceNames: 255 } as const
const MOST_NAMES = 50
const FINEST_SCALE = 12

const fault = (code: string, reason: string) => fail({ code, reason })

const tooLongOf = (texts: Readonly<Record<keyof typeof LONGEST, readonly string[]>>): RowFault | null => {
  for (const field of ['commercialReference', 'offerName', 'invoiceNames'] as const) {
    if (texts[field].some((one) => one.length > LONGEST[field])) {
      const reason = `${priceColumnLabel(field)} is longer than ${LONGEST[field]} characters`
      return { code: 'TEXT_TOO_LONG', reason }
    }
  }
  if (texts.invoiceNames.length <= MOST_NAMES) return null
  return { code: 'TEXT_TOO_LONG', reason: `${priceColumnLabel('invoiceNames')} holds more than ${MOST_NAMES} names` }
}

/** Reads the price of each row; `currency` gets every currency that a row states. */
const rowReader = (
  { columns, titles }: Header<PriceField>,
  data: readonly TableRow[],
  delimiter: string | null,
  currency: (code: string) => void,
): ((row: TableRow) => Result<ReadPrice, RowFault>) => {
  const at = (field: PriceField): number => columns.get(field) ?? -1
  // A semicolon divides cells only where the comma is taken by the decimals.
  const [readNumber] = numberReaders(data, [at('unitPrice')], delimiter === ';' ? ',' : null)
  const inTitle = pricePeriod(titles[at('unitPrice')] ?? '')

  const unitPrice = (row: TableRow): Result<ReadPrice['unitPrice'], RowFault> => {
    const cell = row.cells[at('unitPrice')]
    const shown = cellText(cell)
    const read = readNumber?.(cell)
    if (!read || (!read.ok && read.failure === 'VALUE_MISSING')) return fault('NO_PRICE', 'Unit price is empty')
    if (!read.ok && read.failure === 'NUMBER_AMBIGUOUS') {
      const reason = `Unit price "${shown}" can be read as thousands or as a fraction, and nothing in the file decides it`
      return fault('NUMBER_AMBIGUOUS', reason)
    }
    if (!read.ok) return fault('PRICE_NOT_A_NUMBER', `Unit price "${shown}" is not a number`)
    const { value, currency: printed } = read.value
    const code = printed === null ? undefined : currencyCode(printed)
    if (code === null) return fault('CURRENCY_UNKNOWN', `Currency "${printed}" is not known`)
    if (code !== undefined) currency(code)
    if (value.units < 0) return fault('PRICE_NEGATIVE', `Unit price "${shown}" is below zero`)
    if (value.scale > FINEST_SCALE) return fault('PRICE_NOT_A_NUMBER', `Unit price "${shown}" has too many decimals`)
    return ok({ ...value })
  }

  return (row) => {
    const text = (field: PriceField): string => cellText(row.cells[at(field)])
    const money = text('currency')
    const code = money === '' ? undefined : currencyCode(money)
    if (code) currency(code)
    const price = unitPrice(row)
    if (code === null) return fault('CURRENCY_UNKNOWN', `Currency "${money}" is not known`)
    const commercialReference = text('commercialReference').toUpperCase()
    const offerName = text('offerName') || commercialReference
    if (offerName === '') return fault('VALUE_MISSING', 'Reference and designation are empty')
    if (!price.ok) return price
    const invoiceNames = text('invoiceNames')
      .split(/\s*[|\n]\s*/)
      .filter((name) => name !== '')
    const tooLong = tooLongOf({ commercialReference: [commercialReference], offerName: [offerName], invoiceNames })
    if (tooLong) return fail(tooLong)
    const stated = text('per')
    const per = stated === '' ? inTitle : pricePeriod(stated)
    return ok({ commercialReference, offerName, unitPrice: price.value, per, invoiceNames })
  }
}

/** Of one reference with two prices none is known to be right; of one that only repeats itself the first counts. */
const withoutRepeats = (found: readonly FoundRow[]): readonly FoundRow[] => {
  const ofReference = new Map<string, { readonly row: TableRow; readonly price: ReadPrice }[]>()
  for (const { row, read } of found) {
    if (!read.ok || read.value.commercialReference === '') continue
    const { commercialReference } = read.value
    const same = ofReference.get(commercialReference) ?? []
    same.push({ row, price: read.value })
    ofReference.set(commercialReference, same)
  }
  return found.map((one): FoundRow => {
    if (!one.read.ok) return one
    const { commercialReference } = one.read.value
    const same = ofReference.get(commercialReference) ?? []
    const [first] = same
    if (!first || same.length === 1) return one
    const other = same.find(({ price }) => one.read.ok && !samePrice(price, one.read.value))
    if (other) {
      const elsewhere = `${formatDecimal(other.price.unitPrice, 2)} (${other.price.per}) in row ${other.row.row}`
      return { ...one, read: fault('TWO_PRICES', `${commercialReference} has another price, ${elsewhere}`) }
    }
    if (first.row === one.row) return one
    return { ...one, read: fault('SAME_AGAIN', `${commercialReference} has the same price in row ${first.row.row}`) }
  })
}

export type ReadRows = {
  readonly prices: ReadPrice[]
  readonly rejected: RejectedPrice[]
  readonly currencies: ReadonlySet<string>
}

/** Every data row is either a price or rejected with its reason. */
export const readPriceRows = (
  header: Header<PriceField>,
  data: readonly TableRow[],
  delimiter: string | null,
): ReadRows => {
  const currencies = new Set<string>()
  const read = rowReader(header, data, delimiter, (code) => currencies.add(code))
  const rows = withoutRepeats(data.map((row) => ({ row, read: read(row) })))
  const clipped = (row: TableRow): string[] =>
    row.cells.slice(0, MOST_CELLS).map((cell) => cellText(cell).slice(0, MOST_TEXT))
  return {
    prices: rows.flatMap(({ read: one }) => (one.ok ? [one.value] : [])),
    rejected: rows.flatMap(({ row, read: one }) =>
      one.ok
        ? []
        : [
            {
              row: row.row,
              code: one.failure.code,
              reason: one.failure.reason.slice(0, 2 * MOST_TEXT),
              cells: clipped(row),
            },
          ],
    ),
    currencies,
  }
}
