import type { ImportPlan } from '../../../shared/contract/billing.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { PlanId, Window } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'
import type { ImportFacts, ReadPlan } from './facts.ts'

type StoredPlan = {
  id: string
  created_at: string
  applied_at: string | null
  kind: ImportPlan['kind']
  evidence: string
  plan: string
  facts: string
}
type Preview = ReadPlan['preview']

const show = (row: StoredPlan): ImportPlan => {
  const preview = JSON.parse(row.plan) as Preview
  const facts = JSON.parse(row.facts) as ImportFacts
  return {
    ...preview,
    id: row.id as PlanId,
    kind: row.kind,
    fileName: facts.fileName,
    bytes: facts.bytes,
    evidence: row.evidence,
    state: row.applied_at ? 'applied' : 'planned',
    createdAt: row.created_at,
    appliedAt: row.applied_at,
    canApply: preview.canApply && !row.applied_at,
  }
}

/** A plan is only a preview: not precious, and not in the command log. */
export const storePlan = (db: WriteDb, plan: { id: string; at: string; read: ReadPlan }): void => {
  db.run(
    `INSERT INTO import_plan (id, created_at, kind, evidence, plan, facts) VALUES (:id, :at, :kind, :evidence, :plan, :facts)`,
    {
      id: plan.id,
      at: plan.at,
      kind: plan.read.facts.kind,
      evidence: plan.read.facts.evidence,
      plan: JSON.stringify(plan.read.preview),
      facts: JSON.stringify(plan.read.facts),
    },
  )
}

export const getPlan = (db: ReadDb, planId: string): Result<{ plan: ImportPlan; facts: ImportFacts }, Failure> => {
  const row = db.get<StoredPlan>('SELECT * FROM import_plan WHERE id = :planId', { planId })
  if (!row) return fail(failure('NOT_FOUND', { what: 'import plan', id: planId }))
  return ok({ plan: show(row), facts: JSON.parse(row.facts) as ImportFacts })
}

/** The applied plan of a file that was imported before; the same file twice changes nothing. */
export const appliedPlanOf = (db: ReadDb, evidence: string): ImportPlan | null => {
  const row = db.get<StoredPlan>('SELECT * FROM import_plan WHERE evidence = :evidence AND applied_at IS NOT NULL', {
    evidence,
  })
  return row ? show(row) : null
}

/** The staged files that plans still need. */
export const plannedEvidence = (db: ReadDb): ReadonlySet<string> =>
  new Set(
    db
      .all<{ evidence: string }>('SELECT DISTINCT evidence FROM import_plan WHERE applied_at IS NULL')
      .filter(({ evidence }) => !isEvidence(db, evidence))
      .map(({ evidence }) => evidence),
  )

export const isEvidence = (db: ReadDb, sha256: string): boolean =>
  db.get('SELECT 1 FROM evidence WHERE sha256 = :sha256', { sha256 }) !== undefined

export const listPlans = (db: ReadDb, window: Window) => {
  const total = db.get<{ n: number }>('SELECT count(*) AS n FROM import_plan')?.n ?? 0
  const stored = db.all<StoredPlan>(
    'SELECT * FROM import_plan ORDER BY created_at DESC, id LIMIT :limit OFFSET :offset',
    {
      limit: window.limit,
      offset: window.offset,
    },
  )
  const rows = stored.map((row) => {
    const { columns: _columns, sample: _sample, rejected: _rejected, ...summary } = show(row)
    return summary
  })
  return { rows, total }
}
