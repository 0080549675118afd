import type { Result } from '../../util/result.ts'
import { fail, ok } from '../../util/result.ts'
import { type Decimal, formatDecimal } from '../decimal.ts'

/** How a file writes numbers: "1.234,50", "1,234.50", "1 234,50", "1'234.50". */
export type NumberConvention = { readonly decimalMark: '.' | ','; readonly groupMark: '.' | ',' | ' ' | "'" | null }
type NumberFault = 'NOT_A_NUMBER' | 'AMBIGUOUS'
export type ParsedNumber = { readonly value: Decimal; readonly currency: string | null }

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' }
const SPACES = /[\s\u00a0\u2007\u2009\u202f]/g
const FIGURES = /^[.,]?\d[\d.,' ]*$/

type Bare = { readonly negative: boolean; readonly digits: string; readonly currency: string | null }

/** What may stand around the figures, each at most once and in any order: currency, sign, parentheses (V33, V35). */
const WRAPPINGS = [
  { what: 'currency', pattern: /^([A-Z]{3}|[€$£¥]) ?(.+)$/, mark: 1, rest: 2 },
  { what: 'currency', pattern: /^(.+?) ?([A-Z]{3}|[€$£¥])$/, mark: 2, rest: 1 },
  { what: 'sign', pattern: /^([+-]) ?(.+)$/, mark: 1, rest: 2 },
  { what: 'sign', pattern: /^(.+?) ?(-)$/, mark: 2, rest: 1 },
  { what: 'sign', pattern: /^(\()(.+)\)$/, mark: 1, rest: 2 },
] as const

/** The figures of a number text with what stood around them; null when it is no number. */
const bareNumber = (text: string): Bare | null => {
  let rest = text
    .replace(SPACES, ' ')
    .trim()
    .replace(/^'/, '')
    .replace(/[\u2019\u02bc]/g, "'")
    .replace(/\u2212/g, '-')
    .trim()
  const seen: { currency?: string; sign?: string } = {}
  while (!FIGURES.test(rest)) {
    const wrapping = WRAPPINGS.find(({ what, pattern }) => seen[what] === undefined && pattern.test(rest))
    const match = wrapping?.pattern.exec(rest)
    if (!wrapping || !match) return null
    seen[wrapping.what] = match[wrapping.mark] ?? ''
    rest = (match[wrapping.rest] ?? '').trim()
  }
  const currency = seen.currency === undefined ? null : (SIGNS[seen.currency] ?? seen.currency)
  return { negative: seen.sign === '-' || seen.sign === '(', digits: rest, currency }
}

const GROUPED: Readonly<Record<string, RegExp>> = {
  '.': /^\d{1,3}(\.\d{3})+$/,
  ',': /^\d{1,3}(,\d{3})+$/,
  ' ': /^\d{1,3}( \d{3})+$/,
  "'": /^\d{1,3}('\d{3})+$/,
}

/**
 * The decimal mark that one number proves, or null when it proves none: "1.234,5" and "2,80" prove a comma, "0.045" a
 * point; "15" proves nothing and "1.234" could be either.
 */
const provenMark = (digits: string): '.' | ',' | null => {
  const point = digits.lastIndexOf('.')
  const comma = digits.lastIndexOf(',')
  if (point < 0 && comma < 0) return null
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ','
  const mark = point >= 0 ? '.' : ','
  const parts = digits.split(mark)
  if (parts.length > 2) return mark === '.' ? ',' : '.'
  const [whole = '', fraction = ''] = parts
  const couldBeGroup = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole)
  return couldBeGroup ? null : mark
}

/** Evidence from a whole column: 'CONFLICT' when it proves both marks, null when it proves none (V08, V09). */
export const inferDecimalMark = (texts: Iterable<string>): '.' | ',' | 'CONFLICT' | null => {
  let found: '.' | ',' | null = null
  for (const text of texts) {
    const bare = bareNumber(text)
    const mark = bare && provenMark(bare.digits)
    if (!mark) continue
    if (found && found !== mark) return 'CONFLICT'
    found = mark
  }
  return found
}

/**
 * Reads one number exactly. Without a known mark ("null") a text such as "1.234" is AMBIGUOUS rather than guessed,
 * because the two readings differ by a factor of a thousand.
 */
export const parseNumber = (text: string, mark: '.' | ',' | null): Result<ParsedNumber, NumberFault> => {
  const bare = bareNumber(text)
  if (!bare) return fail('NOT_A_NUMBER')
  const decimalMark = mark ?? provenMark(bare.digits)
  if (!decimalMark && /[.,]/.test(bare.digits)) return fail('AMBIGUOUS')
  const at = decimalMark ? bare.digits.lastIndexOf(decimalMark) : -1
  const whole = at < 0 ? bare.digits : bare.digits.slice(0, at)
  const fraction = at < 0 ? '' : bare.digits.slice(at + 1)
  const group = /[.,' ]/.exec(whole)?.[0]
  if (group && !(GROUPED[group]?.test(whole) ?? false)) return fail('NOT_A_NUMBER')
  if (group === decimalMark) return fail('NOT_A_NUMBER')
  if (!/^\d*$/.test(fraction)) return fail('NOT_A_NUMBER')
  const magnitude = Number(whole.replace(/\D/g, '') + fraction)
  if (!Number.isSafeInteger(magnitude)) return fail('NOT_A_NUMBER')
  const units = bare.negative && magnitude !== 0 ? -magnitude : magnitude
  return ok({ value: { units, scale: fraction.length }, currency: bare.currency })
}

/** The same number with no zero at the end of its fraction: 2.80 typed in a CSV and 2.8 stored in a workbook become equal. */
export const shortestDecimal = (value: Decimal): Decimal => {
  let { units, scale } = value
  while (scale > 0 && units % 10 === 0) {
    units /= 10
    scale--
  }
  return { units, scale }
}

/**
 * The decimal that a workbook's binary number stands for. Excel shows 15 significant digits, so 16.759999999999998
 * is the 16.76 that was typed.
 */
export const decimalFromNumber = (n: number): Result<Decimal, NumberFault> => {
  if (!Number.isFinite(n)) return fail('NOT_A_NUMBER')
  const plain = Number(n.toPrecision(15)).toString()
  const exponent = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(plain)
  const text = exponent
    ? `${exponent[1] ?? ''}0.${'0'.repeat(Number(exponent[4]) - 1)}${exponent[2] ?? ''}${exponent[3] ?? ''}`
    : plain
  const parsed = parseNumber(text, '.')
  return parsed.ok ? ok(parsed.value.value) : parsed
}

/** Writes a decimal in a convention, with at least `minimumFraction` fraction digits. */
export const formatNumber = (value: Decimal, convention: NumberConvention, minimumFraction = 0): string => {
  const plain = formatDecimal(value, minimumFraction)
  const negative = plain.startsWith('-')
  const [whole = '', fraction] = plain.replace('-', '').split('.')
  const grouped = convention.groupMark ? whole.replace(/\B(?=(\d{3})+$)/g, convention.groupMark) : whole
  return `${negative ? '-' : ''}${grouped}${fraction === undefined ? '' : convention.decimalMark + fraction}`
}
