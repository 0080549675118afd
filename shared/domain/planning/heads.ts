import type { Decimal } from '../decimal.ts'

export const MOST_HEADS = 1_000_000

export type HeadChange =
  | { readonly kind: 'set'; readonly heads: number }
  | { readonly kind: 'add'; readonly heads: number }
  /** Of the number of then, rounded up: 0.1 of 15 is 2 more. */
  | { readonly kind: 'percent'; readonly fraction: Decimal }

/** People with a plan from a local date on. */
export type HeadStep = { readonly on: string; readonly heads: number }

export type Heads = {
  /** By date, at least one; the first is of `today`. */
  readonly steps: readonly HeadStep[]
  /** A change led below zero or above a million and was stopped there. */
  readonly stopped: boolean
}

const changed = (heads: number, change: HeadChange): number => {
  if (change.kind === 'set') return change.heads
  if (change.kind === 'add') return heads + change.heads
  const { units, scale } = change.fraction
  const [part, whole] = [BigInt(heads) * BigInt(units), 10n ** BigInt(scale)]
  // BigInt division drops the fraction, which is rounding up below zero.
  return heads + Number(part > 0n ? (part + whole - 1n) / whole : part / whole)
}

/**
 * How many people have the plan from `today` on. Changes count in the order of their dates, on one day in the order in
 * which they are given; one dated before today counts today, because nothing can be bought in the past.
 */
export const headsOver = (
  start: number,
  changes: readonly { readonly from: string; readonly change: HeadChange }[],
  today: string,
): Heads => {
  let heads = start
  let stopped = false
  const steps: HeadStep[] = [{ on: today, heads }]
  for (const { from, change } of [...changes].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const wanted = changed(heads, change)
    heads = Math.min(MOST_HEADS, Math.max(0, wanted))
    stopped ||= heads !== wanted
    const on = from < today ? today : from
    if (steps.at(-1)?.on === on) steps.pop()
    steps.push({ on, heads })
  }
  return { steps, stopped }
}

/** People on a local date; before the first step, as many as in it. */
export const headsOn = (steps: readonly HeadStep[], date: string): number => {
  let at = steps.length - 1
  while (at > 0 && (steps[at]?.on ?? '') > date) at -= 1
  return steps[at]?.heads ?? 0
}

/** The fewest people on any day from `from` to `to`, inclusive. */
export const lowestHeads = (steps: readonly HeadStep[], from: string, to: string): number => {
  let lowest = headsOn(steps, from)
  for (const { on, heads } of steps) if (on > from && on <= to && heads < lowest) lowest = heads
  return lowest
}
