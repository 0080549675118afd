import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { migrations } from '../migrations/index.ts'
import { wrapDatabase, type ReadDb, type WriteDb } from './database.ts'
import { migrate } from './migrate.ts'

export type OpenDatabase = {
  readonly db: WriteDb
  readonly path: string
  readonly schemaVersion: number
  close(): void
}

const BACKUPS_KEPT = 10

/**
 * Opens (or makes) the data folder's database as its only writer: takes the folder's lock, backs up before migrating,
 * migrates. Nothing that was imported is read here, so a bad file can never make the app unstartable.
 */
export const openDatabase = async (dataDir: string): Promise<Result<OpenDatabase, Failure>> => {
  const writable = makeWritable(dataDir)
  if (!writable.ok) return writable
  const lock = lockFolder(dataDir)
  if (!lock.ok) return lock
  const path = join(dataDir, 'iris.sqlite')
  const opened = await openMigrated(path, join(dataDir, 'backups'))
  if (!opened.ok) {
    lock.value.close()
    return opened
  }
  const sqlite = opened.value
  return ok({
    db: wrapDatabase(sqlite),
    path,
    schemaVersion: migrations.length,
    close: () => {
      sqlite.close()
      lock.value.close()
    },
  })
}

/** A second, read-only connection for worker threads. */
export const openReadOnly = (path: string): ReadDb & { close(): void } => {
  const sqlite = new Database(path, { readonly: true, fileMustExist: true })
  return { ...wrapDatabase(sqlite), close: () => sqlite.close() }
}

const makeWritable = (dataDir: string): Result<null, Failure> => {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK)
    return ok(null)
  } catch (error) {
    return fail(failure('DATA_FOLDER_NOT_WRITABLE', { folder: dataDir, reason: codeOf(error) }))
  }
}

/** An exclusive transaction on a file of its own: the system releases it even when the process is killed. */
const lockFolder = (dataDir: string): Result<{ close(): void }, Failure> => {
  let lock: Database.Database | undefined
  try {
    lock = new Database(join(dataDir, 'lock.sqlite'), { timeout: 0 })
    lock.exec('BEGIN EXCLUSIVE')
    return ok(lock)
  } catch (error) {
    lock?.close()
    return codeOf(error).startsWith('SQLITE_BUSY')
      ? fail(failure('DATA_FOLDER_IN_USE', { folder: dataDir }))
      : fail(failure('DATA_FOLDER_NOT_WRITABLE', { folder: dataDir, reason: codeOf(error) }))
  }
}

const openMigrated = async (path: string, backups: string): Promise<Result<Database.Database, Failure>> => {
  let sqlite: Database.Database | undefined
  try {
    sqlite = new Database(path)
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('busy_timeout = 5000')
    const found = sqlite.pragma('user_version', { simple: true }) as number
    if (found > migrations.length) {
      sqlite.close()
      return fail(failure('DATABASE_FROM_THE_FUTURE', { found: String(found), known: String(migrations.length) }))
    }
    if (found > 0 && found < migrations.length) await backUp(sqlite, backups, found)
    migrate(sqlite, migrations)
    return ok(sqlite)
  } catch (error) {
    sqlite?.close()
    const code = codeOf(error)
    if (code === 'SQLITE_FULL') return fail(failure('DISK_FULL'))
    return fail(failure('DATABASE_DAMAGED', { reason: code }))
  }
}

/** Online backup before a migration, opened and checked before it counts. */
const backUp = async (sqlite: Database.Database, folder: string, version: number): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  const target = join(folder, `iris-v${version}.sqlite`)
  if (existsSync(target)) rmSync(target)
  await sqlite.backup(target)
  const copy = new Database(target, { readonly: true })
  const verdict = copy.pragma('integrity_check', { simple: true })
  copy.close()
  if (verdict !== 'ok') throw new Error(`the backup before the migration does not prove: ${String(verdict)}`)
  const old = readdirSync(folder)
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  for (const name of old.slice(BACKUPS_KEPT)) rmSync(name)
}

const codeOf = (error: unknown): string =>
  error instanceof Error ? ('code' in error ? String(error.code) : error.message) : String(error)
