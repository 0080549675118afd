import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Progress } from '../../../shared/contract/jobs.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { WriteDb } from '../db/index.ts'
import type { CloudClient } from './cloud-client.ts'
import { pullCompanies } from './pull-companies.ts'
import { pullEstate } from './pull-estate.ts'
import { pullHistory } from './pull-history.ts'
import { pullRegister } from './pull-register.ts'
import { pullSharedEquipment } from './pull-shared-equipment.ts'
import { saveRun, stepNames, type Cursor, type Run, type StepName } from './run-store.ts'

export type PullContext = {
  readonly db: WriteDb
  readonly client: CloudClient
  readonly signal: AbortSignal
  readonly run: Run
}

/**
 * What one page leads to. `write` stores it; its rows, the cursor and the counters are one transaction.
 * `next` null: the step is finished. `more`: requests that this page showed to be needed.
 */
export type Advance = { readonly write: () => void; readonly next: Cursor | null; readonly more: number }

type Step = (context: PullContext) => Promise<Result<Advance, Failure>>

const steps: Readonly<Record<StepName, Step>> = {
  companies: pullCompanies,
  estate: pullEstate,
  'shared-equipment': pullSharedEquipment,
  history: pullHistory,
  register: pullRegister,
}

/** Reads the whole estate page by page from where the run stands; a kill between two pages costs nothing. */
export const pull = async (
  context: PullContext,
  progress: (progress: Progress) => void,
  onPage: () => void,
): Promise<Result<null, Failure>> => {
  let run = context.run
  for (;;) {
    if (context.signal.aborted) return fail(failure('CANCELLED'))
    progress({ phase: run.step, done: run.done, total: run.total, unit: 'requests' })
    const page = await steps[run.step]({ ...context, run })
    if (!page.ok) return page
    const following = page.value.next ? run.step : stepNames[stepNames.indexOf(run.step) + 1]
    run = {
      ...run,
      step: following ?? run.step,
      cursor: page.value.next ?? { offset: 0 },
      done: run.done + 1,
      total: Math.max(run.total + page.value.more, run.done + 1),
    }
    const saved = run
    context.db.transaction(() => {
      page.value.write()
      saveRun(context.db, saved)
    })
    onPage()
    if (!page.value.next && !following) {
      progress({ phase: run.step, done: run.done, total: run.done, unit: 'requests' })
      return ok(null)
    }
  }
}
