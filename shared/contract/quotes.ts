import { z } from 'zod'
import { oc } from './base.ts'
import { licencePlanIdSchema } from './planning.ts'
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

/** Quotes (docs/planning.md, section 6). Amounts exclude tax. */

export const quoteLanguageSchema = z.enum(['en', 'fr', 'de', 'es', 'it'])
export type QuoteLanguage = z.infer<typeof quoteLanguageSchema>
export const quoteStateSchema = z.enum(['draft', 'sent', 'accepted', 'refused', 'expired'])
const text = (max: number) => z.string().max(max)

export const quotePartySchema = z.object({
  companyId: companyIdSchema.nullable(),
  name: text(255),
  street: text(255),
  postalCode: text(40),
  city: text(255),
  /** ISO 3166 alpha-3, or empty. */
  country: text(3),
  contact: text(255),
  email: text(320),
  reference: text(120),
})
export type QuoteParty = z.infer<typeof quotePartySchema>

/** What a person typed; prices come from the lists unless `unitPrice` was typed. */
export const quoteLineInputSchema = z.object({
  commercialReference: z.string().trim().min(1).max(40),
  description: text(500),
  quantity: z.int().min(1).max(1_000_000),
  /** Null: from the sell list. */
  unitPrice: decimalSchema.nullable(),
  /** A fraction from 0 to 1: 0.05 is five percent. */
  discount: decimalSchema,
  /** The subscription that this changes; null for a new one. */
  subscriptionId: z.string().nullable(),
})

export const quoteContentSchema = z.object({
  /** Empty for the newest lists of the day. */
  date: localDateSchema,
  /** From when the customer would have it. */
  startsOn: localDateSchema,
  validUntil: localDateSchema,
  language: quoteLanguageSchema,
  currency: z.string().regex(/^[A-Z]{3}$/),
  sellTier: z.enum(['public', 'vad', 'reseller', 'company']),
  customer: quotePartySchema,
  /** The reseller between distributor and customer, if any. */
  reseller: quotePartySchema.nullable(),
  lines: z.array(quoteLineInputSchema).min(1).max(200),
  notes: text(4000),
  terms: text(8000),
  /** A fraction such as 0.2; null: no VAT is printed. */
  vatRate: decimalSchema.nullable(),
  planId: licencePlanIdSchema.nullable(),
})
export type QuoteContent = z.infer<typeof quoteContentSchema>

export const quoteLineSchema = quoteLineInputSchema.extend({
  offerName: z.string(),
  per: z.enum(['month', 'term']),
  termYears: z.int().nullable(),
  listPrice: decimalSchema,
  netPrice: decimalSchema,
  amount: moneySchema,
  list: z.object({ id: z.string(), version: z.int() }).nullable(),
  /** Inside only, never on paper (M149); null where the distributor's price is missing. */
  buy: z
    .object({ unitPrice: decimalSchema, amount: moneySchema, list: z.object({ id: z.string(), version: z.int() }) })
    .nullable(),
})

export const quoteSchema = z.object({
  number: z.string(),
  version: z.int().min(1),
  versions: z.int().min(1),
  state: quoteStateSchema,
  content: quoteContentSchema,
  seller: quotePartySchema,
  lines: z.array(quoteLineSchema),
  perMonth: moneySchema,
  once: moneySchema,
  /** Inside only (M149); null where a buy price is missing. */
  marginPerMonth: moneySchema.nullable(),
  marginOnce: moneySchema.nullable(),
  madeAt: instantSchema,
  sentAt: instantSchema.nullable(),
  answeredAt: instantSchema.nullable(),
})
export type Quote = z.infer<typeof quoteSchema>

/** Logo and standard texts of the distributor's quotes. */
export const quoteSettingsSchema = z.object({
  seller: quotePartySchema,
  /** PNG or JPEG as a data URL, at most 300 KB; null: none. */
  logo: z.string().max(420_000).nullable(),
  terms: z.record(quoteLanguageSchema, text(8000)),
  validityDays: z.int().min(1).max(365),
})
export type QuoteSettings = z.infer<typeof quoteSettingsSchema>

/** A small file made here, for the window or the command line to save. */
export const madeFileSchema = z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string() })
export type MadeFile = z.infer<typeof madeFileSchema>

const command = { commandId: commandIdSchema, at: instantSchema }
const ofVersion = z.object({ number: z.string(), version: z.int().min(1).optional() })

export const quotesContract = {
  list: oc
    .input(
      windowSchema.extend({
        search: z.string().max(200).optional(),
        states: z.array(quoteStateSchema).optional(),
        companyId: companyIdSchema.optional(),
        /** Whether a sent one is past its validity (local date). */
        today: localDateSchema,
      }),
    )
    .output(windowOf(quoteSchema.omit({ lines: true, seller: true }))),
  get: oc.input(ofVersion.extend({ today: localDateSchema })).output(quoteSchema),
  /** Saves nothing: lines with prices and totals, or the refusal that saving would give. */
  price: oc
    .input(z.object({ content: quoteContentSchema }))
    .output(quoteSchema.pick({ lines: true, perMonth: true, once: true, marginPerMonth: true, marginOnce: true })),
  /** A new quote, or the next state of a draft; a version that was sent becomes a new version. */
  save: oc
    .input(z.object({ ...command, number: z.string().nullable(), content: quoteContentSchema }))
    .output(quoteSchema),
  duplicate: oc.input(z.object({ ...command, number: z.string(), date: localDateSchema })).output(quoteSchema),
  /** draft -> sent -> accepted | refused; anything else refuses. */
  setState: oc
    .input(
      z.object({
        ...command,
        number: z.string(),
        state: z.enum(['sent', 'accepted', 'refused']),
        today: localDateSchema,
      }),
    )
    .output(quoteSchema),
  compare: oc
    .input(z.object({ number: z.string(), before: z.int(), after: z.int() }))
    .output(z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }))),
  pdf: oc.input(ofVersion).output(madeFileSchema),
  /** A draft from an alternative of a plan; not saved. */
  fromPlan: oc
    .input(z.object({ planId: licencePlanIdSchema, alternativeId: z.uuid(), today: localDateSchema }))
    .output(quoteContentSchema),
  settings: oc.output(quoteSettingsSchema),
  saveSettings: oc.input(z.object({ ...command, settings: quoteSettingsSchema })).output(quoteSettingsSchema),
}
