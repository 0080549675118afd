import { actionFacts, roleTasks, type RoleAction } from './actions.ts'
import { adminVerdict } from './admin-verdict.ts'
import { blockedBy } from './conditions.ts'
import { partnerVerdict } from './partner-verdict.ts'
import type { Actor, RoleAnswer, RoleOptions, RoleTarget } from './role-model.ts'
import { roleRulesAt } from './role-rules.ts'
import { refuse } from './verdict.ts'

/** The rule of the union: M052 says it for matrix A, M199 for matrix B. */
const unionRule = (action: RoleAction): string => {
  const { task } = actionFacts[action]
  return task !== null && roleTasks.indexOf(task) >= roleTasks.indexOf('create-subscriptions') ? 'M199' : 'M052'
}

/** One role is enough; the rule of the union is cited where the other role alone would not have been. */
const union = (action: RoleAction, verdicts: readonly RoleAnswer[]): RoleAnswer | null => {
  const granted = verdicts.filter((verdict) => verdict.allowed)
  const [first] = granted
  if (!first) return null
  const rules = [...granted.flatMap((verdict) => verdict.rules), ...actionFacts[action].rules]
  const cited = granted.length < verdicts.length ? [...rules, unionRule(action)] : rules
  return { ...first, rules: [...new Set(cited)] }
}

const nobody = (actor: Actor): RoleAnswer => refuse(actor.roles.length === 0 ? 'noRole' : 'sellerNeedsPartner', 'M033')

/**
 * Whether a person may do something to a company, and the rules (M- and X-numbers) that say so. Pure.
 * The answer is the union over the person's roles (M052, M199), less what blocks everybody: the exception for resellers'
 * equipment (M055), a plan that is not active (M143), equipment that never connected (M075, M103) and the like. `also` is
 * the source that says otherwise (X06, X07). The order of the roles does not matter, and one more role takes nothing away.
 * Source: matrices A (M034-M051) and B (M180-M197); quantities below what is allocated are not decided here (M155).
 */
export const mayDo = (action: RoleAction, actor: Actor, target: RoleTarget, options: RoleOptions = {}): RoleAnswer => {
  const rules = options.rules ?? roleRulesAt()
  const partner = partnerVerdict(action, actor, target, options, rules)
  const admin = adminVerdict(action, actor, target, options, rules)
  const granted = union(
    action,
    [partner, admin].filter((verdict) => verdict !== null),
  )
  // On the own company the administrator's reason is the one that can be acted on, elsewhere the seller's.
  if (granted === null) return (target.relation === 'own' ? (admin ?? partner) : (partner ?? admin)) ?? nobody(actor)
  const blocked = blockedBy(rules.conditions, action, target, options)
  return blocked === null ? granted : refuse(blocked.because, ...blocked.rules)
}
