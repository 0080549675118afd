import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import { cloudRow } from '../../db/index.ts'
import { identifier, integer, text, type Json } from '../fields.ts'
import { inParallel } from '../parallel.ts'
import type { PullContext } from '../pull.ts'
import { licencesOf } from '../rainbow.ts'
import { licenceColumns, type Licence } from '../rows/index.ts'
import { noteOdd } from '../run-notes.ts'

export type Holder = { readonly id: string; readonly licences: readonly Licence[] }

export type CompanyLicences = {
  readonly holders: readonly Holder[]
  /** The company's subscriptions, as the cloud lists them; null when they could not be read. */
  readonly subscriptions: readonly Json[] | null
  /** Members whose licences have changed as the operation history says. */
  readonly changed: (memberId: string) => boolean
}

type Plan =
  | { readonly ask: readonly Holder[] }
  /** All of them hold this one: the cloud counts as many as there are members, and no other licence in use. */
  | { readonly all: Licence; readonly holders: readonly Holder[] }

/** Whose licences must be asked for, one request each: as few as the counts of the subscriptions allow. */
export const planLicences = ({ holders, subscriptions, changed }: CompanyLicences): Plan => {
  if (holders.length === 0) return { ask: [] }
  const suspects = holders.filter(({ id }) => changed(id))
  if (subscriptions === null) return { ask: suspects }
  const counted = subscriptions.map((json) => ({
    id: identifier(json, 'id') ?? '',
    offerName: text(json, 'offerName') ?? '',
    used: integer(json, 'numberAssignedUsers'),
  }))
  if (counted.some(({ used, offerName }) => used === null || offerName === '')) return { ask: holders }
  const inUse = counted.filter(({ used }) => used !== 0)
  const [only] = inUse
  if (only && inUse.length === 1 && only.used === holders.length) {
    const all = { subscriptionId: only.id, offerName: only.offerName }
    const wrong = holders.filter(({ licences }) => JSON.stringify(licences) !== JSON.stringify([all]))
    return { all, holders: wrong }
  }
  const held = new Map<string, number>()
  for (const { licences } of holders)
    for (const { subscriptionId } of licences) held.set(subscriptionId, (held.get(subscriptionId) ?? 0) + 1)
  const fits =
    counted.every(({ id, used }) => (held.get(id) ?? 0) === used) &&
    [...held.keys()].every((id) => counted.some((one) => one.id === id))
  return { ask: fits ? suspects : holders }
}

/** Reads what the plan of each company asks for, all companies together; the writes come back per company. */
export const readLicences = async (
  { db, client, signal, cache, run }: PullContext,
  companies: readonly CompanyLicences[],
): Promise<Result<readonly (() => unknown)[], Failure>> => {
  const store = (id: string, licences: readonly Licence[]) => (): void => {
    const known = cloudRow(db, 'member', id)
    if (known) cache.see('member', { ...known, ...licenceColumns(licences) })
  }
  const plans = companies.map(planLicences)
  const known = plans.flatMap((plan) => ('all' in plan ? plan.holders.map(({ id }) => store(id, [plan.all])) : []))
  const asked = plans.flatMap((plan) => ('ask' in plan ? plan.ask : []))
  const read = await inParallel(asked, signal, async ({ id }) => {
    const licences = await licencesOf(client, id, signal)
    return licences.ok ? ok({ id, licences: licences.value }) : licences
  })
  if (!read.ok) return read
  const stored = read.value.flatMap(({ id, licences }) => {
    if (licences === null) return []
    return [licences === 'odd' ? () => noteOdd(run.notes, 'member') : store(id, licences)]
  })
  return ok([...known, ...stored])
}
