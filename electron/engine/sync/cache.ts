import { PENDING, tables, versionedTable, type Row, type VersionedTable, type WriteDb } from '../db/index.ts'
import { followedIds, keptIds, turnsTerminated } from './brake.ts'
import type { OutboxPort } from './outbox-port.ts'
import { oddIn } from './rows/index.ts'
import { countsOf, noteOdd } from './run-notes.ts'
import type { Run } from './run-store.ts'

const versioned = {
  company: tables.company,
  member: tables.member,
  site: tables.site,
  equipment: tables.equipment,
  company_prefix: tables.companyPrefix,
  extension: tables.extension,
  company_link: tables.companyLink,
  offer: tables.offer,
  subscription: tables.subscription,
} as const
export type CachedEntity = keyof typeof versioned

/** Stores what a run has read, and counts it. To be called within transactions. */
export type Cache = {
  /**
   * An id that comes twice is one row, the last one wins. `first`: this run had not seen it yet. 'held': a company that
   * turns terminated, which the brake looks at first; its former row stays and counts as not seen.
   */
  see(entity: CachedEntity, row: Row): { readonly first: boolean; readonly outcome: Outcome }
  /** Whether this company is one of those 'held'. */
  holds(company: Row): boolean
  end(entity: CachedEntity, id: string): void
}

export type Outcome = 'added' | 'changed' | 'unchanged' | 'held'
type Before = { readonly seen_run: number; readonly valid_from: string }

export const createCache = (db: WriteDb, outbox: OutboxPort, run: Run): Cache => {
  const stored = new Map<CachedEntity, VersionedTable>()
  const tableOf = (entity: CachedEntity): VersionedTable => {
    const known = stored.get(entity) ?? versionedTable(db, versioned[entity])
    stored.set(entity, known)
    return known
  }
  const hasOpenEdit = (entity: CachedEntity, id: string): boolean =>
    db.get(`SELECT 1 FROM ${entity} WHERE id = :id AND valid_from = '${PENDING}'`, { id }) !== undefined
  const tell = (entity: CachedEntity, id: string): void => {
    if (hasOpenEdit(entity, id)) outbox.cloudChanged(entity, id)
  }

  let followed: ReadonlySet<string> | null = null
  let kept: ReadonlySet<string> | null = null

  const isKeptNow = ({ id }: Row): boolean => run.mode === 'incremental' && (kept ??= keptIds(db, 'company')).has(id)
  const holds = (row: Row): boolean => {
    if (!turnsTerminated(db, row)) return false
    followed ??= followedIds(db, 'company')
    return isKeptNow(row) || !(run.notes.mayTurn || followed.has(row.id))
  }
  /** One that a person keeps is looked at by full runs only. */
  const hold = (row: Row): boolean => {
    const { turned } = run.notes
    const first = !turned.includes(row.id)
    if (first && !isKeptNow(row)) turned.push(row.id)
    return first
  }

  return {
    holds,
    see: (entity, row) => {
      if (oddIn(row) > 0) noteOdd(run.notes, entity)
      if (entity === 'company' && holds(row)) return { first: hold(row), outcome: 'held' }
      const before = db.get<Before>(`SELECT seen_run, valid_from FROM ${entity} WHERE id = :id AND valid_to IS NULL`, {
        id: row.id,
      })
      const outcome = tableOf(entity).see(row, run.id, run.dataAt)
      const first = before?.seen_run !== run.id
      const counts = countsOf(run.notes, entity)
      // What this run has added or changed before is counted as that already.
      const counted = before !== undefined && before.valid_from >= run.notes.firstDataAt
      if (!counted) {
        if (first) counts[outcome] += 1
        else if (outcome === 'changed') {
          counts.changed += 1
          counts.unchanged -= 1
        }
      }
      if (outcome !== 'unchanged') tell(entity, row.id)
      return { first, outcome }
    },
    end: (entity, id) => {
      if (!tableOf(entity).end(id, run.dataAt)) return
      countsOf(run.notes, entity).removed += 1
      tell(entity, id)
    },
  }
}
