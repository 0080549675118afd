import { join } from 'node:path'
import { tables } from '../../electron/engine/db/index.ts'
import { looking } from '../support/database.ts'

/** What a desk shows of the cloud, table by table, without when it was read: equal on desks that are in step. */
export const estateNow = (dataDir: string): Readonly<Record<string, readonly unknown[]>> =>
  looking(join(dataDir, 'iris.sqlite'), (sqlite) =>
    Object.fromEntries(
      Object.values(tables).map(({ name, columns }) => [
        name,
        sqlite.prepare(`SELECT id, mark, ${columns.join(', ')} FROM ${name} WHERE shown = 1 ORDER BY id`).all(),
      ]),
    ),
  )
