import type { Dashboard } from '../../../shared/contract/estate.ts'
import { addDays, dayOf } from '../../ui/days.ts'
import { monthOf } from '../../ui/months.ts'

type Expiry = Dashboard['expiries'][number]

/** What ends from this month to the month of the day that is so many days ahead, and that day. Months are whole. */
export const endingSoon = (
  expiries: readonly Expiry[],
  now: string,
  days = 90,
): { readonly rows: readonly Expiry[]; readonly until: string } => {
  const today = dayOf(now)
  const until = addDays(today, days)
  const rows = expiries
    .filter(({ month, subscriptions }) => subscriptions > 0 && month >= monthOf(today) && month <= monthOf(until))
    .toSorted((a, b) => a.month.localeCompare(b.month))
  return { rows, until }
}
