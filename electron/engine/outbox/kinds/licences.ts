import type { EditOf } from '../../../../shared/contract/edits.ts'
import { ok } from '../../../../shared/util/result.ts'
import { tables, type Row } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import { broken, firstOf, needed, shownRow, textIn, type Facts } from '../facts.ts'
import * as writes from '../rainbow-writes.ts'
import type { Answer, Change, Kind, Kinds, Seen, Shown } from './kind.ts'
import { memberTarget, readMember, refusedToMember, subscriptionRows } from './members.ts'
import { heldAfter, heldBefore, heldBy, memberInCloud, type Held } from './plans.ts'

type LicenceEdit = EditOf<'licence.assign'> | EditOf<'licence.remove'>

const holds = (member: Row, subscriptionId: string): boolean =>
  heldBy(member).some((one) => one.subscriptionId === subscriptionId)

const withLicences = (member: Row, held: readonly Held[]): Row => ({
  ...member,
  licences: JSON.stringify(held.map(({ offerName }) => offerName)),
  licence_ids: JSON.stringify(held),
})

const allocated = (id: string, change: 1 | -1): Shown => ({
  table: tables.subscription,
  id,
  as: 'changed',
  apply: (row, except) =>
    except.has('assigned') || typeof row.allocated !== 'number'
      ? row
      : { ...row, allocated: Math.max(0, row.allocated + change) },
})

/** M152: an assigned licence is one fewer available; the subscriptions show it, those of replaced plans, too. */
const shows = (facts: Facts, edit: LicenceEdit): readonly Shown[] => {
  const { db } = facts
  const member = memberInCloud(db, edit.memberId)
  if (!member) return []
  const companyId = textIn(member, 'company_id')
  const before = heldBefore(facts, member)
  const after = heldAfter(db, companyId, before, edit)
  const without = (some: readonly Held[], others: readonly Held[]): readonly string[] =>
    some.map((one) => one.subscriptionId).filter((id) => !others.some((one) => one.subscriptionId === id))
  return [
    {
      table: tables.member,
      id: edit.memberId,
      as: 'changed',
      apply: (row, except) =>
        except.has('assigned') ? row : withLicences(row, heldAfter(db, companyId, heldBy(row), edit)),
    },
    ...without(after, before).map((id) => allocated(id, 1)),
    ...without(before, after).map((id) => allocated(id, -1)),
  ]
}

/** Plans take each other's place: the counts of all subscriptions of the company are read back with the member. */
const read = async (cloud: Cloud, { memberId }: LicenceEdit): Answer<Seen> => {
  const member = await readMember(cloud, memberId)
  if (!member.ok || member.value.row === null) return member
  const subscriptions = await subscriptionRows(cloud, textIn(member.value.row, 'company_id'))
  return subscriptions.ok ? ok({ ...member.value, also: subscriptions.value }) : subscriptions
}

const change = <E extends LicenceEdit>(
  send: (cloud: Cloud, user: string, subscription: string) => Answer<unknown>,
): Change<E> => ({
  shape: 'change',
  table: tables.member,
  rowId: ({ memberId }) => memberId,
  mine: ({ kind }) => ({ assigned: kind === 'licence.assign' }),
  fields: (row, { subscriptionId }) => ({ assigned: holds(row, subscriptionId) }),
  without: () => null,
  read,
  send: (cloud, { memberId, subscriptionId }) => send(cloud, memberId, subscriptionId),
})

const target: Kind<LicenceEdit>['target'] = (facts, { memberId }) => memberTarget(facts, memberId)

export const licences: Kinds<'licence.assign' | 'licence.remove'> = {
  'licence.assign': {
    target,
    check: (facts, { memberId, subscriptionId }) => {
      const member = needed(facts.db, 'member', memberId)
      if (!member.ok) return member.failure
      const subscription = needed(facts.db, 'subscription', subscriptionId)
      if (!subscription.ok) return subscription.failure
      const { company_id: owner, billed, allocated } = subscription.value
      return firstOf(
        () => refusedToMember(facts, 'licence.assign', memberId),
        () =>
          owner === member.value.company_id
            ? null
            : broken('M152', 'otherCompany', 'the licence belongs to another company'),
        () => (holds(member.value, subscriptionId) ? broken('M152', 'alreadyAssigned', 'they have it already') : null),
        () =>
          typeof billed === 'number' && typeof allocated === 'number' && allocated >= billed
            ? broken('M151', 'poolUsedUp', `all ${billed} licences are allocated`)
            : null,
      )
    },
    shows,
    does: change(writes.assignLicence),
  },
  'licence.remove': {
    target,
    check: (facts, { memberId, subscriptionId }) =>
      firstOf(
        () => refusedToMember(facts, 'licence.remove', memberId),
        () => {
          const subscription = shownRow(facts.db, 'subscription', subscriptionId)
          return subscription?.model === 'free' && /essential/i.test(textIn(subscription, 'offer_name'))
            ? broken('M146', 'essentialStays', 'Essential cannot be taken away')
            : null
        },
      ),
    shows,
    does: change(writes.removeLicence),
  },
}
