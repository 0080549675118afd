import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { oc } from './base.ts'
import { failureSchema } from './failure.ts'
import { progressSchema } from './jobs.ts'
import { commandIdSchema, companyIdSchema, instantSchema, jobIdSchema } from './values.ts'

/** Five honest states. 'needs-you' and 'broken' carry the failure that says why. */
export const syncStates = ['offline', 'idle', 'working', 'needs-you', 'broken'] as const
export const syncStatusSchema = z.object({
  state: z.enum(syncStates),
  lastSuccess: instantSchema.nullable(),
  jobId: jobIdSchema.nullable(),
  progress: progressSchema.nullable(),
  failure: failureSchema.nullable(),
})
export type SyncStatus = z.infer<typeof syncStatusSchema>

export const statusSchema = z.object({
  appVersion: z.string(),
  schemaVersion: z.int(),
  /** A new one after each start: tells a window that the engine was restarted. */
  engineRun: z.string(),
  demo: z.boolean(),
  cloud: z
    .object({
      url: z.string(),
      login: z.string(),
      companyId: companyIdSchema.nullable(),
      companyName: z.string().nullable(),
    })
    .nullable(),
  sync: syncStatusSchema,
  counts: z.object({
    companies: z.int(),
    members: z.int(),
    equipment: z.int(),
    subscriptions: z.int(),
    history: z.int(),
    invoices: z.int(),
  }),
})
export type Status = z.infer<typeof statusSchema>

/** What changed, so that screens read again; never data. */
export const topics = ['estate', 'sync', 'jobs', 'imports', 'invoices', 'reconciliations', 'session'] as const
export type Topic = (typeof topics)[number]

export const systemContract = {
  status: oc.output(statusSchema),
  changes: oc.output(eventIterator(z.object({ topics: z.array(z.enum(topics)) }))),
}

export const sessionContract = {
  /** Signs in and keeps the token in the engine's memory only. */
  signIn: oc
    .input(
      z.object({
        url: z.string().max(500),
        login: z.string().max(320),
        password: z.string().max(500),
        appId: z.string().max(200),
        appSecret: z.string().max(500),
      }),
    )
    .output(statusSchema),
  signOut: oc.output(statusSchema),
}

export const syncContract = {
  start: oc.input(z.object({ commandId: commandIdSchema })).output(z.object({ jobId: jobIdSchema })),
}
