import type { Conflict } from '../../../shared/contract/edits.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import { versionedTable, type ReadDb, type WriteDb } from '../db/index.ts'
import { keepsFormerCompany, takeDataTime } from '../sync/index.ts'
import type { Client } from './cloud.ts'
import type { Entry } from './entry.ts'
import { kindOf } from './kinds/index.ts'
import { followCloudId } from './local-ids.ts'
import { refresh, refreshRowsOf } from './overlay.ts'
import { entryById } from './store.ts'
import { changeEntry, endEntry } from './transitions.ts'
import type { Verdict } from './verdict.ts'
import { createdBy } from './waiting.ts'

/** A read back belongs to the newest run: it is as fresh as what that run reads. */
const newestRun = (db: ReadDb): number => db.get<{ id: number | null }>('SELECT max(id) AS id FROM sync_run')?.id ?? 0

type Seen = Pick<Extract<Verdict, { is: 'conflict' }>, 'store' | 'gone'>

/** Stores what was read back, as the pull would. */
const storeSeen = (db: WriteDb, { store, gone }: Seen, dataAt: string): void => {
  const run = newestRun(db)
  for (const { table, row } of store) {
    versionedTable(db, table).see(row, run, dataAt)
    refresh(db, table, row.id)
  }
  for (const { table, id } of gone) {
    versionedTable(db, table).end(id, dataAt)
    refresh(db, table, id)
  }
}

/** Who changed it, where the operation history says. */
export const changedBy = (db: ReadDb, entityId: string, since: string): string | null =>
  db.get<{ done_by: string }>(
    'SELECT done_by FROM operation WHERE resource_id = :entityId AND at > :since ORDER BY at DESC LIMIT 1',
    { entityId, since },
  )?.done_by ?? null

type Settled = Extract<Verdict, { is: 'confirmed' | 'conflict' }>
type Deps = { readonly db: WriteDb; readonly clock: () => Date; readonly client: Client }

/** Ends or stops an entry as the cloud says; what was read is in the cache at once. One transaction. */
export const settle = ({ db, clock, client }: Deps, entry: Entry, verdict: Settled): void =>
  db.transaction(() => {
    const dataAt = takeDataTime(db, client, clock)
    if (verdict.is === 'confirmed') {
      const localId = createdBy(entry)
      endEntry(db, entry, 'confirmed', clock().toISOString())
      if (verdict.cloudId !== undefined && localId !== null) {
        const { does } = kindOf(entry.edit)
        if (does.shape === 'creation') does.confirmed?.(db, entry.edit, verdict.cloudId)
        followCloudId(db, entry, localId, verdict.cloudId)
      }
      storeSeen(db, verdict, dataAt)
      return
    }
    // What others have ended is the brake's matter while it is on.
    const store = verdict.store.filter(({ table, row }) => table.name !== 'company' || !keepsFormerCompany(db, row))
    storeSeen(db, { ...verdict, store }, dataAt)
    const by = changedBy(db, entry.entityId, entry.madeAt)
    const conflicts: readonly Conflict[] = verdict.conflicts.map((one) => ({ ...one, seenAt: dataAt, by }))
    changeEntry(db, { ...entry, state: 'conflict', conflicts, failure: verdict.failure })
  })

/** The cloud said no; its reason stands with the entry until a person decides. */
export const refuse = (db: WriteDb, entry: Entry, failure: Failure): void =>
  db.transaction(() => {
    changeEntry(db, { ...entry, state: 'refused', failure, conflicts: [] })
    refreshRowsOf(db, entry.id)
  })

/** The entry as it is now, unless a person has changed or ended it since it was looked at. */
export const stillSo = (db: ReadDb, entry: Entry): boolean => {
  const now = entryById(db, entry.id)
  return now?.state === entry.state && JSON.stringify(now.edit) === JSON.stringify(entry.edit)
}
