import type { Offered } from '../../../shared/contract/edits.ts'
import { type RoleAction } from '../../../shared/domain/roles/index.ts'
import type { Row } from '../db/index.ts'
import { answerFor, shownRow, textIn, type Facts, type TargetMore } from './facts.ts'
import { secondAdministrator } from './kinds/index.ts'

export type OfferedInput = {
  readonly companyId?: string | undefined
  readonly memberId?: string | undefined
  readonly equipmentId?: string | undefined
  readonly subscriptionId?: string | undefined
  readonly linkId?: string | undefined
}

const ofCompany: readonly RoleAction[] = [
  'company.edit',
  'company.remove',
  'member.invite',
  'equipment.create',
  'support-email.set',
  'delegation.set',
  'plan.activate',
  'subscription.create',
  'invoice.see',
  'price.see',
]
const ofMember: readonly RoleAction[] = [
  'member.edit',
  'member.remove',
  'member.roles',
  'phone.associate',
  'phone.remove',
  'licence.assign',
  'licence.remove',
]
const ofEquipment: readonly RoleAction[] = [
  'equipment.edit',
  'equipment.remove',
  'equipment.reset-activation-code',
  'tenant-prefix.set',
  'phone.associate',
]
const ofSubscription: readonly RoleAction[] = [
  'subscription.change',
  'subscription.cancel',
  'licence.assign',
  'licence.remove',
]
const ofLink: readonly RoleAction[] = ['company.invite', 'company.answer-request']

type Asked = { readonly actions: readonly RoleAction[]; readonly company: Row; readonly more: TargetMore }

const companyOf = ({ db }: Facts, row: Row | undefined): Row | undefined =>
  row && shownRow(db, 'company', textIn(row, 'company_id'))

/** A company that does not exist yet, or is not managed yet: a customer of the own one. */
const customerToBe = (own: Row): Row => ({ ...own, id: 'new', kind: 'EC', partner_id: own.id, plan: 'freemium' })

const asked = (facts: Facts, input: OfferedInput): readonly Asked[] => {
  const { db, ownId } = facts
  const found: Asked[] = []
  const add = (actions: readonly RoleAction[], company: Row | undefined, more: TargetMore = {}): void => {
    if (company) found.push({ actions, company, more })
  }
  const own = ownId === null ? undefined : shownRow(db, 'company', ownId)
  const equipment = input.equipmentId === undefined ? undefined : shownRow(db, 'equipment', input.equipmentId)
  const connected = equipment && {
    equipment: { everConnected: equipment.ever_connected === 1, shared: equipment.shared === 1 },
  }
  if (input.companyId !== undefined) add(ofCompany, shownRow(db, 'company', input.companyId))
  if (input.memberId !== undefined) {
    const member = shownRow(db, 'member', input.memberId)
    add(ofMember, companyOf(facts, member), connected)
    if (member && member.admin !== 1) {
      const companyId = textIn(member, 'company_id')
      const more = { member: secondAdministrator(db, companyId, member.id) }
      add(['member.roles'], shownRow(db, 'company', companyId), more)
    }
  }
  if (equipment) add(ofEquipment, companyOf(facts, equipment), connected)
  if (input.subscriptionId !== undefined) {
    add(ofSubscription, companyOf(facts, shownRow(db, 'subscription', input.subscriptionId)))
  }
  if (input.linkId !== undefined) add(ofLink, own && customerToBe(own))
  if (found.length === 0 && Object.keys(input).length === 0)
    add(['company.create', ...ofLink], own && customerToBe(own))
  return found
}

/** What the person may do with the things that are asked about; a refusal says why and by which rule. */
export const offered = (facts: Facts, input: OfferedInput): Offered[] => {
  const found = new Map<RoleAction, Offered>()
  for (const { actions, company, more } of asked(facts, input)) {
    for (const action of actions) {
      const answer = answerFor(facts, action, company, more)
      const { also } = answer
      found.set(action, {
        action,
        allowed: answer.allowed,
        because: answer.allowed ? null : answer.because,
        rules: [...answer.rules],
        contradicts: also ? { rules: [also.id, also.rule], says: also.says === 'yes' } : null,
      })
    }
  }
  return [...found.values()]
}
