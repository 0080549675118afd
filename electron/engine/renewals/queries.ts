import type { RenewalRow } from '../../../shared/contract/renewals.ts'
import { billingRulesAt } from '../../../shared/domain/billing-rules.ts'
import { addDays, addMonths, firstDayOf, monthOf } from '../../../shared/domain/local-date.ts'
import { renewalOf } from '../../../shared/domain/subscription-rules.ts'
import type { ReadDb } from '../db/index.ts'
import { readWindow, type WindowQuery } from '../estate/index.ts'
import { createPricing, type PriceSources, type Pricing } from './pricing.ts'
import {
  BY_COMPANY,
  dayOf,
  instantOf,
  type OfDay,
  restricted,
  type StoredSubscription,
  SUBSCRIPTION,
  whereSql,
} from './subscription-rows.ts'

export type RenewalsInput = OfDay & {
  readonly from: string
  readonly to: string
  readonly alertsOnly: boolean
  readonly model?: 'monthly' | 'prepaid' | undefined
}

const PAID = `s.model IN ('monthly', 'prepaid') AND s.status <> 'terminated' AND s.billed > 0`
/**
 * Ends of prepaid terms as the cloud states them (M161), and the first monthly renewal of the period (M206). */
const RENEWS = `(s.model = 'prepaid' AND s.expires_at >= :fromInstant AND s.expires_at < :untilInstant)`
const RENEWS_MONTHLY = `(s.model = 'monthly' AND :monthlyOn IS NOT NULL)`
/** It ends after today, so that it can still be decided whether it renews (F08). */
const ALERTABLE = `s.model = 'prepaid' AND s.expires_at >= :tomorrow`

const renewalsQuery = (input: RenewalsInput, pricing: Pricing): WindowQuery<StoredSubscription, RenewalRow> => {
  const firstMonth = input.from.endsWith('-01') ? monthOf(input.from) : addMonths(monthOf(input.from), 1)
  const monthlyOn = firstDayOf(firstMonth) <= input.to ? firstDayOf(firstMonth) : null
  const own = restricted(input)
  const renews = { prepaid: RENEWS, monthly: RENEWS_MONTHLY }
  return {
    from: 'subscription_now s',
    id: 's.id',
    where: [
      PAID,
      input.model === undefined ? `${RENEWS} OR ${RENEWS_MONTHLY}` : renews[input.model],
      ...(input.alertsOnly ? [ALERTABLE] : []),
      ...own.where,
    ],
    parameters: {
      ...own.parameters,
      fromInstant: instantOf(input.from),
      untilInstant: instantOf(addDays(input.to, 1)),
      tomorrow: instantOf(addDays(input.today, 1)),
      monthlyOn,
    },
    sorts: {
      endsOn: [`CASE s.model WHEN 'prepaid' THEN s.expires_at ELSE :monthlyOn END`, 's.id'],
      companyName: BY_COMPANY,
      offerName: ['s.offer_name', 's.id'],
      contractNumber: ['s.contract_number', 's.id'],
      model: ['s.model', 's.id'],
      quantity: ['s.billed', 's.id'],
      allocated: ['s.allocated', 's.id'],
    },
    // What asks for a decision first; what renews by itself each month after it.
    order: [`s.model = 'monthly'`, 's.expires_at', 's.id'],
    rows: SUBSCRIPTION,
    show: (row) => renewalRow(row, monthlyOn, input.today, pricing),
  }
}

const renewalRow = (row: StoredSubscription, monthlyOn: string | null, today: string, pricing: Pricing): RenewalRow => {
  const { model, commercial_reference: reference, billed } = row
  const prepaid = model === 'prepaid'
  const endsOn = prepaid ? dayOf(row.expires_at ?? '') : (monthlyOn ?? '')
  const rules = billingRulesAt(endsOn)
  const lastDayToAct = addDays(endsOn, -1)
  return {
    subscriptionId: row.id,
    companyId: row.company_id,
    companyName: row.company_name ?? '',
    offerName: row.offer_name,
    commercialReference: reference,
    contractNumber: row.contract_number,
    model,
    quantity: billed,
    allocated: row.allocated,
    endsOn,
    renewsTo: prepaid ? renewalOf(endsOn, rules).to : firstDayOf(addMonths(monthOf(endsOn), 1)),
    lastDayToAct,
    alert: prepaid && today <= lastDayToAct,
    cost: prepaid
      ? pricing.term(reference, rules.prepaid.renewalYears, billed, endsOn)
      : pricing.month(reference, billed, endsOn),
    rules: prepaid ? ['M161', 'M201', 'M209', 'F08'] : ['M206', 'F08'],
  }
}

/** What ends from one local day to another, both included, and how many of it can still be acted on. */
export const listRenewals = (db: ReadDb, sources: PriceSources, input: RenewalsInput) => {
  const query = renewalsQuery(input, createPricing(sources, input.currency))
  const listed = readWindow(db, query, input)
  const alerts = countOf(db, 'subscription_now s', [...query.where, ALERTABLE], query.parameters)
  return { ...listed, alerts }
}

const PAGE = 500

/**
 * Ends of terms in their order, read page by page: what renews each month asks for nothing and is in no calendar (F08).
 */
export function* everyTermEnd(
  db: ReadDb,
  sources: PriceSources,
  period: Pick<RenewalsInput, 'from' | 'to' | 'today' | 'currency'>,
): Generator<RenewalRow> {
  const pricing = createPricing(sources, period.currency)
  const untilInstant = instantOf(addDays(period.to, 1))
  let after = { at: instantOf(period.from), id: '' }
  for (;;) {
    const page = db.all<StoredSubscription & { expires_at: string }>(
      `SELECT ${SUBSCRIPTION.select} FROM ${SUBSCRIPTION.from}
        WHERE ${whereSql([PAID, `s.model = 'prepaid'`, '(s.expires_at, s.id) > (:at, :id)', 's.expires_at < :untilInstant'])}
        ORDER BY s.expires_at, s.id LIMIT ${PAGE}`,
      { ...after, untilInstant },
    )
    for (const row of page) yield renewalRow(row, null, period.today, pricing)
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = { at: last.expires_at, id: last.id }
  }
}

const countOf = (
  db: ReadDb,
  from: string,
  where: readonly string[],
  parameters: WindowQuery<never, never>['parameters'],
): number => db.get<{ n: number }>(`SELECT count(*) AS n FROM ${from} WHERE ${whereSql(where)}`, parameters)?.n ?? 0
