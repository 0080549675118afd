import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Brake, PulledEntity } from '../../../shared/contract/sync.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { derivedId, runCommand } from '../core/index.ts'
import { cloudRow, type ReadDb, type Row, type WriteDb } from '../db/index.ts'

/** What is not removed in numbers without a person's decision (docs/sync.md, "Brake"). */
export const brakedEntities = ['company', 'member', 'equipment', 'subscription'] as const
export type BrakedEntity = (typeof brakedEntities)[number]

/** More than this share gone at once looks like a fault, not like work. */
const SHARE = 0.3
const AT_LEAST: Readonly<Record<BrakedEntity, number>> = { company: 5, member: 20, equipment: 20, subscription: 20 }
const EXAMPLES = 5

export const isTooMany = (entity: BrakedEntity, missing: number, known: number): boolean =>
  missing >= AT_LEAST[entity] && missing > known * SHARE

type BrakeRow = {
  id: string
  entity: PulledEntity
  at: string
  missing: number
  known: number
  examples: string
  decision: string | null
}

const fromRow = ({ id, entity, at, missing, known, examples }: BrakeRow): Brake => ({
  id,
  entity,
  at,
  missing,
  known,
  examples: JSON.parse(examples) as string[],
})

/** Brakes that wait for a person. */
export const openBrakes = (db: ReadDb): readonly Brake[] =>
  db.all<BrakeRow>('SELECT * FROM brake WHERE released_at IS NULL ORDER BY at, id').map(fromRow)

export const isLatched = (db: ReadDb, entity: BrakedEntity): boolean =>
  db.get('SELECT 1 FROM brake WHERE entity = :entity AND released_at IS NULL', { entity }) !== undefined

/** What the newest brake of a kind keeps as it is here: while it is on, and after a person has said so. */
export const keptIds = (db: ReadDb, entity: BrakedEntity): ReadonlySet<string> => {
  const newest = db.get<{ ids: string; decision: string | null }>(
    'SELECT missing_ids AS ids, decision FROM brake WHERE entity = :entity ORDER BY run DESC LIMIT 1',
    { entity },
  )
  return new Set(newest && newest.decision !== 'follow' ? (JSON.parse(newest.ids) as string[]) : [])
}

/** The cloud ends a company by its status, too: the row would turn from another status to 'terminated'. */
export const turnsTerminated = (db: ReadDb, row: Row): boolean =>
  row.status === 'terminated' && (cloudRow(db, 'company', row.id)?.status ?? 'terminated') !== 'terminated'

/** Whether the brake, or a person who has released it, keeps a company's former row against this one. */
export const keepsFormerCompany = (db: ReadDb, row: Row): boolean =>
  turnsTerminated(db, row) && (isLatched(db, 'company') || keptIds(db, 'company').has(row.id))

/** A person decided to follow the cloud, and no run has done so yet. */
export const mustFollow = (db: ReadDb): boolean =>
  db.get(`SELECT 1 FROM brake WHERE decision = 'follow' AND applied_run IS NULL`) !== undefined

/** The ids that a person was shown and decided to let go. */
export const followedIds = (db: ReadDb, entity: BrakedEntity): ReadonlySet<string> =>
  new Set(
    db
      .all<{ ids: string }>(
        `SELECT missing_ids AS ids FROM brake WHERE entity = :entity AND decision = 'follow' AND applied_run IS NULL`,
        { entity },
      )
      .flatMap(({ ids }) => JSON.parse(ids) as string[]),
  )

export const setFollowed = (db: WriteDb, entity: BrakedEntity, run: number): void => {
  db.run(`UPDATE brake SET applied_run = :run WHERE entity = :entity AND decision = 'follow' AND applied_run IS NULL`, {
    entity,
    run,
  })
}

type Latch = { readonly run: number; readonly at: string; readonly ids: readonly string[]; readonly known: number }

/** Nothing of this kind ends from here on until a person decides. Once per run and kind. */
export const latchBrake = (db: WriteDb, entity: BrakedEntity, { run, at, ids, known }: Latch): void => {
  const name = entity === 'subscription' ? 'offer_name' : 'name'
  const examples = db.all<{ name: string }>(
    `SELECT ${name} AS name FROM ${entity} WHERE valid_to IS NULL AND id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify(ids.slice(0, EXAMPLES)) },
  )
  db.run(
    `INSERT OR IGNORE INTO brake (id, entity, run, at, missing, known, examples, missing_ids)
     VALUES (:id, :entity, :run, :at, :missing, :known, :examples, :ids)`,
    {
      id: derivedId(`${run}`, `brake on ${entity}`),
      entity,
      run,
      at,
      missing: ids.length,
      known,
      examples: JSON.stringify(examples.map((one) => one.name)),
      ids: JSON.stringify(ids),
    },
  )
}

export type BrakeDecision = {
  readonly commandId: string
  readonly at: string
  readonly brakeId: string
  readonly decision: 'follow' | 'keep'
}

/** A person releases a brake. NOT_FOUND, or BRAKE_DECIDED when it was released before. */
export const decideBrake = (db: WriteDb, { commandId, at, brakeId, decision }: BrakeDecision): Result<null, Failure> =>
  runCommand(db, { commandId, name: 'sync.decideBrake', at, input: { brakeId, decision } }, () => {
    const known = db.get<{ released_at: string | null }>('SELECT released_at FROM brake WHERE id = :brakeId', {
      brakeId,
    })
    if (!known) return fail(failure('NOT_FOUND', { what: 'brake', id: brakeId }))
    if (known.released_at !== null) return fail(failure('BRAKE_DECIDED'))
    db.run('UPDATE brake SET released_at = :at, decision = :decision WHERE id = :brakeId', { at, decision, brakeId })
    return ok(null)
  })
