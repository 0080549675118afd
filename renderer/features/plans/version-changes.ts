import type { PlanDefinition } from '../../../shared/contract/planning.ts'

const parts = {
  name: ['name'],
  note: ['note'],
  scope: ['scope', 'basis'],
  period: ['from', 'months'],
  prices: ['currency', 'sellTier'],
  ruleSet: ['ruleSet'],
  changes: ['changes'],
  alternatives: ['alternatives'],
} as const satisfies Readonly<Record<string, readonly (keyof PlanDefinition)[]>>
export type VersionPart = keyof typeof parts

/** Which parts of a plan differ between two versions; null for the first one. */
export const versionChanges = (
  before: PlanDefinition | undefined,
  after: PlanDefinition,
): readonly VersionPart[] | null =>
  before === undefined
    ? null
    : (Object.keys(parts) as VersionPart[]).filter((part) =>
        parts[part].some((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])),
      )
