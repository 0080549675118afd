import type { Difference, Digest } from '../../../shared/contract/estate.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { CompanyId } from '../../../shared/contract/values.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import { runCommand } from '../core/index.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'
import { listDifferences, type Only } from './differences.ts'
import { firstData, instantOfPast, latestData } from './past.ts'

type Kind = Digest['groups'][number]['kind']

/** Rows of each group that are told; all of them are counted. */
const TOLD = 100
const EXPIRES_WITHIN_DAYS = 90

const ADDED = 'b.id IS NULL'
const REMOVED = 'a.id IS NULL'
const BOTH = 'a.id IS NOT NULL AND b.id IS NOT NULL'
const PAID = (version: 'a' | 'b'): string => `${version}.model IN ('monthly', 'prepaid', 'usage')`

/** What belongs to each group; a thing can belong to two, such as a member whose rights and licence changed (X13). */
const groups: readonly { readonly kind: Kind; readonly only: Only }[] = [
  { kind: 'new-companies', only: { company: ADDED } },
  { kind: 'removed-companies', only: { company: REMOVED } },
  { kind: 'plan-changed', only: { company: `${BOTH} AND a.plan <> b.plan` } },
  {
    kind: 'licences-changed',
    only: {
      subscription: `(${BOTH} AND (a.billed IS NOT b.billed OR a.allocated IS NOT b.allocated)) OR (${ADDED} AND ${PAID('a')})
        OR (${REMOVED} AND ${PAID('b')})`,
      member: `${BOTH} AND a.licences <> b.licences`,
    },
  },
  { kind: 'connection-changed', only: { equipment: `${BOTH} AND a.connection <> b.connection` } },
  { kind: 'members-joined', only: { member: `a.state = 'member' AND (${ADDED} OR b.state <> 'member')` } },
  { kind: 'members-left', only: { member: `b.state = 'member' AND ${REMOVED}` } },
  { kind: 'rights-changed', only: { member: `${BOTH} AND (a.seller <> b.seller OR a.admin <> b.admin)` } },
]

/** Whatever is in no other group. A comparison with what is not there is null, and null is not in. */
const others = (): Only => {
  const none = (entity: keyof Only): string =>
    groups
      .flatMap(({ only }) => only[entity] ?? [])
      .map((condition) => `(${condition}) IS NOT TRUE`)
      .join(' AND ') || 'TRUE'
  return {
    company: none('company'),
    member: none('member'),
    equipment: none('equipment'),
    subscription: none('subscription'),
    site: 'TRUE',
    company_link: 'TRUE',
    company_prefix: 'TRUE',
    extension: 'TRUE',
  }
}

/** When a person looked last; null: never. */
export const lastLook = (db: ReadDb): string | null =>
  db.get<{ up_to: string }>('SELECT up_to FROM looked ORDER BY at DESC LIMIT 1')?.up_to ?? null

/**
 * What changed since an instant, or since a person looked last, in the groups that she asks for (Z17). Never looked: since
 * the first data, and `since` is null. Groups without anything are left out.
 */
export const readDigest = (db: ReadDb, given: string | undefined): Result<Digest, Failure> => {
  const first = firstData(db)
  const upTo = latestData(db)
  if (first === null || upTo === null) return ok({ since: null, upTo: new Date(0).toISOString(), groups: [] })
  const asked = given === undefined ? ok(lastLook(db)) : instantOfPast(db, given)
  if (!asked.ok) return asked
  const between = { from: asked.value ?? first, to: upTo, limit: TOLD, offset: 0 }
  const told = [...groups, { kind: 'other' as const, only: others() }].map(({ kind, only }) => {
    const { rows, total } = listDifferences(db, between, only)
    return { kind, count: total, rows }
  })
  return ok({ since: asked.value, upTo, groups: [...told, expiring(db, upTo)].filter(({ count }) => count > 0) })
}

/** Prepaid subscriptions that end within 90 days of the newest data, the next one first. */
const expiring = (db: ReadDb, upTo: string): Digest['groups'][number] => {
  const until = new Date(Date.parse(upTo) + EXPIRES_WITHIN_DAYS * 86_400_000).toISOString()
  const where = `s.model = 'prepaid' AND s.status <> 'terminated' AND s.expires_at >= :upTo AND s.expires_at < :until`
  type Stored = { id: string; offer_name: string; company_id: string; company_name: string | null; expires_at: string }
  const rows = db.all<Stored>(
    `SELECT s.id, s.offer_name, s.company_id, c.name AS company_name, s.expires_at FROM subscription_now s
       LEFT JOIN company_now c ON c.id = s.company_id WHERE ${where} ORDER BY s.expires_at, s.id LIMIT ${TOLD}`,
    { upTo, until },
  )
  const count =
    rows.length < TOLD
      ? rows.length
      : (db.get<{ n: number }>(`SELECT count(*) AS n FROM subscription_now s WHERE ${where}`, { upTo, until })?.n ?? 0)
  return {
    kind: 'expiring',
    count,
    rows: rows.map((row): Difference => ({
      entity: 'subscription',
      id: row.id,
      title: row.offer_name,
      companyId: row.company_id as CompanyId,
      companyName: row.company_name,
      what: 'changed',
      fields: [{ field: 'expiresOn', before: row.expires_at, after: null }],
      at: row.expires_at,
    })),
  }
}

/** From now on the digest begins at `upTo`. */
export const markLooked = (
  db: WriteDb,
  input: { readonly commandId: string; readonly at: string; readonly upTo: string },
): Result<{ upTo: string }, Failure> =>
  runCommand(
    db,
    { commandId: input.commandId, name: 'estate.looked', at: input.at, input: { upTo: input.upTo } },
    ({ upTo }) => {
      const stored = new Date(upTo).toISOString()
      db.run(
        'INSERT INTO looked (at, up_to) VALUES (:at, :stored) ON CONFLICT (at) DO UPDATE SET up_to = excluded.up_to',
        {
          at: new Date(input.at).toISOString(),
          stored,
        },
      )
      return ok({ upTo: stored })
    },
  )
