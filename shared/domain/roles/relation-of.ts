import type { Actor, Relation, RoleCompanyKind } from './role-model.ts'

type Company = {
  readonly id: string
  readonly kind: RoleCompanyKind
  /** The business partner that manages it; null where the cloud names none. */
  readonly partnerId: string | null
}

/** How the actor's company sees another one: a customer whose partner is somebody else is a reseller's (M006). */
export const relationOf = (actor: Pick<Actor, 'companyId'>, company: Company): Relation => {
  if (company.id === actor.companyId) return 'own'
  if (company.kind !== 'EC') return 'reseller'
  return company.partnerId === null || company.partnerId === actor.companyId ? 'customer' : 'customer-of-reseller'
}
