import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { versionedTable, type ReadDb } from '../db/index.ts'
import type { Advance, PullContext } from './pull.ts'
import { companies, company, offsetAfter } from './rainbow.ts'
import { partsOfCompany } from './pull-estate.ts'
import { companyColumns, companyRow } from './rows.ts'
import { bindTenant } from './tenant.ts'

/** More than this share gone at once looks like a fault, not like work (brake on mass deletion). */
const BRAKE_SHARE = 0.3
const BRAKE_AT_LEAST = 5

export const pullCompanies = async (context: PullContext): Promise<Result<Advance, Failure>> => {
  const { db, run, client, signal } = context
  const offset = run.cursor.offset
  if (offset === 0) {
    const own = await company(client, client.user.companyId, signal)
    if (!own.ok) return own
    if (companyRow(own.value)?.kind !== 'VAD')
      return fail(failure('NOT_A_DISTRIBUTOR', { company: client.user.companyName }, 'M030'))
  }
  const page = await companies(client, offset, signal)
  if (!page.ok) return page
  const { read, total } = page.value
  const rows = page.value.rows.flatMap((json) => companyRow(json) ?? [])
  const next = offsetAfter(page.value, offset)
  if (next === null) {
    const seenNow = rows.map((row) => row.id)
    const brake = wouldEndTooMany(db, run.id, seenNow)
    if (brake) return fail(brake)
  }
  const known = total ?? read
  const pages = next === null ? 1 : Math.ceil(known / read)
  return ok({
    write: () => {
      bindTenant(db, client.user)
      const table = versionedTable(db, 'company', companyColumns)
      rows.forEach((row) => table.see(row, run.id, run.startedAt))
      if (next === null) table.endUnseen(run.id, run.startedAt)
    },
    next: next === null ? null : { offset: next },
    // Known from the first page on: the other pages, each company's parts, and the three steps after them.
    more: offset === 0 ? pages - 1 + known * partsOfCompany.length + 3 : 0,
  })
}

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
