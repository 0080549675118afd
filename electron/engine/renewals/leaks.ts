import type { LeakRow } from '../../../shared/contract/renewals.ts'
import { addDays, lastDayOf, monthOf } from '../../../shared/domain/local-date.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { ReadDb } from '../db/index.ts'
import { readWindow, type WindowQuery } from '../estate/index.ts'
import { createPricing, type PriceSources, type Pricing, sumOfAll, timesOf } from './pricing.ts'
import {
  BY_COMPANY,
  dayOf,
  type OfDay,
  restricted,
  type StoredSubscription,
  SUBSCRIPTION,
  UNUSED,
  whereSql,
} from './subscription-rows.ts'

/** Licences that are billed and not allocated: monthly ones can go with the next invoice, prepaid ones when their term ends. */
const leaksQuery = (db: ReadDb, input: OfDay, pricing: Pricing): WindowQuery<StoredSubscription, LeakRow> => {
  const own = restricted(input)
  return {
    from: 'subscription_now s',
    id: 's.id',
    where: [UNUSED, ...own.where],
    parameters: own.parameters,
    sorts: {
      companyName: BY_COMPANY,
      companyKind: { by: ['n.kind', ...BY_COMPANY.by], from: BY_COMPANY.from },
      offerName: ['s.offer_name', 's.id'],
      model: ['s.model', 's.id'],
      billed: ['s.billed', 's.id'],
      allocated: ['s.allocated', 's.id'],
      unused: ['s.billed - s.allocated', 's.id'],
      recoverableFrom: ['s.expires_at', 's.id'],
    },
    order: ['s.billed - s.allocated DESC', 's.id'],
    rows: SUBSCRIPTION,
    show: (row) => leakRow(row, boughtOf(db, row.id), input.today, pricing),
  }
}

/** M171: the newest total of the operation history; null where it says nothing of this subscription. */
const boughtOf = (db: ReadDb, id: string): number | null =>
  db.get<{ licences: number }>(
    `SELECT licences FROM operation WHERE resource_id = :id AND licences IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1`,
    { id },
  )?.licences ?? null

const leakRow = (row: StoredSubscription, bought: number | null, today: string, pricing: Pricing): LeakRow => {
  const { model, commercial_reference: commercialReference } = row
  const prepaid = model === 'prepaid'
  const allocated = row.allocated ?? 0
  const unused = row.billed - allocated
  // M210: within a term nothing is given back. Monthly: what is unused at the end of the month is billed again (M200, M206).
  const endsOn = prepaid && row.expires_at !== null ? dayOf(row.expires_at) : null
  return {
    subscriptionId: row.id,
    companyId: row.company_id,
    companyName: row.company_name ?? '',
    companyKind: row.company_kind ?? 'EC',
    offerName: row.offer_name,
    commercialReference,
    model,
    bought,
    billed: row.billed,
    allocated,
    unused,
    value: valueOf(row, unused, today, pricing),
    per: prepaid ? 'term' : 'month',
    recoverableFrom: prepaid ? endsOn : today,
    lastDayToAct: prepaid ? endsOn && addDays(endsOn, -1) : lastDayOf(monthOf(today)),
    rules: prepaid ? ['M155', 'M157', 'M210', 'Z11'] : ['M155', 'M200', 'M206', 'Z11'],
  }
}

type Priced = Pick<StoredSubscription, 'model' | 'commercial_reference'>
const valueOf = (
  { model, commercial_reference }: Priced,
  unused: number,
  today: string,
  pricing: Pricing,
): Money | null =>
  model === 'prepaid'
    ? pricing.term(commercial_reference, null, unused, today)
    : pricing.month(commercial_reference, unused, today)

type Group = Priced & { offer_name: string; unused: number; subscriptions: number }

/** Totals are the sums of all lines, each rounded by itself; a total is null when one of its prices is missing. */
export const listLeaks = (db: ReadDb, sources: PriceSources, input: OfDay) => {
  const pricing = createPricing(sources, input.currency)
  const query = leaksQuery(db, input, pricing)
  const groups = db.all<Group>(
    `SELECT s.model, s.commercial_reference, min(s.offer_name) AS offer_name, s.billed - s.allocated AS unused, count(*) AS subscriptions
      FROM subscription_now s WHERE ${whereSql(query.where)} GROUP BY 1, 2, 4`,
    query.parameters,
  )
  const total = groups.reduce((sum, { subscriptions }) => sum + subscriptions, 0)
  const priced = groups.map((group) => ({ ...group, value: timesOf(valueOf(group, group.unused, input.today, pricing), group.subscriptions) })) // prettier-ignore
  const totals = (model: Priced['model']) => {
    const of = priced.filter((group) => group.model === model)
    return {
      subscriptions: of.reduce((sum, { subscriptions }) => sum + subscriptions, 0),
      licences: of.reduce((sum, { unused, subscriptions }) => sum + unused * subscriptions, 0),
      value: sumOfAll(of.map(({ value }) => value), input.currency), // prettier-ignore
    }
  }
  const missing = priced
    .filter(({ value }) => value === null)
    .map((group) => group.commercial_reference ?? group.offer_name)
  const counted = { ...query, count: 'SELECT :total AS n', parameters: { ...query.parameters, total } }
  return {
    ...readWindow(db, counted, input),
    monthly: totals('monthly'),
    prepaid: totals('prepaid'),
    missingPrices: [...new Set(missing)].sort(),
  }
}
