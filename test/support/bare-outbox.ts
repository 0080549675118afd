import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createChanges } from '../../electron/engine/core/index.ts'
import { wrapDatabase, type WriteDb } from '../../electron/engine/db/database.ts'
import { createOutbox, type Outbox } from '../../electron/engine/outbox/index.ts'
import type { CloudClient } from '../../electron/engine/sync/cloud-client.ts'

/** An outbox over a copy of a data folder, without the engine around it: what a crash leaves is a file like any other. */
export type BareOutbox = {
  readonly path: string
  readonly db: WriteDb
  readonly outbox: Outbox
  push(client: CloudClient): ReturnType<Outbox['push']>
  close(): void
}

const files = ['iris.sqlite', 'iris.sqlite-wal', 'iris.sqlite-shm']

/** Copies a database as it lies on the disk at this moment, as after a kill. */
export const copyData = (from: string, to: string): string => {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { recursive: true })
  for (const name of files) if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name))
  return to
}

/** `roles` null: the cloud has not answered since the start. */
export const openBare = (path: string, login: string, roles: readonly string[] | null): BareOutbox => {
  const sqlite = new Database(join(path, 'iris.sqlite'))
  sqlite.pragma('foreign_keys = ON')
  const db = wrapDatabase(sqlite)
  const outbox = createOutbox({
    db,
    changes: createChanges(),
    clock: () => new Date(),
    identity: () => ({ login, user: roles && { id: 'me', roles, adminType: 'company_admin' } }),
  })
  const never = new AbortController().signal
  return {
    path,
    db,
    outbox,
    push: (client) => outbox.push(client, never, () => undefined),
    close: () => sqlite.close(),
  }
}
