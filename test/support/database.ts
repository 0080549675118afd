import Database from 'better-sqlite3'
import { wrapDatabase, type WriteDb } from '../../electron/engine/db/database.ts'
import { migrate } from '../../electron/engine/db/migrate.ts'
import { migrations } from '../../electron/engine/migrations/index.ts'

/** A database in memory with the newest schema. */
export const memoryDatabase = (): { readonly sqlite: Database.Database; readonly db: WriteDb } => {
  const sqlite = new Database(':memory:')
  sqlite.pragma('foreign_keys = ON')
  migrate(sqlite, migrations)
  return { sqlite, db: wrapDatabase(sqlite) }
}

/** A second, reading look at a database file, beside the engine that writes it. */
export const looking = <T>(path: string, look: (sqlite: Database.Database) => T): T => {
  const sqlite = new Database(path, { readonly: true })
  try {
    return look(sqlite)
  } finally {
    sqlite.close()
  }
}

/** What people and commands made; a failure must leave every byte of it as it was. */
export const preciousTables = [
  'command_log',
  'evidence',
  'invoice',
  'cdr',
  'reconciliation',
  'import_plan',
  'price_list_version',
  'price_list_withdrawn',
  'licence_plan',
  'licence_plan_version',
  'quote',
  'quote_version',
  'quote_settings',
  'impact',
  'impact_entry',
] as const
/** What a pull makes, in the order of its steps. */
export const cachedTables = ['company', 'member', 'site', 'equipment', 'company_prefix', 'extension', 'company_link', 'offer', 'subscription', 'operation', 'register_invoice', 'register_cdr'] as const // prettier-ignore

type Dump = Readonly<Record<string, readonly unknown[]>>

/** Every row of these tables, in a fixed order, without the named columns. */
export const dump = (path: string, tables: readonly string[], without: readonly string[] = []): Dump =>
  looking(path, (sqlite) =>
    Object.fromEntries(
      tables.map((table) => {
        const names = (sqlite.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
        const kept = names.filter((name) => !without.includes(name))
        return [table, sqlite.prepare(`SELECT ${kept.join(', ')} FROM ${table} ORDER BY ${kept.join(', ')}`).all()]
      }),
    ),
  )

export const preciousDump = (path: string): Dump => dump(path, preciousTables)

/** The cache as it says what is so, without when it was read: equal for two pulls of the same estate. */
export const cacheDump = (path: string): Dump =>
  dump(path, cachedTables, ['valid_from', 'valid_to', 'seen_run', 'seen_at'])
