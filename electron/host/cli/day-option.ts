import { InvalidArgumentError } from 'commander'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

/** A day that exists, as its first or its last instant (UTC), or an instant with its time zone; UTC with milliseconds. */
export const dayOption =
  (edge: 'begin' | 'end') =>
  (text: string): string => {
    const day = text.slice(0, 10)
    const midnight = Date.parse(`${day}T00:00:00.000Z`)
    const exists = DAY.test(day) && !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day)
    if (exists && DAY.test(text)) return edge === 'begin' ? `${day}T00:00:00.000Z` : `${day}T23:59:59.999Z`
    const time = exists && INSTANT.test(text) ? Date.parse(text) : Number.NaN
    if (Number.isNaN(time)) throw new InvalidArgumentError('A date is YYYY-MM-DD, or a time such as 2017-10-01T12:00Z.')
    return new Date(time).toISOString()
  }
