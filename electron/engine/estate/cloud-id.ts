import type { ReadDb } from '../db/index.ts'

/** The id that the cloud has given to what was made here under a local one; null where it has given none. */
export const cloudIdGiven = (db: ReadDb, id: string): string | null =>
  db.get<{ cloud_id: string }>('SELECT cloud_id FROM local_id WHERE id = :id', { id })?.cloud_id ?? null
