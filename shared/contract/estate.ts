import { oc } from './base.ts'
import { z } from 'zod'
import { commandIdSchema, companyIdSchema, instantSchema, windowOf, windowSchema } from './values.ts'

/** M002; the cloud also knows direct resellers (DR). A partner of a kind that is not known here is listed as a reseller. */
export const companyKinds = ['VAD', 'IR', 'EC', 'DR'] as const
export const companyKindSchema = z.enum(companyKinds)
export type CompanyKind = z.infer<typeof companyKindSchema>

/** How a row stands with the outbox; null: as the cloud has it. */
export const markSchema = z.enum(['pending', 'conflict', 'refused', 'removing']).nullable()
export type Mark = z.infer<typeof markSchema>

export const companyRowSchema = z.object({
  id: companyIdSchema,
  mark: markSchema,
  name: z.string(),
  kind: companyKindSchema,
  /** The company that manages it: the distributor, or a reseller. */
  partnerName: z.string().nullable(),
  status: z.string(),
  plan: z.string(),
  visibility: z.string().nullable(),
  country: z.string().nullable(),
  supportEmail: z.string().nullable(),
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
  state: z.string().nullable(),
  currency: z.string().nullable(),
  externalReference2: z.string().nullable(),
  crdCompanyId: z.string().nullable(),
  /** The company's prefix on shared equipment (M101). */
  callNumber: z.string().nullable(),
  centrex: z.boolean(),
  /** M084: null where the cloud does not say. */
  resellerCanCreate: z.boolean().nullable(),
  invitedCount: z.int(),
  requestedCount: z.int(),
  adminCanUpdate: z.boolean(),
  /** Null where the cloud does not say (M165). */
  adminCanDecrease: z.boolean().nullable(),
  createdAt: instantSchema.nullable(),
  updatedAt: instantSchema.nullable(),
  /** When the cache read it last. */
  seenAt: instantSchema,
})
export type Company = z.infer<typeof companySchema>

export const memberRowSchema = z.object({
  id: z.string(),
  mark: markSchema,
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
  /** Of an invitation or a request: since when, and when a mail was sent last. */
  askedAt: instantSchema.nullable(),
  notifiedAt: instantSchema.nullable(),
  lastLoginAt: instantSchema.nullable(),
})
export type MemberRow = z.infer<typeof memberRowSchema>

export const memberSchema = memberRowSchema.extend({
  companyKind: companyKindSchema,
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  jobTitle: z.string().nullable(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  active: z.boolean().nullable(),
  /** Assigned licences, with the subscription each counts on. */
  assigned: z.array(z.object({ subscriptionId: z.string(), offerName: z.string() })),
  /** M072: equipment, extension and public number. */
  phones: z.array(
    z.object({
      extensionId: z.string(),
      equipmentId: z.string().nullable(),
      equipmentName: z.string().nullable(),
      extension: z.string().nullable(),
      publicNumber: z.string().nullable(),
    }),
  ),
  createdAt: instantSchema.nullable(),
  seenAt: instantSchema,
})
export type Member = z.infer<typeof memberSchema>

export const equipmentRowSchema = z.object({
  id: z.string(),
  mark: markSchema,
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
  siteName: z.string().nullable(),
  version: z.string().nullable(),
  /** M075, M103: phones and prefixes only after the first connection. */
  everConnected: z.boolean(),
})
export type EquipmentRow = z.infer<typeof equipmentRowSchema>

export const subscriptionRowSchema = z.object({
  id: z.string(),
  mark: markSchema,
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
  /** The cloud still works on a change. */
  syncOngoing: z.boolean(),
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

export const siteRowSchema = z.object({
  id: z.string(),
  companyId: companyIdSchema,
  companyName: z.string(),
  name: z.string(),
  status: z.string(),
  centrex: z.boolean(),
  equipmentCount: z.int(),
})
export type SiteRow = z.infer<typeof siteRowSchema>

/** Invitations sent to companies and requests received from them (M085, M093). */
export const companyLinkRowSchema = z.object({
  id: z.string(),
  mark: markSchema,
  direction: z.enum(['sent', 'received']),
  companyId: z.string(),
  companyName: z.string(),
  asReseller: z.boolean(),
  status: z.string(),
  askedAt: instantSchema.nullable(),
  notifiedAt: instantSchema.nullable(),
  askedBy: z.string().nullable(),
  answeredAt: instantSchema.nullable(),
})
export type CompanyLinkRow = z.infer<typeof companyLinkRowSchema>

export const offerRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  commercialReference: z.string().nullable(),
  model: z.enum(['free', 'monthly', 'prepaid', 'usage']),
  exclusive: z.boolean(),
  canBeSold: z.boolean(),
  prepaidMonths: z.int().nullable(),
})
export type OfferRow = z.infer<typeof offerRowSchema>

export const extensionRowSchema = z.object({
  id: z.string(),
  equipmentId: z.string(),
  extension: z.string().nullable(),
  publicNumber: z.string().nullable(),
  name: z.string().nullable(),
  companyPrefix: z.string().nullable(),
  memberId: z.string().nullable(),
  memberName: z.string().nullable(),
})
export type ExtensionRow = z.infer<typeof extensionRowSchema>

export const companyPrefixRowSchema = z.object({
  id: z.string(),
  mark: markSchema,
  equipmentId: z.string(),
  prefix: z.string(),
  label: z.string(),
  companyId: companyIdSchema.nullable(),
  companyName: z.string().nullable(),
})
export type CompanyPrefixRow = z.infer<typeof companyPrefixRowSchema>

/** What the global search finds; `found` is the text that matched. */
export const searchHitSchema = z.object({
  entity: z.enum(['company', 'member', 'equipment', 'subscription', 'site', 'operation', 'invoice']),
  id: z.string(),
  title: z.string(),
  companyId: companyIdSchema.nullable(),
  companyName: z.string().nullable(),
  found: z.string(),
  /** Null: it says so now. An instant: it was called so until then (X11). */
  until: instantSchema.nullable().default(null),
})
export type SearchHit = z.infer<typeof searchHitSchema>

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()])
/** One difference between two dates (Z07): a thing that came, went or changed, and which fields. */
export const differenceSchema = z.object({
  entity: z.enum([
    'company',
    'member',
    'equipment',
    'subscription',
    'site',
    'company_link',
    'company_prefix',
    'extension',
  ]),
  id: z.string(),
  title: z.string(),
  companyId: companyIdSchema.nullable(),
  companyName: z.string().nullable(),
  what: z.enum(['added', 'changed', 'removed']),
  fields: z.array(z.object({ field: z.string(), before: fieldValue, after: fieldValue })),
  at: instantSchema,
})
export type Difference = z.infer<typeof differenceSchema>

