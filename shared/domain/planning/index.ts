export { plannedHoldings } from './company-holdings.ts'
export type { Cover } from './covers.ts'
export { lacksTerm, type HeldOffer, type Holding } from './lots.ts'
export {
  outcomeOf,
  PlanStopped,
  type AlternativeOutcome,
  type Definition,
  type Means,
  type Outcome,
} from './outcome.ts'
export { type Base, type HoldingGroup } from './situations.ts'
