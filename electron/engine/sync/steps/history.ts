import { ok } from '../../../../shared/util/result.ts'
import { NOT_KNOWN, type ReadDb, type Row, type WriteDb } from '../../db/index.ts'
import { identifier, isJson, type Json } from '../fields.ts'
import type { PullContext, Step } from '../pull.ts'
import { offsetAfter, operations } from '../rainbow.ts'
import { operationRow } from '../rows/index.ts'
import { countsOf, noteOdd, touch } from '../run-notes.ts'
import { lastFull, oddAnswers } from '../run-store.ts'

type Line = { readonly row: Row; readonly memberId: string | null }

/**
 * The operation history is append-only: only what is newer than the newest known line is read. Its lines also name
 * the companies and members whose subscriptions and licences have changed.
 */
export const history: Step = async (context) => {
  const { db, client, run, signal } = context
  const { offset } = run.cursor
  // A line that could not be read may be older than the newest one by now.
  const begin = run.mode === 'full' && oddAnswers(db).kinds.includes('operation') ? null : newestKnown(db)
  const since = run.cursor.since === undefined ? begin : run.cursor.since
  const page = await operations(client, since, { offset, signal })
  if (!page.ok) return page
  const counts = countsOf(run.notes, 'operation')
  const next = offsetAfter(page.value, offset)
  return ok({
    writes: [
      () => {
        const unreadable = page.value.read - page.value.rows.length
        counts.skipped += unreadable
        noteOdd(run.notes, 'operation', unreadable)
      },
      ...page.value.rows.map((json) => () => {
        if (isKnown(db, json)) return void (counts.unchanged += 1)
        const line = soundLine(json)
        if (line !== null && line !== 'odd') return append(context, line)
        if (line === 'odd') noteOdd(run.notes, 'operation')
        counts.skipped += 1
      }),
    ],
    next: next === null ? null : { offset: next, since },
    more: offset === 0 ? Math.max(0, Math.ceil((page.value.total ?? 0) / Math.max(1, page.value.read)) - 1) : 0,
  })
}

const operationTypes: readonly unknown[] = ['create', 'update', 'delete']
const resourceTypes: readonly unknown[] = ['subscription', 'profile']

/** A line stays as it was read first. */
const isKnown = (db: ReadDb, json: Json): boolean =>
  db.get('SELECT 1 FROM operation WHERE id = :id', { id: identifier(json, 'id') }) !== undefined

/**
 * Lines about other resources are not licence history (null); an operation that is not known by name is a change. 'odd':
 * a line with fields of another type. It would stay so for ever, and is read again instead.
 */
const soundLine = (json: Json): Line | 'odd' | null => {
  const row = operationRow(json)
  if (!row || NOT_KNOWN in row) return 'odd'
  if (!resourceTypes.includes(row.resource)) return null
  const operation = operationTypes.includes(row.operation) ? row.operation! : 'update'
  const memberId = isJson(json.resourceContext) ? identifier(json.resourceContext, 'userId') : null
  return { row: { ...row, operation }, memberId }
}

const newestKnown = (db: ReadDb): string | null =>
  db.get<{ at: string | null }>('SELECT max(at) AS at FROM operation')?.at ?? null

type Plan = { plan: string; contract_number: string | null; commercial_reference: string | null; model: string | null }

/** An update may carry only the changed fields; plan and contract then come from the line before, or the subscription. */
const completed = (db: ReadDb, row: Row): Row => {
  const known = db.get<Plan>(
    `SELECT plan, contract_number, commercial_reference, model FROM operation
      WHERE resource_id = :id AND at <= :at AND plan <> '' AND model IS NOT NULL ORDER BY at DESC LIMIT 1`,
    { id: row.resource_id, at: row.at },
  )
  const now = db.get<Plan>(
    `SELECT offer_name AS plan, contract_number, commercial_reference, model FROM subscription
      WHERE id = :id AND valid_to IS NULL`,
    { id: row.resource_id },
  )
  return {
    ...row,
    plan: row.plan || known?.plan || now?.plan || '',
    contract_number: row.contract_number ?? known?.contract_number ?? now?.contract_number ?? null,
    commercial_reference: row.commercial_reference ?? known?.commercial_reference ?? now?.commercial_reference ?? null,
    model: known?.model ?? now?.model ?? row.model ?? null,
  }
}

const append = ({ db, run }: PullContext, { row, memberId }: Line): void => {
  const added = insert(db, completed(db, row))
  countsOf(run.notes, 'operation')[added ? 'added' : 'unchanged'] += 1
  // Before the first pull everything is read anyway.
  if (!added || lastFull(db) === null) return
  touch(run.notes, 'companies', row.company_id as string | null)
  touch(run.notes, 'members', memberId)
}

const insert = (db: WriteDb, row: Row): boolean =>
  db.run(
    `INSERT OR IGNORE INTO operation (id, at, operation, resource, resource_id, company_id, company_name, done_by, plan,
       licences, change, contract_number, commercial_reference, model)
     VALUES (:id, :at, :operation, :resource, :resource_id, :company_id, :company_name, :done_by, :plan,
       :licences, :change, :contract_number, :commercial_reference, :model)`,
    row,
  ).changes > 0
