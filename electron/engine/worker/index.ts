import type { Failure } from '../../../shared/contract/failure.ts'
import { failure } from '../../../shared/contract/failure.ts'
import type { Progress } from '../../../shared/contract/jobs.ts'
import { fail, type Result } from '../../../shared/util/result.ts'
import type { WorkerAnswer, WorkerData, WorkerRequest } from '../core/index.ts'
import { openReadOnly } from '../db/index.ts'
import { prepareInWorker, type PrepareTask, type ReadPlan } from '../imports/index.ts'
import { createPlansInWorker, type PlanAnswer, type PlanTask } from '../planning/index.ts'
import { readPricesInWorker, type ReadPrices, type ReadPricesTask } from '../prices/index.ts'
import { logoInWorker, quotePdfInWorker, type LogoTask, type QuoteAnswer, type QuotePdfTask } from '../quotes/index.ts'
import {
  excerptInWorker,
  reconcileInWorker,
  type ExcerptTask,
  type Reconciled,
  type ReconcileTask,
  type ShownExcerpt,
} from '../reconcile/index.ts'

export type Task = PrepareTask | ReconcileTask | ExcerptTask | ReadPricesTask | QuotePdfTask | LogoTask | PlanTask
export type Answer = ReadPlan | Reconciled | ShownExcerpt | ReadPrices | QuoteAnswer | PlanAnswer

type Post = (answer: WorkerAnswer<Answer>) => void

const PROGRESS_EVERY_MS = 50

/** The job worker thread: reads files and the database, never writes; an exception is an answer, not an end. */
export const createWorkerThread = (data: WorkerData, post: Post): ((request: WorkerRequest<Task>) => Promise<void>) => {
  const db = openReadOnly(data.databasePath)
  const plans = createPlansInWorker(db, data.resourcesDir)

  const run = async ({ id, task, cancel }: WorkerRequest<Task>): Promise<Result<Answer, Failure>> => {
    const flag = new Int32Array(cancel)
    let posted = 0
    const progress = (value: Progress): void => {
      const now = performance.now()
      if (now - posted < PROGRESS_EVERY_MS && value.done < value.total) return
      posted = now
      post({ id, progress: value })
    }
    const context = { ...data, db, progress, cancelled: () => Atomics.load(flag, 0) === 1 }
    if (context.cancelled()) return fail(failure('CANCELLED'))
    switch (task.kind) {
      case 'prepare':
        return prepareInWorker(task, context)
      case 'reconcile':
        return reconcileInWorker(task, context)
      case 'excerpt':
        return excerptInWorker(task, context)
      case 'read-prices':
        return readPricesInWorker(task)
      case 'quote-pdf':
        return quotePdfInWorker(task, context)
      case 'quote-logo':
        return logoInWorker(task, context)
      case 'plan-calculate':
      case 'plan-companies':
        return plans(task, context.cancelled)
    }
  }

  return async (request) => {
    try {
      post({ id: request.id, result: await run(request) })
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      post({ id: request.id, result: fail(failure('INTERNAL', { detail })) })
    }
  }
}
