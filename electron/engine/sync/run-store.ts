import type { Failure } from '../../../shared/contract/failure.ts'
import type { PulledEntity, PullResult } from '../../../shared/contract/sync.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { derivedId } from '../core/index.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'
import { emptyNotes, type RunNotes } from './run-notes.ts'
import { dayOfWalk, together } from './walk-result.ts'

export type Mode = 'full' | 'incremental'

/** What is read in which order (docs/sync.md, "Pull"). */
export const stepsOf = {
  full: [
    'scope',
    'companies',
    'members',
    'sites',
    'equipment',
    'shared-equipment',
    'extensions',
    'links',
    'offers',
    'history',
    'details',
    'register',
    'ending',
  ],
  incremental: [
    'history',
    'changed-companies',
    'changed-members',
    'changed-equipment',
    'links',
    'waiting',
    'touched-extensions',
    'touched-companies',
    'register',
    'ending',
    'totals',
  ],
} as const satisfies Record<Mode, readonly string[]>
export type StepName = (typeof stepsOf)[Mode][number]

/** Where a pull stands. Saved in the same transaction as the page that was read, so a kill at any point loses nothing. */
export type Run = {
  readonly id: number
  readonly commandId: string
  readonly mode: Mode
  /** By this computer's clock (UTC). */
  readonly startedAt: string
  /** The time of the rows that it stores (UTC), by the cloud's clock. */
  readonly dataAt: string
  readonly step: StepName
  readonly cursor: Cursor
  /** Work done, and work known to be needed so far: a page, a company, a piece of equipment is one each. */
  readonly done: number
  readonly total: number
  readonly requests: number
  readonly bytes: number
  readonly notes: RunNotes
}

export type Cursor = {
  readonly offset: number
  /** The list has ended; what it gave is compared with its total. */
  readonly ended?: boolean
  /** The list is read for the second time. */
  readonly again?: boolean
  /** Steps that go through things by their id: the last one that was done. */
  readonly after?: string
  /** Step 'history': read from this instant on. */
  readonly since?: string | null
}

type RunRow = {
  id: number
  command_id: string
  mode: Mode
  started_at: string
  ended_at: string | null
  data_at: string | null
  step: StepName
  cursor: string
  counts: string
  done: number
  total: number
  requests: number
  bytes: number
}

const fromRow = (row: RunRow): Run => {
  const dataAt = row.data_at ?? row.started_at
  return {
    id: row.id,
    commandId: row.command_id,
    mode: row.mode,
    startedAt: row.started_at,
    dataAt,
    step: row.step,
    cursor: JSON.parse(row.cursor) as Cursor,
    done: row.done,
    total: row.total,
    requests: row.requests,
    bytes: row.bytes,
    notes: { ...emptyNotes(dataAt), ...(JSON.parse(row.counts) as Partial<RunNotes>) },
  }
}

