export { actorFromCloud, rolesFromCloud } from './actor-from-cloud.ts'
export { roleActions, type RoleAction } from './actions.ts'
export { delegationRights } from './delegation.ts'
export { mayDo } from './may-do.ts'
export { roleReasons, type ReasonKey } from './reasons.ts'
export { relationOf } from './relation-of.ts'
export {
  type Actor,
  type ActorRole,
  actorRoles,
  type Relation,
  type RoleAnswer,
  type RoleCompanyKind,
  type RoleOptions,
  type RoleTarget,
} from './role-model.ts'
export { matrixCells, roleRules2017, roleRulesAt } from './role-rules.ts'
export { roleSources } from './role-sources.ts'
