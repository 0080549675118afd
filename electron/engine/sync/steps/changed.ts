import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import type { Row } from '../../db/index.ts'
import { cloudRow } from '../../db/index.ts'
import type { Json } from '../fields.ts'
import type { Outcome } from '../cache.ts'
import type { PullContext, Step } from '../pull.ts'
import * as rainbow from '../rainbow.ts'
import { companyRow, readFields } from '../rows/index.ts'
import { noteOdd, touch, type ListedEntity } from '../run-notes.ts'
import { lastDataAt } from '../run-store.ts'
import { equipmentRows } from './equipment-rows.ts'
import { memberOf } from './member-rows.ts'

/** Changes of this long before the last run are read once more: clocks in a cloud are many. */
const OVERLAP_MS = 5 * 60 * 1000
/** Mostly little has changed: the first pages are small. */
const limitAt = (offset: number): number => (offset === 0 ? 20 : offset < 120 ? 100 : rainbow.PAGE)

type Changed = {
  readonly entity: ListedEntity
  readonly list: rainbow.ScopeList
  /** The cloud's name of the date of the last change. */
  readonly date: string
  readonly rows: (context: PullContext, page: readonly Json[]) => Promise<Result<readonly (Row | null)[], Failure>>
  /** What else is to be read; `before` is the row as it was known. */
  readonly touches: (context: PullContext, row: Row, outcome: Outcome, before: Row | undefined) => void
}

const isDescending = (dates: readonly (string | null)[]): boolean =>
  dates.every((date, index) => index === 0 || (date ?? '') <= (dates[index - 1] ?? ''))

/** A list of the whole scope, newest change first, as far as it is newer than the last run. */
const changedStep =
  ({ entity, list, date, rows, touches }: Changed): Step =>
  async (context) => {
    const { db, client, run, cache, signal } = context
    const known = lastDataAt(db)
    const since = known === null ? '' : new Date(Date.parse(known) - OVERLAP_MS).toISOString()
    const { offset } = run.cursor
    const limit = limitAt(offset)
    const page = await list(client, { offset, limit, signal }, 'newest-change-first')
    if (!page.ok) {
      const unordered = rainbow.isRefused(page.failure)
      return unordered ? ok({ writes: [], next: null, full: `order:${entity}` }) : page
    }
    const read = page.value.rows.map((json) => readFields(json, (of) => of.instant(date)))
    const dates = read.map(({ value }) => value)
    const unreadable = page.value.read - page.value.rows.length + read.filter(({ sound }) => !sound).length
    if (!isDescending(dates)) return ok({ writes: [], next: null, full: `order:${entity}` })
    const fresh = page.value.rows.filter((_, index) => (dates[index] ?? '') >= since)
    const made = await rows(context, fresh)
    if (!made.ok) return made
    noteOdd(run.notes, entity, unreadable + made.value.filter((row) => row === null).length)
    const after = fresh.length < page.value.rows.length ? null : rainbow.offsetAfter(page.value, offset, limit)
    return ok({
      writes: made.value
        .filter((row) => row !== null)
        .map((row) => () => {
          const before = cloudRow(db, entity, row.id)
          touches(context, row, cache.see(entity, row).outcome, before)
        }),
      next: after === null ? null : { offset: after },
      more: after === null ? 0 : 1,
    })
  }

export const changedCompanies = changedStep({
  entity: 'company',
  list: rainbow.companies,
  date: 'statusUpdatedDate',
  rows: (_, page) => Promise.resolve(ok(page.map(companyRow))),
  touches: ({ db, run }, row, outcome, before) => {
    if (outcome === 'unchanged') return
    // What turns terminated is touched when the brake lets it.
    if (outcome !== 'held') touch(run.notes, 'companies', row.id)
    // M101: its name is on shared equipment; with another prefix, it may be on any.
    const moved = (before?.call_number ?? null) !== row.call_number
    const shared = moved
      ? 'SELECT id FROM equipment WHERE valid_to IS NULL AND shared = 1'
      : 'SELECT equipment_id AS id FROM company_prefix WHERE valid_to IS NULL AND company_id = :id'
    for (const { id } of db.all<{ id: string }>(shared, moved ? {} : { id: row.id })) touch(run.notes, 'equipment', id)
  },
})

export const changedMembers = changedStep({
  entity: 'member',
  list: rainbow.users,
  date: 'lastUpdateDate',
  rows: ({ db }, page) => Promise.resolve(ok(page.map((json) => memberOf(db, json)))),
  touches: ({ run }, row, outcome, before) => {
    if (outcome === 'added') {
      touch(run.notes, 'companies', row.company_id as string)
      touch(run.notes, 'members', row.id)
    }
    if (outcome === 'unchanged' || before?.phones === row.phones) return
    for (const phones of [before?.phones, row.phones])
      for (const { equipmentId } of JSON.parse(String(phones ?? '[]')) as { equipmentId: string | null }[])
        touch(run.notes, 'equipment', equipmentId)
  },
})

export const changedEquipment = changedStep({
  entity: 'equipment',
  list: rainbow.systems,
  date: 'statusUpdatedDate',
  rows: equipmentRows,
  touches: ({ run }, row, outcome) => {
    if (outcome !== 'unchanged') touch(run.notes, 'equipment', row.id)
  },
})
