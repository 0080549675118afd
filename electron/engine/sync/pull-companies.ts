import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { versionedTable, type ReadDb } from '../db/index.ts'
import type { Advance, PullContext } from './pull.ts'
import { companies, PAGE } from './rainbow.ts'
import { partsOfCompany } from './pull-estate.ts'
import { companyColumns, companyRow } from './rows.ts'

/** More than this share gone at once looks like a fault, not like work (brake on mass deletion). */
const BRAKE_SHARE = 0.3
const BRAKE_AT_LEAST = 5

export const pullCompanies = async (context: PullContext): Promise<Result<Advance, Failure>> => {
  const { db, run } = context
  const offset = run.cursor.offset
  const page = await companies(context.client, offset, context.signal)
  if (!page.ok) return page
  const rows = page.value.rows.flatMap((json) => companyRow(json) ?? [])
  const last = page.value.rows.length < PAGE || offset + page.value.rows.length >= page.value.total
  if (last) {
    const own = rows.find((row) => row.id === context.client.user.companyId)
    const ownKind = own?.kind ?? kindInCache(db, context.client.user.companyId)
    if (ownKind !== 'VAD')
      return fail(failure('NOT_A_DISTRIBUTOR', { company: context.client.user.companyName }, 'M030'))
    const brake = wouldEndTooMany(
      db,
      run.id,
      rows.map((row) => row.id),
    )
    if (brake) return fail(brake)
  }
  const pages = Math.ceil(page.value.total / PAGE)
  return ok({
    write: () => {
      const table = versionedTable(db, 'company', companyColumns)
      rows.forEach((row) => table.see(row, run.id, run.startedAt))
      if (last) table.endUnseen(run.id, run.startedAt)
    },
    next: last ? null : { offset: offset + PAGE },
    // Known from the first page on: the other pages, each company's parts, and the three steps after them.
    more: offset === 0 ? Math.max(0, pages - 1) + page.value.total * partsOfCompany.length + 3 : 0,
  })
}

const kindInCache = (db: ReadDb, id: string): string | undefined =>
  db.get<{ kind: string }>('SELECT kind FROM company_now WHERE id = :id', { id })?.kind

const wouldEndTooMany = (db: ReadDb, run: number, seenNow: readonly string[]): Failure | null => {
  const known =
    db.get<{ n: number }>(
      'SELECT count(*) AS n FROM company_now WHERE valid_from < (SELECT started_at FROM sync_run WHERE id = :run)',
      { run },
    )?.n ?? 0
  const seen = new Set(seenNow)
  const missing = db
    .all<{ id: string }>('SELECT id FROM company_now WHERE seen_run <> :run', { run })
    .filter((row) => !seen.has(row.id)).length
  return missing >= BRAKE_AT_LEAST && missing > known * BRAKE_SHARE
    ? failure('MASS_DELETION_BRAKE', { missing: String(missing), known: String(known) })
    : null
}
