export { excerptInWorker, type ExcerptTask, type ShownExcerpt } from './excerpt.ts'
export { reconcileInWorker, type Reconciled, type ReconcileTask } from './in-worker.ts'
export { listInvoices } from './register.ts'
export { createReconciliations, readRun, type Reconciliations } from './service.ts'
