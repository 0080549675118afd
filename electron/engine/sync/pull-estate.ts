import type { Failure } from '../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import { versionedTable, type ReadDb, type Row } from '../db/index.ts'
import type { Advance, PullContext } from './pull.ts'
import * as rainbow from './rainbow.ts'
import { identifier, text } from './fields.ts'
import {
  connectionOf,
  equipmentColumns,
  equipmentRow,
  memberColumns,
  memberRow,
  pendingMemberRow,
  subscriptionColumns,
  subscriptionRow,
} from './rows.ts'

/** What is read of each company, in this order; each needs at least one request. */
export const partsOfCompany = ['members', 'invitations', 'requests', 'subscriptions', 'equipment'] as const
type Part = (typeof partsOfCompany)[number]

type PartPage = { readonly rows: readonly Row[]; readonly page: rainbow.Page }

const tables: Readonly<Record<Part, { name: string; columns: readonly string[]; scope: string }>> = {
  members: { name: 'member', columns: memberColumns, scope: `company_id = :companyId AND state = 'member'` },
  invitations: { name: 'member', columns: memberColumns, scope: `company_id = :companyId AND state = 'invited'` },
  requests: { name: 'member', columns: memberColumns, scope: `company_id = :companyId AND state = 'requested'` },
  subscriptions: { name: 'subscription', columns: subscriptionColumns, scope: 'company_id = :companyId' },
  equipment: { name: 'equipment', columns: equipmentColumns, scope: 'company_id = :companyId AND shared = 0' },
}

/** One page of one part of one company. Companies come in the order of their ids, so the cursor survives a kill. */
export const pullEstate = async (context: PullContext): Promise<Result<Advance, Failure>> => {
  const { db, run } = context
  const companyId = run.cursor.companyId ?? companyAfter(db, '')
  if (companyId === null) return ok({ write: () => undefined, next: null, more: 0 })
  const part = (run.cursor.part as Part | undefined) ?? partsOfCompany[0]
  const page = await readers[part](context, companyId)
  if (!page.ok) return page
  const next = rainbow.offsetAfter(page.value.page, run.cursor.offset)
  const table = tables[part]
  return ok({
    write: () => {
      const stored = versionedTable(db, table.name, table.columns)
      page.value.rows.forEach((row) => stored.see(row, run.id, run.startedAt))
      if (next === null) stored.endUnseen(run.id, run.startedAt, table.scope, { companyId })
    },
    next: next === null ? afterPart(db, companyId, part) : { companyId, part, offset: next },
    more: next === null ? 0 : 1,
  })
}

const afterPart = (db: ReadDb, companyId: string, part: Part): Advance['next'] => {
  const following = partsOfCompany[partsOfCompany.indexOf(part) + 1]
  if (following) return { companyId, part: following, offset: 0 }
  const next = companyAfter(db, companyId)
  return next === null ? null : { companyId: next, part: partsOfCompany[0], offset: 0 }
}

const companyAfter = (db: ReadDb, id: string): string | null =>
  db.get<{ id: string }>('SELECT id FROM company_now WHERE id > :id ORDER BY id LIMIT 1', { id })?.id ?? null

type Reader = (context: PullContext, companyId: string) => Promise<Result<PartPage, Failure>>

const simple =
  (list: typeof rainbow.users, toRow: (json: rainbow.Page['rows'][number], companyId: string) => Row | null): Reader =>
  async ({ client, run, signal }, companyId) => {
    const page = await list(client, companyId, run.cursor.offset, signal)
    if (!page.ok) return page
    const rows = page.value.rows.flatMap((json) => toRow(json, companyId) ?? [])
    return ok({ rows, page: page.value })
  }

const readers: Readonly<Record<Part, Reader>> = {
  members: async ({ client, run, signal }, companyId) => {
    const page = await rainbow.users(client, companyId, run.cursor.offset, signal)
    if (!page.ok) return page
    const rows: Row[] = []
    for (const user of page.value.rows) {
      if (!identifier(user, 'id')) continue
      const licences = await rainbow.licencesOf(client, user, signal)
      if (!licences.ok) return licences
      const row = memberRow(user, licences.value)
      if (row) rows.push(row)
    }
    return ok({ rows, page: page.value })
  },
  invitations: simple(rainbow.invitations, (json, companyId) => pendingMemberRow(json, companyId, 'invited')),
  requests: simple(rainbow.joinRequests, (json, companyId) => pendingMemberRow(json, companyId, 'requested')),
  subscriptions: simple(rainbow.subscriptions, subscriptionRow),
  equipment: async ({ client, run, signal }, companyId) => {
    const page = await rainbow.systems(client, companyId, run.cursor.offset, signal)
    if (!page.ok) return page
    const rows: Row[] = []
    for (const system of page.value.rows) {
      const id = identifier(system, 'id')
      if (!id || system.isShared === true || system.isCentrex === true) continue
      const state = await rainbow.systemState(client, id, signal)
      if (!state.ok) return state
      const connection = connectionOf(text(system, 'status'), state.value)
      const row = equipmentRow(system, { companyId, connection, companyCount: 1 })
      if (row) rows.push(row)
    }
    return ok({ rows, page: page.value })
  },
}
