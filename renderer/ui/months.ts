const MONTH = /^\d{4}-\d{2}$/

/** The month 'YYYY-MM' of a date or an instant (UTC). */
export const monthOf = (instant: string): string => instant.slice(0, 7)

export const isMonth = (text: string): boolean => MONTH.test(text)

/** 'YYYY-MM', so many months later. */
export const addMonths = (month: string, by: number): string => {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** `count` months from `first` on, without a gap. */
export const monthsFrom = (first: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => addMonths(first, index))

const name = (month: string, locale: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`))

/** "December 2026"; what is not a month stays as it is. */
export const formatMonth = (month: string, locale: string): string =>
  isMonth(month) ? name(month, locale, { month: 'long', year: 'numeric' }) : month

/** The axis of a year and more: the year stands below the first month and below each January. */
export const monthAxis = (months: readonly string[], locale: string): readonly string[] =>
  months.map((month, index) => {
    const short = name(month, locale, { month: 'short' })
    return index === 0 || month.endsWith('-01') ? `${short}\n${month.slice(0, 4)}` : short
  })
