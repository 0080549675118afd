import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'
import type { SignedInUser } from './cloud-client.ts'

/** The cache belongs to one distributor: another one behind the same address must not be mixed into it. */
export const checkTenant = (db: ReadDb, user: SignedInUser): Result<null, Failure> => {
  const known = db.get<{ value: string }>(`SELECT value FROM meta WHERE key = 'tenant'`)
  if (!known) return ok(null)
  const tenant = JSON.parse(known.value) as { companyId: string; companyName: string }
  return tenant.companyId === user.companyId
    ? ok(null)
    : fail(failure('OTHER_TENANT', { known: tenant.companyName, found: user.companyName }))
}

/** Once its first page was read, and never before: a sign-in that turns out to be no distributor binds nothing. */
export const bindTenant = (db: WriteDb, user: SignedInUser): void => {
  db.run(`INSERT OR IGNORE INTO meta (key, value) VALUES ('tenant', :tenant)`, {
    tenant: JSON.stringify({ companyId: user.companyId, companyName: user.companyName }),
  })
}
