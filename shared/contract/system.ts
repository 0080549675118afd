import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { oc } from './base.ts'
import { syncStatusSchema } from './sync.ts'
import { companyIdSchema } from './values.ts'

export const statusSchema = z.object({
  appVersion: z.string(),
  schemaVersion: z.int(),
  /** A new one after each start: tells a window that the engine was restarted. */
  engineRun: z.string(),
  demo: z.boolean(),
  /** Whether a session can be kept in this system's keychain; 'none': it ends with Iris Desk. */
  keychain: z.enum(['system', 'none']),
  cloud: z
    .object({
      url: z.string(),
      login: z.string(),
      mode: z.enum(['password', 'api-key']),
      appId: z.string(),
      /** Where the session is kept: in the keychain it outlives Iris Desk. */
      kept: z.enum(['keychain', 'memory']),
      /** The cloud's own words for roles and kind of administrator; null until it has answered since the start. */
      user: z
        .object({ id: z.string(), roles: z.array(z.string()).readonly(), adminType: z.string().nullable() })
        .nullable(),
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

const address = z.string().max(500)
const application = { appId: z.string().max(200), appSecret: z.string().max(500) }
const credentialsSchema = z.discriminatedUnion('mode', [
  z.object({
    mode: z.literal('password'),
    url: address,
    login: z.string().max(320),
    password: z.string().max(500),
    ...application,
  }),
  z.object({ mode: z.literal('api-key'), url: address, apiKey: z.string().max(500), ...application }),
])

/** What changed, so that screens read again; never data. */
export const topics = [
  'estate',
  'sync',
  'jobs',
  'imports',
  'invoices',
  'reconciliations',
  'session',
  'outbox',
  'prices',
  'quotes',
  'plans',
] as const
export type Topic = (typeof topics)[number]

export const systemContract = {
  status: oc.output(statusSchema),
  changes: oc.output(eventIterator(z.object({ topics: z.array(z.enum(topics)) }))),
}

export const sessionContract = {
  /** Signs in. The password stays in the engine's memory; token, key and application secret go to the keychain. */
  signIn: oc.input(credentialsSchema).output(statusSchema),
  /** Ends the session at the cloud and forgets it here. The data stay. */
  signOut: oc.output(statusSchema),
}
