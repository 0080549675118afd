import type { Failure } from '../../../shared/contract/failure.ts'
import type { Outcome } from '../../../shared/domain/planning/index.ts'
import type { Result } from '../../../shared/util/result.ts'
import type { ScopeBase } from './base.ts'
import type { CompanyFigures } from './company-figures.ts'

/** Keeps what was made for a key; of more keys than `most` the one that was used longest ago is forgotten. */
const keptValues = <T>(most: number, isKept: (value: T) => boolean = () => true) => {
  const kept = new Map<string, T>()
  return {
    read: (key: string, make: () => T): T => {
      const value = kept.get(key) ?? make()
      kept.delete(key)
      if (isKept(value)) kept.set(key, value)
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
      return value
    },
    forget: () => kept.clear(),
  }
}

/** What was read of scopes and computed from it, by what decides it, until estate or prices change. */
export type Kept = {
  scope(key: string, read: () => ScopeBase): ScopeBase
  outcome(key: string, compute: () => Result<Outcome, Failure>): Result<Outcome, Failure>
  figures(key: string, compute: () => Result<CompanyFigures, Failure>): Result<CompanyFigures, Failure>
  forgetEstate(): void
  forgetPrices(): void
}

export const createKept = (): Kept => {
  const scopes = keptValues<ScopeBase>(8)
  // What was cancelled is computed when it is asked again.
  const outcomes = keptValues<Result<Outcome, Failure>>(32, ({ ok }) => ok)
  const figures = keptValues<Result<CompanyFigures, Failure>>(2, ({ ok }) => ok)
  const forgetPrices = (): void => {
    outcomes.forget()
    figures.forget()
  }
  return {
    scope: scopes.read,
    outcome: outcomes.read,
    figures: figures.read,
    forgetPrices,
    forgetEstate: () => {
      scopes.forget()
      forgetPrices()
    },
  }
}
