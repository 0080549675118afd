import { accessSync, constants, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { migrations } from '../migrations/index.ts'
import { makeFolder } from '../../files/make-folder.ts'
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
    makeFolder(dataDir)
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
    const newer = refusedAsNewer(path)
    if (newer) return fail(newer)
    sqlite = new Database(path)
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('busy_timeout = 5000')
    // In KiB: the ids of a large estate are spread over all of it.
    sqlite.pragma('cache_size = -65536')
    const found = sqlite.pragma('user_version', { simple: true }) as number
    if (found > 0 && found < migrations.length) await backUp(sqlite, backups, found)
    migrate(sqlite, migrations)
    return ok(sqlite)
  } catch (error) {
    sqlite?.close()
    return fail(openingFailure(error, dirname(path)))
  }
}

/** Looked at through a reading connection: opening it for writing would already change a newer one's files. */
const refusedAsNewer = (path: string): Failure | null => {
  if (!existsSync(path)) return null
  const sqlite = new Database(path, { readonly: true })
  try {
    const found = sqlite.pragma('user_version', { simple: true }) as number
    return found > migrations.length
      ? failure('DATABASE_FROM_THE_FUTURE', { found: String(found), known: String(migrations.length) })
      : null
  } finally {
    sqlite.close()
  }
}

const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'])

const openingFailure = (error: unknown, folder: string): Failure => {
  const reason = codeOf(error)
  if (reason === 'SQLITE_FULL' || reason === 'ENOSPC') return failure('DISK_FULL')
  return NOT_WRITABLE.has(reason)
    ? failure('DATA_FOLDER_NOT_WRITABLE', { folder, reason })
    : failure('DATABASE_DAMAGED', { reason })
}

const BACKUP_NAME = /^iris-v\d+\.sqlite$/

/** Online backup before a migration, opened and checked before it counts and before it replaces an older one. */
const backUp = async (sqlite: Database.Database, folder: string, version: number): Promise<void> => {
  makeFolder(folder)
  const making = join(folder, `making-v${version}.sqlite`)
  rmSync(making, { force: true })
  await sqlite.backup(making)
  const copy = new Database(making)
  // One file that needs no others beside it.
  copy.pragma('journal_mode = DELETE')
  const verdict = copy.pragma('integrity_check', { simple: true })
  copy.close()
  if (verdict !== 'ok') throw new Error(`the backup before the migration does not prove: ${String(verdict)}`)
  renameSync(making, join(folder, `iris-v${version}.sqlite`))
  const old = readdirSync(folder)
    .filter((name) => BACKUP_NAME.test(name))
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  for (const name of old.slice(BACKUPS_KEPT)) rmSync(name)
}

const codeOf = (error: unknown): string =>
  error instanceof Error ? ('code' in error ? String(error.code) : error.message) : String(error)
