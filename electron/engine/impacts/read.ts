import type { EntryState } from '../../../shared/contract/edits.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Impact } from '../../../shared/contract/planning.ts'
import type { CommandId, CompanyId, Window } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb } from '../db/index.ts'
import { readStatement, type StatedStep, type Statement } from './statement.ts'

/** The outbox entries that steps became, by the step's number. */
export const entriesOf = (
  db: ReadDb,
  impactId: string,
): ReadonlyMap<number, { readonly id: string; readonly state: EntryState }> => {
  const rows = db.all<{ step: number; id: string; state: EntryState }>(
    `SELECT i.step, o.id, o.state FROM impact_entry i JOIN outbox o ON o.id = i.entry_id WHERE i.impact_id = :impactId`,
    { impactId },
  )
  return new Map(rows.map(({ step, id, state }) => [step, { id, state }]))
}

/** An impact statement as it was stored, with where each step stands on a local date; NOT_FOUND. */
export const getImpact = (db: ReadDb, id: string, today: string): Result<Impact, Failure> => {
  const stored = readStatement(db, id)
  if (!stored) return fail(failure('NOT_FOUND', { what: 'impact statement', id }))
  const entries = entriesOf(db, id)
  const cloudIds = new Map<string, string>()
  const shownId = (companyId: string): CompanyId => {
    const known = cloudIds.get(companyId) ?? cloudIdOf(db, companyId)
    cloudIds.set(companyId, known)
    return known as CompanyId
  }
  const shown = (step: StatedStep, index: number): Impact['steps'][number] => {
    const entry = entries.get(index)
    const { refused } = step
    return {
      ...step,
      companyId: shownId(step.companyId),
      refused: refused && { rule: refused.rule, reason: refused.reason, because: refused.because },
      entryId: (entry?.id ?? null) as CommandId | null,
      state: entry?.state ?? (step.due > today ? 'not-due' : 'not-made'),
    }
  }
  return ok({ ...stored.summary, steps: stored.steps.map(shown), appliedAt: stored.appliedAt })
}

const cloudIdOf = (db: ReadDb, id: string): string =>
  db.get<{ cloud_id: string }>('SELECT cloud_id FROM local_id WHERE id = :id', { id })?.cloud_id ?? id

/** Newest first; without their steps. */
export const listImpacts = (
  db: ReadDb,
  { limit, offset }: Window,
): { rows: Omit<Impact, 'steps'>[]; total: number } => {
  const total = db.get<{ n: number }>('SELECT count(*) AS n FROM impact')?.n ?? 0
  const found = db.all<{ summary: string; applied_at: string | null }>(
    `SELECT json_extract(statement, '$.summary') AS summary, applied_at FROM impact
     WHERE id IN (SELECT id FROM impact ORDER BY made_at DESC, id DESC LIMIT :limit OFFSET :offset)
     ORDER BY made_at DESC, id DESC`,
    { limit, offset },
  )
  const rows = found.map(({ summary, applied_at: appliedAt }) => ({
    ...(JSON.parse(summary) as Statement['summary']),
    appliedAt,
  }))
  return { rows, total }
}
