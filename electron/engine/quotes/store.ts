import type { Quote, QuoteContent } from '../../../shared/contract/quotes.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { quoteStateOn, type StoredQuoteState } from '../../../shared/domain/quotes/index.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'
import type { Priced } from './price.ts'
import type { Seller } from './settings.ts'

/** One version as a command makes it; `seller` and every price are those of that day. */
export type NewVersion = {
  readonly number: string
  readonly version: number
  readonly content: QuoteContent
  readonly priced: Priced
  readonly seller: Seller
}

export type StoredVersion = NewVersion & {
  readonly versions: number
  readonly state: StoredQuoteState
  readonly madeAt: string
  readonly sentAt: string | null
  readonly answeredAt: string | null
}

export type VersionRow = {
  readonly number: string
  readonly version: number
  readonly versions: number
  readonly state: StoredQuoteState
  readonly content: string
  readonly priced: string
  readonly seller: string
  readonly made_at: string
  readonly sent_at: string | null
  readonly answered_at: string | null
}

export const VERSION_COLUMNS = `v.number, v.version, q.version AS versions, v.state, v.content, v.priced, v.seller, v.made_at, v.sent_at, v.answered_at`

export const versionOfRow = (row: VersionRow): StoredVersion => ({
  number: row.number,
  version: row.version,
  versions: row.versions,
  state: row.state,
  content: JSON.parse(row.content) as QuoteContent,
  priced: JSON.parse(row.priced) as Priced,
  seller: JSON.parse(row.seller) as Seller,
  madeAt: row.made_at,
  sentAt: row.sent_at,
  answeredAt: row.answered_at,
})

/** A version, the newest unless one is named. */
export const readVersion = (db: ReadDb, number: string, version?: number): Result<StoredVersion, Failure> => {
  const row = db.get<VersionRow>(
    `SELECT ${VERSION_COLUMNS} FROM quote q JOIN quote_version v ON v.number = q.number AND v.version = coalesce(:version, q.version)
     WHERE q.number = :number`,
    { number, version: version ?? null },
  )
  if (row) return ok(versionOfRow(row))
  const id = version === undefined ? number : `${number} version ${String(version)}`
  return fail(failure('NOT_FOUND', { what: 'quote', id }))
}

/** As the contract shows it; expired on a local date. */
export const shownQuote = (stored: StoredVersion, today: string): Quote => ({
  number: stored.number,
  version: stored.version,
  versions: stored.versions,
  state: quoteStateOn(stored.state, stored.content.validUntil, today),
  content: stored.content,
  seller: stored.seller.party,
  ...stored.priced,
  madeAt: stored.madeAt,
  sentAt: stored.sentAt,
  answeredAt: stored.answeredAt,
})

/** Without case and accents: what the list's search looks in. It begins with the name, so it also sorts by it. */
export const foldedSearch = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()

const searchText = ({ content, priced }: NewVersion): string =>
  foldedSearch(
    [
      content.customer.name,
      content.customer.reference,
      content.reseller?.name ?? '',
      ...new Set(priced.lines.map(({ commercialReference }) => commercialReference)),
    ].join('\n'),
  )

/** Writes a version: a new quote, the next version of one, or the draft anew. Only commands call this. */
export const writeVersion = (db: WriteDb, made: NewVersion, at: string): void => {
  const { number, version, content, priced } = made
  const companyId = content.customer.companyId
  db.run(
    `INSERT INTO quote (number, version, company_id, customer, made_at) VALUES (:number, :version, :companyId, :customer, :at)
     ON CONFLICT (number) DO UPDATE SET version = :version, company_id = :companyId, customer = :customer`,
    { number, version, companyId, customer: searchText(made), at },
  )
  db.run(
    `INSERT OR REPLACE INTO quote_version (number, version, state, quote_date, valid_until, content, priced, seller, currency,
       per_month_minor, once_minor, made_at)
     VALUES (:number, :version, 'draft', :date, :validUntil, :content, :priced, :seller, :currency, :perMonth, :once, :at)`,
    {
      number,
      version,
      date: content.date,
      validUntil: content.validUntil,
      content: JSON.stringify(content),
      priced: JSON.stringify(priced),
      seller: JSON.stringify(made.seller),
      currency: content.currency,
      perMonth: priced.perMonth.minor,
      once: priced.once.minor,
      at,
    },
  )
}
