import { readFile, stat } from 'node:fs/promises'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { headerKey } from '../../../shared/domain/parsing/header-text.ts'
import {
  currenciesInTitle,
  currencyCode,
  priceColumnLabel,
  priceField,
  type PriceField,
} from '../../../shared/domain/parsing/price-columns.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { WorkerClient } from '../core/index.ts'
import {
  cellText,
  dataRows,
  findHeader,
  MAX_FILE_BYTES,
  readTable,
  sizeText,
  type EvidenceStore,
  type Header,
  type ImportSource,
  type Table,
} from '../imports/index.ts'
import { readPriceRows, type ReadPrice, type RejectedPrice } from './price-rows.ts'

/** As the contract's `prices.read` answers: rows in = prices + rejected. */
export type ReadPrices = {
  readonly prices: ReadPrice[]
  readonly currency: string | null
  readonly rowsIn: number
  readonly rejected: RejectedPrice[]
}
export type ReadPricesTask = { readonly kind: 'read-prices'; readonly path: string; readonly fileName: string }

/** As many as a price list may hold. */
const MOST_ROWS = 5000

/** "Currency: EUR" above the titles, in one cell or two. */
const bannerCurrencies = (header: Header<PriceField>): readonly string[] =>
  header.sheet.rows.slice(0, header.index).flatMap(({ cells }) =>
    cells.flatMap((cell, column) => {
      const [label = '', inline = ''] = cellText(cell).split(/\s*:\s*(.*)/s)
      if (headerKey(label) === '' || priceField(label) !== 'currency') return []
      const value = inline || cellText(cells.slice(column + 1).find((next) => cellText(next) !== ''))
      return currencyCode(value) ?? []
    }),
  )

/** Why the header is none of a price list, or null. */
const headerFault = (header: Header<PriceField> | null): string | null => {
  if (!header || header.columns.size < 2) return 'it has no row of titles that are known'
  const { columns, titles } = header
  if (!columns.has('unitPrice')) return `it has no column “${priceColumnLabel('unitPrice')}”`
  if (!columns.has('commercialReference') && !columns.has('offerName')) {
    return `it has neither a column “${priceColumnLabel('commercialReference')}” nor “${priceColumnLabel('offerName')}”`
  }
  const prices = titles.filter((title) => priceField(title) === 'unitPrice')
  return prices.length > 1 ? `more than one column may be the price (${prices.slice(0, 5).join(', ')})` : null
}

/**
 * The prices of a table. Fails with PRICE_FILE_NOT_CLEAR {file, reason}, FILE_TOO_LARGE {file, found, limit}, or
 * CURRENCIES_MIXED {where, currencies}: two currencies are never mixed into one list.
 */
export const pricesOfTable = (table: Table, fileName: string): Result<ReadPrices, Failure> => {
  const notClear = (reason: string) => fail(failure('PRICE_FILE_NOT_CLEAR', { file: fileName, reason }))
  const header = findHeader(table, priceField)
  const wrong = headerFault(header)
  if (!header || wrong !== null) return notClear(wrong ?? '')
  const data = dataRows(header, ['commercialReference', 'offerName'])
  if (data.length === 0) return notClear('it has titles but no rows')
  if (data.length > MOST_ROWS) {
    const sizes = { found: `${data.length} rows`, limit: `${MOST_ROWS} rows` }
    return fail(failure('FILE_TOO_LARGE', { file: fileName, ...sizes }, 'V40'))
  }
  const { prices, rejected, currencies } = readPriceRows(header, data, table.delimiter)
  const title = header.titles[header.columns.get('unitPrice') ?? -1] ?? ''
  const stated = [...new Set([...currencies, ...currenciesInTitle(title), ...bannerCurrencies(header)])].sort()
  if (stated.length > 1) {
    return fail(failure('CURRENCIES_MIXED', { where: fileName, currencies: stated.join(', ') }))
  }
  return ok({ prices, currency: stated[0] ?? null, rowsIn: data.length, rejected })
}

/** The worker's half: reads the file where it lies and keeps nothing. */
export const readPricesInWorker = async ({ path, fileName }: ReadPricesTask): Promise<Result<ReadPrices, Failure>> => {
  const unreadable = (reason: string) => fail(failure('FILE_NOT_READABLE', { file: fileName, reason }))
  let bytes: Uint8Array
  try {
    const info = await stat(path)
    if (!info.isFile()) return unreadable('it is not a file')
    if (info.size > MAX_FILE_BYTES) {
      const sizes = { found: sizeText(info.size), limit: sizeText(MAX_FILE_BYTES) }
      return fail(failure('FILE_TOO_LARGE', { file: fileName, ...sizes }, 'V40'))
    }
    bytes = new Uint8Array(await readFile(path))
  } catch (error) {
    return unreadable(error instanceof Error && 'code' in error ? String(error.code) : String(error))
  }
  const table = readTable(bytes, fileName)
  if (table.ok) return pricesOfTable(table.value, fileName)
  // A PDF or the like is said to be no price list, not to be no CDR.
  return table.failure.code === 'FILE_KIND_UNKNOWN'
    ? fail(
        failure('PRICE_FILE_NOT_CLEAR', {
          file: fileName,
          reason: `it is no table (${table.failure.params['reason'] ?? ''})`,
        }),
      )
    : table
}

/** Reads a spreadsheet as prices in the worker thread; saves nothing. An upload is gone afterwards. */
export const readPriceFile = async (
  { store, worker }: { readonly store: EvidenceStore; readonly worker: WorkerClient<ReadPricesTask, ReadPrices> },
  { file, fileName }: { readonly file: ImportSource; readonly fileName: string },
  signal: AbortSignal,
): Promise<Result<ReadPrices, Failure>> => {
  const path = 'path' in file ? file.path : store.uploadPath(file.uploadId)
  const read = await worker.run({ kind: 'read-prices', path, fileName }, signal, () => undefined)
  if ('uploadId' in file) await store.dropUpload(file.uploadId)
  return read
}
