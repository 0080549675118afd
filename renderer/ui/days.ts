/**
 * Days and times as a person names them, in this computer's time zone. A moment is a day 'YYYY-MM-DD', which means the end of
 * that day, or a day and a time 'YYYY-MM-DDTHH:MM'.
 */
const DAY = /^\d{4}-\d{2}-\d{2}$/
const DAY_AND_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/
const LAST_OF_DAY = '23:59:59.999'

const two = (n: number): string => String(n).padStart(2, '0')

/** The day 'YYYY-MM-DD' of an instant. */
export const dayOf = (instant: string | number): string => {
  const date = new Date(instant)
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Today 'YYYY-MM-DD'. */
export const today = (now: () => number = Date.now): string => dayOf(now())

/** So many days later. */
export const addDays = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)

export const isMoment = (text: string | null): text is string =>
  text !== null && (DAY.test(text) || DAY_AND_TIME.test(text)) && !Number.isNaN(Date.parse(text))

/** The instant (UTC) of a moment. */
export const instantOf = (moment: string): string =>
  new Date(DAY.test(moment) ? `${moment}T${LAST_OF_DAY}` : moment).toISOString()

/** The moment of an instant: only its day when it is the end of that day. */
export const momentOf = (instant: string): string => {
  const date = new Date(instant)
  const day = dayOf(instant)
  return instantOf(day) === date.toISOString() ? day : `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}
