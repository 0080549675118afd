import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import { cloudRow } from '../../db/index.ts'
import {
  brakedEntities,
  followedIds,
  isLatched,
  isTooMany,
  keptIds,
  latchBrake,
  setFollowed,
  type BrakedEntity,
} from '../brake.ts'
import type { CachedEntity } from '../cache.ts'
import type { Advance, PullContext, Step } from '../pull.ts'
import { listedEntities } from '../run-notes.ts'
import { ASKED_EACH, askEach, fateOf, unseen, type Unseen } from './missing.ts'
import { countInCloud, knownBefore } from './totals.ts'

/** What ends with its company, and what is only ended after a look at how many. */
const parts: readonly CachedEntity[] = ['site', 'company_link', 'offer', 'extension', 'company_prefix']
const order: readonly CachedEntity[] = [...brakedEntities, ...parts]

const isBraked = (entity: CachedEntity): entity is BrakedEntity => brakedEntities.some((one) => one === entity)

/** Ends what the cloud has no more, one kind after the other; the cursor names the last kind that was done. */
export const ending: Step = async (context) => {
  const { run } = context
  const entity = order[order.findIndex((one) => one === run.cursor.after) + 1]
  if (entity === undefined) return ok({ writes: [() => noteGaps(context)], next: null })
  const next = { offset: 0, after: entity }
  const writes = isBraked(entity) ? await endBraked(context, entity) : await endParts(context, entity)
  return writes.ok ? ok({ writes: writes.value, next, units: 0 }) : writes
}

/** The kinds whose lists this run has read to the end. */
const wasListed = ({ run }: PullContext, entity: CachedEntity): boolean =>
  run.mode === 'full' ? entity !== 'company_link' && entity !== 'offer' : entity === 'site'

/** Whether a thing's absence says anything: its company was read by this run, and so were the things of it. */
const speaks = (context: PullContext, entity: BrakedEntity, { id, companyId }: Unseen): boolean => {
  const { db, run } = context
  if (entity === 'company')
    return run.mode === 'full' || (run.notes.companies.includes(id) && !keptIds(db, entity).has(id))
  if (companyId !== null && fateOf(context, companyId) !== 'there') return false
  if (run.mode === 'full') return entity !== 'subscription' || !run.notes.late.includes(companyId ?? '')
  return entity !== 'equipment' && companyId !== null && run.notes.companies.includes(companyId)
}

type Writes = Advance['writes']

/** What a company had that the cloud has terminated went with it, and says nothing of the rest. */
const isOfTerminated = ({ db }: PullContext, { companyId }: Unseen): boolean =>
  companyId !== null && cloudRow(db, 'company', companyId)?.status === 'terminated'

const idsOf = (things: readonly Unseen[]): readonly string[] => things.map(({ id }) => id)

const endBraked = async (context: PullContext, entity: BrakedEntity) => {
  const { db, run, cache } = context
  const absent = await unseen(context, entity)
  const orphans = absent.filter(({ companyId }) => companyId !== null && fateOf(context, companyId) === 'gone')
  const missing = absent.filter((one) => !one.waiting && speaks(context, entity, one))
  const followed = followedIds(db, entity)
  // What is listed as terminated becomes that, and does not end.
  const listed = new Set(entity === 'company' ? run.notes.turned : [])
  const released = missing.filter(({ id }) => followed.has(id))
  const rest = missing.filter(({ id }) => !followed.has(id))
  const end = (things: readonly Unseen[]): Writes =>
    idsOf(things)
      .filter((id) => !listed.has(id))
      .map((id) => () => cache.end(entity, id))
  // A decision that came after the list was read is for the next run.
  const applies = run.mode === 'full' && !released.some(({ id }) => listed.has(id))
  const decided: (() => unknown)[] = [
    ...end([...orphans, ...released]),
    () => applies && setFollowed(db, entity, run.id),
  ]
  if (isLatched(db, entity)) return ok(decided)
  const counted = rest.filter((one) => !isOfTerminated(context, one))
  const excused = rest.length - counted.length
  const known = knownBefore(context, entity) - released.length - orphans.length - excused
  const braked = isTooMany(entity, counted.length, known)
  if (braked) {
    const latch = { run: run.id, at: run.dataAt, ids: idsOf(counted), known }
    decided.push(() => latchBrake(db, entity, latch))
  }
  const due = braked ? rest.filter((one) => isOfTerminated(context, one)) : rest
  if (due.length > ASKED_EACH) return ok([...decided, ...end(due)])
  const answers = await askEach(context, entity, idsOf(due))
  if (!answers.ok) return answers
  const { gone, there } = answers.value
  return ok([
    ...decided,
    ...gone.map((id) => () => cache.end(entity, id)),
    () => {
      if (entity !== 'company' || braked) return
      run.notes.mayTurn = true
      run.notes.late.push(...there.map(({ id }) => id))
    },
    ...there.map((row) => () => cache.see(entity, row)),
  ])
}

/** Parts of what is gone end with it; the rest of a list that was read to its end is gone by itself. */
const endParts = async (
  context: PullContext,
  entity: Exclude<CachedEntity, BrakedEntity>,
): Promise<Result<Writes, Failure>> => {
  const { db, run, cache } = context
  const absent = await unseen(context, entity)
  const listed = wasListed(context, entity) || run.notes.totals[entity] !== undefined
  const ofEquipment = entity === 'extension' || entity === 'company_prefix'
  const gone = absent.filter(({ id, companyId }) => {
    if (ofEquipment) return isOrphanOfEquipment(db, entity, id)
    if (companyId !== null && fateOf(context, companyId) !== 'there') return fateOf(context, companyId) === 'gone'
    return listed
  })
  const end = (ids: readonly string[]): Writes => ids.map((id) => () => cache.end(entity, id))
  if (entity !== 'site') return ok(end(idsOf(gone)))
  // No brake is for sites: each is asked for by its id, unless its company is gone.
  const isThere = ({ companyId }: Unseen): boolean => companyId === null || fateOf(context, companyId) === 'there'
  const answers = await askEach(context, 'site', idsOf(gone.filter(isThere)))
  if (!answers.ok) return answers
  return ok([
    ...end(idsOf(gone.filter((one) => !isThere(one)))),
    ...end(answers.value.gone),
    ...answers.value.there.map((row) => () => cache.see('site', row)),
  ])
}

const isOrphanOfEquipment = (db: PullContext['db'], table: string, id: string): boolean =>
  db.get(
    `SELECT 1 FROM ${table} WHERE id = :id AND valid_to IS NULL AND NOT EXISTS (
       SELECT 1 FROM equipment WHERE equipment.id = ${table}.equipment_id AND equipment.valid_to IS NULL)`,
    { id },
  ) !== undefined

/** The difference between what the cloud counts and what it lists stays the same until the next full run. */
const noteGaps = ({ db, run }: PullContext): void => {
  if (run.mode !== 'full') return
  for (const entity of listedEntities)
    run.notes.gap[entity] = (run.notes.totals[entity] ?? 0) - countInCloud(db, entity)
}
