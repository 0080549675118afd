import { setImmediate as otherWork } from 'node:timers/promises'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { derivedId, runCommand } from '../core/index.ts'
import type { WriteDb } from '../db/index.ts'
import type { Outbox } from '../outbox/index.ts'
import { entriesOf } from './read.ts'
import { changeOf, type MadeStep, restsOf } from './rests.ts'
import { readStatement, type StatedStep, type StoredImpact } from './statement.ts'

export type Apply = {
  readonly commandId: string
  readonly at: string
  readonly id: string
  /** Local date: what is due later stays. */
  readonly today: string
}

type ApplyDeps = { readonly db: WriteDb; readonly outbox: Outbox }
type Numbered = { readonly number: number; readonly step: StatedStep }

/** The entry of a step, whenever and however often it is applied. */
const entryIdOf = (impactId: string, number: number): string => derivedId(impactId, `step ${number}`)

const refusal = (steps: readonly StatedStep[]): Failure | null => {
  const found = steps.find(({ refused }) => refused !== null)
  if (!found?.refused) return null
  const { rule, reason, because, code } = found.refused
  const params = { reason, ...(because === null ? {} : { because }), company: found.companyName }
  return failure(code === 'NOT_ALLOWED' ? 'NOT_ALLOWED' : 'RULE_BROKEN', params, rule === code ? null : rule)
}

/** Names the first company that changed, and what; null when these are as the statement says, its own steps apart. */
const outdated = (
  { db }: ApplyDeps,
  { id, rests, steps }: StoredImpact,
  companyIds: ReadonlySet<string>,
): Failure | null => {
  const entries = entriesOf(db, id)
  const made = new Map<string, MadeStep[]>()
  for (const [number, step] of steps.entries()) {
    const entry = entries.get(number)
    if (!entry || !companyIds.has(step.companyId)) continue
    made.set(step.companyId, [...(made.get(step.companyId) ?? []), { step, state: entry.state }])
  }
  const current = currentRests(db, [...companyIds])
  for (const before of rests) {
    if (!companyIds.has(before.companyId)) continue
    const change = changeOf(db, before, current.get(before.companyId), made.get(before.companyId) ?? [])
    if (change === null) continue
    const kept = entries.size > 0 ? `; ${entries.size} of ${steps.length} steps had been made before` : ''
    return failure('IMPACT_OUTDATED', { reason: `${before.name}: ${change}${kept}` })
  }
  return null
}

/** By the ids of the statement: a company that was new then has an id of the cloud by now. */
const currentRests = (db: WriteDb, ids: readonly string[]) => {
  const known = db.all<{ id: string; cloud_id: string }>(
    'SELECT id, cloud_id FROM local_id WHERE id IN (SELECT value FROM json_each(:ids))',
    { ids: JSON.stringify(ids) },
  )
  const cloudIds = new Map(known.map(({ id, cloud_id }) => [id, cloud_id]))
  const found = new Map(restsOf(db, ids.map((id) => cloudIds.get(id) ?? id)).map((one) => [one.companyId, one])) // prettier-ignore
  return new Map(ids.map((id) => [id, found.get(cloudIds.get(id) ?? id)]))
}

/** Rolls a batch back; never leaves makeBatch. */
class Refusal extends Error {}

/** Entries, and which step each is of, in one transaction: a kill leaves both or neither. */
const makeBatch = ({ db, outbox }: ApplyDeps, impact: StoredImpact, batch: readonly Numbered[], at: string) => {
  const last = lastOfCompany(impact, batch[0]?.number ?? 0)
  const steps = batch.map(({ number, step }) => {
    const before = last.get(step.companyId)
    last.set(step.companyId, number)
    const afterId = before === undefined ? null : entryIdOf(impact.id, before)
    return { id: entryIdOf(impact.id, number), edit: step.edit, afterId }
  })
  const commandId = derivedId(impact.id, `batch from step ${batch[0]?.number ?? 0}`)
  let made: Result<unknown, Failure> | undefined
  try {
    db.transaction(() => {
      made = outbox.makeSteps({ commandId, at, steps })
      if (!made.ok) throw new Refusal()
      for (const { number } of batch) {
        const entryId = entryIdOf(impact.id, number)
        db.run('INSERT INTO impact_entry (impact_id, step, entry_id) VALUES (:id, :number, :entryId)', { id: impact.id, number, entryId }) // prettier-ignore
      }
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
  return made?.ok === false ? made : ok(null)
}

/** Of each company the last step before this one: steps of a company wait for one another. */
const lastOfCompany = ({ steps }: StoredImpact, number: number): Map<string, number> =>
  new Map(steps.slice(0, number).map(({ companyId }, index) => [companyId, index]))

/** As many as the outbox takes at once. */
const BATCH = 500

const dueSteps = (db: WriteDb, { id, steps }: StoredImpact, today: string): readonly Numbered[] => {
  const entries = entriesOf(db, id)
  return steps.flatMap((step, number) => (step.due <= today && !entries.has(number) ? [{ number, step }] : []))
}

/** The first time the whole estate under the statement is looked at, later on what is due. */
const restingOn = ({ steps }: StoredImpact, batch: readonly Numbered[], first: boolean): ReadonlySet<string> =>
  new Set(first ? steps.map(({ companyId }) => companyId) : batch.map(({ step }) => step.companyId))

/**
 * Makes the due steps that are not made yet, exactly as they are stored, as entries of the outbox; again after a kill or on a
 * later day. Refuses with IMPACT_OUTDATED when what they rest on has changed, with the rule of a step that the statement
 * says cannot be done, and as the outbox does. What was made before a refusal stays.
 */
export const applyImpact = async (
  deps: ApplyDeps,
  { commandId, at, id, today }: Apply,
): Promise<Result<{ made: number }, Failure>> => {
  const { db } = deps
  const impact = readStatement(db, id)
  if (!impact) return fail(failure('NOT_FOUND', { what: 'impact statement', id }))
  const refused = refusal(impact.steps)
  if (refused) return fail(refused)
  const done = db.get('SELECT 1 FROM command_log WHERE command_id = :commandId', { commandId }) !== undefined
  let made = 0
  while (!done) {
    const batch = dueSteps(db, impact, today).slice(0, BATCH)
    if (batch.length === 0) break
    const none = db.get('SELECT 1 FROM impact_entry WHERE impact_id = :id LIMIT 1', { id }) === undefined
    const changed = outdated(deps, impact, restingOn(impact, batch, none))
    if (changed) return fail(changed)
    const entries = makeBatch(deps, impact, batch, at)
    if (!entries.ok) return entries
    made += batch.length
    await otherWork()
  }
  return runCommand(db, { commandId, name: 'impacts.apply', at, input: { id, today } }, () => {
    db.run('UPDATE impact SET applied_at = coalesce(applied_at, :at) WHERE id = :id', { id, at })
    return ok({ made })
  })
}
