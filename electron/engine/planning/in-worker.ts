import type { Failure } from '../../../shared/contract/failure.ts'
import type { Result } from '../../../shared/util/result.ts'
import type { Changes, WorkerClient } from '../core/index.ts'
import type { ReadDb } from '../db/index.ts'
import type { Calculation } from './calculate.ts'
import type { CompaniesInput } from './companies.ts'
import { createCosts, type Calculated, type CalculatedCompanies } from './costs.ts'

type ValueOf<R> = Extract<R, { readonly ok: true }> extends { readonly value: infer V } ? V : never
export type CalculatedPlan = ValueOf<Calculated>
export type PlanCompanies = ValueOf<CalculatedCompanies>

/** How often estate and prices have changed since the engine began: what the worker kept before is forgotten. */
type AsOfChanges = { readonly estate: number; readonly prices: number }
export type PlanTask =
  | (AsOfChanges & { readonly kind: 'plan-calculate'; readonly input: Calculation })
  | (AsOfChanges & { readonly kind: 'plan-companies'; readonly input: CompaniesInput })
export type PlanAnswer = CalculatedPlan | PlanCompanies

/** What plans cost, computed where it stops nobody. */
export type PlanCosts = {
  /** CANCELLED as soon as the signal says so. */
  calculate(input: Calculation, signal: AbortSignal): Promise<Result<CalculatedPlan, Failure>>
  companies(input: CompaniesInput, signal: AbortSignal): Promise<Result<PlanCompanies, Failure>>
}

type Deps = { readonly changes: Changes; readonly worker: WorkerClient<PlanTask, PlanAnswer> }

/** The engine's half: hands over what is asked, and how often things have changed. */
export const createPlanCosts = ({ changes, worker }: Deps): PlanCosts => {
  let [estate, prices] = [0, 0]
  changes.onAnnounce((topics) => {
    if (topics.includes('estate')) estate += 1
    if (topics.includes('prices')) prices += 1
  })
  // Each kind of task has its answer type.
  const run = <A extends PlanAnswer>(task: PlanTask, signal: AbortSignal): Promise<Result<A, Failure>> =>
    worker.run(task, signal, () => undefined) as Promise<Result<A, Failure>>
  return {
    calculate: (input, signal) => run<CalculatedPlan>({ kind: 'plan-calculate', estate, prices, input }, signal),
    companies: (input, signal) => run<PlanCompanies>({ kind: 'plan-companies', estate, prices, input }, signal),
  }
}

type PlansInWorker = (task: PlanTask, cancelled: () => boolean) => Result<PlanAnswer, Failure>

/** The worker's half: what it read and computed stays between tasks. */
export const createPlansInWorker = (db: ReadDb, resourcesDir: string): PlansInWorker => {
  const costs = createCosts(db, resourcesDir)
  let [estate, prices] = [0, 0]
  return (task, cancelled) => {
    if (task.estate !== estate) costs.estateChanged()
    if (task.prices !== prices) costs.pricesChanged()
    ;[estate, prices] = [task.estate, task.prices]
    return task.kind === 'plan-calculate'
      ? costs.calculate(task.input, cancelled)
      : costs.companies(task.input, cancelled)
  }
}
