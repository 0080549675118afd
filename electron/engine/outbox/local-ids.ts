import type { WriteDb } from '../db/index.ts'
import type { Edit } from '../../../shared/contract/edits.ts'
import { localIdPattern, type Entry } from './entry.ts'
import { kindOf } from './kinds/index.ts'
import { beginShowing, refreshNamed } from './overlay.ts'
import { cloudIdOf, openEntriesNaming, rowsShowing, saveEntry } from './store.ts'
import type { ReadDb } from '../db/index.ts'

/** An edit with the cloud's ids for what has one by now; what it creates itself keeps its own. */
export const withCloudIds = (db: ReadDb, edit: Edit): Edit => {
  const { does } = kindOf(edit)
  const own = does.shape === 'creation' ? does.localId(edit) : null
  const text = JSON.stringify(edit).replace(localIdPattern, (id) => (id === own ? id : cloudIdOf(db, id)))
  return JSON.parse(text) as Edit
}

const following = (entry: Entry, localId: string, cloudId: string): Entry => {
  const follow = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(localId, cloudId)) as T
  return {
    ...entry,
    edit: follow(entry.edit),
    base: follow(entry.base),
    entityId: follow(entry.entityId),
    companyId: follow(entry.companyId),
  }
}

/** The cloud has given an id to what was made here: what refers to it follows, what is shown of it, too. */
export const followCloudId = (db: WriteDb, entry: Entry, localId: string, cloudId: string): void => {
  db.run('INSERT OR REPLACE INTO local_id (id, entity, cloud_id) VALUES (:localId, :entity, :cloudId)', {
    localId,
    entity: entry.entity,
    cloudId,
  })
  for (const column of ['entity_id', 'company_id']) {
    db.run(`UPDATE outbox SET ${column} = :cloudId WHERE ${column} = :localId`, { localId, cloudId })
  }
  for (const other of openEntriesNaming(db, localId)) {
    if (other.id === entry.id) continue
    const before = rowsShowing(db, other.id)
    saveEntry(db, following(other, localId, cloudId))
    beginShowing(db, following(other, localId, cloudId))
    for (const { entity, row_id } of before) if (row_id.includes(localId)) refreshNamed(db, entity, row_id)
  }
}
