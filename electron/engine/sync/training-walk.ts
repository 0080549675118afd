import type { Failure } from '../../../shared/contract/failure.ts'
import type { Progress } from '../../../shared/contract/jobs.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import type { CloudClient } from './cloud-client.ts'
import { isJson, text, texts } from './fields.ts'
import { isRefused } from './rainbow.ts'

const CALENDAR = '/training/calendar'
const NOW = 'now'

type Calendar = { readonly days: readonly string[]; readonly today: string }

const read = (value: unknown): Calendar | null => {
  if (!isJson(value)) return null
  const today = text(value, 'today')
  return today ? { days: texts(value, 'days'), today } : null
}

/** Null: this is not a training cloud, or it cannot go on (somebody has written to it). */
const asked = async (answer: Promise<Result<unknown, Failure>>): Promise<Result<Calendar | null, Failure>> => {
  const given = await answer
  if (given.ok) return ok(read(given.value))
  // A cloud without a calendar answers 404 or says anything else than a calendar.
  const none = isRefused(given.failure) || given.failure.code === 'CLOUD_NOT_RAINBOW'
  return none ? ok(null) : given
}

type Deps = {
  readonly client: CloudClient
  readonly signal: AbortSignal
  readonly progress: (progress: Progress) => void
  /** The cache holds something newer than this day: a training cloud that was started again begins with its first. */
  readonly isPast: (day: string) => boolean
  readonly pull: (asked: Pull) => Promise<Result<unknown, Failure>>
}

/** One pull. `day` is null for the last one; `full` after a walk: a cloud that began anew has forgotten what was sent. */
type Pull = {
  readonly day: string | null
  readonly full: boolean
  readonly progress: (progress: Progress) => void
}

const SHARE = 1000

/**
 * Training only: the training cloud leads through its days, so that the past can be looked at. Each day is read, then
 * the cloud goes on, until its calendar says now. The calendar remembers the day: after a kill the walk goes on.
 */
export const walk = async ({ client, signal, progress, isPast, pull }: Deps): Promise<Result<null, Failure>> => {
  let calendar = await asked(client.getJson(CALENDAR, signal))
  if (!calendar.ok) return calendar
  const left = calendar.value ? daysLeft(calendar.value) : 0
  for (let day = 0; ; day += 1) {
    const today: string | null = calendar.value?.today ?? NOW
    const last = today === NOW
    const own = (part: Progress): void =>
      left === 0
        ? progress(part)
        : progress({ ...part, done: day * SHARE + share(part), total: (left + 1) * SHARE, unit: 'steps' })
    if (last || !isPast(today)) {
      const pulled = await pull({ day: last ? null : today, full: left > 0, progress: own })
      if (!pulled.ok) return pulled
    }
    if (last) return ok(null)
    calendar = await asked(client.send('POST', `${CALENDAR}/next`, undefined, signal))
    if (!calendar.ok) return calendar
    if (calendar.value === null) return ok(null)
  }
}

const daysLeft = ({ days, today }: Calendar): number =>
  today === NOW ? 0 : days.length - Math.max(0, days.indexOf(today))

const share = ({ done, total }: Progress): number => Math.floor((done / Math.max(1, total)) * SHARE)
