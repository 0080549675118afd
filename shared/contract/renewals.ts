import { z } from 'zod'
import { oc } from './base.ts'
import { companyKindSchema } from './estate.ts'
import { madeFileSchema } from './quotes.ts'
import { companyIdSchema, localDateSchema, moneySchema, windowOf, windowSchema } from './values.ts'

/** What ends, what is paid and not used, who may change what (docs/planning.md, section 8). */

export const renewalRowSchema = z.object({
  subscriptionId: z.string(),
  companyId: companyIdSchema,
  companyName: z.string(),
  offerName: z.string(),
  commercialReference: z.string().nullable(),
  contractNumber: z.string().nullable(),
  model: z.enum(['monthly', 'prepaid']),
  quantity: z.int(),
  allocated: z.int().nullable(),
  endsOn: localDateSchema,
  renewsTo: localDateSchema,
  /** The last local day on which it can be changed before it renews. */
  lastDayToAct: localDateSchema,
  /** False: nothing can or need be done, so nothing alerts (F08). */
  alert: z.boolean(),
  /** What the renewal costs at the distributor's price; null without one. */
  cost: moneySchema.nullable(),
  rules: z.array(z.string()),
})
export type RenewalRow = z.infer<typeof renewalRowSchema>

export const leakRowSchema = z.object({
  subscriptionId: z.string(),
  companyId: companyIdSchema,
  companyName: z.string(),
  companyKind: companyKindSchema,
  offerName: z.string(),
  commercialReference: z.string().nullable(),
  model: z.enum(['monthly', 'prepaid']),
  /** By the operation history (M171); null where it says nothing. */
  bought: z.int().nullable(),
  billed: z.int(),
  allocated: z.int(),
  unused: z.int(),
  /** Per month for monthly, for the term otherwise; null without a price. */
  value: moneySchema.nullable(),
  per: z.enum(['month', 'term']),
  /** Recoverable now, or from this day on; null for a prepaid one whose end the cloud does not state. */
  recoverableFrom: localDateSchema.nullable(),
  /** Of the month, or before the term renews. */
  lastDayToAct: localDateSchema.nullable(),
  rules: z.array(z.string()),
})
export type LeakRow = z.infer<typeof leakRowSchema>

export const radarRowSchema = z.object({
  companyId: companyIdSchema,
  companyName: z.string(),
  companyKind: companyKindSchema,
  mayUpdate: z.boolean(),
  mayDecrease: z.boolean(),
  /** The second box without the first does not exist in the cloud (M198): shown, not repaired. */
  inconsistent: z.boolean(),
  administrators: z.int(),
  /** What they could cut at once, per month. */
  possibleCut: moneySchema.nullable(),
  cutLicences: z.int(),
  rules: z.array(z.string()),
})
export type RadarRow = z.infer<typeof radarRowSchema>

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .default('EUR')
const ofDay = windowSchema.extend({
  /** Local date from which it is looked at. */
  today: localDateSchema,
  currency,
  companyId: companyIdSchema.optional(),
  search: z.string().max(200).optional(),
})
const period = { from: localDateSchema, to: localDateSchema }
const totals = z.object({ subscriptions: z.int(), licences: z.int(), value: moneySchema.nullable() })

export const renewalsContract = {
  list: oc
    .input(
      ofDay.extend({
        ...period,
        alertsOnly: z.boolean().default(false),
        /** Only terms, or only what renews each month. */
        model: z.enum(['monthly', 'prepaid']).optional(),
      }),
    )
    .output(windowOf(renewalRowSchema).extend({ alerts: z.int() })),
  /** RFC 5545: one all-day event per end of a term, alarms only where an action is possible. */
  ical: oc.input(z.object({ ...period, today: localDateSchema, currency })).output(madeFileSchema),
  leaks: oc
    .input(ofDay)
    .output(windowOf(leakRowSchema).extend({ monthly: totals, prepaid: totals, missingPrices: z.array(z.string()) })),
  radar: oc.input(ofDay).output(windowOf(radarRowSchema).extend({ possibleCut: moneySchema.nullable() })),
}
