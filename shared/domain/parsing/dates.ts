import type { Result } from '../../util/result.ts'
import { fail, ok } from '../../util/result.ts'
import { monthNumber } from './month-names.ts'

/** Order of day, month and year in all-figure dates. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'
type DateFault = 'NOT_A_DATE' | 'AMBIGUOUS'
/** Local calendar date 'YYYY-MM-DD' as printed, and the time 'HH:MM:SS' where there is one. A zone is not applied. */
type ParsedDate = { readonly date: string; readonly time: string | null }

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](.+))?$/
const FIGURES = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:,?[T ]+(.+))?$/
const DAY_MONTH =
  /^(\d{1,2})(?:er)?\.?(?: de| of)?[ -]([^\d\s.,-]{3,12})\.?(?: de)?,?[ -](\d{4})(?:,?[T ]+(?:à |um |at )?(.+))?$/i
const MONTH_DAY = /^([^\d\s.,-]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,?[T ]+(?:at )?(.+))?$/i
const TIME =
  /^(\d{1,2})[:h.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i

const two = (n: number): string => String(n).padStart(2, '0')

const isoDate = (year: number, month: number, day: number): string | null => {
  const probe = new Date(Date.UTC(year, month - 1, day))
  const real = probe.getUTCMonth() === month - 1 && probe.getUTCDate() === day && year >= 1900 && year <= 2199
  return real ? `${String(year)}-${two(month)}-${two(day)}` : null
}

/** 'HH:MM:SS', null where there is no time, undefined where there is something that is none. */
const parseTime = (text: string | undefined): string | null | undefined => {
  if (text === undefined || text.trim() === '') return null
  const match = TIME.exec(text.trim())
  if (!match) return undefined
  const half = match[4]?.toLowerCase()
  let hour = Number(match[1])
  if (half) hour = (hour % 12) + (half === 'p' ? 12 : 0)
  const [minute, second] = [Number(match[2]), Number(match[3] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return `${two(hour)}:${two(minute)}:${two(second)}`
}

const assemble = (year: number, month: number, day: number, timeText?: string): Result<ParsedDate, DateFault> => {
  const date = isoDate(year < 100 ? 2000 + year : year, month, day)
  const time = parseTime(timeText)
  return date && time !== undefined ? ok({ date, time }) : fail('NOT_A_DATE')
}

const tidy = (text: string): string =>
  text
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
    .replace(/^'/, '')

/**
 * The order that one date proves: 31/07/2017 proves dmy, 07/31/2017 mdy, 2017/07/01 ymd, 01/07/2017 nothing.
 * A whole column is read in one order, so one proof decides it (V12, V13); contradicting proofs give 'CONFLICT'.
 */
export const inferDateOrder = (texts: Iterable<string>): DateOrder | 'CONFLICT' | null => {
  let found: DateOrder | null = null
  for (const text of texts) {
    const match = FIGURES.exec(tidy(text))
    if (!match) continue
    const [first, second] = [Number(match[1]), Number(match[3])]
    const order = (match[1] ?? '').length === 4 ? 'ymd' : first > 12 ? 'dmy' : second > 12 ? 'mdy' : null
    if (!order) continue
    if (found && found !== order) return 'CONFLICT'
    found = order
  }
  return found
}

/** Reads a date text. All-figure dates need `order`; without it those that prove no order are AMBIGUOUS (V12-V14, V17). */
export const parseDate = (text: string, order: DateOrder | null): Result<ParsedDate, DateFault> => {
  const clean = tidy(text)
  const iso = ISO.exec(clean)
  if (iso) return assemble(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso[4])
  const figures = FIGURES.exec(clean)
  if (figures) {
    const [a, b, c] = [Number(figures[1]), Number(figures[3]), Number(figures[4])]
    const known = order ?? inferDateOrder([clean])
    if (known === 'ymd') return assemble(a, b, c, figures[5])
    if (known === 'dmy') return assemble(c, b, a, figures[5])
    if (known === 'mdy') return assemble(c, a, b, figures[5])
    return a === b ? assemble(c, b, a, figures[5]) : fail('AMBIGUOUS')
  }
  const dayFirst = DAY_MONTH.exec(clean)
  if (dayFirst) {
    const month = monthNumber(dayFirst[2] ?? '')
    return month ? assemble(Number(dayFirst[3]), month, Number(dayFirst[1]), dayFirst[4]) : fail('NOT_A_DATE')
  }
  const monthFirst = MONTH_DAY.exec(clean)
  if (monthFirst) {
    const month = monthNumber(monthFirst[1] ?? '')
    return month ? assemble(Number(monthFirst[3]), month, Number(monthFirst[2]), monthFirst[4]) : fail('NOT_A_DATE')
  }
  return fail('NOT_A_DATE')
}

const DAY_MS = 86_400_000

/** Excel's day number (V15, V16). The 1900 system has a 29 February 1900 that never was, so its days 1-60 are refused. */
export const dateFromSerial = (serial: number, system: 1900 | 1904 = 1900): Result<ParsedDate, DateFault> => {
  if (!Number.isFinite(serial) || serial < (system === 1900 ? 61 : 0) || serial >= 109_575) return fail('NOT_A_DATE')
  const epoch = system === 1900 ? Date.UTC(1899, 11, 30) : Date.UTC(1904, 0, 1)
  const moment = new Date(epoch + Math.round(serial * 86_400) * 1000).toISOString()
  const time = moment.slice(11, 19)
  return ok({ date: moment.slice(0, 10), time: time === '00:00:00' ? null : time })
}

/** Excel's day number of a local date; the inverse of dateFromSerial for dates without time. */
export const serialFromDate = (date: string, system: 1900 | 1904 = 1900): number =>
  (Date.parse(`${date}T00:00:00Z`) - (system === 1900 ? Date.UTC(1899, 11, 30) : Date.UTC(1904, 0, 1))) / DAY_MS

/** Writes 'YYYY-MM-DD' in an order, with `/` (or `-` for ymd). */
export const formatDate = (date: string, order: DateOrder): string => {
  const [year = '', month = '', day = ''] = date.split('-')
  return order === 'ymd' ? date : order === 'dmy' ? `${day}/${month}/${year}` : `${month}/${day}/${year}`
}
