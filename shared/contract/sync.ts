import { z } from 'zod'
import { oc } from './base.ts'
import { failureSchema } from './failure.ts'
import { progressSchema } from './jobs.ts'
import { commandIdSchema, instantSchema, jobIdSchema } from './values.ts'

/** Five honest states. 'needs-you' and 'broken' carry the failure that says why. */
export const syncStates = ['offline', 'idle', 'working', 'needs-you', 'broken'] as const

export const pulledEntities = [
  'company',
  'member',
  'site',
  'equipment',
  'company_prefix',
  'extension',
  'company_link',
  'offer',
  'subscription',
  'operation',
  'invoice',
] as const
export type PulledEntity = (typeof pulledEntities)[number]

export const entityCountsSchema = z.object({
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  unchanged: z.int(),
  /** Entries of the cloud without a usable id. */
  skipped: z.int(),
})
export type EntityCounts = z.infer<typeof entityCountsSchema>

/** What one pull did. `entities` has only the kinds that it read. */
export const pullResultSchema = z.object({
  mode: z.enum(['full', 'incremental']),
  /** Why an incremental pull became a full one; null otherwise. */
  reason: z.string().nullable(),
  startedAt: instantSchema,
  endedAt: instantSchema,
  entities: z.partialRecord(z.enum(pulledEntities), entityCountsSchema),
  /** Answers that were not as the cloud's API has them: what was known stays, and the next pull reads everything. */
  oddAnswers: z.int(),
  requests: z.int(),
  bytes: z.int(),
})
export type PullResult = z.infer<typeof pullResultSchema>

/** The latched brake on mass deletion: nothing of this kind is removed here until a person decides. */
export const brakeSchema = z.object({
  id: z.string(),
  entity: z.enum(pulledEntities),
  at: instantSchema,
  /** What the cloud no longer lists; of companies also those that it lists as terminated. */
  missing: z.int(),
  known: z.int(),
  /** Names of some of it, as they are known here. */
  examples: z.array(z.string()),
})
export type Brake = z.infer<typeof brakeSchema>

export const syncStatusSchema = z.object({
  state: z.enum(syncStates),
  lastSuccess: instantSchema.nullable(),
  /** When the whole estate was read last, not only what changed. */
  lastFull: instantSchema.nullable(),
  /** When it is tried again by itself; null when it is not. */
  nextAttempt: instantSchema.nullable(),
  /** While it works: since when the cloud leaves requests without an answer, once that is ten seconds; null otherwise. */
  waitingSince: instantSchema.nullable(),
  jobId: jobIdSchema.nullable(),
  progress: progressSchema.nullable(),
  failure: failureSchema.nullable(),
  brakes: z.array(brakeSchema),
  outbox: z.object({ waiting: z.int(), conflict: z.int(), refused: z.int() }),
  lastResult: pullResultSchema.nullable(),
})
export type SyncStatus = z.infer<typeof syncStatusSchema>

export const syncContract = {
  /** Sends the outbox, then reads: what changed, or with `full` everything. */
  start: oc
    .input(z.object({ commandId: commandIdSchema, full: z.boolean().default(false) }))
    .output(z.object({ jobId: jobIdSchema })),
  status: oc.output(syncStatusSchema),
  /** 'follow': what is still missing is removed here too. 'keep': the rows stay. */
  decideBrake: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        at: instantSchema,
        brakeId: z.string(),
        decision: z.enum(['follow', 'keep']),
      }),
    )
    .output(syncStatusSchema),
}
