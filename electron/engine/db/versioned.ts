import { createHash } from 'node:crypto'
import type { ReadDb, WriteDb } from './database.ts'

/** A cached entity's columns as they go into SQLite: text, integers or null. */
export type Row = Readonly<Record<string, string | number | null>> & { readonly id: string }

/**
 * One versioned table. The cloud's rows have valid_from and valid_to; the one with valid_to null is what the cloud has
 * now. While an edit is open, a row with valid_from 'pending' is shown in its place (docs/sync.md, "Overlay").
 */
export type Versioned = {
  readonly name: string
  readonly columns: readonly string[]
  /** What a person said of a thing, where the cloud's row leaves it open. */
  readonly completed?: (db: ReadDb, row: Row) => Row
}

export type VersionedTable = {
  /** Stores one row as seen in the cloud: closes the old version and opens a new one only when something changed. */
  see(row: Row, run: number, at: string): 'added' | 'changed' | 'unchanged'
  /** Ends one row: it is gone in the cloud; its versions stay readable. False: it was not there. */
  end(id: string, at: string): boolean
  /** Ids of what this pull did not see, within a scope of SQL over the columns. */
  unseen(run: number, scope?: string, parameters?: Readonly<Record<string, unknown>>): readonly string[]
}

/**
 * No column of any table: names those whose value in a row is not known, separated by blanks. What is stored of them
 * stays; a new row has what the row has.
 */
export const NOT_KNOWN = 'not_known'

/** The row with what is stored where it says nothing. */
export const withStored = (row: Row, stored: Row | undefined): Row => {
  const names = row[NOT_KNOWN]
  if (typeof names !== 'string' || !stored) return row
  return { ...row, ...Object.fromEntries(names.split(' ').map((name) => [name, stored[name] ?? null])) }
}

/** What an open edit shows instead of the cloud's row; `mark` is the state that the list names. */
export const PENDING = 'pending'

const currentOf = (db: ReadDb, table: string, id: string) =>
  db.get<{ content: string; valid_from: string }>(
    `SELECT content, valid_from FROM ${table} WHERE id = :id AND valid_to IS NULL`,
    { id },
  )

const isOverlaid = (db: ReadDb, table: string, id: string): boolean =>
  db.get(`SELECT 1 FROM ${table} WHERE id = :id AND valid_from = '${PENDING}'`, { id }) !== undefined

/** Valid-from/valid-to storage for one table whose columns are known. Table and column names come from code only. */
export const versionedTable = (db: WriteDb, { name: table, columns, completed }: Versioned): VersionedTable => {
  const names = columns.join(', ')
  const values = columns.map((column) => `:${column}`).join(', ')
  const insert = `INSERT INTO ${table} (id, valid_from, valid_to, content, seen_run, seen_at, shown, mark, ${names})
    VALUES (:id, :at, NULL, :content, :run, :at, :shown, NULL, ${values})`
  const end = (id: string, at: string): boolean =>
    db.run(`UPDATE ${table} SET valid_to = :at, shown = 0 WHERE id = :id AND valid_to IS NULL`, { id, at }).changes > 0
  return {
    see: (seen, run, at) => {
      const whole = NOT_KNOWN in seen ? withStored(seen, cloudRow(db, table, seen.id)) : seen
      const row = completed ? completed(db, whole) : whole
      const content = contentHash(columns.map((column) => row[column] ?? null))
      const current = currentOf(db, table, row.id)
      if (current?.content === content) {
        db.run(`UPDATE ${table} SET seen_run = :run, seen_at = :at WHERE id = :id AND valid_to IS NULL`, {
          id: row.id,
          run,
          at,
        })
        return 'unchanged'
      }
      if (current?.valid_from === at) {
        // Twice within one instant: the same page delivered an id again. The last one counts.
        db.run(`DELETE FROM ${table} WHERE id = :id AND valid_from = :at`, { id: row.id, at })
      } else if (current) end(row.id, at)
      db.run(insert, {
        ...Object.fromEntries(columns.map((column) => [column, row[column] ?? null])),
        id: row.id,
        at,
        content,
        run,
        shown: isOverlaid(db, table, row.id) ? 0 : 1,
      })
      return current ? 'changed' : 'added'
    },
    end,
    unseen: (run, scope = 'TRUE', parameters = {}) =>
      db
        .all<{ id: string }>(
          `SELECT id FROM ${table} WHERE valid_to IS NULL AND seen_run <> :run AND (${scope}) ORDER BY id`,
          { ...parameters, run },
        )
        .map((row) => row.id),
  }
}

/** The row as the cloud has it now, whatever is shown. */
export const cloudRow = (db: ReadDb, table: string, id: string): Row | undefined =>
  db.get<Row>(`SELECT * FROM ${table} WHERE id = :id AND valid_to IS NULL`, { id })

/** Shows `row` in the place of the cloud's row, or again the cloud's row when it is null. */
export const showOverlay = (
  db: WriteDb,
  { name: table, columns }: Versioned,
  id: string,
  overlay: { readonly row: Row; readonly mark: string } | null,
): void => {
  db.run(`DELETE FROM ${table} WHERE id = :id AND valid_from = '${PENDING}'`, { id })
  db.run(`UPDATE ${table} SET shown = :shown WHERE id = :id AND valid_to IS NULL`, { id, shown: overlay ? 0 : 1 })
  if (!overlay) return
  db.run(
    `INSERT INTO ${table} (id, valid_from, valid_to, content, seen_run, seen_at, shown, mark, ${columns.join(', ')})
     VALUES (:id, '${PENDING}', '${PENDING}', '', 0, :seen_at, 1, :mark, ${columns.map((column) => `:${column}`).join(', ')})`,
    {
      ...Object.fromEntries(columns.map((column) => [column, overlay.row[column] ?? null])),
      id,
      seen_at: overlay.row.seen_at ?? '',
      mark: overlay.mark,
    },
  )
}

/**
 * SQL of a table's rows as of an instant (parameter :asOf), or as shown now. Pending edits are not in the past. In two halves, so
 * that what is shown now and what is past each have their indexes.
 */
export const rowsAsOf = (table: string, asOf: string | undefined): string =>
  asOf === undefined
    ? `${table}_now`
    : `(SELECT * FROM ${table} WHERE shown = 1 AND valid_to IS NULL AND valid_from <= :asOf
        UNION ALL SELECT * FROM ${table} WHERE shown = 0 AND valid_from <= :asOf AND (valid_to IS NULL OR valid_to > :asOf))`

const contentHash = (values: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)
