export { basesOf, scopeIds } from './base.ts'
export { prepared, type Sources } from './calculate.ts'
export {
  createPlanCosts,
  createPlansInWorker,
  type CalculatedPlan,
  type PlanAnswer,
  type PlanCosts,
  type PlanTask,
} from './in-worker.ts'
export { getLicencePlan, listLicencePlans, planHistory } from './plans.ts'
export { createPlanning, type Planning } from './service.ts'
