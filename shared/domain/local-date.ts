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

/** The digits of a text from one place to another as a number; NaN when one is none. */
const figures = (text: string, from: number, to: number): number => {
  let number = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    number = number * 10 + digit
  }
  return number
}

/** Months since the year 0 of a text that begins 'YYYY-MM', without a Date: plans ask by the million. -1: it is none. */
const monthNumber = (text: string): number => {
  const [year, month] = [figures(text, 0, 4), figures(text, 5, 7)]
  return text.charCodeAt(4) === 45 && year >= 0 && month >= 1 && month <= 12 ? year * 12 + month - 1 : -1
}

const monthTexts: string[] = []
const monthText = (number: number): string =>
  (monthTexts[number] ??= `${String(Math.floor(number / 12)).padStart(4, '0')}-${two((number % 12) + 1)}`)

const two = (number: number): string => (number < 10 ? `0${number}` : String(number))

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const daysIn = (number: number): number => {
  const year = Math.floor(number / 12)
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return number % 12 === 1 && isLeap ? 29 : (LENGTHS[number % 12] ?? 0)
}

const LAST_MONTH = 9999 * 12 + 11

export const addDays = (date: string, days: number): string => {
  const number = monthNumber(date)
  if (number > 0 && number < LAST_MONTH && days >= -28 && days <= 28 && isLocalDate(date)) {
    const then = figures(date, 8, 10) + days
    if (then < 1) return `${monthText(number - 1)}-${two(then + daysIn(number - 1))}`
    const left = then - daysIn(number)
    return left > 0 ? `${monthText(number + 1)}-${two(left)}` : `${monthText(number)}-${two(then)}`
  }
  return isoDate(utcMidnight(date) + days * DAY)
}

/** '2017-12' + 1 is '2018-01'. */
export const addMonths = (month: string, months: number): string => {
  const number = month.length === 7 ? monthNumber(month) : -1
  const then = number + months
  if (number >= 0 && then >= 0 && then <= LAST_MONTH) return monthText(then)
  const first = new Date(utcMidnight(`${month}-01`))
  first.setUTCMonth(first.getUTCMonth() + months)
  return isoDate(first.getTime()).slice(0, 7)
}

export const monthOf = (date: string): string => date.slice(0, 7)
export const firstDayOf = (month: string): string => `${month}-01`
export const lastDayOf = (month: string): string => {
  const number = month.length === 7 ? monthNumber(month) : -1
  return number < 0 ? addDays(firstDayOf(addMonths(month, 1)), -1) : `${month}-${two(daysIn(number))}`
}

/** Whether a text is a day of the calendar: 2017-02-29 is none. */
export const isLocalDate = (text: string): boolean => {
  if (text.length !== 10 || text.charCodeAt(7) !== 45) return false
  const [number, day] = [monthNumber(text), figures(text, 8, 10)]
  return number >= 0 && day >= 1 && day <= daysIn(number)
}

/** The same day years later or earlier; 29 February becomes the 28th where there is none. */
export const addYears = (date: string, years: number): string => {
  const month = addMonths(monthOf(date), years * 12)
  const same = `${month}-${date.slice(8)}`
  return isLocalDate(same) ? same : lastDayOf(month)
}

/** Whole months from one local date to another, negative when the other is earlier: 2018-03-01 to 2020-12-01 is 33. */
export const wholeMonthsBetween = (from: string, to: string): number => {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))
  return months - (to.slice(8) < from.slice(8) ? 1 : 0)
}

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
