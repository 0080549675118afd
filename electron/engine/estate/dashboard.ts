import type { Dashboard } from '../../../shared/contract/estate.ts'
import { rowsAsOf, type ReadDb } from '../db/index.ts'
import { filterSql } from './company-queries.ts'
import { companySource } from './company-source.ts'
import { ownCompanyId } from './overview.ts'
import { latestData } from './past.ts'

type Figure = { key: string; count: number }

const MONTHS = 24

/**
 * The figures of the estate, each with the key of the list filter that opens its rows: companies by 'kind:', 'plan:' and
 * 'status:'; members by state; equipment by connection; what is missing by company filter; delegation by check boxes (M164).
 */
export const readDashboard = (db: ReadDb, asOf?: string): Dashboard => {
  const companies = `${companySource(asOf)} n`
  const parameters = { asOf }
  const grouped = (sql: string): Figure[] => db.all<Figure>(sql, parameters)
  const by = (prefix: string, column: string): Figure[] =>
    grouped(
      `SELECT '${prefix}:' || ${column} AS key, count(*) AS count FROM ${companies} WHERE shown = 1 GROUP BY ${column} ORDER BY ${column}`,
    )
  const members = (condition: string): Figure[] => {
    const sums = db.get<Record<'member' | 'invited' | 'requested', number>>(
      `SELECT coalesce(sum(members), 0) AS member, coalesce(sum(invited), 0) AS invited, coalesce(sum(requested), 0) AS requested
         FROM ${companies} WHERE ${condition}`,
      { asOf, ownId: ownCompanyId(db) },
    )!
    return Object.entries(sums).map(([key, count]) => ({ key, count }))
  }
  const missing = (['no-administrator', 'no-support-email', 'no-plan'] as const).map((key) => ({
    key,
    count: db.get<{ n: number }>(
      `SELECT count(*) AS n FROM ${companies} WHERE n.shown = 1 AND ${filterSql[key]}`,
      parameters,
    )!.n,
  }))
  return {
    companies: [...by('kind', 'kind'), ...by('plan', 'plan'), ...by('status', 'status')],
    members: { own: members('n.company_id = :ownId'), estate: members('TRUE') },
    connections: grouped(
      `SELECT connection AS key, count(*) AS count FROM ${rowsAsOf('equipment', asOf)} GROUP BY connection`,
    ),
    missing,
    expiries: expiries(db, asOf),
    delegation: grouped(
      `SELECT CASE WHEN admin_can_update = 0 THEN 'none' WHEN admin_can_decrease IS NULL THEN 'unknown'
           WHEN admin_can_decrease = 1 THEN 'update-and-decrease' ELSE 'update' END AS key, count(*) AS count
         FROM ${companies} WHERE shown = 1 AND kind <> 'VAD' GROUP BY key`,
    ),
    unused: db.all(
      `SELECT offer_name AS offerName, sum(billed) AS billed, sum(allocated) AS allocated FROM ${rowsAsOf('subscription', asOf)}
         WHERE model IN ('monthly', 'prepaid') AND status <> 'terminated' AND billed IS NOT NULL AND allocated IS NOT NULL
         GROUP BY offer_name ORDER BY sum(billed) - sum(allocated) DESC, offer_name`,
      parameters,
    ),
  }
}

/** Prepaid subscriptions by month: those overdue at the newest data (or at the instant), and the coming 24 months. */
const expiries = (db: ReadDb, asOf: string | undefined): Dashboard['expiries'] => {
  const today = new Date(asOf ?? latestData(db) ?? 0)
  const until = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + MONTHS + 1, 1)).toISOString()
  return db.all(
    `SELECT substr(expires_at, 1, 7) AS month, count(*) AS subscriptions, coalesce(sum(billed), 0) AS licences
       FROM ${rowsAsOf('subscription', asOf)}
       WHERE model = 'prepaid' AND status <> 'terminated' AND expires_at IS NOT NULL AND expires_at < :until GROUP BY month ORDER BY month`,
    { asOf, until },
  )
}
