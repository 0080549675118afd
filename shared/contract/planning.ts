import { z } from 'zod'
import { oc } from './base.ts'
import { editSchema } from './edits.ts'
import {
  commandIdSchema,
  companyIdSchema,
  decimalSchema,
  instantSchema,
  localDateSchema,
  moneySchema,
  windowOf,
  windowSchema,
} from './values.ts'

/** Plans: what a change costs before anyone makes it (docs/planning.md, section 5). */

export const licencePlanIdSchema = z.uuid().brand<'LicencePlanId'>()
export type LicencePlanId = z.infer<typeof licencePlanIdSchema>
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const heads = z.int().min(0).max(1_000_000)

export const scopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('company'), companyId: companyIdSchema }),
  z.object({ kind: z.literal('customers-of'), companyId: companyIdSchema }),
  z.object({ kind: z.literal('estate') }),
])

export const planChangeSchema = z.object({
  from: localDateSchema,
  /** A plan of the catalogue, such as Enterprise. */
  plan: z.string().min(1).max(60),
  /** Null: every company of the scope. */
  companyId: companyIdSchema.nullable(),
  change: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('set'), heads }),
    z.object({ kind: z.literal('add'), heads: z.int().min(-1_000_000).max(1_000_000) }),
    /** Of each company's number, rounded up: 0.1 is ten more per hundred. */
    z.object({ kind: z.literal('percent'), fraction: decimalSchema }),
  ]),
})

export const coverSchema = z.object({
  term: z.union([z.literal('monthly'), z.literal(1), z.literal(3), z.literal(5)]),
  /** How many of the people it covers; the last cover takes the rest. */
  quantity: z.union([z.literal('all'), z.literal('lowest'), heads]),
})

export const alternativeSchema = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(80),
  /** Empty: as it is held now. */
  covers: z.array(coverSchema).max(4),
})

export const planDefinitionSchema = z.object({
  name: z.string().trim().min(1).max(120),
  note: z.string().max(4000),
  scope: scopeSchema,
  basis: z.enum(['billed', 'allocated']),
  from: monthSchema,
  months: z.int().min(1).max(120),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** What the customer pays, against what the distributor pays (tier 'vad'). */
  sellTier: z.enum(['public', 'reseller', 'company']),
  /** 'by-date': the set in force in each month. */
  ruleSet: z.enum(['by-date', 'deck-2017', 'help-centre']),
  changes: z.array(planChangeSchema).max(500),
  alternatives: z.array(alternativeSchema).min(1).max(8),
})
export type PlanDefinition = z.infer<typeof planDefinitionSchema>

const usedPriceSchema = z.object({
  commercialReference: z.string(),
  tier: z.string(),
  unitPrice: decimalSchema,
  per: z.string(),
  listId: z.string(),
  listVersion: z.int(),
})
const missingPriceSchema = z.object({
  commercialReference: z.string(),
  offerName: z.string(),
  tier: z.string(),
  code: z.enum(['PRICE_MISSING', 'PRICE_AMBIGUOUS', 'PRICE_PERIOD_UNKNOWN']),
})

/** One line of the billing calendar: of all companies whose line is the same but for its number, each rounded by itself. */
export const plannedChargeSchema = z.object({
  month: monthSchema,
  commercialReference: z.string(),
  offerName: z.string(),
  reason: z.enum(['month', 'term', 'increase', 'renewal']),
  companies: z.int(),
  licences: z.int(),
  /** Of an addition under the current rules: 33 of 36. */
  months: z.object({ billed: z.int(), of: z.int() }).nullable(),
  buy: moneySchema,
  sell: moneySchema.nullable(),
  rules: z.array(z.string()),
})

export const alternativeOutcomeSchema = z.object({
  alternativeId: z.uuid(),
  name: z.string(),
  /** Null when a price is missing, or the end of a prepaid term (note TERM_NOT_KNOWN): never a part of a total. */
  totals: z
    .object({
      buy: moneySchema,
      /** Null when only the sell price is missing. */
      sell: moneySchema.nullable(),
      margin: moneySchema.nullable(),
      perMonthAtEnd: moneySchema,
      upFront: moneySchema,
      unused: moneySchema,
    })
    .nullable(),
  months: z.array(
    z.object({
      month: monthSchema,
      buy: moneySchema,
      sell: moneySchema.nullable(),
      licences: z.int(),
      unusedLicences: z.int(),
      cumulative: moneySchema,
    }),
  ),
  charges: z.array(plannedChargeSchema),
  missingPrices: z.array(missingPriceSchema),
  usedPrices: z.array(usedPriceSchema),
  /** Rules on which the sources disagree and that decided something here (X20). */
  contested: z.array(z.object({ rule: z.string(), used: z.string(), other: z.string() })),
  /** Rules and warnings: offers sold before their day (X19), prepaid licences that cannot be cut. */
  notes: z.array(z.object({ code: z.string(), rule: z.string().nullable(), params: z.record(z.string(), z.string()) })),
})
export type AlternativeOutcome = z.infer<typeof alternativeOutcomeSchema>

export const outcomeSchema = z.object({
  companies: z.int(),
  /** How many different situations were computed. */
  situations: z.int(),
  estateAt: instantSchema.nullable(),
  alternatives: z.array(alternativeOutcomeSchema),
  /** First month number (1 is the first) in which `of` has cost less so far than `against`; null: not within the horizon. */
  breakEvens: z.array(z.object({ of: z.uuid(), against: z.uuid(), months: z.int().nullable() })),
})
export type PlanOutcome = z.infer<typeof outcomeSchema>

