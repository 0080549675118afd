import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { PENDING, tables, type ReadDb } from '../db/index.ts'

/** Tables whose past is kept and shown. */
export const kept = [
  tables.company,
  tables.member,
  tables.equipment,
  tables.subscription,
  tables.site,
  tables.companyLink,
  tables.companyPrefix,
  tables.extension,
] as const

/** From when on the whole estate is known (UTC, the cloud's clock): the first pull's data. Null: nothing is known. */
export const firstData = (db: ReadDb): string | null =>
  db.get<{ at: string | null }>(
    `SELECT coalesce((SELECT data_at FROM sync_run WHERE state = 'done' AND data_at IS NOT NULL ORDER BY id LIMIT 1),
       (SELECT min(valid_from) FROM company WHERE valid_from < '${PENDING}')) AS at`,
  )?.at ?? null

/** The time of the newest thing that is known (UTC, the cloud's clock): a version that began or ended, or was seen again. */
export const latestData = (db: ReadDb): string | null => {
  const changes = kept.map(
    ({ name }) =>
      `SELECT max(valid_from) AS at FROM ${name} WHERE valid_from < '${PENDING}' UNION ALL SELECT max(valid_to) FROM ${name} WHERE valid_to < '${PENDING}'`,
  )
  return (
    db.get<{ at: string | null }>(
      `SELECT max(at) AS at FROM (${changes.join(' UNION ALL ')}
       UNION ALL SELECT value FROM meta WHERE key = 'data-time'
       UNION ALL SELECT max(data_at) FROM sync_run)`,
    )?.at ?? null
  )
}

/**
 * An instant as it is stored and compared: UTC with milliseconds. AS_OF_TOO_EARLY before the first pull's data,
 * NEVER_SYNCED when there is none.
 */
export const instantOfPast = (db: ReadDb, asOf: string): Result<string, Failure> => {
  const first = firstData(db)
  if (first === null) return fail(failure('NEVER_SYNCED'))
  const at = new Date(asOf).toISOString()
  return at < first
    ? fail(failure('AS_OF_TOO_EARLY', { date: at.slice(0, 10), first: first.slice(0, 10) }, 'Z07'))
    : ok(at)
}

/** The input of a list with its instant checked and in the stored form. */
export const atItsTime = <I extends { readonly asOf?: string | undefined }>(
  db: ReadDb,
  input: I,
): Result<I, Failure> => {
  if (input.asOf === undefined) return ok(input)
  const at = instantOfPast(db, input.asOf)
  return at.ok ? ok({ ...input, asOf: at.value }) : at
}

/** The days (UTC) on which something began, changed or ended, newest first, at most 3,660 of them. */
export const listDays = (db: ReadDb): { on: string; changes: number }[] => {
  const all = kept.map(
    ({ name }) =>
      `SELECT substr(valid_from, 1, 10) AS day, count(*) AS n FROM ${name} WHERE valid_from < '${PENDING}' GROUP BY day
       UNION ALL SELECT substr(e.valid_to, 1, 10) AS day, count(*) FROM ${name} e WHERE e.valid_to < '${PENDING}'
         AND NOT EXISTS (SELECT 1 FROM ${name} s WHERE s.id = e.id AND s.valid_from = e.valid_to) GROUP BY day`,
  )
  return db.all<{ on: string; changes: number }>(
    `SELECT day AS "on", sum(n) AS changes FROM (${all.join(' UNION ALL ')}) GROUP BY day ORDER BY day DESC LIMIT 3660`,
  )
}
