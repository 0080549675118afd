import { oc } from './base.ts'
import { z } from 'zod'
import { companyIdSchema, instantSchema, windowOf, windowSchema } from './values.ts'

/** M002; the cloud also knows direct resellers (DR). A partner of a kind that is not known here is listed as a reseller. */
export const companyKinds = ['VAD', 'IR', 'EC', 'DR'] as const
export const companyKindSchema = z.enum(companyKinds)
export type CompanyKind = z.infer<typeof companyKindSchema>

export const companyRowSchema = z.object({
  id: companyIdSchema,
  name: z.string(),
  kind: companyKindSchema,
  /** The company that manages it: the distributor, or a reseller. */
  partnerName: z.string().nullable(),
  status: z.string(),
  plan: z.string(),
  visibility: z.string().nullable(),
  country: z.string().nullable(),
  externalReference: z.string().nullable(),
  memberCount: z.int(),
  equipmentCount: z.int(),
  /** Licences billed and allocated over all paid subscriptions. */
  billed: z.int(),
  allocated: z.int(),
})
export type CompanyRow = z.infer<typeof companyRowSchema>

export const companySchema = companyRowSchema.extend({
  slogan: z.string().nullable(),
  size: z.string().nullable(),
  economicActivity: z.string().nullable(),
  website: z.string().nullable(),
  description: z.string().nullable(),
  street: z.string().nullable(),
  postalCode: z.string().nullable(),
  city: z.string().nullable(),
  supportEmail: z.string().nullable(),
  externalReference2: z.string().nullable(),
  crdCompanyId: z.string().nullable(),
  adminCanUpdate: z.boolean(),
  /** Null where the cloud does not say (M165). */
  adminCanDecrease: z.boolean().nullable(),
  createdAt: instantSchema.nullable(),
  /** When the cache read it last. */
  seenAt: instantSchema,
})
export type Company = z.infer<typeof companySchema>

export const memberRowSchema = z.object({
  id: z.string(),
  companyId: companyIdSchema,
  companyName: z.string(),
  name: z.string(),
  email: z.string(),
  /** 'member', or 'invited' while the invitation is pending, or 'requested' while a join request is (M012). */
  state: z.enum(['member', 'invited', 'requested']),
  licences: z.array(z.string()),
  phone: z.string().nullable(),
  extension: z.string().nullable(),
  /** M021: seller, admin, both or neither. */
  seller: z.boolean(),
  admin: z.boolean(),
})
export type MemberRow = z.infer<typeof memberRowSchema>

export const equipmentRowSchema = z.object({
  id: z.string(),
  companyId: companyIdSchema.nullable(),
  companyName: z.string().nullable(),
  name: z.string(),
  serverType: z.string(),
  equipmentId: z.string(),
  country: z.string().nullable(),
  outboundPrefix: z.string().nullable(),
  connection: z.enum(['pending', 'normal', 'degraded', 'disconnected', 'unknown']),
  shared: z.boolean(),
  /** Companies on a shared equipment (M102). */
  companyCount: z.int(),
})
export type EquipmentRow = z.infer<typeof equipmentRowSchema>

export const subscriptionRowSchema = z.object({
  id: z.string(),
  companyId: companyIdSchema,
  companyName: z.string(),
  companyKind: companyKindSchema,
  offerName: z.string(),
  commercialReference: z.string().nullable(),
  contractNumber: z.string().nullable(),
  model: z.enum(['free', 'monthly', 'prepaid', 'usage']),
  /** Null shows as "--" and is not zero (M145); free offers have no billed count. */
  billed: z.int().nullable(),
  allocated: z.int().nullable(),
  available: z.int().nullable(),
  expiresOn: instantSchema.nullable(),
  status: z.string(),
})
export type SubscriptionRow = z.infer<typeof subscriptionRowSchema>

export const historyRowSchema = z.object({
  id: z.string(),
  at: instantSchema,
  companyId: companyIdSchema.nullable(),
  companyName: z.string(),
  plan: z.string(),
  /** New total and signed change: "20 (+20)" (M172); null where the line changes no quantity. */
  licences: z.int().nullable(),
  change: z.int().nullable(),
  doneBy: z.string(),
  operation: z.enum(['create', 'update', 'delete']),
  resource: z.enum(['subscription', 'profile']),
  contractNumber: z.string().nullable(),
})
export type HistoryRow = z.infer<typeof historyRowSchema>

/** M224: one row per paid offer with the licences of own company, customers and resellers. */
export const overviewRowSchema = z.object({
  offerName: z.string(),
  billed: z.int().nullable(),
  own: z.int(),
  customers: z.int(),
  resellers: z.int(),
  subscribed: z.boolean(),
})

const search = z.string().max(200).optional()
const ofCompany = windowSchema.extend({ companyId: companyIdSchema.optional(), search })

export const estateContract = {
  overview: oc.output(z.object({ rows: z.array(overviewRowSchema), ownCompanyId: companyIdSchema.nullable() })),
  companies: oc
    .input(windowSchema.extend({ kinds: z.array(companyKindSchema).optional(), search }))
    .output(windowOf(companyRowSchema)),
  company: oc.input(z.object({ id: companyIdSchema })).output(companySchema),
  members: oc.input(ofCompany).output(windowOf(memberRowSchema)),
  equipment: oc
    .input(ofCompany.extend({ scope: z.enum(['own', 'customers', 'shared']).optional() }))
    .output(windowOf(equipmentRowSchema)),
  subscriptions: oc
    .input(ofCompany.extend({ kinds: z.array(companyKindSchema).optional(), paidOnly: z.boolean().default(false) }))
    .output(windowOf(subscriptionRowSchema)),
  history: oc.input(ofCompany).output(windowOf(historyRowSchema)),
}
