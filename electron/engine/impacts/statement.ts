import type { Impact } from '../../../shared/contract/planning.ts'
import type { ReadDb } from '../db/index.ts'
import type { Rests } from './rests.ts'
import type { PlannedStep } from './steps.ts'

/** Why a step cannot be done; `code` is that of the failure. */
export type Refused = NonNullable<Impact['steps'][number]['refused']> & { readonly code: string }
export type StatedStep = PlannedStep & { readonly refused: Refused | null }

/** What is stored of an impact, exactly as it was shown; never changed afterwards. */
export type Statement = {
  readonly summary: Omit<Impact, 'steps' | 'appliedAt'>
  readonly steps: readonly StatedStep[]
  /** What the hash in `summary.base` is made of: the estate's rows by company. */
  readonly rests: readonly Rests[]
}

export type StoredImpact = Statement & { readonly id: string; readonly appliedAt: string | null }

export const readStatement = (db: ReadDb, id: string): StoredImpact | null => {
  const row = db.get<{ statement: string; applied_at: string | null }>(
    'SELECT statement, applied_at FROM impact WHERE id = :id',
    { id },
  )
  return row ? { ...(JSON.parse(row.statement) as Statement), id, appliedAt: row.applied_at } : null
}
