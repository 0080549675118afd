import type { ReadDb, WriteDb } from '../db/index.ts'
import type { SignedInUser } from './cloud-client.ts'

/** The rights with which somebody signed in last: how she may work offline after a start. No secret is among them. */
type Kept = {
  readonly login: string
  readonly companyId: string
  readonly roles: readonly string[]
  readonly adminType: string | null
}

const KEY = 'signed-in-rights'

export const keepRights = (db: WriteDb, { login, companyId, roles, adminType }: SignedInUser): void => {
  const kept: Kept = { login, companyId, roles, adminType }
  db.run('INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value', {
    key: KEY,
    value: JSON.stringify(kept),
  })
}

export const forgetRights = (db: WriteDb): void => {
  db.run('DELETE FROM meta WHERE key = :key', { key: KEY })
}

/** Null: that login was not the last one that signed in with this company. */
export const keptRights = (db: ReadDb, companyId: string, login: string): Pick<Kept, 'roles' | 'adminType'> | null => {
  const row = db.get<{ value: string }>('SELECT value FROM meta WHERE key = :key', { key: KEY })
  const kept = row ? (JSON.parse(row.value) as Kept) : null
  const same = kept?.companyId === companyId && kept.login.toLowerCase() === login.toLowerCase()
  return kept && same ? { roles: kept.roles, adminType: kept.adminType } : null
}
