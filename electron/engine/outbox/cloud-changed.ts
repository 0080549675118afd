import { failure } from '../../../shared/contract/failure.ts'
import { mergeFields } from '../../../shared/domain/merge/index.ts'
import { cloudRow, type WriteDb } from '../db/index.ts'
import type { Entry } from './entry.ts'
import { kindOf } from './kinds/index.ts'
import { refreshNamed, versioned } from './overlay.ts'
import { changedBy } from './settle.ts'
import { entriesShownBy } from './store.ts'
import { changeEntry } from './transitions.ts'
import { fieldValue } from './view.ts'
import { waitsFor } from './waiting.ts'

/** A planned entry that a pull has put in conflict, with both values; null: it still stands. */
const inConflict = (db: WriteDb, entry: Entry, table: string, id: string, at: string): Entry | null => {
  const { does } = kindOf(entry.edit)
  if (does.shape !== 'change' || does.table.name !== table || does.rowId(entry.edit) !== id) return null
  const mine = does.mine(entry.edit)
  const row = cloudRow(db, table, id)
  const by = changedBy(db, entry.entityId, entry.madeAt)
  const seen = { seenAt: at, by }
  if (!row) {
    const had = db.get(`SELECT 1 FROM ${table} WHERE id = :id AND valid_from <> 'pending'`, { id })
    if (!had) return null
    const conflicts = Object.entries(mine).map(([field, value]) => ({
      field,
      base: fieldValue(entry.base.fields[field]),
      mine: fieldValue(value),
      theirs: null,
      ...seen,
    }))
    return { ...entry, state: 'conflict', conflicts, failure: failure('GONE_IN_CLOUD', { subject: entry.subject }) }
  }
  const { conflicts } = mergeFields(entry.base.fields, mine, does.fields(row, entry.edit))
  if (conflicts.length === 0) return null
  return {
    ...entry,
    state: 'conflict',
    conflicts: conflicts.map((one) => ({
      field: one.field,
      base: fieldValue(one.base),
      mine: fieldValue(one.mine),
      theirs: fieldValue(one.theirs),
      ...seen,
    })),
    failure: null,
  }
}

/**
 * The cloud's row of a thing with open edits has changed or ended: planned edits that it contradicts are in conflict at
 * once, and the row is shown anew. An edit that rests on an earlier one is judged when that one has arrived.
 */
export const cloudChanged = (db: WriteDb, table: string, id: string, at: string): void => {
  const shownBy = versioned.get(table)
  for (const entry of shownBy ? entriesShownBy(db, shownBy, id) : []) {
    if (entry.state !== 'planned' || waitsFor(db, entry) !== null) continue
    const conflict = inConflict(db, entry, table, id, at)
    if (conflict) changeEntry(db, conflict)
  }
  refreshNamed(db, table, id)
}
