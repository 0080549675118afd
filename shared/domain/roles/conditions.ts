import { actionFacts, type RoleAction } from './actions.ts'
import type { RoleOptions, RoleTarget } from './role-model.ts'

type Condition = {
  readonly rules: readonly string[]
  readonly blocks: (action: RoleAction, target: RoleTarget, options: RoleOptions) => boolean
}

const ofReseller = ({ relation }: RoleTarget): boolean => relation === 'reseller' || relation === 'customer-of-reseller'

/** What stops an action although a role would allow it; the keys are also the reasons that are told. */
const conditions = {
  /** "The reseller creates its own PBX", whatever matrix A says; its customers' is the reseller's business too. */
  equipmentOfReseller: {
    rules: ['M055'],
    blocks: (action, target) => ofReseller(target) && ['equipment', 'systems'].includes(actionFacts[action].task ?? ''),
  },
  /** Removing is offered in the list of managed companies, which the own company is not in. */
  ownCompanyStays: {
    rules: ['M095'],
    blocks: (action, { relation }) => action === 'company.remove' && relation === 'own',
  },
  planNotPremium: {
    rules: ['M143'],
    blocks: (action, { plan }) => action === 'subscription.create' && plan === 'freemium',
  },
  planAlreadyPremium: {
    rules: ['M143'],
    blocks: (action, { plan }) => action === 'plan.activate' && plan === 'premium',
  },
  prepaidByActisOnly: {
    rules: ['M169'],
    blocks: (action, { relation }, { prepaid }) =>
      action === 'subscription.create' && prepaid === 'manual' && relation === 'customer-of-reseller',
  },
  delegationNeedsSubscription: {
    rules: ['M177'],
    blocks: (action, { hasPaidSubscription }) => action === 'delegation.set' && hasPaidSubscription === false,
  },
  neverConnected: {
    rules: ['M075', 'M076'],
    blocks: (action, { equipment }) => action === 'phone.associate' && equipment?.everConnected === false,
  },
  prefixNeedsShared: {
    rules: ['M100', 'M101'],
    blocks: (action, { equipment }) => action === 'tenant-prefix.set' && equipment?.shared === false,
  },
  prefixNeedsConnection: {
    rules: ['M103'],
    blocks: (action, { equipment }) => action === 'tenant-prefix.set' && equipment?.everConnected === false,
  },
  secondAdministrator: {
    rules: ['M053', 'M054'],
    blocks: (action, { member }) =>
      (action === 'member.roles' || action === 'member.invite') &&
      member?.becomesAdmin === true &&
      member.licence === 'essential' &&
      member.otherAdmins > 0,
  },
} satisfies Readonly<Record<string, Condition>>

export type ConditionId = keyof typeof conditions

/** The first of the conditions in force that blocks the action, with its rules; null when none does. */
export const blockedBy = (
  inForce: readonly ConditionId[],
  action: RoleAction,
  target: RoleTarget,
  options: RoleOptions,
): { readonly because: ConditionId; readonly rules: readonly string[] } | null => {
  const because = inForce.find((id) => conditions[id].blocks(action, target, options))
  return because === undefined ? null : { because, rules: conditions[because].rules }
}
