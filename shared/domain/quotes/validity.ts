import { addDays } from '../local-date.ts'

/** The last day of a quote that is valid for so many days: local dates. */
export const validUntilOf = (date: string, days: number): string => addDays(date, days)

export type QuoteDates = { readonly date: string; readonly startsOn: string; readonly validUntil: string }
export type DateProblem = { readonly date: string; readonly reason: string }

/** Nothing may begin, or run out, before the day of the quote. */
export const dateProblem = ({ date, startsOn, validUntil }: QuoteDates): DateProblem | null => {
  if (validUntil < date)
    return { date: validUntil, reason: `the quote of ${date} would have run out before it was made` }
  if (startsOn < date) return { date: startsOn, reason: `the licences would begin before the quote of ${date}` }
  return null
}
