import { z } from 'zod'
import { oc } from './base.ts'
import { failureSchema } from './failure.ts'
import { commandIdSchema, companyIdSchema, instantSchema, windowOf, windowSchema } from './values.ts'

/**
 * What a person can change in the cloud. Each edit works offline: it is an entry of the outbox, is shown as pending, can
 * be undone before it is sent, and ends confirmed, in conflict or refused (docs/sync.md).
 */

const id = z.string().min(1).max(64)
/** Given here until the cloud gives its own: "local:" and a uuid, fixed by the sender. */
export const localIdSchema = z.string().regex(/^local:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const name = z.string().trim().min(1).max(255)
const optionalText = (max: number) => z.string().max(max).nullable()
const language = z.enum(['en', 'fr', 'de', 'es', 'it'])
const message = z.string().max(1000).nullable()
export const emailSchema = z.email().max(320)

/** What may be typed about a company (M014, M016, M084, M105); null empties a field. */
export const companyFieldsSchema = z
  .object({
    name,
    country: z.string().regex(/^[A-Z]{3}$/),
    visibility: z.enum(['public', 'private']),
    externalReference: optionalText(255),
    externalReference2: optionalText(255),
    slogan: optionalText(255),
    size: optionalText(40),
    economicActivity: optionalText(40),
    website: optionalText(255),
    description: optionalText(2000),
    street: optionalText(255),
    postalCode: optionalText(40),
    city: optionalText(255),
    supportEmail: emailSchema.nullable(),
    /** The two delegation check boxes (M164, M198). */
    adminCanUpdate: z.boolean(),
    adminCanDecrease: z.boolean(),
  })
  .partial()
export type CompanyFields = z.infer<typeof companyFieldsSchema>

export const memberFieldsSchema = z
  .object({
    firstName: z.string().trim().min(1).max(255),
    lastName: z.string().trim().min(1).max(255),
    jobTitle: optionalText(255),
    country: z.string().regex(/^[A-Z]{3}$/),
    language: z.string().max(10),
  })
  .partial()
export type MemberFields = z.infer<typeof memberFieldsSchema>

/** M062: the server types that the deck names. */
export const serverTypes = ['OmniPCX Office', 'OXO Connect', 'OmniPCX Enterprise', 'OTEC-S'] as const
export const equipmentFieldsSchema = z
  .object({
    name,
    serverType: z.enum(serverTypes),
    country: z.string().regex(/^[A-Z]{3}$/),
    /** M060, M063: the outside-line prefix, or null when none is used. */
    outboundPrefix: z
      .string()
      .regex(/^\d{1,4}$/)
      .nullable(),
  })
  .partial()
export type EquipmentFields = z.infer<typeof equipmentFieldsSchema>

/** M064, M065. The code is a secret: it is sealed before anything is stored. */
const credentials = z.object({
  equipmentId: z.string().regex(/^PBX[0-9a-f]{4}(-[0-9a-f]{4}){7}$/),
  activationCode: z.string().regex(/^[0-9]{4}$/),
})

const of = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ kind: z.literal(kind), ...shape })

export const editSchema = z.discriminatedUnion('kind', [
  // companies (M078-M095)
  of('company.create', {
    companyId: localIdSchema,
    companyKind: z.enum(['IR', 'EC']),
    /** M101: for a company prefix on an OTEC-S. The cloud accepts it (isCentrex) only when a company is created. */
    centrex: z.boolean().optional(),
    fields: companyFieldsSchema.required({ name: true, country: true }),
  }),
  of('company.edit', { companyId: id, fields: companyFieldsSchema }),
  /** M143: from freemium to premium; only ALE can go back. */
  of('company.activate', { companyId: id }),
  of('company.remove', { companyId: id }),
  // company links (M085, M093)
  of('link.invite', {
    linkId: localIdSchema,
    companyId: id,
    companyName: z.string().max(255),
    asReseller: z.boolean(),
    language,
    message,
  }),
  of('link.cancel', { linkId: id }),
  of('link.resend', { linkId: id, message }),
  of('link.accept', { linkId: id }),
  of('link.decline', { linkId: id }),
  // members (M012, M018-M026, M094-M095)
  of('member.invite', {
    invitationId: localIdSchema,
    companyId: id,
    email: emailSchema,
    admin: z.boolean(),
    seller: z.boolean(),
    language,
    message,
  }),
  of('invitation.cancel', { invitationId: id }),
  of('invitation.resend', { invitationId: id, message }),
  of('request.accept', { requestId: id }),
  of('request.decline', { requestId: id }),
  of('member.edit', { memberId: id, fields: memberFieldsSchema }),
  of('member.roles', { memberId: id, seller: z.boolean(), admin: z.boolean() }),
  of('member.remove', { memberId: id }),
  // phones (M071-M077, M098)
  of('phone.associate', {
    memberId: id,
    equipmentId: id,
    extensionId: id,
    publicNumber: z.string().max(40).nullable(),
  }),
  of('phone.remove', { memberId: id, extensionId: id }),
  // licences (M152, M179)
  of('licence.assign', { memberId: id, subscriptionId: id }),
  of('licence.remove', { memberId: id, subscriptionId: id }),
  // equipment (M060-M067, M099-M104)
  of('equipment.create', {
    equipmentId: localIdSchema,
    companyId: id,
    fields: equipmentFieldsSchema.required(),
    shared: z.boolean(),
    credentials: credentials.nullable(),
    /** M104: the end user was informed of the terms. */
    consent: z.boolean(),
  }),
  of('equipment.edit', { equipmentId: id, fields: equipmentFieldsSchema.omit({ serverType: true }) }),
  of('equipment.remove', { equipmentId: id }),
  of('equipment.reset-activation-code', { equipmentId: id }),
  of('company-prefix.set', {
    equipmentId: id,
    companyId: id,
    prefix: z.string().regex(/^\d{1,8}$/),
    consent: z.boolean(),
  }),
  of('company-prefix.remove', { equipmentId: id, companyId: id }),
  // subscriptions (M143-M161)
  of('subscription.create', {
    subscriptionId: localIdSchema,
    companyId: id,
    offerId: id,
    quantity: z.int().min(1).max(1_000_000),
  }),
  of('subscription.change', { subscriptionId: id, quantity: z.int().min(0).max(1_000_000) }),
  of('subscription.cancel', { subscriptionId: id }),
])
export type Edit = z.infer<typeof editSchema>
export type EditKind = Edit['kind']
export type EditOf<K extends EditKind> = Extract<Edit, { kind: K }>

