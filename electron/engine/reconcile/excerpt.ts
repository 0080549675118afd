import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Source } from '../../../shared/domain/evidence.ts'
import { formatDecimal } from '../../../shared/domain/decimal.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb } from '../db/index.ts'
import { excerpt as fileExcerpt, readStored } from '../imports/index.ts'
import { priceListVersion } from '../prices/index.ts'

export type ExcerptTask = { readonly kind: 'excerpt'; readonly source: Source }
export type ShownExcerpt = {
  readonly title: string
  readonly place: Source['place']
  readonly header: string[] | null
  readonly rows: { number: number; cells: string[]; hit: boolean }[]
}

type Context = { readonly db: ReadDb; readonly dataDir: string; readonly resourcesDir: string }

/** What a figure leads to: the lines around it in its file, its history lines, its price, or its register row. */
export const excerptInWorker = async (
  { source }: ExcerptTask,
  context: Context,
): Promise<Result<ShownExcerpt, Failure>> => {
  const { place } = source
  switch (place.kind) {
    case 'pdf':
    case 'sheet': {
      const file = source.evidence
        ? context.db.get<{ file_name: string }>('SELECT file_name FROM evidence WHERE sha256 = :sha', {
            sha: source.evidence,
          })
        : undefined
      const bytes = source.evidence && file ? await readStored(context.dataDir, source.evidence) : null
      if (!file || !bytes) return fail(failure('NOT_FOUND', { what: 'evidence file', id: source.evidence ?? '' }))
      const found = await fileExcerpt(bytes, file.file_name, place)
      if (!found.ok) return found
      const { title, header, rows } = found.value
      return ok({
        title,
        place,
        header: header ? [...header] : null,
        rows: rows.map((row) => ({ ...row, cells: [...row.cells] })),
      })
    }
    case 'history':
      return historyExcerpt(context.db, place)
    case 'price':
      return priceExcerpt(context, place)
    case 'register':
      return registerExcerpt(context.db, place)
  }
}

type PlaceOf<K extends Source['place']['kind']> = Extract<Source['place'], { kind: K }>

/** All lines of the same subscription, the one meant marked. */
const historyExcerpt = (db: ReadDb, place: PlaceOf<'history'>): Result<ShownExcerpt, Failure> => {
  const rows = db.all<{
    id: string
    at: string
    company_name: string
    plan: string
    licences: number | null
    change: number | null
    done_by: string
    contract_number: string | null
  }>(
    `SELECT id, at, company_name, plan, licences, change, done_by, contract_number FROM operation
     WHERE resource_id = (SELECT resource_id FROM operation WHERE id = :id) ORDER BY at, id`,
    { id: place.operationId },
  )
  if (rows.length === 0) return fail(failure('NOT_FOUND', { what: 'history line', id: place.operationId }))
  return ok({
    title: `${rows[0]?.company_name ?? ''} ${rows[0]?.contract_number ?? ''}`.trim(),
    place,
    header: ['at', 'companyName', 'plan', 'licences', 'doneBy'],
    rows: rows.map((row, index) => ({
      number: index + 1,
      cells: [row.at, row.company_name, row.plan, quantityAndChange(row), row.done_by],
      hit: row.id === place.operationId,
    })),
  })
}

/** "20 (+20)": the new total and the change (M172). */
const quantityAndChange = (row: { licences: number | null; change: number | null }): string => {
  if (row.licences === null) return ''
  const change = row.change ?? 0
  return change === 0 ? String(row.licences) : `${row.licences} (${change > 0 ? '+' : ''}${change})`
}

/** The version that the figure rests on, though the list may have changed or been withdrawn since. */
const priceExcerpt = ({ db, resourcesDir }: Context, place: PlaceOf<'price'>): Result<ShownExcerpt, Failure> => {
  const list = priceListVersion(db, resourcesDir, place.priceListId, place.version ?? 1)
  if (!list) return fail(failure('NOT_FOUND', { what: 'price list', id: place.priceListId }))
  return ok({
    title: `${list.name} (${list.validFrom} – ${list.validTo ?? '…'})`,
    place,
    header: ['commercialReference', 'offerName', 'unitPrice', 'currency'],
    rows: list.prices.map((price, index) => ({
      number: index + 1,
      cells: [price.commercialReference, price.offerName, formatDecimal(price.unitPrice, 2), list.currency],
      hit: price.commercialReference === place.commercialReference,
    })),
  })
}

const registerExcerpt = (db: ReadDb, place: PlaceOf<'register'>): Result<ShownExcerpt, Failure> => {
  const rows = db.all<{ number: string; invoice_date: string; due_date: string | null }>(
    'SELECT number, invoice_date, due_date FROM register_invoice ORDER BY invoice_date DESC',
  )
  return ok({
    title: 'register',
    place,
    header: ['invoiceDate', 'invoiceNumber', 'dueDate'],
    rows: rows.map((row, index) => ({
      number: index + 1,
      cells: [row.invoice_date, row.number, row.due_date ?? ''],
      hit: row.number === place.invoiceNumber,
    })),
  })
}
