import { editedEntities } from '../../../shared/contract/edits.ts'
import type { ReadDb } from '../db/index.ts'
import { isLocalId, isOpen, localIdsIn, type Entry } from './entry.ts'
import { kindOf } from './kinds/index.ts'
import { entryById, fromStored, openEntries, type Stored } from './store.ts'

/** The id that a creation gives to its thing until the cloud gives its own. */
export const createdBy = ({ edit }: Entry): string | null => {
  const { does } = kindOf(edit)
  return does.shape === 'creation' ? does.localId(edit) : null
}

const entities = editedEntities.map((entity) => `'${entity}'`).join(', ')

const creatorOf = (db: ReadDb, localId: string): Entry | undefined => {
  const row = db.get<Stored>(
    `SELECT * FROM outbox WHERE entity IN (${entities}) AND entity_id = :localId ORDER BY seq LIMIT 1`,
    { localId },
  )
  return row && fromStored(row)
}

/** What an entry must wait for: an earlier edit of the same thing, or the creation of something it refers to. */
export const waitsFor = (db: ReadDb, entry: Entry): Entry | null => {
  const after = entry.afterId === null ? undefined : entryById(db, entry.afterId)
  if (after && after.state !== 'confirmed') return after
  for (const id of localIdsIn(entry.edit)) {
    if (id === createdBy(entry)) continue
    const creator = creatorOf(db, id)
    if (creator && creator.state !== 'confirmed') return creator
  }
  return null
}

/** The creations that a new edit refers to. */
export const creatorsOf = (db: ReadDb, localIds: readonly string[]): readonly Entry[] =>
  localIds.filter(isLocalId).flatMap((id) => creatorOf(db, id) ?? [])

/** Open entries that rest on this one, on those in turn, and so on; in the order in which they were made. */
export const dependantsOf = (db: ReadDb, entry: Entry): readonly Entry[] => {
  const found = new Map<string, Entry>([[entry.id, entry]])
  const created = new Set([createdBy(entry)])
  for (const other of openEntries(db)) {
    const rests =
      (other.afterId !== null && found.has(other.afterId)) || localIdsIn(other.edit).some((id) => created.has(id))
    if (!rests || other.seq <= entry.seq) continue
    found.set(other.id, other)
    created.add(createdBy(other))
  }
  created.delete(null)
  return [...found.values()].filter((one) => one.id !== entry.id && isOpen(one))
}
