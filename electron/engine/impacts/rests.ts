import { createHash } from 'node:crypto'
import type { EntryState } from '../../../shared/contract/edits.ts'
import type { ReadDb } from '../db/index.ts'
import type { PlannedStep } from './steps.ts'
import { customersOf, subscriptionsOf } from './wish.ts'

/** What a company's steps rest on. Free licences decide nothing: everybody has them (M146). */
export type Rests = {
  readonly companyId: string
  readonly name: string
  readonly plan: string
  readonly subscriptions: readonly {
    readonly id: string
    readonly offerId: string | null
    readonly offerName: string
    readonly billed: number | null
    readonly allocated: number | null
    readonly expiresAt: string | null
  }[]
}
type Subscription = Rests['subscriptions'][number]

/** The rows as they are shown now, open edits included; companies that are gone are left out. */
export const restsOf = (db: ReadDb, companyIds: readonly string[]): readonly Rests[] => {
  const companies = customersOf(db, companyIds)
  const rows = subscriptionsOf(db, companyIds)
  return companyIds.flatMap((companyId) => {
    const company = companies.get(companyId)
    if (!company) return []
    const subscriptions = (rows.get(companyId) ?? [])
      .filter(({ model }) => model !== 'free')
      .map(({ id, offer_id, offer_name, billed, allocated, expires_at }) => ({
        id,
        offerId: offer_id,
        offerName: offer_name,
        billed,
        allocated,
        expiresAt: expires_at,
      })) // prettier-ignore
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    return [{ companyId, name: company.name, plan: company.plan, subscriptions }]
  })
}

export const hashOf = (rests: readonly Rests[]): string =>
  createHash('sha256').update(JSON.stringify(rests)).digest('hex')

/** A step that became an entry, and where that stands. */
export type MadeStep = { readonly step: PlannedStep; readonly state: EntryState }

/** What this impact itself has made of a company so far: by id, the licences; 'gone' of what it cancelled. */
type Own = { plan: string | null; allocates: boolean; readonly billed: Map<string, number | 'gone'> }

const ownOf = (made: readonly MadeStep[], idNow: (id: string) => string): Own => {
  const own: Own = { plan: null, allocates: false, billed: new Map() }
  for (const { step: { edit } } of made) {
    if (edit.kind === 'company.activate') own.plan = 'premium'
    if (edit.kind === 'licence.assign') own.allocates = true
    if (edit.kind === 'subscription.create' || edit.kind === 'subscription.change')
      own.billed.set(idNow(edit.subscriptionId), edit.quantity)
    if (edit.kind === 'subscription.cancel') own.billed.set(idNow(edit.subscriptionId), 'gone')
  } // prettier-ignore
  return own
}

const licences = (count: number | null): string => (count === null ? 'no number of licences' : `${count} licences`)

const subscriptionChanged = (before: Subscription, now: Subscription | undefined, own: Own): string | null => {
  const expected = own.billed.get(before.id) ?? before.billed
  if (expected === 'gone') return null
  if (!now) return `${before.offerName} is no longer subscribed`
  if (now.offerId !== before.offerId) return `${before.offerName} has become ${now.offerName}`
  if (now.billed !== expected) return `${before.offerName} has ${licences(now.billed)}, not ${expected ?? 0}`
  if (now.allocated !== before.allocated && !own.allocates)
    return `${now.allocated ?? 0} licences of ${before.offerName} are allocated, not ${before.allocated ?? 0}`
  if (now.expiresAt !== before.expiresAt) return `${before.offerName} ends on another day`
  return null
}

/** What is other than the statement says, apart from what its own steps have done; null when nothing is. */
export const changeOf = (
  db: ReadDb,
  before: Rests,
  now: Rests | undefined,
  made: readonly MadeStep[],
): string | null => {
  const idNow = (id: string): string =>
    db.get<{ cloud_id: string }>('SELECT cloud_id FROM local_id WHERE id = :id', { id })?.cloud_id ?? id
  const lost = made.find(({ state }) => state !== 'planned' && state !== 'sent' && state !== 'confirmed')
  if (lost) return `a step of it is ${lost.state}`
  if (!now) return 'it is no longer there'
  const own = ownOf(made, idNow)
  const plan = own.plan ?? before.plan
  if (now.plan !== plan) return `it is ${now.plan}, not ${plan}`
  const current = new Map(now.subscriptions.map((one) => [one.id, one]))
  const known = new Set<string>()
  for (const one of before.subscriptions) {
    const id = idNow(one.id)
    known.add(id)
    const changed = subscriptionChanged({ ...one, id }, current.get(id), own)
    if (changed) return changed
  }
  for (const [id, quantity] of own.billed) {
    if (known.has(id) || quantity === 'gone') continue
    const one = current.get(id)
    if (!one) return 'what was subscribed is no longer there'
    // While the cloud is still making it, it has no number.
    if (one.billed !== null && one.billed !== quantity) return `${one.offerName} has ${licences(one.billed)}, not ${quantity}` // prettier-ignore
  }
  const added = now.subscriptions.find(({ id }) => !known.has(id) && !own.billed.has(id))
  return added ? `${added.offerName} was subscribed` : null
}
