import type { Quote } from '../../../shared/contract/quotes.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { Window } from '../../../shared/contract/values.ts'
import { compareVersions, type ChangedField } from '../../../shared/domain/quotes/index.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb } from '../db/index.ts'
import { sqlOfSort } from '../estate/index.ts'
import { foldedSearch, readVersion, shownQuote, VERSION_COLUMNS, versionOfRow, type VersionRow } from './store.ts'

export type QuotesInput = Window & {
  readonly search?: string | undefined
  readonly states?: readonly string[] | undefined
  readonly companyId?: string | undefined
  readonly today: string
}
type Row = Omit<Quote, 'lines' | 'seller'>

const STATE = `CASE WHEN v.state = 'sent' AND v.valid_until < :today THEN 'expired' ELSE v.state END`

const SORTS: Readonly<Record<string, string>> = {
  number: 'q.number',
  customer: 'q.customer',
  date: 'v.quote_date',
  validUntil: 'v.valid_until',
  perMonth: 'v.per_month_minor',
  once: 'v.once_minor',
  state: STATE,
}

const literally = (text: string): string => text.replaceAll(/[\\%_]/g, (one) => `\\${one}`)

const whereOf = ({ search, states, companyId }: QuotesInput): readonly string[] => [
  ...(search?.trim() ? [`q.number LIKE :search ESCAPE '\\' OR q.customer LIKE :search ESCAPE '\\'`] : []),
  ...(states ? [`${STATE} IN (SELECT value FROM json_each(:states))`] : []),
  ...(companyId === undefined ? [] : ['q.company_id = :companyId']),
]

/** The newest version of each quote, those made last first; found by number, customer, reseller or reference. */
export const listQuotes = (db: ReadDb, input: QuotesInput): { rows: Row[]; total: number } => {
  const { today, limit, offset, companyId } = input
  const where = whereOf(input).map((one) => `AND (${one})`).join(' ') // prettier-ignore
  const parameters = {
    today,
    search: `%${literally(foldedSearch(input.search?.trim() ?? ''))}%`,
    states: JSON.stringify(input.states ?? []),
    companyId: companyId ?? null,
  }
  const from = `quote q JOIN quote_version v ON v.number = q.number AND v.version = q.version WHERE true ${where}`
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM ${from}`, parameters)?.n ?? 0
  const sort = sqlOfSort(SORTS, input.sort)
  const order = sort ? `${sort}${input.descending ? ' DESC' : ''}, q.number` : 'q.made_at DESC, q.number DESC'
  const stored = db.all<VersionRow>(
    `SELECT ${VERSION_COLUMNS} FROM ${from} ORDER BY ${order} LIMIT :limit OFFSET :offset`,
    { ...parameters, limit, offset },
  )
  const rows = stored.map((row) => {
    const { lines: _lines, seller: _seller, ...shown } = shownQuote(versionOfRow(row), today)
    return shown
  })
  return { rows, total }
}

type Of = { readonly number: string; readonly version?: number | undefined }

export const getQuote = (
  db: ReadDb,
  { number, version, today }: Of & { readonly today: string },
): Result<Quote, Failure> => {
  const found = readVersion(db, number, version)
  return found.ok ? ok(shownQuote(found.value, today)) : found
}

type Versions = { readonly number: string; readonly before: number; readonly after: number }

/** What differs between two versions of a quote, field by field. */
export const compareQuote = (db: ReadDb, { number, before, after }: Versions): Result<ChangedField[], Failure> => {
  const [a, b] = [readVersion(db, number, before), readVersion(db, number, after)]
  if (!a.ok) return a
  if (!b.ok) return b
  return ok(compareVersions(shownQuote(a.value, ''), shownQuote(b.value, '')))
}
