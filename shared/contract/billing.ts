import { z } from 'zod'
import { findingCodes } from '../domain/reconciliation.ts'
import { oc } from './base.ts'
import { failureSchema } from './failure.ts'
import {
  commandIdSchema,
  decimalSchema,
  instantSchema,
  jobIdSchema,
  localDateSchema,
  moneySchema,
  placeSchema,
  planIdSchema,
  sourceSchema,
  windowOf,
  windowSchema,
} from './values.ts'

export const importKindSchema = z.enum(['invoice', 'rb-serv', 'rb-conf', 'actis'])
export type ImportKind = z.infer<typeof importKindSchema>

const rejectedRowSchema = z.object({
  place: placeSchema,
  code: z.string(),
  reason: z.string(),
  cells: z.array(z.string()),
})

/** The preview of an import, and exactly what applying it will do. Rows in = rows + rejected. */
export const importPlanSchema = z.object({
  id: planIdSchema,
  kind: importKindSchema,
  fileName: z.string(),
  bytes: z.int(),
  /** SHA-256 of the file, which is kept as evidence once the plan is applied. */
  evidence: z.string(),
  state: z.enum(['planned', 'applied']),
  createdAt: instantSchema,
  appliedAt: instantSchema.nullable(),
  /** False for what can be previewed but not yet applied (Actis). */
  canApply: z.boolean(),
  invoiceNumber: z.string().nullable(),
  period: z.object({ start: localDateSchema, end: localDateSchema }).nullable(),
  total: moneySchema.nullable(),
  rowsIn: z.int(),
  rejected: z.array(rejectedRowSchema),
  /** The first rows as read: column titles and cells as text, each with its place. */
  columns: z.array(z.string()),
  sample: z.array(z.object({ place: placeSchema, cells: z.array(z.string()) })),
  /** Arithmetic that does not prove, other distributor, proposal layouts: codes of findings or notes with values. */
  notes: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.string()) })),
})
export type ImportPlan = z.infer<typeof importPlanSchema>

export const importsContract = {
  /** Reads a file into a plan. Electron and the command line give a path, a browser the id of an upload. */
  prepare: oc
    .input(
      z.object({
        fileName: z.string().min(1).max(255),
        file: z.union([z.object({ path: z.string() }), z.object({ uploadId: z.uuid() })]),
      }),
    )
    .output(z.object({ jobId: jobIdSchema })),
  plan: oc.input(z.object({ planId: planIdSchema })).output(importPlanSchema),
  /** Applies a plan in one transaction; refuses with PLAN_OUTDATED or ALREADY_IMPORTED. */
  apply: oc
    .input(z.object({ planId: planIdSchema, commandId: commandIdSchema, at: instantSchema }))
    .output(importPlanSchema),
  list: oc.input(windowSchema).output(windowOf(importPlanSchema.omit({ columns: true, sample: true, rejected: true }))),
}

/** A line of the register: what the cloud lists and what was imported, side by side (M219). */
export const invoiceRowSchema = z.object({
  number: z.string(),
  /** As the cloud's register says; null for an invoice that was only dropped in. */
  registerDate: localDateSchema.nullable(),
  /** As printed on the PDF; null until it is imported. */
  printedDate: localDateSchema.nullable(),
  dueDate: localDateSchema.nullable(),
  net: moneySchema.nullable(),
  vat: moneySchema.nullable(),
  total: moneySchema.nullable(),
  pdf: z.enum(['imported', 'in-cloud', 'none']),
  consumption: z.enum(['imported', 'in-cloud', 'none']),
  reconciliation: z.enum(['none', 'no-difference', 'difference']),
})
export type InvoiceRow = z.infer<typeof invoiceRowSchema>

const sideSchema = z.object({
  company: z.string().nullable(),
  quantity: decimalSchema.nullable(),
  unitPrice: decimalSchema.nullable(),
  amount: moneySchema.nullable(),
  source: sourceSchema,
})

export const reconciliationSchema = z.object({
  invoice: z.object({
    number: z.string(),
    date: localDateSchema,
    net: moneySchema,
    vat: moneySchema,
    total: moneySchema,
  }),
  difference: moneySchema,
  lines: z.array(
    z.object({
      contractNumber: z.string(),
      company: z.string().nullable(),
      offer: z.string(),
      status: z.enum(['matched', 'differs', 'only-invoice', 'only-cdr', 'only-estate', 'duplicate']),
      invoice: sideSchema.nullable(),
      cdr: sideSchema.nullable(),
      estate: sideSchema.nullable(),
      price: z.object({ unitPrice: decimalSchema, source: sourceSchema }).nullable(),
      difference: moneySchema,
      differsFrom: z.array(z.enum(['cdr', 'estate', 'price'])),
    }),
  ),
  findings: z.array(
    z.object({
      code: z.enum(findingCodes),
      rule: z.string(),
      contractNumber: z.string().nullable(),
      params: z.record(z.string(), z.string()),
      sources: z.array(sourceSchema),
    }),
  ),
})
export type ReconciliationResult = z.infer<typeof reconciliationSchema>

/** A stored run: which files, against which state of the estate. */
export const reconciliationRunSchema = z.object({
  at: instantSchema,
  invoiceEvidence: z.string(),
  cdrEvidence: z.array(z.object({ evidence: z.string(), fileName: z.string() })),
  invoiceFileName: z.string(),
  priceLists: z.array(z.string()),
  result: reconciliationSchema,
})
export type ReconciliationRun = z.infer<typeof reconciliationRunSchema>

export const billingContract = {
  invoices: oc.input(windowSchema.extend({ year: z.int().min(2000).max(2100).optional() })).output(
    windowOf(invoiceRowSchema).extend({
      years: z.array(z.int()),
      /** Why the cloud did not show its register at the last pull: mostly a missing finance right. */
      refused: failureSchema.nullable(),
    }),
  ),
  /**
   * Reconciles an invoice with CDR, estate and price list. What is not imported yet is fetched from the cloud's
   * register first. With `cdrEvidence` only that imported CDR is used.
   */
  reconcile: oc
    .input(
      z.object({
        invoiceNumber: z.string().min(1).max(40),
        cdrEvidence: z.string().optional(),
        commandId: commandIdSchema,
        at: instantSchema,
      }),
    )
    .output(z.object({ jobId: jobIdSchema })),
  /** The newest run of an invoice, or null. */
  reconciliation: oc.input(z.object({ invoiceNumber: z.string() })).output(reconciliationRunSchema.nullable()),
  /** The lines or rows around a source: what a figure leads to. */
  excerpt: oc.input(z.object({ source: sourceSchema })).output(
    z.object({
      /** File name, or what the row is from (history, price list, register). */
      title: z.string(),
      place: placeSchema,
      header: z.array(z.string()).nullable(),
      rows: z.array(z.object({ number: z.int(), cells: z.array(z.string()), hit: z.boolean() })),
    }),
  ),
}
