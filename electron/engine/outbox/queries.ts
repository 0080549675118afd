import type { EntryState, OutboxEntry } from '../../../shared/contract/edits.ts'
import type { Window } from '../../../shared/contract/values.ts'
import type { ReadDb } from '../db/index.ts'
import { fromStored, type Stored } from './store.ts'
import { shownEntry } from './view.ts'

export type ListInput = Window & {
  readonly id?: string | undefined
  readonly states?: readonly EntryState[] | undefined
  readonly companyId?: string | undefined
  readonly entityId?: string | undefined
  readonly search?: string | undefined
}

const sorts: ReadonlyMap<string, string> = new Map([
  ['seq', 'seq'],
  ['madeAt', 'made_at'],
  ['subject', 'subject COLLATE NOCASE'],
  ['state', 'state'],
  ['kind', 'kind'],
])

const escaped = (text: string): string => `%${text.trim().replace(/[\\%_]/g, (one) => `\\${one}`)}%`

/** The outbox, newest first unless another order is asked for. */
export const listEntries = (db: ReadDb, input: ListInput): { rows: OutboxEntry[]; total: number } => {
  const where = ['TRUE']
  const parameters: Record<string, unknown> = {}
  const condition = (sql: string, name: string, value: unknown): void => {
    where.push(sql)
    parameters[name] = value
  }
  if (input.id) condition('id = :id', 'id', input.id)
  if (input.states) condition('state IN (SELECT value FROM json_each(:states))', 'states', JSON.stringify(input.states))
  if (input.companyId) condition('company_id = :companyId', 'companyId', input.companyId)
  if (input.entityId) condition('entity_id = :entityId', 'entityId', input.entityId)
  if (input.search?.trim()) condition(`subject LIKE :search ESCAPE '\\'`, 'search', escaped(input.search))
  const from = `outbox WHERE ${where.join(' AND ')}`
  const sort = sorts.get(input.sort ?? '')
  const order = sort ? `${sort} ${input.descending ? 'DESC' : 'ASC'}, seq DESC` : 'seq DESC'
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM ${from}`, parameters)?.n ?? 0
  const rows = db.all<Stored>(`SELECT * FROM ${from} ORDER BY ${order} LIMIT :limit OFFSET :offset`, {
    ...parameters,
    limit: input.limit,
    offset: input.offset,
  })
  return { rows: rows.map((row) => shownEntry(db, fromStored(row))), total }
}

export const countStates = (db: ReadDb): Record<EntryState, number> => {
  const found = db.all<{ state: EntryState; n: number }>('SELECT state, count(*) AS n FROM outbox GROUP BY state')
  const none = { planned: 0, sent: 0, conflict: 0, refused: 0, confirmed: 0, undone: 0 }
  return found.reduce((counts, { state, n }) => ({ ...counts, [state]: n }), none)
}
