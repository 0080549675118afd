import type { CompanyKind } from '../../../shared/contract/estate.ts'
import type { CompanyId, Window } from '../../../shared/contract/values.ts'
import { BILLING_TIME_ZONE } from '../../../shared/domain/billing-rules.ts'
import { localDateAt, startOfLocalDay } from '../../../shared/domain/local-date.ts'
import { searched } from '../estate/index.ts'

/** What is looked at: a window over all companies, one of them, or those that a text finds. */
export type OfDay = Window & {
  readonly today: string
  readonly currency: string
  readonly companyId?: string | undefined
  readonly search?: string | undefined
}
/** The instant (UTC ISO) at which a local day begins where bills are made. */
export const instantOf = (day: string): string => new Date(startOfLocalDay(day, BILLING_TIME_ZONE)).toISOString()

const days = new Map<string, string>()

/** The local day of an instant. Terms end on few days, and asking the calendar is slow. */
export const dayOf = (instant: string): string => {
  const known = days.get(instant)
  if (known !== undefined) return known
  const day = localDateAt(Date.parse(instant), BILLING_TIME_ZONE)
  if (days.size > 1000) days.clear()
  days.set(instant, day)
  return day
}

/** "--" is not zero: without both numbers nothing is known to be unused (M145). */
export const UNUSED = `s.model IN ('monthly', 'prepaid') AND s.status <> 'terminated' AND s.billed > s.allocated`
export const BY_COMPANY = {
  by: ['n.name COLLATE NOCASE', 'n.company_id', 's.offer_name', 's.id'],
  from: 'company_count n CROSS JOIN subscription_now s ON s.company_id = n.company_id',
}

/** Conditions over `s` of one company and of a search text. */
export const restricted = ({ companyId, search }: Pick<OfDay, 'companyId' | 'search'>) => {
  const text = searched(search, undefined, {
    table: 'subscription',
    id: 's.id',
    ...(companyId === undefined ? { companyId: 's.company_id' } : {}),
    columns: [],
  })
  return {
    where: [...(companyId === undefined ? [] : ['s.company_id = :companyId']), ...text.where],
    parameters: { ...text.parameters, companyId },
  }
}

export type StoredSubscription = {
  id: string
  company_id: CompanyId
  company_name: string | null
  company_kind: CompanyKind | null
  offer_name: string
  commercial_reference: string | null
  contract_number: string | null
  model: 'monthly' | 'prepaid'
  billed: number
  allocated: number | null
  expires_at: string | null
}
export const SUBSCRIPTION = {
  select: `s.id, s.company_id, n.name AS company_name, n.kind AS company_kind, s.offer_name, s.commercial_reference, s.contract_number,
    s.model, s.billed, s.allocated, s.expires_at`,
  from: 'subscription_now s LEFT JOIN company_count n ON n.company_id = s.company_id',
  id: 's.id',
}

export const whereSql = (where: readonly string[]): string => where.map((one) => `(${one})`).join(' AND ')
