import type { EditOf } from '../../../../shared/contract/edits.ts'
import { ok } from '../../../../shared/util/result.ts'
import { cloudRow, tables, type Row } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import { broken, firstOf, needed, shownRow, textIn, type Facts } from '../facts.ts'
import { objectsIn, textOf, textsIn } from '../json.ts'
import * as writes from '../rainbow-writes.ts'
import type { Answer, Change, Kind, Kinds, Seen, Shown } from './kind.ts'
import { memberTarget, readMember, refusedToMember } from './members.ts'
import { readSubscription } from './subscriptions.ts'

type LicenceEdit = EditOf<'licence.assign'> | EditOf<'licence.remove'>

const holds = (member: Row, subscriptionId: string): boolean =>
  objectsIn(member.licence_ids).some((one) => textOf(one, 'subscriptionId') === subscriptionId)

const isExclusive = ({ db }: Facts, subscriptionId: string | null): boolean => {
  const subscription = subscriptionId === null ? undefined : shownRow(db, 'subscription', subscriptionId)
  return subscription !== undefined && shownRow(db, 'offer', textIn(subscription, 'offer_id'))?.exclusive === 1
}

/** Exclusive plans are one choice: the new one takes the place of the one that the member has. */
const replacedBy = (facts: Facts, { kind, memberId, subscriptionId }: LicenceEdit): readonly string[] => {
  const member = kind === 'licence.assign' ? cloudRow(facts.db, 'member', memberId) : undefined
  if (!member || !isExclusive(facts, subscriptionId)) return []
  const held = objectsIn(member.licence_ids).flatMap((one) => textOf(one, 'subscriptionId') ?? [])
  return held.filter((id) => id !== subscriptionId && isExclusive(facts, id))
}

const withLicence = (member: Row, subscription: Row): Row => {
  const offerName = textIn(subscription, 'offer_name')
  return {
    ...member,
    licences: JSON.stringify([...textsIn(member.licences), offerName]),
    licence_ids: JSON.stringify([...objectsIn(member.licence_ids), { subscriptionId: subscription.id, offerName }]),
  }
}

const withoutLicence = (member: Row, subscription: Row): Row => {
  const names = [...textsIn(member.licences)]
  const at = names.indexOf(textIn(subscription, 'offer_name'))
  return {
    ...member,
    licences: JSON.stringify(at < 0 ? names : names.toSpliced(at, 1)),
    licence_ids: JSON.stringify(
      objectsIn(member.licence_ids).filter((one) => textOf(one, 'subscriptionId') !== subscription.id),
    ),
  }
}

const allocated = (id: string, change: 1 | -1): Shown => ({
  table: tables.subscription,
  id,
  as: 'changed',
  apply: (row, except) =>
    except.has('assigned') || typeof row.allocated !== 'number'
      ? row
      : { ...row, allocated: Math.max(0, row.allocated + change) },
})

/** M152: an assigned licence is one fewer available; the subscription shows it, too. */
const shows = (facts: Facts, edit: LicenceEdit): readonly Shown[] => {
  const { kind, memberId, subscriptionId } = edit
  const assigns = kind === 'licence.assign'
  const subscription = shownRow(facts.db, 'subscription', subscriptionId)
  if (!subscription) return []
  const replaced = replacedBy(facts, edit).flatMap((id) => shownRow(facts.db, 'subscription', id) ?? [])
  return [
    {
      table: tables.member,
      id: memberId,
      as: 'changed',
      apply: (row, except) => {
        if (except.has('assigned') || holds(row, subscriptionId) === assigns) return row
        if (!assigns) return withoutLicence(row, subscription)
        return withLicence(replaced.reduce(withoutLicence, row), subscription)
      },
    },
    allocated(subscriptionId, assigns ? 1 : -1),
    ...replaced.map(({ id }) => allocated(id, -1)),
  ]
}

const read = async (cloud: Cloud, { memberId, subscriptionId }: LicenceEdit): Answer<Seen> => {
  const member = await readMember(cloud, memberId)
  if (!member.ok || member.value.row === null) return member
  const subscription = await readSubscription(cloud, subscriptionId)
  if (!subscription.ok) return subscription
  const { row } = subscription.value
  return ok({ ...member.value, also: row ? [{ table: tables.subscription, row }] : [] })
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
