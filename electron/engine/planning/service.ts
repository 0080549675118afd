import type { Failure } from '../../../shared/contract/failure.ts'
import type { LicencePlan, LicencePlanId, PlanDefinition } from '../../../shared/contract/planning.ts'
import type { Result } from '../../../shared/util/result.ts'
import type { Changes, EngineDeps } from '../core/index.ts'
import type { WriteDb } from '../db/index.ts'
import type { Calculation } from './calculate.ts'
import type { CompaniesInput } from './companies.ts'
import { createCosts, type Calculated, type CalculatedCompanies, type Costs } from './costs.ts'
import { redoLicencePlan, removeLicencePlan, saveLicencePlan, undoLicencePlan } from './plans.ts'

type Sent = { readonly commandId: string; readonly at: string; readonly id: LicencePlanId }

export type Planning = {
  save(input: Sent & { readonly definition: PlanDefinition }): Result<LicencePlan, Failure>
  undo(input: Sent): Result<LicencePlan, Failure>
  redo(input: Sent): Result<LicencePlan, Failure>
  remove(input: Sent): Result<{ id: LicencePlanId }, Failure>
  calculate(input: Calculation): Calculated
  companies(input: CompaniesInput): CalculatedCompanies
}

type Deps = {
  readonly engine: Pick<EngineDeps, 'resourcesDir'>
  readonly db: WriteDb
  readonly changes: Changes
}

/** Plans and, in this thread, what they cost. */
export const createPlanning = ({ engine, db, changes }: Deps): Planning => {
  let costs: Costs | null = null
  const here = (): Costs => (costs ??= createCosts(db, engine.resourcesDir))
  changes.onAnnounce((topics) => {
    if (topics.includes('estate')) costs?.estateChanged()
    if (topics.includes('prices')) costs?.pricesChanged()
  })
  const told = <T>(done: Result<T, Failure>): Result<T, Failure> => {
    if (done.ok) changes.announce('plans')
    return done
  }
  return {
    save: (input) => told(saveLicencePlan(db, input)),
    undo: (input) => told(undoLicencePlan(db, input)),
    redo: (input) => told(redoLicencePlan(db, input)),
    remove: (input) => told(removeLicencePlan(db, input)),
    calculate: (input) => here().calculate(input),
    companies: (input) => here().companies(input),
  }
}