/** Z17, in groups that a person asks for: each leads to the differences behind it. */
export const digestSchema = z.object({
  since: instantSchema.nullable(),
  upTo: instantSchema,
  groups: z.array(
    z.object({
      kind: z.enum([
        'new-companies',
        'removed-companies',
        'plan-changed',
        'licences-changed',
        'connection-changed',
        'members-joined',
        'members-left',
        'rights-changed',
        'expiring',
        'other',
      ]),
      count: z.int(),
      rows: z.array(differenceSchema),
    }),
  ),
})
export type Digest = z.infer<typeof digestSchema>

const figure = z.object({ key: z.string(), count: z.int() })
/** Dashboards of the estate; each figure opens its rows through the filter of the list that is named by its key. */
export const dashboardSchema = z.object({
  companies: z.array(figure),
  /** M013 of the own company, and over the estate. */
  members: z.object({ own: z.array(figure), estate: z.array(figure) }),
  connections: z.array(figure),
  /** Managed companies without an administrator, a support e-mail, premium (plan). */
  missing: z.array(figure),
  /** Prepaid subscriptions by month of expiry 'YYYY-MM', the coming 24 months and what is overdue. */
  expiries: z.array(z.object({ month: z.string(), subscriptions: z.int(), licences: z.int() })),
  delegation: z.array(figure),
  unused: z.array(z.object({ offerName: z.string(), billed: z.int(), allocated: z.int() })),
})
export type Dashboard = z.infer<typeof dashboardSchema>

const search = z.string().max(200).optional()
/** Any list as of an instant of the cached past; pending edits are then not shown. */
const asOf = { asOf: instantSchema.optional() }
/** Only the thing of this id, also by the id that it had here before the cloud gave its own. */
const onlyOne = { id: z.string().min(1).max(64).optional() }
const ofCompany = windowSchema.extend({ companyId: companyIdSchema.optional(), search, ...asOf })

/** The sides of the overview (M224): a reseller's end customers count with the resellers, direct resellers too. */
export const sides = ['own', 'customers', 'resellers'] as const
/** How far a managed company may change its subscriptions (M164, M198); unknown: the cloud does not say the second box. */
export const delegations = ['none', 'update', 'update-and-decrease', 'unknown'] as const

/** What is missing or delegated concerns companies that are managed: the own company is not among them. */
export const companyFilters = [
  'no-administrator',
  'no-support-email',
  'no-plan',
  'delegated',
  'invitation-pending',
  'marked',
] as const

