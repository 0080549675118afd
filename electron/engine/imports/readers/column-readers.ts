import type { Decimal } from '../../../../shared/domain/decimal.ts'
import { type DateOrder, inferDateOrder, parseDate } from '../../../../shared/domain/parsing/dates.ts'
import {
  decimalFromNumber,
  inferDecimalMark,
  parseNumber,
  type ParsedNumber,
  shortestDecimal,
} from '../../../../shared/domain/parsing/numbers.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import type { Cell, TableRow } from './types.ts'

export type CellFault =
  'VALUE_MISSING' | 'NUMBER_UNREADABLE' | 'NUMBER_AMBIGUOUS' | 'DATE_UNREADABLE' | 'DATE_AMBIGUOUS'
type NumberReader = (cell: Cell | undefined) => Result<ParsedNumber, CellFault>
type DateReader = (cell: Cell | undefined) => Result<string, CellFault>

const CACHE_LIMIT = 20_000

/** Remembers what a text means: columns repeat few values, and the objects are shared by the rows. */
const remembered = <T>(read: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>()
  return (text) => {
    const hit = known.get(text)
    if (hit !== undefined) return hit
    const made = read(text)
    if (known.size >= CACHE_LIMIT) known.clear()
    known.set(text, made)
    return made
  }
}

const distinctTexts = (rows: readonly TableRow[], column: number): ReadonlySet<string> => {
  const texts = new Set<string>()
  for (const { cells } of rows) {
    const cell = cells[column]
    if (typeof cell === 'string') texts.add(cell)
  }
  return texts
}

/** What a column proves by itself, else what the other columns of its kind prove, else the fallback; null when it contradicts itself. */
const decide = <T>(
  own: T | 'CONFLICT' | null,
  others: readonly (T | 'CONFLICT' | null)[],
  fallback: T | null,
): T | null => {
  if (own === 'CONFLICT') return null
  if (own !== null) return own
  const proven = new Set(others.filter((other): other is T => other !== null && other !== 'CONFLICT'))
  const [only] = proven
  return proven.size === 1 && only !== undefined ? only : proven.size > 1 ? null : fallback
}

const numberReader = (mark: '.' | ',' | null): NumberReader => {
  const fromText = remembered((text): Result<ParsedNumber, CellFault> => {
    const parsed = parseNumber(text, mark)
    if (parsed.ok) return ok({ ...parsed.value, value: shortestDecimal(parsed.value.value) })
    return fail(parsed.failure === 'AMBIGUOUS' ? 'NUMBER_AMBIGUOUS' : 'NUMBER_UNREADABLE')
  })
  return (cell) => {
    if (typeof cell === 'string') return cell.trim() === '' ? fail('VALUE_MISSING') : fromText(cell)
    if (cell === null || cell === undefined) return fail('VALUE_MISSING')
    if (typeof cell !== 'number') return fail('NUMBER_UNREADABLE')
    const parsed = decimalFromNumber(cell)
    return parsed.ok ? ok({ value: shortestDecimal(parsed.value), currency: null }) : fail('NUMBER_UNREADABLE')
  }
}

const dateReader = (order: DateOrder | null): DateReader => {
  const fromText = remembered((text): Result<string, CellFault> => {
    const parsed = parseDate(text, order)
    if (parsed.ok) return ok(parsed.value.date)
    return fail(parsed.failure === 'AMBIGUOUS' ? 'DATE_AMBIGUOUS' : 'DATE_UNREADABLE')
  })
  return (cell) => {
    if (typeof cell === 'string') return cell.trim() === '' ? fail('VALUE_MISSING') : fromText(cell)
    if (cell === null || cell === undefined) return fail('VALUE_MISSING')
    return typeof cell === 'number' ? fail('DATE_UNREADABLE') : ok(cell.date)
  }
}

/**
 * Readers of number columns, in the order given. The decimal mark is inferred from each whole column, then from the
 * others; a file that proves none falls back to `fallback`, or to refusing what could be read in two ways.
 */
export const numberReaders = (
  rows: readonly TableRow[],
  columns: readonly number[],
  fallback: '.' | ',' | null,
): readonly NumberReader[] => {
  const marks = columns.map((column) => inferDecimalMark(distinctTexts(rows, column)))
  return marks.map((own) => numberReader(decide(own, marks, fallback)))
}

/** Readers of date columns; when no date proves the order it is day first, as ALE prints it (M232). */
export const dateReaders = (rows: readonly TableRow[], columns: readonly number[]): readonly DateReader[] => {
  const orders = columns.map((column) => inferDateOrder(distinctTexts(rows, column)))
  return orders.map((own) => dateReader(decide<DateOrder>(own, orders, 'dmy')))
}

const whole = (value: Decimal): number | null =>
  value.units % 10 ** value.scale === 0 ? value.units / 10 ** value.scale : null

/** An exact integer, or null when the cell holds none. */
export const integerOf = (cell: Cell | undefined, read: NumberReader): number | null => {
  const parsed = read(cell)
  return parsed.ok ? whole(parsed.value.value) : null
}
