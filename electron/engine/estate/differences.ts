import type { Difference } from '../../../shared/contract/estate.ts'
import type { CompanyId, Window } from '../../../shared/contract/values.ts'
import { PENDING, type ReadDb, type Row } from '../db/index.ts'
import { compared, comparedColumns, differingFields, type Compared, type Entity } from './difference-fields.ts'
import { sqlOfSort, type Listed } from './window-query.ts'

export type Between = { readonly from: string; readonly to: string; readonly companyId?: string | undefined }

/** Restricts to some differences: SQL over the version before `b` and after `a`; `b.id IS NULL`: it was not there before. */
export type Only = Partial<Readonly<Record<Entity, string>>>

const VALID = (version: 'a' | 'b', at: string): string =>
  `${version}.id = x.id AND ${version}.valid_from <= ${at} AND (${version}.valid_to IS NULL OR ${version}.valid_to > ${at})`

/** '' and absent are the same (docs/sync.md, conflict rules). */
const differs = (column: string): string => `coalesce(b.${column}, '') IS NOT coalesce(a.${column}, '')`

/**
 * One entity's differences: of what began or ended in between, what is there on one side only or not the same on both.
 * Edits that wait to be sent are no versions: theirs begin and end at 'pending', after every instant.
 */
const differencesSql = (one: Compared, { companyId }: Between, only: string, key: string): string => {
  const { name } = one.table
  const owner = (version: 'a' | 'b'): string => one.companyId.replace('v.', `${version}.`)
  const newest = (sql: string): string => `coalesce(${sql.replaceAll('v.', 'a.')}, ${sql.replaceAll('v.', 'b.')})`
  const keys: Readonly<Record<string, string>> = {
    title: newest(one.title),
    companyName: nameOfCompany(newest(one.companyId)),
    what: `CASE WHEN b.id IS NULL THEN 'added' WHEN a.id IS NULL THEN 'removed' ELSE 'changed' END`,
  }
  return `SELECT '${one.entity}' AS entity, x.id, x.at, b.valid_from AS before_from, a.valid_from AS after_from, ${sqlOfSort(keys, key) ?? 'NULL'} AS key
    FROM (SELECT id, max(at) AS at FROM (
        SELECT id, valid_from AS at FROM ${name} WHERE valid_from > :from AND valid_from <= :to
        UNION ALL SELECT id, valid_to FROM ${name} WHERE valid_to > :from AND valid_to <= :to) GROUP BY id) x
    LEFT JOIN ${name} b ON ${VALID('b', ':from')} LEFT JOIN ${name} a ON ${VALID('a', ':to')}
    WHERE ((a.id IS NULL) <> (b.id IS NULL)
        OR (a.id IS NOT NULL AND (${comparedColumns(one.table).map(differs).join(' OR ')})))
      AND (${only}) ${companyId === undefined ? '' : `AND (${owner('a')} = :companyId OR ${owner('b')} = :companyId)`}`
}

/** SQL of the newest name of a company, whether it is still there or not. */
const nameOfCompany = (id: string): string =>
  `(SELECT c.name FROM company c WHERE c.id = ${id} AND c.valid_from < '${PENDING}' ORDER BY c.valid_from DESC LIMIT 1)`

/** What is equal stands newest first. */
const sorts: Readonly<Record<string, string>> = {
  at: 'at',
  entity: 'entity',
  title: 'key COLLATE NOCASE',
  companyName: 'key COLLATE NOCASE',
  what: 'key',
}

type Found = { entity: Entity; id: string; at: string; before_from: string | null; after_from: string | null }

/** The differences between two instants (UTC), newest first unless sorted: one per thing, with the fields that really differ (Z07). */
export const listDifferences = (
  db: ReadDb,
  input: Between & Pick<Window, 'limit' | 'offset'> & Partial<Pick<Window, 'sort' | 'descending'>>,
  only?: Only,
): Listed<Difference> => {
  const parameters = { from: input.from, to: input.to, companyId: input.companyId }
  const all = compared
    .filter(({ entity }) => !only || only[entity] !== undefined)
    .map((one) => differencesSql(one, input, only?.[one.entity] ?? 'TRUE', input.sort ?? ''))
    .join(' UNION ALL ')
  const sort = sqlOfSort(sorts, input.sort)
  const order = sort ? `${sort}${input.descending ? ' DESC' : ''}, at DESC, entity, id` : 'at DESC, entity, id'
  const found = db.all<Found & { total: number }>(
    `SELECT *, count(*) OVER () AS total FROM (${all}) ORDER BY ${order} LIMIT :limit OFFSET :offset`,
    { ...parameters, limit: input.limit, offset: input.offset },
  )
  const total = found[0]?.total ?? (input.offset === 0 ? 0 : countDifferences(db, all, parameters))
  return { rows: found.map((one) => shown(db, one)), total }
}

const countDifferences = (db: ReadDb, all: string, parameters: Readonly<Record<string, unknown>>): number =>
  db.get<{ n: number }>(`SELECT count(*) AS n FROM (${all})`, parameters)?.n ?? 0

const shown = (db: ReadDb, found: Found): Difference => {
  const one = compared.find(({ entity }) => entity === found.entity)!
  const version = (from: string | null): (Row & { title: string; owner: string | null }) | null =>
    from === null
      ? null
      : (db.get(
          `SELECT v.*, ${one.title} AS title, ${one.companyId} AS owner FROM ${one.table.name} v WHERE v.id = :id AND v.valid_from = :from`,
          {
            id: found.id,
            from,
          },
        ) ?? null)
  const before = version(found.before_from)
  const after = version(found.after_from)
  const newest = after ?? before
  const owner = newest?.owner ?? null
  return {
    entity: one.entity,
    id: found.id,
    title: newest?.title ?? '',
    companyId: owner as CompanyId | null,
    companyName: owner === null ? null : companyName(db, owner),
    what: before === null ? 'added' : after === null ? 'removed' : 'changed',
    fields: differingFields(db, one, before, after),
    at: found.at,
  }
}

const companyName = (db: ReadDb, id: string): string | null =>
  db.get<{ name: string | null }>(`SELECT ${nameOfCompany(':id')} AS name`, { id })?.name ?? null
