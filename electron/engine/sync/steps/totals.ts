import { ok } from '../../../../shared/util/result.ts'
import type { ReadDb } from '../../db/index.ts'
import type { BrakedEntity } from '../brake.ts'
import type { PullContext, Step } from '../pull.ts'
import * as rainbow from '../rainbow.ts'
import { countsOf, listedEntities, type ListedEntity } from '../run-notes.ts'
import { lastFull } from '../run-store.ts'

const lists: Readonly<Record<ListedEntity, rainbow.ScopeList>> = {
  company: rainbow.companies,
  member: rainbow.users,
  equipment: rainbow.systems,
}

/** How many the cloud has as far as the cache knows: members without pending invitations and requests. */
export const countInCloud = (db: ReadDb, entity: ListedEntity): number => {
  const count = (sql: string): number => db.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`)?.n ?? 0
  const waiting = entity === 'member' ? count(`member WHERE valid_to IS NULL AND state <> 'member'`) : 0
  return count(`${entity} WHERE valid_to IS NULL`) - waiting
}

/** How many of a kind there were before this run: what the brake's share is of. */
export const knownBefore = ({ db, run }: PullContext, entity: BrakedEntity): number => {
  const now =
    entity === 'subscription'
      ? (db.get<{ n: number }>('SELECT count(*) AS n FROM subscription WHERE valid_to IS NULL')?.n ?? 0)
      : countInCloud(db, entity)
  return now - (entity === 'member' ? 0 : countsOf(run.notes, entity).added)
}

/** Removals leave no trace in lists of changes, but in the totals. */
export const totals: Step = async ({ db, client, signal }) => {
  const gap = lastFull(db)?.notes.gap ?? {}
  for (const entity of listedEntities) {
    const page = await lists[entity](client, { offset: 0, limit: 1, signal }, 'by-name')
    if (!page.ok) return page
    if (page.value.total !== null && page.value.total !== countInCloud(db, entity) + (gap[entity] ?? 0))
      return ok({ writes: [], next: null, full: `total:${entity}` })
  }
  return ok({ writes: [], next: null })
}
