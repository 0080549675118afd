import type { Failure } from '../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import { versionedTable, type ReadDb, type Row, type WriteDb } from '../db/index.ts'
import { identifier, instant, isJson, type Json } from './fields.ts'
import type { Advance, PullContext } from './pull.ts'
import { offsetAfter, operations } from './rainbow.ts'
import { memberColumns, operationRow, subscriptionColumns } from './rows.ts'

/** The operation history is append-only: only what is newer than the newest known line is read. */
export const pullHistory = async (context: PullContext): Promise<Result<Advance, Failure>> => {
  const { db, client, run, signal } = context
  const offset = run.cursor.offset
  const since = run.cursor.since === undefined ? newestKnown(db) : run.cursor.since
  const page = await operations(client, since, offset, signal)
  if (!page.ok) return page
  const rows = page.value.rows.flatMap((json) => soundLine(json) ?? [])
  const next = offsetAfter(page.value, offset)
  return ok({
    write: () => {
      rows.forEach((row) => append(db, row))
      if (next === null) endOrphans(db, run.id, run.startedAt)
    },
    next: next === null ? null : { offset: next, since },
    more: next === null ? 0 : 1,
  })
}

const operationTypes: readonly unknown[] = ['create', 'update', 'delete']
const resourceTypes: readonly unknown[] = ['subscription', 'profile']

/** Lines about other resources are not licence history; an operation that is not known by name is a change. */
const soundLine = (json: Json): Row | null => {
  const row = operationRow(json)
  const at = instant(json, 'operationDate')
  if (!row || !at || !resourceTypes.includes(row.resource)) return null
  const company = isJson(json.resourceContext) ? identifier(json.resourceContext, 'companyId') : null
  return {
    ...row,
    at,
    company_id: company,
    operation: operationTypes.includes(row.operation) ? row.operation! : 'update',
  }
}

const newestKnown = (db: ReadDb): string | null =>
  db.get<{ at: string | null }>('SELECT max(at) AS at FROM operation')?.at ?? null

/** An update may carry only the changed fields; plan and contract then come from the line before, or the subscription. */
const append = (db: WriteDb, row: Row): void => {
  const known = db.get<{
    plan: string
    contract_number: string | null
    commercial_reference: string | null
    model: string | null
  }>(
    `SELECT plan, contract_number, commercial_reference, model FROM operation
      WHERE resource_id = :id AND at <= :at AND plan <> '' AND model IS NOT NULL ORDER BY at DESC LIMIT 1`,
    { id: row.resource_id, at: row.at },
  )
  const now = db.get<{
    plan: string
    contract_number: string | null
    commercial_reference: string | null
    model: string | null
  }>('SELECT offer_name AS plan, contract_number, commercial_reference, model FROM subscription_now WHERE id = :id', {
    id: row.resource_id,
  })
  db.run(
    `INSERT OR IGNORE INTO operation (id, at, operation, resource, resource_id, company_id, company_name, done_by, plan,
       licences, change, contract_number, commercial_reference, model)
     VALUES (:id, :at, :operation, :resource, :resource_id, :company_id, :company_name, :done_by, :plan,
       :licences, :change, :contract_number, :commercial_reference, :model)`,
    {
      ...row,
      plan: row.plan || known?.plan || now?.plan || '',
      contract_number: row.contract_number ?? known?.contract_number ?? now?.contract_number ?? null,
      commercial_reference:
        row.commercial_reference ?? known?.commercial_reference ?? now?.commercial_reference ?? null,
      model: known?.model ?? now?.model ?? row.model ?? null,
    },
  )
}

/** Members and subscriptions of companies that are gone end with them. */
const endOrphans = (db: WriteDb, run: number, at: string): void => {
  const gone = 'company_id NOT IN (SELECT id FROM company_now)'
  versionedTable(db, 'member', memberColumns).endUnseen(run, at, gone)
  versionedTable(db, 'subscription', subscriptionColumns).endUnseen(run, at, gone)
}
