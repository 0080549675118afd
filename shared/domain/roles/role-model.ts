import type { ReasonKey } from './reasons.ts'
import type { RoleRules } from './role-rules.ts'

/** 'seller' is Operations and Finance together (M033); the cloud can give one half only. */
export const actorRoles = ['seller', 'operations', 'finance', 'admin'] as const
export type ActorRole = (typeof actorRoles)[number]

/** M002; the deck does not name DR, the cloud has it as a business partner: it follows the partner's rows. */
export type RoleCompanyKind = 'VAD' | 'IR' | 'EC' | 'DR'

export type Actor = {
  readonly roles: readonly ActorRole[]
  readonly companyKind: RoleCompanyKind
  readonly companyId: string
}

export type Relation = 'own' | 'reseller' | 'customer' | 'customer-of-reseller'

/** The company that is acted on, and what of it the rules ask for; what is not known blocks nothing. */
export type RoleTarget = {
  readonly companyKind: RoleCompanyKind
  /** As the actor's company sees it. */
  readonly relation: Relation
  readonly plan: 'freemium' | 'premium' | null
  /** The two check boxes of M164; null is not known. */
  readonly adminCanUpdate: boolean | null
  readonly adminCanDecrease: boolean | null
  /** Whether it has a subscription with purchased licences (M177). */
  readonly hasPaidSubscription?: boolean
  readonly equipment?: { readonly everConnected: boolean; readonly shared: boolean }
  readonly member?: {
    readonly becomesAdmin: boolean
    /** The best licence that the member holds; null is not known. */
    readonly licence: 'essential' | 'paid' | null
    /** Company administrators besides this member. */
    readonly otherAdmins: number
  }
}

export type RoleOptions = {
  /** Which source decides on phones of the own company (X06); the strict one unless a person chose. */
  readonly deviceAssociation?: 'strict' | 'matrix'
  /** Direction of a subscription.change; without it the question is whether any change is allowed. */
  readonly change?: 'increase' | 'decrease'
  /** How a prepaid subscription would be created (M169). */
  readonly prepaid?: 'manual' | 'actis'
  /** The newest rule set unless stated. */
  readonly rules?: RoleRules
}

/** The source that was not followed, and what it says. */
export type Contradiction = {
  readonly id: 'X06' | 'X07'
  readonly rule: string
  readonly line: number
  readonly says: 'yes' | 'no'
}

/** `rules` are M- and X-numbers; each has its lines in roleSources. */
export type RoleAnswer =
  | { readonly allowed: true; readonly rules: readonly string[]; readonly also?: Contradiction }
  | {
      readonly allowed: false
      readonly because: ReasonKey
      readonly rules: readonly string[]
      readonly also?: Contradiction
    }
