import type { Edit } from '../../../shared/contract/edits.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { derivedId } from '../core/index.ts'
import type { ReadDb } from '../db/index.ts'
import type { CompanyWishes, Customer, Wish } from './wish.ts'

/** One edit that applying will make, on or after a local date. */
export type PlannedStep = {
  readonly companyId: string
  readonly companyName: string
  readonly due: string
  readonly edit: Edit
  readonly offerName: string | null
  /** Licences; null where there are none to count, "--" is not zero (M145). */
  readonly before: number | null
  readonly after: number | null
}

/** What is done besides, because a person asked for it. */
export type Asked = {
  readonly delegation: { readonly adminCanUpdate: boolean; readonly adminCanDecrease: boolean } | null
  readonly allocate: readonly { readonly memberId: string; readonly commercialReference: string }[]
}

/** Activate first (M143), rights when there is something to change (M177), licences for people last (M152). */
const ORDER: readonly Edit['kind'][] = [
  'company.activate',
  'subscription.create',
  'subscription.change',
  'subscription.cancel',
  'company.edit',
  'licence.assign',
]

type Context = { readonly db: ReadDb; readonly impactId: string; readonly today: string; readonly asked: Asked }

/** The cloud's own offer of a commercial reference: one that is sold goes before one that is not. */
const offerIdOf = (db: ReadDb, reference: string): string | undefined =>
  reference === ''
    ? undefined
    : db.get<{ id: string }>(
        'SELECT id FROM offer_now WHERE commercial_reference = :reference ORDER BY can_be_sold DESC, id LIMIT 1',
        { reference },
      )?.id

/** The steps of one subscription and the id under which it is known afterwards. */
const stepsOfWish = (
  { db, impactId, today }: Context,
  company: Customer,
  { subscription, offer, steps }: Wish,
  index: number,
): Result<{ readonly id: string; readonly steps: readonly PlannedStep[] }, Failure> => {
  const id = subscription?.id ?? `local:${derivedId(impactId, `${company.id} ${index}`)}`
  const offerId = subscription ? '' : offerIdOf(db, offer.commercialReference)
  if (offerId === undefined) return fail(failure('OFFER_UNKNOWN', { offer: offer.commercialReference || offer.name }))
  let before = subscription?.billed ?? null
  const found = steps.map(({ on, quantity }, at): PlannedStep => {
    const created = !subscription && at === 0
    const edit: Edit = created
      ? { kind: 'subscription.create', subscriptionId: id, companyId: company.id, offerId, quantity }
      : quantity === 0
        ? { kind: 'subscription.cancel', subscriptionId: id }
        : { kind: 'subscription.change', subscriptionId: id, quantity }
    const named = { companyId: company.id, companyName: company.name, offerName: offer.name }
    const step = { ...named, due: on < today ? today : on, edit, before, after: quantity }
    before = quantity
    return step
  })
  return ok({ id, steps: found })
}

const plain = ({ id, name }: Customer) => ({
  companyId: id,
  companyName: name,
  offerName: null,
  before: null,
  after: null,
})

const delegationOf = (db: ReadDb, company: Customer, asked: NonNullable<Asked['delegation']>): Edit | null => {
  const now = db.get<{ admin_can_update: number; admin_can_decrease: number | null }>(
    'SELECT admin_can_update, admin_can_decrease FROM company_now WHERE id = :id',
    { id: company.id },
  )
  const fields = {
    ...(Number(asked.adminCanUpdate) === now?.admin_can_update ? {} : { adminCanUpdate: asked.adminCanUpdate }),
    ...(Number(asked.adminCanDecrease) === (now?.admin_can_decrease ?? 0)
      ? {}
      : { adminCanDecrease: asked.adminCanDecrease }),
  }
  return Object.keys(fields).length > 0 ? { kind: 'company.edit', companyId: company.id, fields } : null
}

/**
 * The steps of one company in their order: by day, and on a day activation, subscriptions, delegation, allocation.
 * OFFER_UNKNOWN where the cloud has no offer of a reference, NOT_FOUND of who is to get a licence of what is not there.
 */
export const stepsOf = (context: Context, { company, wishes }: CompanyWishes): Result<PlannedStep[], Failure> => {
  const { db, asked } = context
  const steps: PlannedStep[] = []
  const subscriptionOf = new Map<string, { readonly id: string; readonly due: string }>()
  for (const [index, wish] of wishes.entries()) {
    const found = stepsOfWish(context, company, wish, index)
    if (!found.ok) return found
    steps.push(...found.value.steps)
    const due = found.value.steps[0]?.due ?? context.today
    if (!wish.steps.some(({ quantity }) => quantity === 0))
      subscriptionOf.set(wish.offer.commercialReference, { id: found.value.id, due })
  }
  const buys = steps.filter(({ edit }) => edit.kind === 'subscription.create').map(({ due }) => due)
  if (company.plan === 'freemium' && buys.length > 0) {
    const due = buys.reduce((first, day) => (day < first ? day : first))
    steps.push({ ...plain(company), due, edit: { kind: 'company.activate', companyId: company.id } })
  }
  const delegation = steps.length > 0 && asked.delegation ? delegationOf(db, company, asked.delegation) : null
  if (delegation) {
    const due = steps.map((step) => step.due).reduce((first, day) => (day < first ? day : first))
    steps.push({ ...plain(company), due, edit: delegation })
  }
  for (const { memberId, commercialReference } of asked.allocate) {
    const member = db.get<{ company_id: string }>('SELECT company_id FROM member_now WHERE id = :memberId', { memberId }) // prettier-ignore
    if (!member) return fail(failure('NOT_FOUND', { what: 'member', id: memberId }))
    if (member.company_id !== company.id) continue
    const pool = subscriptionOf.get(commercialReference)
    if (!pool) return fail(failure('NOT_FOUND', { what: 'subscription', id: commercialReference }))
    const edit = { kind: 'licence.assign', memberId, subscriptionId: pool.id } as const
    steps.push({ ...plain(company), due: pool.due, edit, offerName: wishName(wishes, commercialReference) })
  }
  return ok(inOrder(steps))
}

const wishName = (wishes: readonly Wish[], reference: string): string | null =>
  wishes.find(({ offer }) => offer.commercialReference === reference)?.offer.name ?? null

const inOrder = (steps: readonly PlannedStep[]): PlannedStep[] => {
  const rank = ({ edit }: PlannedStep): number => ORDER.indexOf(edit.kind)
  return steps.toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : rank(a) - rank(b)))
}
