import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'
import type { CloudClient, SignedInUser } from './cloud-client.ts'
import { identifier, text } from './fields.ts'
import { isRefused, user } from './rainbow.ts'

/** The cache belongs to one distributor: another one behind the same address must not be mixed into it. */
export const checkTenant = (db: ReadDb, user: SignedInUser): Result<null, Failure> => {
  const known = db.get<{ value: string }>(`SELECT value FROM meta WHERE key = 'tenant'`)
  if (!known) return ok(null)
  const tenant = JSON.parse(known.value) as { companyId: string; companyName: string }
  return tenant.companyId === user.companyId
    ? ok(null)
    : fail(failure('OTHER_TENANT', { known: tenant.companyName, found: user.companyName }))
}

/** Asks before each sync whose cloud this is now: a session can outlive what stands behind an address. */
export const confirmTenant = async (
  db: ReadDb,
  client: CloudClient,
  signal: AbortSignal,
): Promise<Result<null, Failure>> => {
  const known = db.get(`SELECT 1 FROM meta WHERE key = 'tenant'`) !== undefined
  if (!known || client.user.id === '') return ok(null)
  const asked = await user(client, client.user.id, signal)
  // Who may not see herself is told so by the sync itself.
  if (!asked.ok) return isRefused(asked.failure) ? ok(null) : asked
  const companyId = identifier(asked.value, 'companyId')
  if (companyId === null) return ok(null)
  return checkTenant(db, { ...client.user, companyId, companyName: text(asked.value, 'companyName') ?? '' })
}

/** Once its first page was read, and never before: a sign-in that turns out to be no distributor binds nothing. */
export const bindTenant = (db: WriteDb, user: SignedInUser): void => {
  db.run(`INSERT OR IGNORE INTO meta (key, value) VALUES ('tenant', :tenant)`, {
    tenant: JSON.stringify({ companyId: user.companyId, companyName: user.companyName }),
  })
}
