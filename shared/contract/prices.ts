import { z } from 'zod'
import { oc } from './base.ts'
import { commandIdSchema, companyIdSchema, decimalSchema, instantSchema, localDateSchema } from './values.ts'

/** Price lists: dated, versioned, per tier and currency (docs/planning.md, section 1). Prices exclude tax. */

export const priceTierSchema = z.enum(['public', 'vad', 'reseller', 'company'])
export type PriceTier = z.infer<typeof priceTierSchema>
const currencySchema = z.string().regex(/^[A-Z]{3}$/)

export const priceSchema = z.object({
  /** Empty where the source gives none: shown, never found. */
  commercialReference: z.string().trim().max(40),
  offerName: z.string().trim().min(1).max(255),
  unitPrice: decimalSchema,
  per: z.enum(['user-month', 'term', 'minute', 'unknown']),
  /** As printed on invoices (M248). */
  invoiceNames: z.array(z.string().trim().min(1).max(255)).max(50),
})

export const priceListContentSchema = z.object({
  name: z.string().trim().min(1).max(120),
  tier: priceTierSchema,
  /** Only of tier 'company'. */
  companyId: companyIdSchema.nullable(),
  currency: currencySchema,
  validFrom: localDateSchema,
  /** Inclusive; null while it is open. */
  validTo: localDateSchema.nullable(),
  note: z.string().max(2000),
  prices: z.array(priceSchema).max(5000),
})
export type PriceListContent = z.infer<typeof priceListContentSchema>

export const priceListSchema = priceListContentSchema.extend({
  id: z.string().min(1).max(64),
  version: z.int().min(1),
  newest: z.boolean(),
  /** False: made or changed here. */
  shipped: z.boolean(),
  companyName: z.string().nullable(),
  /** The M-rows that shipped prices rest on. */
  rules: z.array(z.string()),
  madeAt: instantSchema.nullable(),
  withdrawnAt: instantSchema.nullable(),
})
export type ShownPriceList = z.infer<typeof priceListSchema>

export const priceFindingSchema = z.object({
  code: z.enum(['overlap-agrees', 'overlap-disagrees', 'gap', 'no-price', 'unknown-reference', 'unknown-period']),
  severity: z.enum(['error', 'warning', 'note']),
  listIds: z.array(z.string()),
  commercialReference: z.string().nullable(),
  from: localDateSchema.nullable(),
  to: localDateSchema.nullable(),
  rule: z.string().nullable(),
})
export type PriceFinding = z.infer<typeof priceFindingSchema>

const priceChangeSchema = z.object({
  commercialReference: z.string(),
  offerName: z.string(),
  before: priceSchema.nullable(),
  after: priceSchema.nullable(),
})

const command = { commandId: commandIdSchema, at: instantSchema }

export const pricesContract = {
  /** The newest version of each list; with `history` every version. */
  list: oc.input(z.object({ history: z.boolean().default(false) })).output(z.array(priceListSchema)),
  get: oc.input(z.object({ id: z.string(), version: z.int().min(1).optional() })).output(priceListSchema),
  /** The next version of a list, or version 1 of a new one. `base` is the version that was edited: another newest one refuses. */
  save: oc
    .input(
      z.object({ ...command, id: z.string().min(1).max(64), base: z.int().min(0), content: priceListContentSchema }),
    )
    .output(priceListSchema),
  withdraw: oc.input(z.object({ ...command, id: z.string(), withdrawn: z.boolean() })).output(priceListSchema),
  /** Overlaps, gaps, references without a price, of what is in use on or after a day. */
  check: oc.input(z.object({ from: localDateSchema })).output(z.array(priceFindingSchema)),
  /** What changed from one list or version to another; unchanged prices are left out. */
  compare: oc
    .input(
      z.object({
        before: z.object({ id: z.string(), version: z.int() }),
        after: z.object({ id: z.string(), version: z.int() }),
      }),
    )
    .output(z.array(priceChangeSchema)),
  /** Reads a spreadsheet (.csv, .xls, .xlsx) as prices, saves nothing. Rows in = prices + rejected. */
  read: oc
    .input(
      z.object({
        fileName: z.string().min(1).max(255),
        file: z.union([z.object({ path: z.string() }), z.object({ uploadId: z.uuid() })]),
      }),
    )
    .output(
      z.object({
        prices: z.array(priceSchema),
        currency: currencySchema.nullable(),
        rowsIn: z.int(),
        rejected: z.array(z.object({ row: z.int(), code: z.string(), reason: z.string(), cells: z.array(z.string()) })),
      }),
    ),
  /** The price of a reference on a day, or why there is none. */
  find: oc
    .input(
      z.object({
        commercialReference: z.string(),
        tier: priceTierSchema,
        currency: currencySchema,
        date: localDateSchema,
        companyId: companyIdSchema.optional(),
      }),
    )
    .output(z.object({ price: priceSchema, list: z.object({ id: z.string(), version: z.int(), name: z.string() }) })),
  /** Offers and features of the edition in force on a day. */
  catalogue: oc.input(z.object({ date: localDateSchema })).output(
    z.object({
      edition: z.string(),
      validFrom: localDateSchema,
      plans: z.array(z.string()),
      offers: z.array(
        z.object({
          commercialReference: z.string(),
          name: z.string(),
          plan: z.string(),
          model: z.enum(['free', 'monthly', 'prepaid', 'usage', 'demo', 'storage']),
          termYears: z.int().nullable(),
          soldFrom: localDateSchema.nullable(),
          rules: z.array(z.string()),
        }),
      ),
      features: z.array(
        z.object({
          key: z.string(),
          name: z.string(),
          values: z.record(z.string(), z.string()),
          rules: z.array(z.string()),
        }),
      ),
    }),
  ),
}
