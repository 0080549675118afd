import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { oc } from './base.ts'
import { failureSchema } from './failure.ts'
import { instantSchema, jobIdSchema } from './values.ts'

export const jobKinds = ['sync', 'prepare-import', 'reconcile'] as const

/** Progress always has a denominator; `total` may grow while the job learns how much there is. */
export const progressSchema = z.object({
  phase: z.string(),
  done: z.number().min(0),
  total: z.number().min(0),
  unit: z.enum(['requests', 'rows', 'bytes', 'pages', 'steps']),
})
export type Progress = z.infer<typeof progressSchema>

export const jobSchema = z.object({
  id: jobIdSchema,
  kind: z.enum(jobKinds),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** What it works on, for people: a file name, an invoice number, the cloud's address. */
  subject: z.string(),
  startedAt: instantSchema,
  progress: progressSchema,
  failure: failureSchema.nullable(),
  /** For 'done': the id of what came out (an import plan, an invoice number), or null. */
  result: z.string().nullable(),
})
export type Job = z.infer<typeof jobSchema>

export const jobsContract = {
  list: oc.output(z.array(jobSchema)),
  /** The job now and after each change, at most every 100 ms; ends when the job has ended. */
  watch: oc.input(z.object({ jobId: jobIdSchema })).output(eventIterator(jobSchema)),
  cancel: oc.input(z.object({ jobId: jobIdSchema })).output(jobSchema),
}
