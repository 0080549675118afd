import type { Dashboard } from '../../../shared/contract/estate.ts'
import { isMonth, monthsFrom } from '../../ui/months.ts'

export type Expiry = Dashboard['expiries'][number]

/** Its months, the latest first. */
export type Overdue = Omit<Expiry, 'month'> & { readonly months: readonly string[] }

/** The months ahead without a gap, and what has ended already. */
export type ExpiryPlan = { readonly ahead: readonly Expiry[]; readonly overdue: Overdue | null }

/** `first`: the month of today, or of the day that is looked at. What ended earlier, under whatever name, is overdue. */
export const expiryPlan = (expiries: readonly Expiry[], first: string, count = 24): ExpiryPlan => {
  const byMonth = new Map(expiries.map((expiry) => [expiry.month, expiry]))
  const past = expiries.filter(({ month }) => !isMonth(month) || month < first)
  const sum = past.reduce(
    (all, one) => ({
      subscriptions: all.subscriptions + one.subscriptions,
      licences: all.licences + one.licences,
    }),
    { subscriptions: 0, licences: 0 },
  )
  return {
    ahead: monthsFrom(first, count).map((month) => byMonth.get(month) ?? { month, subscriptions: 0, licences: 0 }),
    overdue:
      sum.subscriptions > 0
        ? {
            ...sum,
            months: past
              .map(({ month }) => month)
              .toSorted()
              .toReversed(),
          }
        : null,
  }
}
