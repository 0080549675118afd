import { actionFacts, type RoleAction } from './actions.ts'
import { delegationRights } from './delegation.ts'
import type { Actor, RoleAnswer, RoleOptions, RoleTarget } from './role-model.ts'
import { cellOf, type RoleCell, type RoleRules } from './role-rules.ts'
import { allow, columnOf, refuse } from './verdict.ts'

/** WITH RIGHTS of matrix B: the seller gave them with the two check boxes (M198). */
const withRights = (action: RoleAction, cell: RoleCell, target: RoleTarget, options: RoleOptions): RoleAnswer => {
  const rights = delegationRights(target.adminCanUpdate, target.adminCanDecrease)
  if (rights.flagged) return refuse('decreaseWithoutUpdate', cell.id, 'M198')
  if (!rights.increase) return refuse('notDelegated', cell.id, 'M198')
  const decreases = action === 'subscription.cancel' || options.change === 'decrease'
  return decreases && !rights.decrease ? refuse('increaseOnly', cell.id, 'M198') : allow(cell.id, 'M198')
}

/** What else says so: a customer's administrator invites (M094), every administrator allocates (M179). */
const alsoCited = (action: RoleAction, actor: Actor, cell: RoleCell): readonly string[] => {
  if (cell.task === 'allocate-licences') return ['M179']
  return action === 'member.invite' && actor.companyKind === 'EC' ? ['M094'] : []
}

const onOwn = (
  action: RoleAction,
  actor: Actor,
  cell: RoleCell,
  target: RoleTarget,
  options: RoleOptions,
): RoleAnswer => {
  if (cell.value === 'yes') return allow(cell.id, ...alsoCited(action, actor, cell))
  if (cell.value === 'with-rights') return withRights(action, cell, target, options)
  return cell.task === 'equipment'
    ? refuse('equipmentByPartner', cell.id, 'M090')
    : refuse('subscribeBySeller', cell.id)
}

/** The actions that no matrix has: check boxes and invoices are the seller's, prices the distributor's (M149). */
const withoutCell = (action: RoleAction, actor: Actor, target: RoleTarget): RoleAnswer => {
  if (action === 'delegation.set') return refuse('delegationBySeller', 'M198')
  if (action === 'invoice.see') return refuse('invoicesBySeller', 'M058', 'M219')
  return actor.companyKind === 'VAD' && target.relation === 'own' ? allow() : refuse('pricesForPartner', 'M149')
}

/** What a company administrator may do: on the own company only (M056); null when the person is none. */
export const adminVerdict = (
  action: RoleAction,
  actor: Actor,
  target: RoleTarget,
  options: RoleOptions,
  rules: RoleRules,
): RoleAnswer | null => {
  if (!actor.roles.includes('admin')) return null
  const { task } = actionFacts[action]
  if (task === null) return withoutCell(action, actor, target)
  const cell = cellOf(rules, actor.companyKind === 'EC' ? 'ec-admin' : 'bp-admin', task, columnOf(target))
  if (cell.value === 'not-applicable') return refuse('notApplicable', cell.id)
  if (target.relation === 'own') return onOwn(action, actor, cell, target, options)
  return cell.value === 'no' ? refuse('adminOwnCompanyOnly', cell.id, 'M056') : refuse('adminOwnCompanyOnly', 'M056')
}
