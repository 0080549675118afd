import type { ReadDb } from '../db/index.ts'

/** The id that the cloud has given to what was made here under a local one; null where it has given none. */
export const cloudIdGiven = (db: ReadDb, id: string): string | null =>
  db.get<{ cloud_id: string }>('SELECT cloud_id FROM local_id WHERE id = :id', { id })?.cloud_id ?? null

/** A list's input with the cloud's id for one that was given here before: an address that was made then still leads there. */
export const withId = <I extends { readonly id?: string | undefined }>(db: ReadDb, input: I): I =>
  input.id === undefined ? input : { ...input, id: cloudIdGiven(db, input.id) ?? input.id }
