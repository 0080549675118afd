import { isMoment, momentOf } from '../../ui/days.ts'

type Asked = { readonly from: string | null; readonly to: string | null }
type Known = {
  /** Days with changes 'YYYY-MM-DD', newest first; the last one is the first synchronisation. */
  readonly days: readonly string[]
  /** The instant up to which the person last looked; null: never. */
  readonly looked: string | null
  readonly today: string
}

/**
 * The two moments that are compared. Until a person chooses: now with when she last looked, or with the state before the newest
 * changes, so that there is something to see.
 */
export const betweenDays = (asked: Asked, { days, looked, today }: Known): { from: string; to: string } => {
  const to = isMoment(asked.to) ? asked.to : today
  if (isMoment(asked.from)) return { from: asked.from, to }
  if (looked !== null) return { from: momentOf(looked), to }
  // Before the first day nothing is known: the day after it is compared with itself, which says to choose.
  const until = days.filter((day) => day <= to)
  return { from: until[1] ?? until[0] ?? to, to }
}
