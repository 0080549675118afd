import type { SearchHit } from '../../../shared/contract/estate.ts'
import type { CompanyId } from '../../../shared/contract/values.ts'
import type { ReadDb } from '../db/index.ts'
import { beginMatch, matchOf, wordsOf, type Findable } from './find-text.ts'
import { containing } from './window-query.ts'

/** Read of each kind before ranking; the ones that begin with the text are read first. */
const CANDIDATES = 200

/** One candidate with every text that it is found by, the title first. */
type Candidate = {
  readonly id: string
  readonly title: string
  readonly companyId: string | null
  readonly companyName: string | null
  readonly texts: readonly (string | null)[]
  /** Earlier names and until when they were so (X11). */
  readonly former?: readonly { readonly name: string; readonly until: string }[]
}

type Source = { readonly table: Findable; readonly sql: string; readonly texts: readonly string[] }

const withCompany = (alias: string): string => `LEFT JOIN company_count c ON c.company_id = ${alias}.company_id`
const OF_COMPANY = 'c.company_id AS companyId, c.name AS companyName'

const sources: readonly Source[] = [
  {
    table: 'company',
    sql: `SELECT x.id, x.name AS title, x.id AS companyId, x.name AS companyName, x.external_reference, x.external_reference2,
      x.crd_company_id, x.city, x.support_email, x.call_number FROM company_now x`,
    texts: ['external_reference', 'external_reference2', 'crd_company_id', 'city', 'support_email', 'call_number'],
  },
  {
    table: 'member',
    sql: `SELECT x.id, coalesce(nullif(x.name, ''), x.email) AS title, ${OF_COMPANY}, x.email, x.phone, x.extension,
      (SELECT group_concat(coalesce(value ->> '$.extension', '') || ' ' || coalesce(value ->> '$.number', ''), ', ') FROM json_each(x.phones)) AS phones
      FROM member_now x ${withCompany('x')}`,
    texts: ['email', 'phone', 'extension', 'phones'],
  },
  {
    table: 'equipment',
    sql: `SELECT x.id, x.name AS title, ${OF_COMPANY}, x.equipment_id, x.server_type FROM equipment_now x ${withCompany('x')}`,
    texts: ['equipment_id', 'server_type'],
  },
  {
    table: 'subscription',
    sql: `SELECT x.id, x.offer_name AS title, ${OF_COMPANY}, x.contract_number, x.commercial_reference
      FROM subscription_now x ${withCompany('x')}`,
    texts: ['contract_number', 'commercial_reference'],
  },
  { table: 'site', sql: `SELECT x.id, x.name AS title, ${OF_COMPANY} FROM site_now x ${withCompany('x')}`, texts: [] },
  {
    table: 'operation',
    sql: `SELECT x.id, x.plan AS title, x.company_id AS companyId, x.company_name AS companyName, x.company_name, x.done_by,
      x.contract_number FROM operation x`,
    texts: ['company_name', 'done_by', 'contract_number'],
  },
]

/** Without case and diacritics, as the index compares. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()

const EXACT = 0
const BEGINS = 1
const WORD_BEGINS = 2
const CONTAINED = 3
const SCATTERED = 4

const rankOf = (text: string, wanted: string): number => {
  const at = text.indexOf(wanted)
  if (at < 0) return SCATTERED
  if (at === 0) return text.length === wanted.length ? EXACT : BEGINS
  return text.includes(` ${wanted}`) ? WORD_BEGINS : CONTAINED
}

type Ranked = { readonly hit: SearchHit; readonly rank: number; readonly order: number; readonly title: string }

/** The best of a candidate's texts; an earlier name only when nothing that is so now says it. */
const ranked = (entity: SearchHit['entity'], order: number, one: Candidate, wanted: string): Ranked => {
  const now = [one.title, ...one.texts].flatMap((text) => (text ? [{ text, until: null }] : []))
  const past = (one.former ?? []).map(({ name, until }) => ({ text: name, until }))
  const best = [...now, ...past]
    .map((found) => ({ ...found, rank: rankOf(folded(found.text), wanted) }))
    .reduce((a, b) => (b.rank < a.rank ? b : a))
  return {
    hit: {
      entity,
      id: one.id,
      title: one.title,
      companyId: one.companyId as CompanyId | null,
      companyName: one.companyName,
      found: best.text,
      until: best.until,
    },
    // Something that is so now comes before something that was.
    rank: best.until === null ? best.rank : best.rank + 0.5,
    order,
    title: folded(one.title),
  }
}

