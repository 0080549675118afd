import type { Tenant } from '../tenant/types.ts'
import { trainingTenant } from '../tenant/training-tenant.ts'
import { trainingTenantAt } from './tenant-at.ts'

export type TrainingDay = {
  /** 'YYYY-MM-DD'; the cloud's clock shows its noon, UTC. */
  readonly on: string
  readonly tenant: Tenant
}

/** The instant at which a day of the calendar is looked at. */
export const noonOf = (on: string): string => `${on}T12:00:00.000Z`

/**
 * The deck shows several things twice with different values and dates none of them (X10-X13). These days are chosen so
 * that each value is there on one of them, in the order of the deck:
 *
 * - 2017-09-15: after INV00000150 (1 September), before the third quarter's changes. "Sistemas" (M079, X11) with 10/2 and
 *   20/2 (M247), SoundTrack and Interior Designer premium (M079, M089), both and High-Tech with a blank visibility (M081),
 *   Jessica ROBINSON Enterprise / Sell and John GARCIA Business / Administrator (M019).
 * - 2017-09-22: exactly the other column of X10-X13 and of the lists' visibility, and nothing else (Z17): "Sistemos" with
 *   10/10 and 22/17 (M178), both companies freemium (M082), all public, both members Essential, "Sell" and blank (M020,
 *   L238).
 * - 2017-10-13: the third snapshot of X13, "Admin / Sell" and blank (M020, L795). New: INV00000234 and its consumption
 *   files, Advanced Telephony, Universal Design, and bpOTEC51, declared that morning and not connected yet (M068, M100).
 * - 2017-11-27: the prepaid offers are announced for this day (M157). The estate as the deck leaves it: licences assigned
 *   (M152), SoundTrack activated (M143, M176), bpOTEC51 connected with its prefixes (M101, M102), prepaid (M159, M172).
 */
const before = ['2017-09-15', '2017-09-22', '2017-10-13']

export const trainingDays: readonly TrainingDay[] = [
  ...before.map((on) => ({ on, tenant: trainingTenantAt(noonOf(on)) })),
  { on: '2017-11-27', tenant: trainingTenant },
]
