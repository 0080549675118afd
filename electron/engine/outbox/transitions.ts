import { sameValue } from '../../../shared/domain/merge/index.ts'
import type { WriteDb } from '../db/index.ts'
import type { Entry } from './entry.ts'
import { endShowing, refreshRowsOf } from './overlay.ts'
import { withoutSecret } from './secrets.ts'
import { openEntries, saveEntry } from './store.ts'
import { typedOf } from './view.ts'

/** Stores an open entry and shows it as it is now. */
export const changeEntry = (db: WriteDb, entry: Entry): Entry => {
  saveEntry(db, entry)
  refreshRowsOf(db, entry.id)
  return entry
}

/** Stores that an entry has ended: its secret goes, nothing shows it any more. */
export const endEntry = (db: WriteDb, entry: Entry, state: 'confirmed' | 'undone', at: string): Entry => {
  const ended: Entry = {
    ...entry,
    edit: withoutSecret(entry.edit),
    state,
    endedAt: at,
    conflicts: [],
    failure: null,
  }
  saveEntry(db, ended)
  endShowing(db, entry.id)
  return ended
}

/**
 * An entry that is given up no longer holds back later edits of the same thing. They were made on what it would have
 * made of the fields, so they are now based on what it was made on.
 */
export const release = (db: WriteDb, entry: Entry): void => {
  const given = typedOf(entry)
  for (const later of openEntries(db)) {
    if (later.afterId !== entry.id) continue
    const fields = Object.fromEntries(
      Object.entries(later.base.fields).map(([field, value]) =>
        Object.hasOwn(given, field) && sameValue(value, given[field] ?? null)
          ? [field, entry.base.fields[field] ?? null]
          : [field, value],
      ),
    )
    saveEntry(db, { ...later, afterId: entry.afterId, base: { ...later.base, fields } })
  }
}
