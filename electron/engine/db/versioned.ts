import { createHash } from 'node:crypto'
import type { WriteDb } from './database.ts'

/** A cached entity's columns as they go into SQLite: text, integers or null. */
export type Row = Readonly<Record<string, string | number | null>> & { readonly id: string }

export type VersionedTable = {
  /** Stores one row as seen by a pull: closes the old version and opens a new one only when something changed. */
  see(row: Row, run: number, at: string): 'added' | 'changed' | 'unchanged'
  /** Ends what this pull did not see, within a scope of SQL over the columns; the versions stay readable. */
  endUnseen(run: number, at: string, scope?: string, parameters?: Readonly<Record<string, unknown>>): number
}

/** Valid-from/valid-to storage for one table whose columns are known. Table and column names come from code only. */
export const versionedTable = (db: WriteDb, table: string, columns: readonly string[]): VersionedTable => {
  const names = columns.join(', ')
  const values = columns.map((column) => `:${column}`).join(', ')
  const insert = `INSERT INTO ${table} (id, valid_from, valid_to, content, seen_run, seen_at, ${names})
    VALUES (:id, :at, NULL, :content, :run, :at, ${values})`
  return {
    see: (row, run, at) => {
      const content = contentHash(columns.map((column) => row[column] ?? null))
      const current = db.get<{ content: string; valid_from: string }>(
        `SELECT content, valid_from FROM ${table} WHERE id = :id AND valid_to IS NULL`,
        { id: row.id },
      )
      if (current?.content === content) {
        db.run(`UPDATE ${table} SET seen_run = :run, seen_at = :at WHERE id = :id AND valid_to IS NULL`, {
          id: row.id,
          run,
          at,
        })
        return 'unchanged'
      }
      const all = {
        ...Object.fromEntries(columns.map((column) => [column, row[column] ?? null])),
        id: row.id,
        at,
        content,
        run,
      }
      if (current?.valid_from === at) {
        // Twice within one instant: the same page delivered an id again. The last one counts.
        db.run(`DELETE FROM ${table} WHERE id = :id AND valid_from = :at`, { id: row.id, at })
      } else if (current) {
        db.run(`UPDATE ${table} SET valid_to = :at WHERE id = :id AND valid_to IS NULL`, { id: row.id, at })
      }
      db.run(insert, all)
      return current ? 'changed' : 'added'
    },
    endUnseen: (run, at, scope = 'TRUE', parameters = {}) =>
      db.run(`UPDATE ${table} SET valid_to = :at WHERE valid_to IS NULL AND seen_run <> :run AND (${scope})`, {
        ...parameters,
        run,
        at,
      }).changes,
  }
}

const contentHash = (values: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)
