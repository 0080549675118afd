/** Calendar arithmetic on local dates 'YYYY-MM-DD' and months 'YYYY-MM', and where a local day begins on the UTC line. */

const MINUTE = 60_000
const DAY = 86_400_000

const formatters = new Map<string, Intl.DateTimeFormat>()

const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formatters.set(timeZone, made)
  return made
}

/** The local date of an instant (milliseconds UTC) in an IANA time zone. RangeError for an unknown zone. */
export const localDateAt = (instant: number, timeZone: string): string => {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
}

const utcMidnight = (date: string): number => {
  const instant = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(instant)) throw new RangeError(`not a date: ${date}`)
  return instant
}

const isoDate = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

export const addDays = (date: string, days: number): string => isoDate(utcMidnight(date) + days * DAY)

/** '2017-12' + 1 is '2018-01'. */
export const addMonths = (month: string, months: number): string => {
  const first = new Date(utcMidnight(`${month}-01`))
  first.setUTCMonth(first.getUTCMonth() + months)
  return isoDate(first.getTime()).slice(0, 7)
}

export const monthOf = (date: string): string => date.slice(0, 7)
export const firstDayOf = (month: string): string => `${month}-01`
export const lastDayOf = (month: string): string => addDays(firstDayOf(addMonths(month, 1)), -1)

const starts = new Map<string, number>()

/**
 * The first instant (milliseconds UTC) of a local day. It is searched for, because a day does not always begin at 00:00:
 * some zones put the clock forward at midnight. A local day is 23, 24 or 25 hours long.
 */
export const startOfLocalDay = (date: string, timeZone: string): number => {
  const key = `${timeZone} ${date}`
  const known = starts.get(key)
  if (known !== undefined) return known
  const guess = utcMidnight(date)
  let before = guess - 15 * 60 * MINUTE
  let from = guess + 15 * 60 * MINUTE
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2)
    if (localDateAt(middle, timeZone) < date) before = middle
    else from = middle
  }
  if (starts.size > 1000) starts.clear()
  starts.set(key, from)
  return from
}