const candidatesOf = (db: ReadDb, source: Source, text: string, match: string): Candidate[] => {
  const { table } = source
  const ids = (expression: string): string[] =>
    db
      .all<{ id: string }>(
        `SELECT f.id FROM ${table}_text t JOIN ${table}_found f ON f.number = t.rowid WHERE ${table}_text MATCH :expression LIMIT ${CANDIDATES}`,
        { expression },
      )
      .map(({ id }) => id)
  const found = new Set([...ids(beginMatch(text)), ...ids(match)])
  if (found.size === 0) return []
  type Stored = Pick<Candidate, 'id' | 'title' | 'companyId' | 'companyName'> & Record<string, string | null>
  return db
    .all<Stored>(`${source.sql} WHERE x.id IN (SELECT value FROM json_each(:ids))`, { ids: JSON.stringify([...found]) })
    .map((row) => ({
      id: row.id,
      title: row.title,
      companyId: row.companyId,
      companyName: row.companyName,
      texts: source.texts.map((column) => row[column] ?? null),
      ...(table === 'company' ? { former: formerNames(db, row.id, row.title) } : {}),
    }))
}

/** X11, M080: what a company was called, and until when. */
const formerNames = (db: ReadDb, id: string, name: string): NonNullable<Candidate['former']> =>
  db.all(
    `SELECT name, max(valid_to) AS until FROM company WHERE id = :id AND shown = 0 AND valid_to IS NOT NULL AND name <> :name GROUP BY name`,
    { id, name },
  )

/** Invoices are few: one a month and company. */
const invoices = (db: ReadDb, text: string): Candidate[] =>
  db
    .all<{ number: string }>(
      `SELECT number FROM (SELECT number FROM register_invoice UNION SELECT number FROM invoice)
         WHERE number LIKE :search ESCAPE '\\' ORDER BY number DESC LIMIT ${CANDIDATES}`,
      { search: containing(text) },
    )
    .map(({ number }) => ({ id: number, title: number, companyId: null, companyName: null, texts: [] }))

/**
 * What a text finds among all that is shown, best first: companies before the rest, and among each the exact, then what
 * begins with it, then a word that does, then where it is contained. One or two characters find words of names.
 */
export const searchEstate = (db: ReadDb, input: { readonly text: string; readonly limit: number }): SearchHit[] => {
  const match = matchOf(input.text)
  if (match === null) return []
  const wanted = folded(wordsOf(input.text).join(' '))
  const hits = sources.flatMap((source, order) =>
    candidatesOf(db, source, input.text, match).map((one) => ranked(source.table, order, one, wanted)),
  )
  const numbers = wanted.length < 3 ? [] : invoices(db, input.text)
  const all = [...hits, ...numbers.map((one) => ranked('invoice', sources.length, one, wanted))].toSorted(
    (a, b) => a.rank - b.rank || a.order - b.order || (a.title < b.title ? -1 : a.title > b.title ? 1 : 0),
  )
  const companies = all.filter(({ order }) => order === 0)
  const others = all.filter(({ order }) => order > 0)
  // Companies first, but they leave room for the rest.
  const room = Math.max(Math.ceil((input.limit * 2) / 3), input.limit - others.length)
  return [...companies.slice(0, room), ...others].slice(0, input.limit).map(({ hit }) => hit)
}
