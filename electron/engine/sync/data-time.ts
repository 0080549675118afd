import type { ReadDb, WriteDb } from '../db/index.ts'
import type { CloudClient } from './cloud-client.ts'

/**
 * The time of what is read from the cloud now (UTC): the cloud's clock, so that a wrong clock here does not falsify
 * dates, and always later than what was stored before, so that no version begins before the one that it follows.
 */
export const takeDataTime = (db: WriteDb, client: Pick<CloudClient, 'cloudNow'>, clock: () => Date): string => {
  const cloud = (client.cloudNow() ?? clock()).getTime()
  const known = newestDataTime(db)
  const taken = new Date(Math.max(cloud, known === null ? 0 : Date.parse(known) + 1)).toISOString()
  db.run(`INSERT OR REPLACE INTO meta (key, value) VALUES ('data-time', :taken)`, { taken })
  return taken
}

/** The time of the newest row in the cache; null before the first one. */
export const newestDataTime = (db: ReadDb): string | null =>
  db.get<{ value: string }>(`SELECT value FROM meta WHERE key = 'data-time'`)?.value ?? null
