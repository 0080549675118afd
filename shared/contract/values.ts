import { z } from 'zod'

/** Values that cross the contract are JSON-safe: ISO dates, integer money with currency, branded ids. */
export const companyIdSchema = z.string().min(1).max(64).brand<'CompanyId'>()
export type CompanyId = z.infer<typeof companyIdSchema>
export const jobIdSchema = z.uuid().brand<'JobId'>()
export type JobId = z.infer<typeof jobIdSchema>
export const planIdSchema = z.uuid().brand<'PlanId'>()
export type PlanId = z.infer<typeof planIdSchema>
/** The sender fixes the command id, so that a command sent twice is done once. */
export const commandIdSchema = z.uuid().brand<'CommandId'>()
export type CommandId = z.infer<typeof commandIdSchema>

/** UTC, ISO 8601 with milliseconds. */
export const instantSchema = z.iso.datetime({ offset: true })
/** Local date 'YYYY-MM-DD'. */
export const localDateSchema = z.iso.date()

export const decimalSchema = z.object({ units: z.int(), scale: z.int().min(0).max(12) })
export const moneySchema = z.object({ minor: z.int(), currency: z.string().length(3) })

export const placeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pdf'), page: z.int().positive(), line: z.int().positive() }),
  z.object({ kind: z.literal('sheet'), sheet: z.string(), row: z.int().positive() }),
  z.object({ kind: z.literal('history'), operationId: z.string() }),
  z.object({
    kind: z.literal('price'),
    priceListId: z.string(),
    version: z.int().min(1).optional(),
    commercialReference: z.string(),
  }),
  z.object({ kind: z.literal('register'), invoiceNumber: z.string() }),
])
export const sourceSchema = z.object({ evidence: z.string().nullable(), place: placeSchema })

/** A window of a list: rows from `offset`, at most `limit` of them, in the named order. */
export const windowSchema = z.object({
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
  sort: z.string().max(40).optional(),
  descending: z.boolean().default(false),
})
export type Window = z.infer<typeof windowSchema>

/** A window's answer: its rows and how many there are in all. */
export const windowOf = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), total: z.int().min(0) })
