import { actionFacts, type RoleAction } from './actions.ts'
import type { Actor, RoleAnswer, RoleOptions, RoleTarget } from './role-model.ts'
import { cellOf, type RoleCell, type RoleRules } from './role-rules.ts'
import { allow, columnOf, refuse } from './verdict.ts'

/** Which halves of the seller a person holds; null for none, and an end customer's people never sell (M033). */
const halvesOf = (actor: Actor): { readonly operations: boolean; readonly finance: boolean } | null => {
  if (actor.companyKind === 'EC') return null
  const seller = actor.roles.includes('seller')
  const operations = seller || actor.roles.includes('operations')
  const finance = seller || actor.roles.includes('finance')
  return operations || finance ? { operations, finance } : null
}

/** X06: matrix A lets the seller associate phones on the own company, the slide about it asks for the administrator. */
const ownPhones = (cell: RoleCell, options: RoleOptions): RoleAnswer =>
  options.deviceAssociation === 'matrix'
    ? { ...allow(cell.id, 'X06'), also: { id: 'X06', rule: 'M076', line: 264, says: 'no' } }
    : {
        ...refuse('associationNeedsAdmin', 'M076', 'X06'),
        also: { id: 'X06', rule: cell.id, line: cell.line, says: 'yes' },
      }

/** X07: matrix B keeps the seller from allocating on a partner's company, the slide on resellers says "idem". */
const noAllocation = (cell: RoleCell, target: RoleTarget): RoleAnswer =>
  target.relation === 'reseller'
    ? {
        ...refuse('allocationByAdmin', cell.id, 'X07'),
        also: { id: 'X07', rule: 'M163', line: 929, says: 'yes' },
      }
    : refuse('allocationByAdmin', cell.id)

const byCell = (cell: RoleCell, target: RoleTarget, options: RoleOptions): RoleAnswer => {
  if (cell.value !== 'yes') return noAllocation(cell, target)
  return cell.task === 'systems' && target.relation === 'own' ? ownPhones(cell, options) : allow(cell.id)
}

const invoices = (target: RoleTarget): RoleAnswer =>
  target.relation === 'own' ? allow() : refuse('invoicesOfOwnCompany', 'M219')

/** What the seller's side of a person may do, Operations and Finance included; null when the person has none of it. */
export const partnerVerdict = (
  action: RoleAction,
  actor: Actor,
  target: RoleTarget,
  options: RoleOptions,
  rules: RoleRules,
): RoleAnswer | null => {
  const halves = halvesOf(actor)
  if (halves === null) return null
  const { task, half, rules: cited } = actionFacts[action]
  const cell = task === null ? null : cellOf(rules, 'bp-seller', task, columnOf(target))
  const row = cell === null ? cited : [cell.id]
  if (half === 'finance' && !halves.finance) return refuse('financeNeeded', 'M033', ...row)
  if (half === 'operations' && !halves.operations) return refuse('operationsNeeded', 'M033', ...row)
  if (cell !== null) return byCell(cell, target, options)
  return action === 'invoice.see' ? invoices(target) : allow()
}
