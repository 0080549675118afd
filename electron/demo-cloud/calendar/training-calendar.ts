import { json, rainbowError, type Answer } from '../http/answer.ts'
import type { Tenant } from '../tenant/types.ts'
import { noonOf, type TrainingDay } from './training-days.ts'

export type TrainingCalendar = {
  readonly tenant: () => Tenant
  /** The cloud's clock: noon of the day (UTC) while one is shown, real time after the last one. */
  readonly today: () => Date
  /** To be told of each write: from the first one on, the calendar stands still and the clock goes. */
  readonly wrote: () => void
  /** The control API, which is no part of Rainbow's; null for any other path. */
  readonly control: (method: string, path: string) => Answer | null
}

type Deps = {
  readonly days: readonly TrainingDay[]
  /** The index of the day to begin with; null: after the last one, in real time. */
  readonly startAt: number | null
  readonly clock: () => Date
  readonly replaceTenant: (tenant: Tenant) => void
}

const PATH = '/training/calendar'

/**
 * Leads a training cloud through its days. `GET /training/calendar` answers {days, today, last}; `POST
 * /training/calendar/next` goes one day on and answers the same; `today` is a day or 'now'. 409 when somebody wrote, for
 * that would be lost, and when there is no further day.
 */
export const createTrainingCalendar = ({ days, startAt, clock, replaceTenant }: Deps): TrainingCalendar => {
  const last = days.at(-1)
  if (!last) throw new Error('a calendar needs a day')
  let index = startAt ?? days.length
  let firstWrite: number | null = null
  const day = (): TrainingDay | undefined => days[index]
  const shown = (): Answer => json({ days: days.map(({ on }) => on), today: day()?.on ?? 'now', last: last.on })

  const next = (): Answer => {
    if (firstWrite !== null) return rainbowError(409, 'The tenant was changed: going on would lose that')
    if (!day()) return rainbowError(409, 'The calendar has no further day')
    index += 1
    const following = day()
    if (following) replaceTenant(following.tenant)
    return shown()
  }

  return {
    tenant: () => (day() ?? last).tenant,
    today: () => {
      const on = day()?.on
      if (on === undefined) return clock()
      // A clock that stands still would never end a provisioning or an hour's wait, once somebody works.
      const since = firstWrite === null ? 0 : clock().getTime() - firstWrite
      return new Date(Date.parse(noonOf(on)) + since)
    },
    wrote: () => {
      firstWrite ??= clock().getTime()
    },
    control: (method, path) => {
      if (path === PATH && method === 'GET') return shown()
      if (path === `${PATH}/next` && method === 'POST') return next()
      return path === PATH || path === `${PATH}/next`
        ? rainbowError(405, `${method} is not offered here`, '000', { Allow: path === PATH ? 'GET' : 'POST' })
        : null
    },
  }
}
