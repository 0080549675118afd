import type { Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'

export const stepNames = ['companies', 'estate', 'shared-equipment', 'history', 'register'] as const
export type StepName = (typeof stepNames)[number]

/** Where a pull stands. Saved in the same transaction as the page that was read, so a kill at any point loses nothing. */
export type Run = {
  readonly id: number
  readonly commandId: string
  /** The time of all its rows (UTC). */
  readonly startedAt: string
  readonly step: StepName
  readonly cursor: Cursor
  /** Requests answered, and requests known to be needed so far. */
  readonly done: number
  readonly total: number
}

export type Cursor = {
  readonly offset: number
  /** Step 'estate': the company and the part of it that is next. */
  readonly companyId?: string
  readonly part?: string
  /** Step 'history': read from this instant on. */
  readonly since?: string | null
}

type RunRow = {
  id: number
  command_id: string
  started_at: string
  step: StepName
  cursor: string
  done: number
  total: number
}

const fromRow = (row: RunRow): Run => ({
  id: row.id,
  commandId: row.command_id,
  startedAt: row.started_at,
  step: row.step,
  cursor: JSON.parse(row.cursor) as Cursor,
  done: row.done,
  total: row.total,
})

export const unfinishedRun = (db: ReadDb): Run | null => {
  const row = db.get<RunRow>(`SELECT * FROM sync_run WHERE state = 'running' ORDER BY id DESC LIMIT 1`)
  return row ? fromRow(row) : null
}

/** How the pull of this command ended, if it did: sent again, the command gets that answer. */
export const endedRun = (db: ReadDb, commandId: string): Result<null, Failure> | null => {
  const row = db.get<{ state: string; failure: string | null }>(
    `SELECT state, failure FROM sync_run WHERE command_id = :commandId AND state IN ('done', 'failed')`,
    { commandId },
  )
  if (!row) return null
  return row.failure === null ? ok(null) : fail(JSON.parse(row.failure) as Failure)
}

export const lastSuccess = (db: ReadDb): string | null =>
  db.get<{ ended_at: string }>(`SELECT ended_at FROM sync_run WHERE state = 'done' ORDER BY id DESC LIMIT 1`)
    ?.ended_at ?? null

export const beginRun = (db: WriteDb, commandId: string, startedAt: string): Run =>
  db.transaction(() => {
    const known = db.get<RunRow>('SELECT * FROM sync_run WHERE command_id = :commandId', { commandId })
    if (known) return fromRow(known)
    db.run(
      `INSERT INTO sync_run (command_id, started_at, state, step, cursor, done, total)
       VALUES (:commandId, :startedAt, 'running', 'companies', '{"offset":0}', 0, 1)`,
      { commandId, startedAt },
    )
    return fromRow(db.get<RunRow>('SELECT * FROM sync_run WHERE command_id = :commandId', { commandId })!)
  })

export const saveRun = (db: WriteDb, run: Run): void => {
  db.run(`UPDATE sync_run SET step = :step, cursor = :cursor, done = :done, total = :total WHERE id = :id`, {
    id: run.id,
    step: run.step,
    cursor: JSON.stringify(run.cursor),
    done: run.done,
    total: run.total,
  })
}

export const endRun = (
  db: WriteDb,
  id: number,
  state: 'done' | 'failed' | 'cancelled',
  at: string,
  failed: Failure | null,
): void => {
  db.run(`UPDATE sync_run SET state = :state, ended_at = :at, failure = :failure WHERE id = :id`, {
    id,
    state,
    at,
    failure: failed ? JSON.stringify(failed) : null,
  })
}
