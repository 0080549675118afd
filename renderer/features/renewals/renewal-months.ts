import type { RenewalRow } from '../../../shared/contract/renewals.ts'
import { addMonths, monthOf } from '../../ui/months.ts'

/** A month of a period: the days of it that the period has. */
export type MonthSpan = { readonly month: string; readonly from: string; readonly to: string }

const lastDay = (month: string): string =>
  new Date(Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

/** The months between two local days, both included; not more than `most`. */
export const monthSpans = (from: string, to: string, most = 60): readonly MonthSpan[] => {
  const spans: MonthSpan[] = []
  for (let month = monthOf(from); month <= monthOf(to) && spans.length < most; month = addMonths(month, 1)) {
    const first = `${month}-01`
    const last = lastDay(month)
    spans.push({ month, from: first < from ? from : first, to: last > to ? to : last })
  }
  return spans
}

export type MonthFigures = {
  readonly licences: number
  /** Null as soon as one price is missing: no sum is shown without it (M218). */
  readonly cost: RenewalRow['cost']
}

/** Sums over the rows of a month; null when not all of them were read. */
export const monthFigures = (rows: readonly RenewalRow[], total: number): MonthFigures | null => {
  if (rows.length < total) return null
  const costs = rows.map(({ cost }) => cost)
  const [first] = costs
  const minor = costs.reduce<number | null>((sum, cost) => (sum === null || !cost ? null : sum + cost.minor), 0)
  return {
    licences: rows.reduce((sum, { quantity }) => sum + quantity, 0),
    cost: first && minor !== null ? { minor, currency: first.currency } : null,
  }
}

/** A day that there is: not the 30th of February. */
const isDay = (text: string | null): text is string => {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** The period of an address, or a year from `today` on; a period that ends before it begins is one day. */
export const periodOf = (
  from: string | null,
  to: string | null,
  today: string,
): { readonly from: string; readonly to: string } => {
  const first = isDay(from) ? from : today
  const month = addMonths(monthOf(first), 12)
  const inAYear = `${month}${first.slice(7)}`
  const last = isDay(to) ? to : isDay(inAYear) ? inAYear : lastDay(month)
  return { from: first, to: last < first ? first : last }
}
