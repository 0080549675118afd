import { readFileSync } from 'node:fs'
import { readCdr, readTable } from '../../electron/engine/imports/readers/index.ts'
import type { Invoice } from '../../shared/domain/invoice.ts'
import type { PriceList } from '../../shared/domain/price-list.ts'
import { reconcile } from '../../shared/domain/reconcile/index.ts'
import type { ExpectedContract } from '../../shared/domain/reconciliation.ts'
import { filesIn } from './cdr-data.ts'
import { peakMb, report, stopwatch } from './side.ts'

/** Our path, once: the CDR's bytes to rows, rows to a reconciliation. */
const [folder = '.'] = process.argv.slice(2)
const files = filesIn(folder)
const invoice = JSON.parse(readFileSync(files.invoice, 'utf8')) as Invoice
const expected = JSON.parse(readFileSync(files.estate, 'utf8')) as readonly ExpectedContract[]
const priceList = JSON.parse(
  readFileSync(new URL('../../resources/price-lists/vad-2017.json', import.meta.url), 'utf8'),
) as PriceList

const { steps, time } = stopwatch()
const cdr = await time('read', () => {
  const table = readTable(readFileSync(files.cdr), files.cdr)
  if (!table.ok) throw new Error(JSON.stringify(table.failure))
  const read = readCdr(table.value, files.cdr)
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  if (read.value.rejected.length > 0) throw new Error(`${read.value.rejected.length} rows were rejected`)
  return read.value
})
const result = await time('compare', () =>
  reconcile({
    invoice,
    evidence: 'invoice',
    cdr: { rows: cdr.rows, evidence: 'cdr' },
    expected,
    register: null,
    priceLists: [priceList],
  }),
)
steps['whole'] = (steps['read'] ?? 0) + (steps['compare'] ?? 0)
report({
  steps,
  peakMb: peakMb(),
  differing: result.lines
    .filter(({ status }) => status !== 'matched')
    .map(({ contractNumber, difference }) => `${contractNumber} ${difference.minor}`)
    .sort(),
})
