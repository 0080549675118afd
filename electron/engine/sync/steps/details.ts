import { ok } from '../../../../shared/util/result.ts'
import { keptIds } from '../brake.ts'
import { inParallel } from '../parallel.ts'
import type { Step } from '../pull.ts'
import { EVERYTHING } from '../run-notes.ts'
import { readCompanies, readWaiting } from './company-parts.ts'
import { beforeTouched } from './terminations.ts'

/** Companies whose parts are read and stored together. */
const BATCH = 24
/** An incremental pull looks after this many companies with pending invitations, those first that waited longest. */
const WAITING_AT_ONCE = 50

/** What exists per company only. Companies come in the order of their ids, so the cursor survives a kill. */
export const details: Step = async (context) => {
  const { db, run } = context
  const companies = db.all<{ id: string }>(
    `SELECT id FROM company WHERE valid_to IS NULL AND seen_run = :run AND id > :after ORDER BY id LIMIT ${BATCH}`,
    { run: run.id, after: run.cursor.after ?? '' },
  )
  const writes = await readCompanies(
    context,
    companies.map(({ id }) => ({ id, ask: false })),
  )
  if (!writes.ok) return writes
  const last = companies.at(-1)
  return ok({
    writes: writes.value,
    next: last ? { offset: 0, after: last.id } : null,
    units: companies.length,
  })
}

/** The same of the companies about which something has changed; they are asked for themselves, too. */
export const touchedCompanies: Step = async (context) => {
  const { run } = context
  if (run.cursor.after === undefined && beforeTouched(context) === 'too many')
    return ok({ writes: [], next: null, full: 'terminated:company' })
  const touched = run.notes.companies
  const members = run.notes.members
  if (touched[0] === EVERYTHING || members[0] === EVERYTHING)
    return ok({ writes: [], next: null, full: 'many:company' })
  const after = run.cursor.after ?? ''
  const left = [...touched].sort().filter((id) => id > after)
  const companies = left.slice(0, BATCH)
  const writes = await readCompanies(
    context,
    companies.map((id) => ({ id, ask: true })),
  )
  if (!writes.ok) return writes
  const last = companies.at(-1)
  return ok({
    writes: writes.value,
    next: last === undefined ? null : { offset: 0, after: last },
    units: companies.length,
    more: after === '' ? left.length : 0,
  })
}

/** Invitations and requests are answered without a trace in lists of changes: the pending ones are looked at again. */
export const waiting: Step = async (context) => {
  const { db, client, run, signal } = context
  // What belongs to companies that the brake keeps stays with them.
  const kept = [...run.notes.turned, ...keptIds(db, 'company')]
  const companies = db.all<{ id: string }>(
    `SELECT company_id AS id, min(seen_at) AS seen FROM member WHERE valid_to IS NULL AND state <> 'member'
      AND company_id NOT IN (SELECT value FROM json_each(:kept)) GROUP BY company_id ORDER BY seen LIMIT ${WAITING_AT_ONCE}`,
    { kept: JSON.stringify(kept) },
  )
  const ids = new Set([client.user.companyId, ...companies.map(({ id }) => id)])
  const writes = await inParallel([...ids], signal, (id) => readWaiting(context, id))
  return writes.ok ? ok({ writes: writes.value.flat(), next: null }) : writes
}
