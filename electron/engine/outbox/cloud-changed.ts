import { failure } from '../../../shared/contract/failure.ts'
import type { Conflict } from '../../../shared/contract/edits.ts'
import { mergeFields, sameValue } from '../../../shared/domain/merge/index.ts'
import { cloudRow, type WriteDb } from '../db/index.ts'
import type { Entry } from './entry.ts'
import { kindOf } from './kinds/index.ts'
import { refreshNamed, versioned } from './overlay.ts'
import { changedBy } from './settle.ts'
import { entriesShownBy } from './store.ts'
import { changeEntry } from './transitions.ts'
import { fieldValue } from './view.ts'
import { waitsFor } from './waiting.ts'

/** What was seen of a field before, and is so still, was seen then. */
const seenFirst = (entry: Entry, conflict: Conflict): Conflict =>
  entry.conflicts.find((one) => one.field === conflict.field && sameValue(one.theirs, conflict.theirs)) ?? conflict

/** A planned entry, or one in conflict already, as the cloud's row now makes it: in conflict with both values, or planned. */
const judge = (db: WriteDb, entry: Entry, table: string, id: string, at: string): Entry => {
  const { does } = kindOf(entry.edit)
  if (does.shape !== 'change' || does.table.name !== table || does.rowId(entry.edit) !== id) return entry
  const mine = does.mine(entry.edit)
  const row = cloudRow(db, table, id)
  const by = changedBy(db, entry.entityId, entry.madeAt)
  const seen = { seenAt: at, by }
  if (!row) {
    const had = db.get(`SELECT 1 FROM ${table} WHERE id = :id AND valid_from <> 'pending'`, { id })
    if (!had) return entry
    const conflicts = Object.entries(mine).map(([field, value]) =>
      seenFirst(entry, {
        field,
        base: fieldValue(entry.base.fields[field]),
        mine: fieldValue(value),
        theirs: null,
        ...seen,
      }),
    )
    return { ...entry, state: 'conflict', conflicts, failure: failure('GONE_IN_CLOUD', { subject: entry.subject }) }
  }
  // What is terminated is still a row, and gone for an edit: that stays for a person to decide.
  if (entry.failure !== null) return entry
  const { conflicts } = mergeFields(entry.base.fields, mine, does.fields(row, entry.edit))
  // A field that the cloud has as before again, or as intended, needs no decision: the entry goes on.
  if (conflicts.length === 0) return { ...entry, state: 'planned', conflicts: [] }
  return {
    ...entry,
    state: 'conflict',
    conflicts: conflicts.map((one) =>
      seenFirst(entry, {
        field: one.field,
        base: fieldValue(one.base),
        mine: fieldValue(one.mine),
        theirs: fieldValue(one.theirs),
        ...seen,
      }),
    ),
    failure: null,
  }
}

/**
 * The cloud's row of a thing with open edits has changed or ended: planned edits that it contradicts are in conflict at
 * once, those in conflict show what the cloud has now, and the row is shown anew. An edit that rests on an earlier one is
 * judged when that one has arrived.
 */
export const cloudChanged = (db: WriteDb, table: string, id: string, at: string): void => {
  const shownBy = versioned.get(table)
  for (const entry of shownBy ? entriesShownBy(db, shownBy, id) : []) {
    if ((entry.state !== 'planned' && entry.state !== 'conflict') || waitsFor(db, entry) !== null) continue
    const judged = judge(db, entry, table, id, at)
    if (judged !== entry) changeEntry(db, judged)
  }
  refreshNamed(db, table, id)
}
