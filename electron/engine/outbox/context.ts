import { actorFromCloud, type Actor } from '../../../shared/domain/roles/index.ts'
import type { Changes, Sealer } from '../core/index.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'
import { ownCompanyId } from '../estate/index.ts'
import { keptRights } from '../sync/index.ts'
import { kindOfCompany, shownRow, textIn, type Facts } from './facts.ts'
import { textsIn } from './json.ts'

/** Who is signed in; roles are unknown until the cloud has answered since the start. */
export type Identity = {
  readonly login: string
  readonly user: { readonly id: string; readonly roles: readonly string[]; readonly adminType: string | null } | null
}

export type OutboxDeps = {
  readonly db: WriteDb
  readonly changes: Changes
  readonly clock: () => Date
  readonly identity: () => Identity | null
  /** Without one, secrets of edits cannot wait to be sent. */
  readonly sealer?: Sealer | undefined
}

/** What the cache knows of the person: how she may work offline before the cloud has answered. Not everybody is listed. */
const cachedRights = (db: ReadDb, ownId: string, login: string) => {
  const row = db.get<{ roles: string; admin_type: string | null }>(
    `SELECT roles, admin_type FROM member WHERE company_id = :ownId AND lower(email) = lower(:login)
     AND state = 'member' AND valid_to IS NULL`,
    { ownId, login },
  )
  return row ? { roles: textsIn(row.roles), adminType: row.admin_type } : keptRights(db, ownId, login)
}

/** The person who acts, with the rights that the cloud gives her; null when nobody is signed in or nothing was read. */
export const actorNow = ({ db, identity }: Pick<OutboxDeps, 'db' | 'identity'>): Actor | null => {
  const who = identity()
  const ownId = ownCompanyId(db)
  const own = ownId === null ? undefined : shownRow(db, 'company', ownId)
  if (!who || !own || ownId === null) return null
  const rights = who.user ?? cachedRights(db, ownId, who.login)
  if (!rights) return null
  return actorFromCloud({
    roles: rights.roles,
    adminType: rights.adminType,
    companyKind: kindOfCompany(own),
    companyId: ownId,
  })
}

export const factsNow = (deps: Pick<OutboxDeps, 'db' | 'identity'>, at: string): Facts => ({
  db: deps.db,
  ownId: ownCompanyId(deps.db),
  actor: actorNow(deps),
  at,
  seq: null,
})

/** Her name where the own company has her, else her login. */
export const madeByNow = ({ db, identity }: OutboxDeps): string | null => {
  const who = identity()
  if (!who) return null
  const row = db.get<{ name: string }>(
    'SELECT name FROM member_now WHERE company_id = :ownId AND lower(email) = lower(:login)',
    { ownId: ownCompanyId(db), login: who.login },
  )
  return (row && textIn({ id: '', ...row }, 'name')) || who.login
}
