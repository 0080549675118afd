import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { QuoteContent } from '../../../shared/contract/quotes.ts'
import { billingRulesAt } from '../../../shared/domain/billing-rules.ts'
import type { OfferModel } from '../../../shared/domain/catalogue.ts'
import { type Refusal, refuseStep } from '../../../shared/domain/subscription-rules.ts'
import type { ReadDb } from '../db/index.ts'

type Stored = {
  readonly company_id: string
  readonly offer_name: string
  readonly commercial_reference: string | null
  readonly model: OfferModel
  readonly billed: number | null
  readonly allocated: number | null
  readonly expires_at: string | null
}

type Line = QuoteContent['lines'][number]

const stored = (db: ReadDb, id: string): Stored | undefined =>
  db.get<Stored>(
    `SELECT company_id, offer_name, commercial_reference, model, billed, allocated, expires_at FROM subscription_now WHERE id = :id`,
    { id },
  )

const SENTENCES: Readonly<Record<string, (params: Refusal['params']) => string>> = {
  belowAllocated: ({ allocated }) => `${allocated ?? ''} licences are allocated, only unused ones can be removed`,
  prepaidOnlyGrows: ({ until }) => `Prepaid licences are only added${until ? ` until ${until}` : ''}, never removed`,
  noQuantity: () => 'This offer has no number of licences to change',
}

const refusedBy = ({ rule, reason, params }: Refusal): Failure =>
  failure('RULE_BROKEN', { reason: SENTENCES[reason]?.(params) ?? reason, because: reason }, rule)

/**
 * Why a line that changes a subscription cannot be quoted, or null. `quantity` is the new number: never below what is
 * allocated (M155), of prepaid licences never fewer (M157, M210).
 */
export const refuseChange = (db: ReadDb, { customer, startsOn }: QuoteContent, line: Line): Failure | null => {
  const { subscriptionId: id } = line
  if (id === null) return null
  const row = stored(db, id)
  if (!row) return failure('NOT_FOUND', { what: 'subscription', id })
  if (customer.companyId !== null && customer.companyId !== row.company_id) {
    return failure('RULE_BROKEN', { reason: `The subscription ${row.offer_name} belongs to another company` })
  }
  const held = {
    subscriptionId: id,
    companyId: row.company_id,
    commercialReference: row.commercial_reference ?? '',
    plan: row.offer_name,
    model: row.model,
    termYears: null,
    quantity: row.billed ?? 0,
    allocated: row.allocated ?? 0,
    boughtOn: null,
    startsOn: null,
    expiresOn: row.expires_at?.slice(0, 10) ?? null,
  }
  const refused = refuseStep({
    companyPlan: 'premium',
    held,
    step: { kind: 'change', quantity: line.quantity, on: startsOn },
    offer: null,
    rules: billingRulesAt(startsOn),
  })
  return refused && refusedBy(refused)
}

/** X20: the whole new number at the price of a term would charge twice for what runs already; null when it does not. */
export const refuseAddition = (db: ReadDb, line: Line): Failure | null => {
  const row = line.subscriptionId === null ? undefined : stored(db, line.subscriptionId)
  const isAddition = row?.model === 'prepaid' && line.quantity > (row.billed ?? 0)
  return isAddition && line.unitPrice === null ? undecided : null
}

const undecided = failure(
  'RULE_BROKEN',
  {
    reason:
      'What licences cost that are added to a running prepaid term is decided by the billing rules; quote the added ones as a line of their own, or make a plan',
    because: 'prepaidAddition',
  },
  'X20',
)
