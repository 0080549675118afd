import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Progress } from '../../../shared/contract/jobs.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { readStored } from './evidence-store.ts'
import { readPlanOf, type ReadPlan } from './facts.ts'
import { readFile } from './readers/index.ts'
import type { PrepareTask } from './service.ts'

/** The worker's half of an import: reads a staged file into a plan. */
export const prepareInWorker = async (
  task: PrepareTask,
  context: {
    readonly dataDir: string
    readonly progress: (progress: Progress) => void
    readonly cancelled: () => boolean
  },
): Promise<Result<ReadPlan, Failure>> => {
  const bytes = await readStored(context.dataDir, task.evidence)
  if (!bytes) return fail(failure('FILE_NOT_READABLE', { file: task.fileName, reason: 'the staged copy is gone' }))
  const read = await readFile(bytes, task.fileName, {
    onProgress: (done, total) => context.progress({ phase: 'reading', done, total, unit: 'pages' }),
    cancelled: context.cancelled,
  })
  if (!read.ok) return read
  return ok(readPlanOf(read.value, { fileName: task.fileName, bytes: task.bytes, evidence: task.evidence }))
}