/** A run of an older version of Iris Desk, whose steps are not known any more, is none. */
export const unfinishedRun = (db: ReadDb): Run | null => {
  const row = db.get<RunRow>(`SELECT * FROM sync_run WHERE state = 'running' ORDER BY id DESC LIMIT 1`)
  if (!row) return null
  const known: readonly string[] = stepsOf[row.mode]
  return known.includes(row.step) ? fromRow(row) : null
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

const lastDone = (db: ReadDb, modes: string): RunRow | undefined =>
  db.get<RunRow>(`SELECT * FROM sync_run WHERE state = 'done' AND mode IN (${modes}) ORDER BY id DESC LIMIT 1`)

/** When a pull ended well last, by this computer's clock. */
export const lastSuccess = (db: ReadDb): string | null => lastDone(db, `'full', 'incremental'`)?.ended_at ?? null

/** The last full pull that ended well, of a version that noted what it found. */
export const lastFull = (db: ReadDb): { readonly endedAt: string; readonly notes: RunNotes } | null => {
  const row = lastDone(db, `'full'`)
  return row?.data_at && row.ended_at ? { endedAt: row.ended_at, notes: fromRow(row).notes } : null
}

/** The cloud's time at which the last pull that ended well began. */
export const lastDataAt = (db: ReadDb): string | null => {
  const row = lastDone(db, `'full', 'incremental'`)
  return row ? fromRow(row).notes.firstDataAt : null
}

/** What the last sync did; in training, all the days that it has walked through. */
export const lastResult = (db: ReadDb): PullResult | null => {
  const row = lastDone(db, `'full', 'incremental'`)
  if (!row) return null
  return walkOf(db, row).map(resultOf).reduce(together)
}

const resultOf = (row: RunRow): PullResult => {
  const { notes } = fromRow(row)
  return {
    mode: row.mode,
    reason: notes.reason,
    startedAt: row.started_at,
    endedAt: row.ended_at ?? row.started_at,
    entities: notes.entities,
    oddAnswers: Object.values(notes.odd).reduce((sum, answers) => sum + answers, 0),
    requests: row.requests,
    bytes: row.bytes,
  }
}

const DAYS_OF_A_WALK = 10

/** The run, after those of the training days that the same command has walked through. */
const walkOf = (db: ReadDb, last: RunRow): readonly RunRow[] => [
  ...db
    .all<RunRow>(`SELECT * FROM sync_run WHERE state = 'done' AND id BETWEEN :from AND :last - 1 ORDER BY id`, {
      from: last.id - DAYS_OF_A_WALK,
      last: last.id,
    })
    .filter(({ command_id: id, data_at: at }) => at !== null && id === dayOfWalk(last.command_id, at.slice(0, 10))),
  last,
]

/** What runs that ended well have met and no full one has read soundly since. */
export type OddAnswers = {
  readonly kinds: readonly PulledEntity[]
  /** So many full runs in a row, up to the last one, have met odd answers. */
  readonly fullRuns: number
}

export const oddAnswers = (db: ReadDb): OddAnswers => {
  const full = `state = 'done' AND mode = 'full'`
  const odd = `json_extract(counts, '$.odd') <> '{}'`
  const kinds = db.all<{ kind: PulledEntity }>(
    `SELECT DISTINCT key AS kind FROM sync_run, json_each(sync_run.counts, '$.odd') WHERE state = 'done'
      AND sync_run.id >= (SELECT coalesce(max(id), 0) FROM sync_run WHERE ${full}) ORDER BY key`,
  )
  const fullRuns = db.get<{ n: number }>(
    `SELECT count(*) AS n FROM sync_run WHERE ${full} AND ${odd}
      AND id > (SELECT coalesce(max(id), 0) FROM sync_run WHERE ${full} AND NOT coalesce(${odd}, 0))`,
  )
  return { kinds: kinds.map(({ kind }) => kind), fullRuns: fullRuns?.n ?? 0 }
}

type NewRun = Pick<Run, 'commandId' | 'mode' | 'startedAt' | 'dataAt'> & { readonly reason?: string | null }

const insertRun = (db: WriteDb, run: NewRun & Partial<Run>): Run => {
  db.run(
    `INSERT INTO sync_run (command_id, mode, started_at, data_at, state, step, cursor, counts, done, total, requests, bytes)
     VALUES (:commandId, :mode, :startedAt, :dataAt, 'running', :step, '{"offset":0}', :counts, 0, 1, :requests, :bytes)`,
    {
      commandId: run.commandId,
      mode: run.mode,
      startedAt: run.startedAt,
      dataAt: run.dataAt,
      step: stepsOf[run.mode][0],
      counts: JSON.stringify(run.notes ?? { ...emptyNotes(run.dataAt), reason: run.reason ?? null }),
      requests: run.requests ?? 0,
      bytes: run.bytes ?? 0,
    },
  )
  return fromRow(db.get<RunRow>('SELECT * FROM sync_run WHERE command_id = :id', { id: run.commandId })!)
}

/** A new run; one of the same command that was cancelled or failed is told apart from it by another id. */
export const beginRun = (db: WriteDb, run: NewRun): Run =>
  db.transaction(() => {
    setAside(db, run.commandId)
    return insertRun(db, run)
  })

const setAside = (db: WriteDb, commandId: string): void => {
  const known = db.get<{ id: number }>('SELECT id FROM sync_run WHERE command_id = :commandId', { commandId })
  if (!known) return
  db.run(`UPDATE sync_run SET command_id = :other WHERE id = :id`, {
    id: known.id,
    other: derivedId(commandId, `run ${known.id}`),
  })
}

/** The same run goes on as a full one, from the beginning of its steps, and says why. */
export const becomeFull = (db: WriteDb, run: Run, reason: string, at: string): Run =>
  db.transaction(() => {
    endRun(db, run.id, 'cancelled', at, null)
    setAside(db, run.commandId)
    const entities = Object.fromEntries(
      Object.entries(run.notes.entities).map(([name, counts]) => [name, { ...counts, unchanged: 0, skipped: 0 }]),
    )
    const notes = { ...emptyNotes(run.notes.firstDataAt), entities, reason, members: run.notes.members }
    return insertRun(db, { ...run, mode: 'full', notes })
  })

export const saveRun = (db: WriteDb, run: Run): void => {
  db.run(
    `UPDATE sync_run SET step = :step, cursor = :cursor, done = :done, total = :total, counts = :counts,
       data_at = :dataAt, requests = :requests, bytes = :bytes WHERE id = :id`,
    {
      id: run.id,
      step: run.step,
      cursor: JSON.stringify(run.cursor),
      done: run.done,
      total: run.total,
      counts: JSON.stringify(run.notes),
      dataAt: run.dataAt,
      requests: run.requests,
      bytes: run.bytes,
    },
  )
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
