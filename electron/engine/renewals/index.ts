import type { MadeFile } from '../../../shared/contract/quotes.ts'
import type { ReadDb } from '../db/index.ts'
import { calendarOf } from './ical.ts'
import type { PriceSources } from './pricing.ts'
import { everyTermEnd } from './queries.ts'

export { listLeaks } from './leaks.ts'
export { listRenewals } from './queries.ts'
export { listRadar } from './radar.ts'

type Period = { readonly from: string; readonly to: string; readonly today: string; readonly currency: string }

/** The ends of terms from one local day to another, both included, as an iCalendar file. */
export const renewalsCalendar = (db: ReadDb, sources: PriceSources, period: Period): MadeFile => {
  const parts: Buffer[] = []
  for (const part of calendarOf(everyTermEnd(db, sources, period), period.today)) parts.push(Buffer.from(part, 'utf8'))
  return {
    fileName: `renewals-${period.from}-${period.to}.ics`,
    mediaType: 'text/calendar; charset=utf-8',
    base64: Buffer.concat(parts).toString('base64'),
  }
}
