import type { Actor, ActorRole, RoleCompanyKind } from './role-model.ts'

export type CloudRights = {
  /** The user's `roles` as the cloud sends them; those that are not known here give no right. */
  readonly roles: readonly string[]
  /** Meaningful with the role admin only. */
  readonly adminType: string | null
  readonly companyKind: RoleCompanyKind
  readonly companyId: string
}

/** The roles that the cloud's own words give; an unknown word gives none. */
export const rolesFromCloud = ({
  roles,
  adminType,
}: Pick<CloudRights, 'roles' | 'adminType'>): readonly ActorRole[] => {
  const operations = roles.includes('bp_admin')
  const finance = roles.includes('bp_finance')
  const admin: readonly ActorRole[] = roles.includes('admin') && adminType === 'company_admin' ? ['admin'] : []
  if (operations && finance) return ['seller', ...admin]
  return [...(operations ? (['operations'] as const) : []), ...(finance ? (['finance'] as const) : []), ...admin]
}

/**
 * The person who acts, from the cloud's roles: the deck's Seller is bp_admin with bp_finance, its Admin a company
 * administrator (M021, M033). That both together are the Seller is not publicly documented: our declared design.
 */
export const actorFromCloud = (rights: CloudRights): Actor => ({
  roles: rolesFromCloud(rights),
  companyKind: rights.companyKind,
  companyId: rights.companyId,
})
