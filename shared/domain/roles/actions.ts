/** The columns of the two matrices: A has the first three, B the others. */
export const roleTasks = [
  'company',
  'equipment',
  'systems',
  'create-subscriptions',
  'manage-subscriptions',
  'allocate-licences',
] as const
export type RoleTask = (typeof roleTasks)[number]

/** Everything that a person can be allowed or refused. */
export const roleActions = [
  'company.create',
  'company.edit',
  'company.remove',
  'company.invite',
  'company.answer-request',
  'member.invite',
  'member.edit',
  'member.remove',
  'member.roles',
  'equipment.create',
  'equipment.edit',
  'equipment.remove',
  'equipment.reset-activation-code',
  'phone.associate',
  'phone.remove',
  'tenant-prefix.set',
  'support-email.set',
  'delegation.set',
  'subscription.create',
  'subscription.change',
  'subscription.cancel',
  'licence.assign',
  'licence.remove',
  'plan.activate',
  'invoice.see',
  'price.see',
] as const
export type RoleAction = (typeof roleActions)[number]

export type ActionFacts = {
  /** The matrix column that decides; null where the deck has a rule of its own. */
  readonly task: RoleTask | null
  /** The half of the seller that carries it: Operations (bp_admin), Finance (bp_finance), or either. */
  readonly half: 'operations' | 'finance' | 'either'
  /** Rules that an answer cites besides its matrix cell. */
  readonly rules: readonly string[]
}

const facts = (task: ActionFacts['task'], half: ActionFacts['half'], rules: readonly string[] = []): ActionFacts => ({
  task,
  half,
  rules,
})

/**
 * How each action is read. Matrix A's "Manage systems" is the user/device association (M038); what is done to the
 * equipment itself belongs to "Create equipment" (M036, M066). The vendor's help gives purchases and invoices to Finance,
 * companies, equipment and licence allocation to Operations; the deck knows only both together, the seller (M033).
 */
export const actionFacts: Readonly<Record<RoleAction, ActionFacts>> = {
  'company.create': facts('company', 'operations'),
  'company.edit': facts('company', 'operations'),
  'company.remove': facts('company', 'operations', ['M095']),
  'company.invite': facts('company', 'operations'),
  'company.answer-request': facts('company', 'operations'),
  'member.invite': facts('company', 'operations'),
  'member.edit': facts('company', 'operations', ['M071']),
  'member.remove': facts('company', 'operations', ['M071', 'M095']),
  'member.roles': facts('company', 'operations', ['M071']),
  'equipment.create': facts('equipment', 'operations'),
  'equipment.edit': facts('equipment', 'operations', ['M066']),
  'equipment.remove': facts('equipment', 'operations', ['M066']),
  'equipment.reset-activation-code': facts('equipment', 'operations', ['M066']),
  'phone.associate': facts('systems', 'operations'),
  'phone.remove': facts('systems', 'operations'),
  'tenant-prefix.set': facts('equipment', 'operations', ['M101']),
  'support-email.set': facts('company', 'operations', ['M105']),
  'delegation.set': facts(null, 'finance', ['M164', 'M198']),
  'subscription.create': facts('create-subscriptions', 'finance'),
  'subscription.change': facts('manage-subscriptions', 'finance'),
  'subscription.cancel': facts('manage-subscriptions', 'finance'),
  'licence.assign': facts('allocate-licences', 'operations'),
  'licence.remove': facts('allocate-licences', 'operations'),
  'plan.activate': facts('create-subscriptions', 'finance', ['M143']),
  'invoice.see': facts(null, 'finance', ['M219']),
  'price.see': facts(null, 'either', ['M149']),
}
