import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { LicencePlan, LicencePlanId, PlanDefinition } from '../../../shared/contract/planning.ts'
import type { Window } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { runCommand } from '../core/index.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'
import { readWindow, type WindowQuery } from '../estate/index.ts'

type Sent = { readonly commandId: string; readonly at: string; readonly id: LicencePlanId }
type Stored = {
  id: LicencePlanId
  current: number
  made_at: string
  changed_at: string
  definition: string
  parent: number | null
  child: number | null
}

const COLUMNS = `p.id, p.current, p.made_at, p.changed_at, v.definition, v.parent,
  (SELECT max(version) FROM licence_plan_version WHERE plan_id = p.id AND parent = p.current) AS child`
const FROM = 'licence_plan p JOIN licence_plan_version v ON v.plan_id = p.id AND v.version = p.current'

const scopeName = (db: ReadDb, { scope }: PlanDefinition): string =>
  scope.kind === 'estate'
    ? ''
    : (db.get<{ name: string }>(
        `SELECT name FROM company WHERE id = coalesce((SELECT cloud_id FROM local_id WHERE id = :id), :id)
         ORDER BY shown DESC, valid_from DESC LIMIT 1`,
        { id: scope.companyId },
      )?.name ?? '')

const show = (db: ReadDb, row: Stored): LicencePlan => {
  const definition = JSON.parse(row.definition) as PlanDefinition
  return {
    id: row.id,
    version: row.current,
    definition,
    scopeName: scopeName(db, definition),
    madeAt: row.made_at,
    changedAt: row.changed_at,
    canUndo: row.parent !== null,
    canRedo: row.child !== null,
  }
}

const find = (db: ReadDb, id: string): Stored | undefined =>
  db.get<Stored>(`SELECT ${COLUMNS} FROM ${FROM} WHERE p.id = :id AND p.removed_at IS NULL`, { id })
const notFound = (id: string) => fail(failure('NOT_FOUND', { what: 'plan', id }))

/** A plan as it stands; NOT_FOUND when there is none or it was removed. */
export const getLicencePlan = (db: ReadDb, id: string): Result<LicencePlan, Failure> => {
  const row = find(db, id)
  return row ? ok(show(db, row)) : notFound(id)
}

type ListInput = Window & { readonly search?: string | undefined }

/** Changed last first, unless another order is asked for. */
export const listLicencePlans = (db: ReadDb, input: ListInput) => {
  const search = input.search?.trim() ?? ''
  const by = (key: string): readonly string[] => [key, 'p.id']
  const query: WindowQuery<Stored, LicencePlan> = {
    from: 'licence_plan p',
    id: 'p.id',
    where: ['p.removed_at IS NULL', ...(search === '' ? [] : ['instr(lower(p.name), lower(:search)) > 0'])],
    parameters: { search },
    sorts: { name: by('p.name COLLATE NOCASE'), madeAt: by('p.made_at'), changedAt: by('p.changed_at') },
    order: ['p.changed_at DESC', 'p.id DESC'],
    rows: { select: COLUMNS, from: FROM, id: 'p.id' },
    show: (row) => show(db, row),
  }
  return readWindow(db, query, input)
}

/** Every version, newest first, also those that were undone. */
export const planHistory = (db: ReadDb, id: string) => {
  const plan = find(db, id)
  if (!plan) return notFound(id)
  const versions = db.all<{ version: number; at: string; definition: string }>(
    'SELECT version, at, definition FROM licence_plan_version WHERE plan_id = :id ORDER BY version DESC',
    { id },
  )
  return ok(
    versions.map(({ version, at, definition }) => ({
      version,
      at,
      definition: JSON.parse(definition) as PlanDefinition,
      current: version === plan.current,
    })),
  )
}

/** A plan as one of its versions says, for what was made of it; null when there is no such version. */
const planVersion = (db: ReadDb, id: string, version: number): PlanDefinition | null => {
  const row = db.get<{ definition: string }>(
    'SELECT definition FROM licence_plan_version WHERE plan_id = :id AND version = :version',
    { id, version },
  )
  return row ? (JSON.parse(row.definition) as PlanDefinition) : null
}

/** Stores a new plan, or the next version of one: it rests on the version that was shown, also after an undo. */
export const saveLicencePlan = (
  db: WriteDb,
  { commandId, at, ...input }: Sent & { readonly definition: PlanDefinition },
): Result<LicencePlan, Failure> =>
  runCommand(db, { commandId, name: 'plan.save', at, input }, ({ id, definition }) => {
    const removed = db.get('SELECT 1 FROM licence_plan WHERE id = :id AND removed_at IS NOT NULL', { id })
    if (removed) return notFound(id)
    const parent = find(db, id)?.current ?? null
    const newest = db.get<{ n: number | null }>('SELECT max(version) AS n FROM licence_plan_version WHERE plan_id = :id', { id }) // prettier-ignore
    const version = (newest?.n ?? 0) + 1
    db.run(
      `INSERT INTO licence_plan (id, current, name, made_at, changed_at) VALUES (:id, :version, :name, :at, :at)
       ON CONFLICT (id) DO UPDATE SET current = :version, name = :name, changed_at = :at`,
      { id, version, name: definition.name, at },
    )
    db.run(
      `INSERT INTO licence_plan_version (plan_id, version, parent, definition, at) VALUES (:id, :version, :parent, :definition, :at)`,
      { id, version, parent, definition: JSON.stringify(definition), at },
    )
    return getLicencePlan(db, id)
  })

/** To the version before, or to the newest of those that were made from this one; no version is deleted. */
const move = (
  db: WriteDb,
  name: 'plan.undo' | 'plan.redo',
  { commandId, at, id }: Sent,
): Result<LicencePlan, Failure> =>
  runCommand(db, { commandId, name, at, input: { id } }, () => {
    const plan = find(db, id)
    if (!plan) return notFound(id)
    const version = name === 'plan.undo' ? plan.parent : plan.child
    if (version === null) return fail(failure(name === 'plan.undo' ? 'NOTHING_TO_UNDO' : 'NOTHING_TO_REDO'))
    const definition = planVersion(db, id, version)
    db.run('UPDATE licence_plan SET current = :version, name = :name, changed_at = :at WHERE id = :id', {
      id,
      version,
      name: definition?.name ?? '',
      at,
    })
    return getLicencePlan(db, id)
  })

export const undoLicencePlan = (db: WriteDb, sent: Sent): Result<LicencePlan, Failure> => move(db, 'plan.undo', sent)
export const redoLicencePlan = (db: WriteDb, sent: Sent): Result<LicencePlan, Failure> => move(db, 'plan.redo', sent)

/** Takes a plan out of the list; its rows stay. */
export const removeLicencePlan = (db: WriteDb, { commandId, at, id }: Sent): Result<{ id: LicencePlanId }, Failure> =>
  runCommand(db, { commandId, name: 'plan.remove', at, input: { id } }, () => {
    const { changes } = db.run('UPDATE licence_plan SET removed_at = :at WHERE id = :id AND removed_at IS NULL', {
      id,
      at,
    })
    return changes === 0 ? notFound(id) : ok({ id })
  })
