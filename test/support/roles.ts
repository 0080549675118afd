import type { Actor, ActorRole, Relation, RoleCompanyKind, RoleTarget } from '../../shared/domain/roles/index.ts'

export const actorOf = (companyKind: RoleCompanyKind, ...roles: readonly ActorRole[]): Actor => ({
  roles,
  companyKind,
  companyId: 'c1',
})
export const sellerOf = (kind: RoleCompanyKind): Actor => actorOf(kind, 'seller')
export const adminOf = (kind: RoleCompanyKind): Actor => actorOf(kind, 'admin')

/** A premium company without check boxes; of a business partner or an end customer. */
export const targetOf = (
  relation: Relation,
  company: 'BP' | 'EC' = relation === 'own' || relation === 'reseller' ? 'BP' : 'EC',
  more: Partial<RoleTarget> = {},
): RoleTarget => ({
  companyKind: company === 'EC' ? 'EC' : relation === 'own' ? 'VAD' : 'IR',
  relation,
  plan: null,
  adminCanUpdate: false,
  adminCanDecrease: false,
  ...more,
})
