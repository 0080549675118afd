import type { ReadDb, Versioned, WriteDb } from '../db/index.ts'
import type { Entry } from './entry.ts'

/** An entry as it lies in SQLite. */
export type Stored = {
  readonly id: string
  readonly seq: number
  readonly entity: string
  readonly entity_id: string
  readonly company_id: string | null
  readonly subject: string
  readonly edit: string
  readonly base: string
  readonly after_id: string | null
  readonly state: string
  readonly made_at: string
  readonly made_by: string | null
  readonly sent_at: string | null
  readonly ended_at: string | null
  readonly attempts: number
  readonly before_send: string | null
  readonly conflicts: string | null
  readonly failure: string | null
}

const orNull = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T))

/** The columns hold what `toStored` wrote. */
export const fromStored = (row: Stored): Entry => ({
  id: row.id,
  seq: row.seq,
  entity: row.entity as Entry['entity'],
  entityId: row.entity_id,
  companyId: row.company_id,
  subject: row.subject,
  edit: JSON.parse(row.edit) as Entry['edit'],
  base: JSON.parse(row.base) as Entry['base'],
  afterId: row.after_id,
  state: row.state as Entry['state'],
  madeAt: row.made_at,
  madeBy: row.made_by,
  sentAt: row.sent_at,
  endedAt: row.ended_at,
  attempts: row.attempts,
  beforeSend: orNull(row.before_send),
  conflicts: orNull<Entry['conflicts']>(row.conflicts) ?? [],
  failure: orNull(row.failure),
})

const toStored = (entry: Entry): Stored => ({
  id: entry.id,
  seq: entry.seq,
  entity: entry.entity,
  entity_id: entry.entityId,
  company_id: entry.companyId,
  subject: entry.subject,
  edit: JSON.stringify(entry.edit),
  base: JSON.stringify(entry.base),
  after_id: entry.afterId,
  state: entry.state,
  made_at: entry.madeAt,
  made_by: entry.madeBy,
  sent_at: entry.sentAt,
  ended_at: entry.endedAt,
  attempts: entry.attempts,
  before_send: entry.beforeSend && JSON.stringify(entry.beforeSend),
  conflicts: entry.conflicts.length > 0 ? JSON.stringify(entry.conflicts) : null,
  failure: entry.failure && JSON.stringify(entry.failure),
})

const columns = [
  'id', 'seq', 'entity', 'entity_id', 'company_id', 'subject', 'edit', 'base', 'after_id', 'state', 'made_at', 'made_by',
  'sent_at', 'ended_at', 'attempts', 'before_send', 'conflicts', 'failure',
] as const // prettier-ignore

export const insertEntry = (db: WriteDb, entry: Entry): void => {
  db.run(
    `INSERT INTO outbox (kind, ${columns.join(', ')}) VALUES (:kind, ${columns.map((name) => `:${name}`).join(', ')})`,
    { ...toStored(entry), kind: entry.edit.kind },
  )
}

const assignments = columns
  .filter((name) => name !== 'id' && name !== 'seq')
  .map((name) => `${name} = :${name}`)
  .join(', ')

export const saveEntry = (db: WriteDb, entry: Entry): void => {
  db.run(`UPDATE outbox SET ${assignments} WHERE id = :id AND seq = :seq`, toStored(entry))
}

export const nextSeq = (db: ReadDb): number =>
  (db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM outbox')?.seq ?? 0) + 1

export const entryById = (db: ReadDb, id: string): Entry | undefined => {
  const row = db.get<Stored>('SELECT * FROM outbox WHERE id = :id', { id })
  return row && fromStored(row)
}

const selected = (db: ReadDb, where: string, parameters: Readonly<Record<string, unknown>> = {}): readonly Entry[] =>
  db.all<Stored>(`SELECT * FROM outbox WHERE ${where} ORDER BY seq`, parameters).map(fromStored)

export const openEntries = (db: ReadDb): readonly Entry[] =>
  selected(db, `state IN ('planned', 'sent', 'conflict', 'refused')`)

/** The next entry that a push looks at, in the order in which they were made, and how many there are from it on. */
export const nextToSend = (db: ReadDb, after: number): { readonly entry: Entry; readonly left: number } | undefined => {
  const where = `outbox WHERE state IN ('planned', 'sent') AND seq > :after`
  const row = db.get<Stored>(`SELECT * FROM ${where} ORDER BY seq LIMIT 1`, { after })
  const left = db.get<{ n: number }>(`SELECT count(*) AS n FROM ${where}`, { after })?.n ?? 0
  return row && { entry: fromStored(row), left }
}

/** Open entries that name an id anywhere. */
export const openEntriesNaming = (db: ReadDb, id: string): readonly Entry[] =>
  selected(db, `state IN ('planned', 'sent', 'conflict', 'refused') AND instr(edit || base || entity_id, :id) > 0`, {
    id,
  })

export const openEntriesOf = (db: ReadDb, entity: string, entityId: string): readonly Entry[] =>
  selected(db, `entity = :entity AND entity_id = :entityId AND state IN ('planned', 'sent', 'conflict', 'refused')`, {
    entity,
    entityId,
  })

/** Open entries that a row of the cache shows. */
export const entriesShownBy = (db: ReadDb, { name }: Versioned, rowId: string): readonly Entry[] =>
  selected(db, 'id IN (SELECT entry_id FROM outbox_shows WHERE entity = :name AND row_id = :rowId)', { name, rowId })

export type ShownRow = { readonly entity: string; readonly row_id: string }

export const rowsShowing = (db: ReadDb, entryId: string): readonly ShownRow[] =>
  db.all<ShownRow>('SELECT entity, row_id FROM outbox_shows WHERE entry_id = :entryId', { entryId })

export const setRowsShowing = (db: WriteDb, entryId: string, rows: readonly ShownRow[]): void => {
  db.run('DELETE FROM outbox_shows WHERE entry_id = :entryId', { entryId })
  for (const { entity, row_id } of rows) {
    db.run(`INSERT OR IGNORE INTO outbox_shows (entry_id, entity, row_id) VALUES (:entryId, :entity, :row_id)`, {
      entryId,
      entity,
      row_id,
    })
  }
}

/** The cloud's id of something that was made here; the id itself when it has none yet or is the cloud's. */
export const cloudIdOf = (db: ReadDb, id: string): string =>
  db.get<{ cloud_id: string }>('SELECT cloud_id FROM local_id WHERE id = :id', { id })?.cloud_id ?? id
