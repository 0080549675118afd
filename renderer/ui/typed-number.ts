import { type Decimal, formatDecimal, parseDecimal } from '../../shared/domain/decimal.ts'

const spaces = /[\s\u00a0\u202f]/g

/** A whole number as typed, with spaces between its groups if wanted; null where it is none or out of bounds. */
export const typedWhole = (typed: string, least: number, most = 1_000_000): number | null => {
  const bare = typed.replaceAll(spaces, '').replace('−', '-')
  if (!/^[+-]?\d{1,9}$/.test(bare)) return null
  const number = Number(bare)
  return number >= least && number <= most ? number : null
}

/** A decimal as typed, with a point or a comma; null where it is none, negative, or has more than six decimals. */
export const typedDecimal = (typed: string): Decimal | null => {
  const parsed = parseDecimal(typed.replaceAll(spaces, '').replace(',', '.'))
  if (!parsed.ok || parsed.value.units < 0 || parsed.value.scale > 6) return null
  return parsed.value
}

/** Percent as typed, as the fraction that the engine takes: "12.5" is {125, 3}; null where it is none. */
export const typedPercent = (typed: string): Decimal | null => {
  const minus = /^[−-]/.test(typed.trim())
  const plain = typedDecimal(typed.trim().replace(/^[+−-]/, ''))
  if (!plain) return null
  const units = minus && plain.units !== 0 ? -plain.units : plain.units
  return { units, scale: plain.scale + 2 }
}

/** A fraction as percent to be typed over: {125, 3} is "12.5". */
export const percentText = (fraction: Decimal): string =>
  fraction.scale >= 2
    ? formatDecimal({ units: fraction.units, scale: fraction.scale - 2 })
    : formatDecimal({ units: fraction.units * 10 ** (2 - fraction.scale), scale: 0 })