export const licencePlanSchema = z.object({
  id: licencePlanIdSchema,
  version: z.int().min(1),
  definition: planDefinitionSchema,
  scopeName: z.string(),
  madeAt: instantSchema,
  changedAt: instantSchema,
  canUndo: z.boolean(),
  canRedo: z.boolean(),
})
export type LicencePlan = z.infer<typeof licencePlanSchema>

/** What applying will do, step by step; applying does exactly this (docs/planning.md, section 7). */
export const impactSchema = z.object({
  id: z.uuid(),
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('plan'), planId: licencePlanIdSchema, version: z.int(), alternativeId: z.uuid() }),
    z.object({ kind: z.literal('quote'), number: z.string(), version: z.int() }),
  ]),
  madeAt: instantSchema,
  /** SHA-256 of the estate's rows that it rests on. */
  base: z.string(),
  companies: z.int(),
  licencesBefore: z.int(),
  licencesAfter: z.int(),
  perMonthBefore: moneySchema.nullable(),
  perMonthAfter: moneySchema.nullable(),
  once: moneySchema.nullable(),
  renewals: z.array(
    z.object({ companyName: z.string(), offerName: z.string(), quantity: z.int(), on: localDateSchema }),
  ),
  steps: z.array(
    z.object({
      companyId: companyIdSchema,
      companyName: z.string(),
      due: localDateSchema,
      edit: editSchema,
      offerName: z.string().nullable(),
      before: z.int().nullable(),
      after: z.int().nullable(),
      /** Why it cannot be done: the whole is then not applied. */
      refused: z
        .object({
          /** Where no M-row says it: the code of the failure. */
          rule: z.string(),
          reason: z.string(),
          /** A key of the window's own words, as in failures of edits. */
          because: z.string().nullable(),
        })
        .nullable(),
      /** The outbox entry that it became. */
      entryId: commandIdSchema.nullable(),
      state: z.enum(['planned', 'sent', 'confirmed', 'conflict', 'refused', 'undone', 'not-due', 'not-made']),
    }),
  ),
  appliedAt: instantSchema.nullable(),
})
export type Impact = z.infer<typeof impactSchema>

const command = { commandId: commandIdSchema, at: instantSchema }
const ofPlan = z.object({ ...command, id: licencePlanIdSchema })

export const plansContract = {
  list: oc.input(windowSchema.extend({ search: z.string().max(200).optional() })).output(windowOf(licencePlanSchema)),
  get: oc.input(z.object({ id: licencePlanIdSchema })).output(licencePlanSchema),
  /** Every version, newest first. */
  history: oc
    .input(z.object({ id: licencePlanIdSchema }))
    .output(
      z.array(
        z.object({ version: z.int(), at: instantSchema, definition: planDefinitionSchema, current: z.boolean() }),
      ),
    ),
  save: oc.input(ofPlan.extend({ definition: planDefinitionSchema })).output(licencePlanSchema),
  undo: oc.input(ofPlan).output(licencePlanSchema),
  redo: oc.input(ofPlan).output(licencePlanSchema),
  remove: oc.input(ofPlan).output(z.object({ id: licencePlanIdSchema })),
  /** Saves nothing: what a definition costs on today's estate, or on that of `asOf`. `today` is a local date. */
  calculate: oc
    .input(z.object({ definition: planDefinitionSchema, today: localDateSchema, asOf: instantSchema.optional() }))
    .output(outcomeSchema),
  /** The companies behind an alternative's total, with theirs; `sort`: companyName, licencesNow, licencesAtEnd, buy, sell. */
  companies: oc
    .input(windowSchema.extend({ definition: planDefinitionSchema, alternativeId: z.uuid(), today: localDateSchema }))
    .output(
      windowOf(
        z.object({
          companyId: companyIdSchema,
          companyName: z.string(),
          licencesNow: z.int(),
          licencesAtEnd: z.int(),
          buy: moneySchema.nullable(),
          sell: moneySchema.nullable(),
        }),
      ),
    ),
}

export const impactsContract = {
  /** Stores what applying would do; applies nothing. */
  prepare: oc
    .input(
      z.object({
        ...command,
        id: z.uuid(),
        today: localDateSchema,
        of: z.union([
          z.object({ planId: licencePlanIdSchema, alternativeId: z.uuid() }),
          z.object({ quoteNumber: z.string(), quoteVersion: z.int() }),
        ]),
        /** The two check boxes of every company in it (M164, M198); null leaves them alone. */
        delegation: z.object({ adminCanUpdate: z.boolean(), adminCanDecrease: z.boolean() }).nullable().default(null),
        /** Who gets a licence of what is then subscribed (M152), by commercial reference; last of all. */
        allocate: z
          .array(z.object({ memberId: z.string().min(1).max(64), commercialReference: z.string().min(1).max(40) }))
          .max(500)
          .default([]),
      }),
    )
    .output(impactSchema),
  /** Without `today` (local date), which steps are due is told by the engine's clock. */
  get: oc.input(z.object({ id: z.uuid(), today: localDateSchema.optional() })).output(impactSchema),
  /** Newest first. */
  list: oc.input(windowSchema).output(windowOf(impactSchema.omit({ steps: true }))),
  /** Makes the due steps that are not made yet as edits of the outbox; again after a crash or on a later day. */
  apply: oc.input(z.object({ ...command, id: z.uuid(), today: localDateSchema })).output(impactSchema),
}
