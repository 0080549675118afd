import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../electron/engine/db/migrate.ts'
import { openDatabase } from '../../electron/engine/db/open.ts'
import { createEngine } from '../../electron/engine/index.ts'
import { migrations } from '../../electron/engine/migrations/index.ts'
import { looking } from '../support/database.ts'
import { engineDeps, startEngine, temporaryFolder } from '../support/engine.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string
beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'iris.sqlite')
})
afterEach(() => folder.remove())

const refusalIn = async (dataDir = folder.path) => {
  const created = await createEngine(engineDeps(dataDir, null))
  if (!created.ok) return created.failure
  await created.value.close()
  return null
}
const made = (version: number, change: (sqlite: Database.Database) => void = () => undefined): void => {
  const sqlite = new Database(path)
  migrate(sqlite, migrations.slice(0, version))
  change(sqlite)
  sqlite.close()
}

describe('the migrations, each from the version before it, with rows (design 3)', () => {
  const insertRows: readonly ((sqlite: Database.Database) => void)[] = [
    () => undefined,
    (sqlite) => {
      sqlite.exec(`INSERT INTO meta VALUES ('tenant', '{"companyId":"c1","companyName":"Technology Integrator"}');
        INSERT INTO command_log VALUES (1, 'a', 'test', '2017-07-01T00:00:00.000Z', '{}', 'null', 'first', 'x');
        INSERT INTO company (id, valid_from, content, seen_run, seen_at, name, kind, status, plan, admin_can_update)
          VALUES ('c1', '2017-07-01T00:00:00.000Z', 'x', 1, '2017-07-01T00:00:00.000Z', 'Technology Integrator', 'VAD', 'active', 'premium', 1);
        INSERT INTO operation (id, at, operation, resource, resource_id, company_name, done_by, plan, licences)
          VALUES ('o1', '2017-06-01T09:06:00.000Z', 'create', 'subscription', 's1', 'Technology Integrator', 'Jessica ROBINSON', 'Enterprise', 15);`)
    },
    (sqlite) => {
      sqlite.exec(`INSERT INTO sync_run VALUES (1, 'a', '2017-07-01T00:00:00.000Z', '2017-07-01T00:01:00.000Z', 'done', 'register', '{}', 9, 9, NULL);
        INSERT INTO company (id, valid_from, valid_to, content, seen_run, seen_at, name, kind, status, plan, admin_can_update)
          VALUES ('c1', '2017-07-01T00:00:00.000Z', '2017-08-01T00:00:00.000Z', 'x', 1, '2017-07-01T00:00:00.000Z', 'SISTEMAS', 'IR', 'active', 'freemium', 1),
                 ('c1', '2017-08-01T00:00:00.000Z', NULL, 'y', 1, '2017-08-01T00:00:00.000Z', 'SISTEMOS', 'IR', 'active', 'premium', 1);
        INSERT INTO member (id, valid_from, content, seen_run, seen_at, company_id, name, email, state, licences, seller, admin)
          VALUES ('m1', '2017-07-01T00:00:00.000Z', 'x', 1, '2017-07-01T00:00:00.000Z', 'c1', 'Jessica ROBINSON', '', 'member', '["Enterprise"]', 1, 1);`)
    },
    (sqlite) => {
      sqlite.exec(`INSERT INTO company (id, valid_from, content, seen_run, seen_at, shown, name, kind, status, plan, admin_can_update)
          VALUES ('c1', '2017-07-01T00:00:00.000Z', 'x', 1, '2017-07-01T00:00:00.000Z', 1, 'High-Tech', 'EC', 'active', 'premium', 1);
        INSERT INTO outbox (id, seq, kind, entity, entity_id, subject, edit, base, state, made_at)
          VALUES ('e1', 1, 'company.edit', 'company', 'c1', 'High-Tech', '{}', '{}', 'planned', '2017-07-02T00:00:00.000Z');`)
    },
    (sqlite) => {
      sqlite.exec(`INSERT INTO company (id, valid_from, content, seen_run, seen_at, shown, name, kind, status, plan, admin_can_update)
          VALUES ('c1', '2017-07-01T00:00:00.000Z', 'x', 1, '2017-07-01T00:00:00.000Z', 1, 'Interior Designer', 'EC', 'active', 'premium', 1);
        INSERT INTO command_log VALUES (1, 'a', 'billing.reconcile', '2017-09-01T00:00:00.000Z', '{}', 'null', 'first', 'x');
        INSERT INTO reconciliation (invoice_number, at, difference_minor, run) VALUES ('INV00000150', '2017-09-01T00:00:00.000Z', 0, '{}');
        INSERT INTO outbox (id, seq, kind, entity, entity_id, subject, edit, base, state, made_at)
          VALUES ('e1', 1, 'company.edit', 'company', 'c1', 'Interior Designer', '{}', '{}', 'planned', '2017-07-02T00:00:00.000Z');`)
    },
  ]

  it('have a test each', () => {
    expect(insertRows).toHaveLength(migrations.length)
  })

  it.each(migrations.map((step, index) => [index + 1, step.name] as const))('%i %s keeps what was there', (version) => {
    const sqlite = new Database(path)
    migrate(sqlite, migrations.slice(0, version - 1))
    insertRows[version - 1]!(sqlite)
    const tables = sqlite.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[]
    const columnsOf = (table: string): string =>
      (sqlite.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name).join(', ')
    // A step may add columns; what was there before keeps its values.
    const selects = tables.map((table) => `SELECT ${columnsOf(table)} FROM ${table}`)
    const rows = (): unknown => selects.map((select) => sqlite.prepare(select).all())
    const before = rows()
    migrate(sqlite, migrations.slice(0, version))
    expect(sqlite.pragma('user_version', { simple: true })).toBe(version)
    expect(rows()).toEqual(before)
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(sqlite.pragma('foreign_key_check')).toEqual([])
    const strict = sqlite.pragma('table_list') as { name: string; type: string; strict: number }[]
    for (const table of strict.filter(({ type, name }) => type === 'table' && !name.startsWith('sqlite_')))
      expect(table).toMatchObject({ strict: 1 })
    sqlite.close()
  })

  it('3 offline shows what the cloud has now, and keeps the past (Z07)', () => {
    const sqlite = new Database(path)
    migrate(sqlite, migrations.slice(0, 2))
    insertRows[2]!(sqlite)
    migrate(sqlite, migrations)
    expect(sqlite.prepare('SELECT name FROM company_now').pluck().all()).toEqual(['SISTEMOS'])
    expect(sqlite.prepare('SELECT name FROM company ORDER BY valid_from').pluck().all()).toEqual([
      'SISTEMAS',
      'SISTEMOS',
    ])
    expect(sqlite.prepare('SELECT name, roles, phones FROM member_now').all()).toEqual([
      { name: 'Jessica ROBINSON', roles: '[]', phones: '[]' },
    ])
    sqlite.close()
  })

  it('5 planning ties a step that was applied to its edit of the outbox, which is kept with it', () => {
    const sqlite = new Database(path)
    sqlite.pragma('foreign_keys = ON')
    migrate(sqlite, migrations.slice(0, 4))
    insertRows[4]!(sqlite)
    migrate(sqlite, migrations)
    sqlite.exec(`INSERT INTO impact VALUES ('i1', '2017-07-02T00:00:00.000Z', 'x', '{}', NULL);
      INSERT INTO impact_entry VALUES ('i1', 0, 'e1')`)
    expect(() => sqlite.exec(`INSERT INTO impact_entry VALUES ('i1', 1, 'nowhere')`)).toThrow('FOREIGN KEY')
    expect(() => sqlite.exec(`DELETE FROM outbox WHERE id = 'e1'`)).toThrow('FOREIGN KEY')
    sqlite.close()
  })

  it('that break leave the version before, whole', () => {
    const sqlite = new Database(path)
    const broken = { name: 'broken', sql: 'CREATE TABLE half (a TEXT) STRICT; INSERT INTO nowhere VALUES (1);' }
    expect(() => migrate(sqlite, [...migrations, broken])).toThrow('nowhere')
    expect(sqlite.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(sqlite.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'half'`).pluck().get()).toBe(0)
    sqlite.close()
  })

  it('make a backup first, which proves and holds the rows of before', async () => {
    made(1, insertRows[1])
    const opened = await openDatabase(folder.path)
    expect(opened).toMatchObject({ ok: true, value: { schemaVersion: migrations.length } })
    if (opened.ok) opened.value.close()
    const backups = readdirSync(join(folder.path, 'backups'))
    expect(backups).toEqual(['iris-v1.sqlite'])
    looking(join(folder.path, 'backups', backups[0]!), (sqlite) => {
      expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(sqlite.pragma('user_version', { simple: true })).toBe(1)
      expect(sqlite.prepare('SELECT name FROM company').pluck().all()).toEqual(['Technology Integrator'])
    })
  })

  it('without rows to lose make none', async () => {
    expect(await refusalIn()).toBeNull()
    expect(existsSync(join(folder.path, 'backups'))).toBe(false)
  })

  it('do not run where the backup cannot be made: DATA_FOLDER_NOT_WRITABLE, and the database is as it was', async () => {
    made(1, insertRows[1])
    writeFileSync(join(folder.path, 'backups'), 'a file where the folder of backups should be')
    expect(await refusalIn()).toMatchObject({ code: 'DATA_FOLDER_NOT_WRITABLE' })
    expect(looking(path, (sqlite) => sqlite.pragma('user_version', { simple: true }))).toBe(1)
  })

  it('leave other files among the backups alone', async () => {
    const backups = join(folder.path, 'backups')
    mkdirSync(backups)
    const own = Array.from({ length: 15 }, (_, index) => `my-own-copy-${index}.sqlite`)
    for (const name of own) writeFileSync(join(backups, name), 'mine')
    made(1, insertRows[1])
    expect(await refusalIn()).toBeNull()
    expect(readdirSync(backups).sort()).toEqual([...own, 'iris-v1.sqlite'].sort())
  })
})

describe('a database that cannot be used', () => {
  it.each(['delete', 'wal'])('of a newer version is named and not touched (journal %s)', async (journal) => {
    made(migrations.length, (sqlite) => {
      sqlite.pragma(`journal_mode = ${journal}`)
      sqlite.pragma(`user_version = ${migrations.length + 7}`)
    })
    const before = readFileSync(path)
    expect(await refusalIn()).toMatchObject({
      code: 'DATABASE_FROM_THE_FUTURE',
      params: { found: String(migrations.length + 7), known: String(migrations.length) },
    })
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(existsSync(join(folder.path, 'backups'))).toBe(false)
  })

  it('of a newer version that crashed keeps its write-ahead log', async () => {
    made(migrations.length, (sqlite) => sqlite.pragma(`user_version = ${migrations.length + 1}`))
    // A process that was killed leaves the log beside the database.
    const other = join(folder.path, 'other.sqlite')
    const sqlite = new Database(other)
    sqlite.exec(readFileSync(path).length > 0 ? `ATTACH '${path}' AS newer` : '')
    sqlite.pragma('newer.journal_mode = WAL')
    sqlite.exec(`INSERT INTO newer.meta VALUES ('only', 'in the log')`)
    const [main, log] = [readFileSync(path), readFileSync(`${path}-wal`)]
    sqlite.close()
    writeFileSync(path, main)
    writeFileSync(`${path}-wal`, log)
    expect(await refusalIn()).toMatchObject({ code: 'DATABASE_FROM_THE_FUTURE' })
    expect(readFileSync(path).equals(main)).toBe(true)
    expect(readFileSync(`${path}-wal`).equals(log)).toBe(true)
  })

  it.each([
    ['is something else', () => Buffer.from('This is not a database. '.repeat(100))],
    ['lost its first page', () => Buffer.alloc(8192, 0xff)],
  ])('that %s: DATABASE_DAMAGED, and the file is left', async (_name, bytes) => {
    writeFileSync(path, bytes())
    expect(await refusalIn()).toMatchObject({ code: 'DATABASE_DAMAGED' })
    expect(readFileSync(path).equals(bytes())).toBe(true)
    // The lock went with the refusal: after the file is put aside the folder can be used at once.
    writeFileSync(path, '')
    expect(await refusalIn()).toBeNull()
  })
})

describe('a data folder', () => {
  it('belongs to one engine at a time: DATA_FOLDER_IN_USE, and free again after it closed', async () => {
    const engine = await startEngine(engineDeps(folder.path, null))
    expect(await refusalIn()).toMatchObject({ code: 'DATA_FOLDER_IN_USE', params: { folder: folder.path } })
    expect((await engine.client.system.status()).counts.companies).toBe(0)
    await engine.close()
    expect(await refusalIn()).toBeNull()
  })

  it('is free at once after its engine was killed', async () => {
    const child = fork(join(import.meta.dirname, '../support/hold-engine.ts'), [folder.path], { execArgv: [] })
    expect((await once(child, 'message'))[0]).toBe('ready')
    expect(await refusalIn()).toMatchObject({ code: 'DATA_FOLDER_IN_USE' })
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await refusalIn()).toBeNull()
  })

  it.each([
    ['below a file', () => join(import.meta.filename, 'data')],
    ['that is a file', () => import.meta.filename],
    ['where nothing can be made', () => '/proc/iris-desk'],
  ])('%s: DATA_FOLDER_NOT_WRITABLE, and nothing is written', async (_name, at) => {
    const before = readFileSync(import.meta.filename)
    expect(await refusalIn(at())).toMatchObject({ code: 'DATA_FOLDER_NOT_WRITABLE', params: { folder: at() } })
    expect(readFileSync(import.meta.filename).equals(before)).toBe(true)
  })

  it('is made with its parents, for its owner only', async () => {
    const deep = join(folder.path, 'a', 'b')
    expect(await refusalIn(deep)).toBeNull()
    expect(readdirSync(deep)).toContain('iris.sqlite')
    if (process.platform !== 'win32') expect(statSync(deep).mode & 0o777).toBe(0o700)
  })
})