export const editedEntities = [
  'company',
  'member',
  'equipment',
  'subscription',
  'company_link',
  'company_prefix',
] as const
export type EditedEntity = (typeof editedEntities)[number]

export const entryStates = ['planned', 'sent', 'confirmed', 'conflict', 'refused', 'undone'] as const
export type EntryState = (typeof entryStates)[number]

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])
/** One field that was changed on both sides: what the person saw, what she typed, what the cloud has. */
export const conflictSchema = z.object({
  field: z.string(),
  base: fieldValue,
  mine: fieldValue,
  theirs: fieldValue,
  /** When the cloud's value was seen (UTC), and who changed it where the operation history says. */
  seenAt: instantSchema,
  by: z.string().nullable(),
})
export type Conflict = z.infer<typeof conflictSchema>

export const outboxEntrySchema = z.object({
  id: commandIdSchema,
  seq: z.int(),
  kind: z.string(),
  entity: z.enum(editedEntities),
  entityId: z.string(),
  companyId: companyIdSchema.nullable(),
  companyName: z.string().nullable(),
  /** What it is about, for people: a company's name, a member's, an e-mail address. */
  subject: z.string(),
  /** What it changes: field, value before, value after; members, offers, equipment and the like by their names; without secrets. */
  changes: z.array(z.object({ field: z.string(), before: fieldValue, after: fieldValue })),
  state: z.enum(entryStates),
  /** Of a planned or sent entry: what it waits for. */
  waitsFor: z.object({ id: commandIdSchema, subject: z.string(), state: z.enum(entryStates) }).nullable(),
  madeAt: instantSchema,
  madeBy: z.string().nullable(),
  sentAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  attempts: z.int(),
  conflicts: z.array(conflictSchema),
  failure: failureSchema.nullable(),
  canUndo: z.boolean(),
})
export type OutboxEntry = z.infer<typeof outboxEntrySchema>

/** Why an action is offered or not; `because` is a key of the role texts, `rules` are M- and X-numbers. */
export const offeredSchema = z.object({
  action: z.string(),
  allowed: z.boolean(),
  because: z.string().nullable(),
  rules: z.array(z.string()),
  /** A second source that says otherwise (X06, X07). */
  contradicts: z.object({ rules: z.array(z.string()), says: z.boolean() }).nullable(),
})
export type Offered = z.infer<typeof offeredSchema>

const command = { commandId: commandIdSchema, at: instantSchema }
const ofEntry = z.object({ ...command, entryId: commandIdSchema })

export const editsContract = {
  make: oc.input(z.object({ ...command, edit: editSchema })).output(outboxEntrySchema),
  /** Several edits as one step: all are made or none; undone together by undoing each. */
  makeAll: oc
    .input(z.object({ ...command, edits: z.array(editSchema).min(1).max(500) }))
    .output(z.array(outboxEntrySchema)),
  /** With `together`, what depends on it is undone too; without, a dependent entry refuses. */
  undo: oc.input(ofEntry.extend({ together: z.boolean().default(false) })).output(z.array(outboxEntrySchema)),
  retry: oc.input(ofEntry).output(outboxEntrySchema),
  dismiss: oc.input(ofEntry).output(outboxEntrySchema),
  /** Per conflicting field, whose value stays; every field must be decided. */
  decide: oc
    .input(ofEntry.extend({ keep: z.record(z.string(), z.enum(['mine', 'theirs'])) }))
    .output(outboxEntrySchema),
  /** What the signed-in person may do with a thing, each refusal with its reason and rule. */
  offered: oc
    .input(
      z.object({
        companyId: id.optional(),
        memberId: id.optional(),
        equipmentId: id.optional(),
        subscriptionId: id.optional(),
        linkId: id.optional(),
      }),
    )
    .output(z.array(offeredSchema)),
}

export const outboxContract = {
  list: oc
    .input(
      windowSchema.extend({
        /** Only this entry. */
        id: commandIdSchema.optional(),
        states: z.array(z.enum(entryStates)).optional(),
        companyId: companyIdSchema.optional(),
        entityId: id.optional(),
        search: z.string().max(200).optional(),
      }),
    )
    .output(windowOf(outboxEntrySchema)),
  counts: oc.output(
    z.object({
      planned: z.int(),
      sent: z.int(),
      conflict: z.int(),
      refused: z.int(),
      confirmed: z.int(),
      undone: z.int(),
    }),
  ),
}