export const estateContract = {
  overview: oc
    .input(z.object(asOf).default({}))
    .output(z.object({ rows: z.array(overviewRowSchema), ownCompanyId: companyIdSchema.nullable() })),
  dashboard: oc.input(z.object(asOf).default({})).output(dashboardSchema),
  companies: oc
    .input(
      windowSchema.extend({
        kinds: z.array(companyKindSchema).optional(),
        statuses: z.array(z.string().max(40)).optional(),
        plans: z.array(z.string().max(40)).optional(),
        partnerId: companyIdSchema.optional(),
        side: z.enum(sides).optional(),
        delegation: z.enum(delegations).optional(),
        filter: z.enum(companyFilters).optional(),
        search,
        ...asOf,
      }),
    )
    .output(windowOf(companyRowSchema)),
  company: oc.input(z.object({ id: companyIdSchema, ...asOf })).output(companySchema),
  members: oc
    .input(
      ofCompany.extend({
        states: z.array(z.enum(['member', 'invited', 'requested'])).optional(),
        admins: z.boolean().optional(),
      }),
    )
    .output(windowOf(memberRowSchema)),
  member: oc.input(z.object({ id: z.string(), ...asOf })).output(memberSchema),
  equipment: oc
    .input(
      ofCompany.extend({
        ...onlyOne,
        scope: z.enum(['own', 'customers', 'shared']).optional(),
        connection: z.enum(['pending', 'normal', 'degraded', 'disconnected', 'unknown']).optional(),
      }),
    )
    .output(windowOf(equipmentRowSchema)),
  extensions: oc
    .input(windowSchema.extend({ equipmentId: z.string(), search, free: z.boolean().default(false), ...asOf }))
    .output(windowOf(extensionRowSchema)),
  companyPrefixes: oc
    .input(windowSchema.extend({ equipmentId: z.string(), ...asOf }))
    .output(windowOf(companyPrefixRowSchema)),
  sites: oc.input(ofCompany.extend(onlyOne)).output(windowOf(siteRowSchema)),
  links: oc
    .input(
      windowSchema.extend({
        ...onlyOne,
        direction: z.enum(['sent', 'received']).optional(),
        statuses: z.array(z.string().max(40)).optional(),
        search,
        ...asOf,
      }),
    )
    .output(windowOf(companyLinkRowSchema)),
  offers: oc.output(z.array(offerRowSchema)),
  subscriptions: oc
    .input(
      ofCompany.extend({
        ...onlyOne,
        kinds: z.array(companyKindSchema).optional(),
        /** Of the companies of one side, what the overview counts there. */
        side: z.enum(sides).optional(),
        /** What a figure counts: the overview, monthly and usage; 'unused', monthly and prepaid with both counts. None is terminated. */
        countedIn: z.enum(['overview', 'unused']).optional(),
        paidOnly: z.boolean().default(false),
        offerName: z.string().max(200).optional(),
        /** Prepaid that expires within this month 'YYYY-MM', and is not terminated. */
        expiryMonth: z
          .string()
          .regex(/^\d{4}-\d{2}$/)
          .optional(),
        unused: z.boolean().optional(),
      }),
    )
    .output(windowOf(subscriptionRowSchema)),
  history: oc.input(ofCompany).output(windowOf(historyRowSchema)),
  /** Everything that can be found by a text, best first. */
  search: oc
    .input(z.object({ text: z.string().max(200), limit: z.int().min(1).max(100).default(20) }))
    .output(z.array(searchHitSchema)),
  /** What differs between two instants, newest first, or sorted by at, entity, title, companyName or what. */
  diff: oc
    .input(windowSchema.extend({ from: instantSchema, to: instantSchema, companyId: companyIdSchema.optional() }))
    .output(windowOf(differenceSchema)),
  /** The days on which the cache changed, newest first: where "as of" is worth looking. */
  days: oc.output(z.array(z.object({ on: z.iso.date(), changes: z.int() }))),
  digest: oc.input(z.object({ since: instantSchema.optional() })).output(digestSchema),
  /** From now on the digest begins here. */
  looked: oc
    .input(z.object({ commandId: commandIdSchema, at: instantSchema, upTo: instantSchema }))
    .output(z.object({ upTo: instantSchema })),
  /** Asks the cloud: companies that can be invited (M085), people of the default company (M024, M026). */
  searchCloud: oc
    .input(z.object({ what: z.enum(['companies', 'people']), text: z.string().trim().min(2).max(200) }))
    .output(
      z.array(
        z.object({ id: z.string(), name: z.string(), email: z.string().nullable(), country: z.string().nullable() }),
      ),
    ),
  /** Asks the cloud for the equipment's activation code; it is stored nowhere (M064, M065). */
  activationCode: oc
    .input(z.object({ equipmentId: z.string() }))
    .output(z.object({ equipmentId: z.string(), activationCode: z.string().nullable() })),
}
