import { cloudRow, type ReadDb, type Row } from '../../db/index.ts'
import { shownRow, textIn, type Facts } from '../facts.ts'
import { objectsIn, textOf } from '../json.ts'
import { openEntriesOf } from '../store.ts'

/** A licence that a member holds, as the cache has it. */
export type Held = { readonly subscriptionId: string; readonly offerName: string }
type LicenceStep = { readonly kind: 'licence.assign' | 'licence.remove'; readonly subscriptionId: string }

/**
 * M022: a member has one plan. Exclusive ones (Business, Enterprise, monthly, prepaid or for demonstration) take each
 * other's place and that of the default one (Essential), which comes back when the last of them goes. That it comes back is
 * not publicly documented: our declared design. Options such as Conference are held besides.
 */
type Role = 'default' | 'exclusive' | 'option'

const roleOf = (db: ReadDb, subscriptionId: string): Role => {
  const subscription = shownRow(db, 'subscription', subscriptionId)
  if (!subscription) return 'option'
  const offer = shownRow(db, 'offer', textIn(subscription, 'offer_id'))
  if (offer?.is_default === 1) return 'default'
  return offer?.exclusive === 1 ? 'exclusive' : 'option'
}

const defaultOf = (db: ReadDb, companyId: string): Held | null => {
  const found = db.get<{ id: string; name: string }>(
    `SELECT s.id, s.offer_name AS name FROM subscription_now s JOIN offer_now o ON o.id = s.offer_id
      WHERE s.company_id = :companyId AND o.is_default = 1 AND s.status <> 'terminated' ORDER BY s.id LIMIT 1`,
    { companyId },
  )
  return found ? { subscriptionId: found.id, offerName: found.name } : null
}

export const heldBy = (member: Row): readonly Held[] =>
  objectsIn(member.licence_ids).flatMap((one) => {
    const subscriptionId = textOf(one, 'subscriptionId')
    return subscriptionId ? [{ subscriptionId, offerName: textOf(one, 'offerName') ?? '' }] : []
  })

/** What a member of this company holds when the cloud has done it. */
export const heldAfter = (
  db: ReadDb,
  companyId: string,
  held: readonly Held[],
  { kind, subscriptionId }: LicenceStep,
): readonly Held[] => {
  const has = held.some((one) => one.subscriptionId === subscriptionId)
  if (has === (kind === 'licence.assign')) return held
  const role = roleOf(db, subscriptionId)
  if (kind === 'licence.assign') {
    const offerName = textIn(shownRow(db, 'subscription', subscriptionId) ?? { id: '' }, 'offer_name')
    const stays = role === 'option' ? held : held.filter((one) => roleOf(db, one.subscriptionId) === 'option')
    return [...stays, { subscriptionId, offerName }]
  }
  const left = held.filter((one) => one.subscriptionId !== subscriptionId)
  const planless = role === 'exclusive' && left.every((one) => roleOf(db, one.subscriptionId) === 'option')
  const back = planless ? defaultOf(db, companyId) : null
  return back ? [...left, back] : left
}

/** What the member holds by the cloud's row and the open edits of it that were made before this one. */
export const heldBefore = ({ db, seq }: Facts, member: Row): readonly Held[] => {
  const companyId = textIn(member, 'company_id')
  let held = heldBy(member)
  for (const { edit, seq: made, state } of openEntriesOf(db, 'member', member.id)) {
    if (seq !== null && made >= seq) break
    const counts = state === 'planned' || state === 'sent'
    if (counts && (edit.kind === 'licence.assign' || edit.kind === 'licence.remove'))
      held = heldAfter(db, companyId, held, edit)
  }
  return held
}

export const memberInCloud = (db: ReadDb, id: string): Row | undefined =>
  cloudRow(db, 'member', id) ?? shownRow(db, 'member', id)
