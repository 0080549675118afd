import type { overviewRowSchema } from '../../../shared/contract/estate.ts'
import type { Status } from '../../../shared/contract/system.ts'
import type { CompanyId } from '../../../shared/contract/values.ts'
import type { z } from 'zod'
import { rowsAsOf, type ReadDb } from '../db/index.ts'
import { sideOf } from './side.ts'
import { countedSql } from './subscription-queries.ts'

type OverviewRow = z.infer<typeof overviewRowSchema>

/**
 * M224-M227: paid monthly and usage offers with the licences of the own company, customers and resellers.
 * A reseller's own end customers count with their reseller. Usage has no billed count and counts companies instead (X14).
 */
export const readOverview = (db: ReadDb, asOf?: string): { rows: OverviewRow[]; ownCompanyId: CompanyId | null } => {
  const ownId = ownCompanyId(db)
  type Stored = { offer_name: string; model: string; own: number; customers: number; resellers: number }
  const company =
    asOf === undefined
      ? 'company_count'
      : `(SELECT id AS company_id, kind, partner_id FROM ${rowsAsOf('company', asOf)})`
  const stored = db.all<Stored>(
    `WITH counted AS (
       SELECT s.offer_name, s.model, s.company_id, CASE WHEN s.model = 'usage' THEN 1 ELSE coalesce(s.billed, 0) END AS n
       FROM ${rowsAsOf('subscription', asOf)} s WHERE ${countedSql.overview}),
     sided AS (
       SELECT offer_name, model, n,
         ${sideOf('c')} AS side
       FROM counted JOIN ${company} c ON c.company_id = counted.company_id)
     SELECT offer_name, model, coalesce(sum(n) FILTER (WHERE side = 'own'), 0) AS own,
       coalesce(sum(n) FILTER (WHERE side = 'customers'), 0) AS customers,
       coalesce(sum(n) FILTER (WHERE side = 'resellers'), 0) AS resellers
     FROM sided GROUP BY offer_name, model ORDER BY model, offer_name`,
    { asOf },
  )
  const rows = stored.map((row) => ({
    offerName: row.offer_name,
    billed: row.model === 'usage' ? null : row.own + row.customers + row.resellers,
    own: row.own,
    customers: row.customers,
    resellers: row.resellers,
    // M227: the portal says "Not subscribed" of a usage offer even while a customer uses it.
    subscribed: row.model !== 'usage',
  }))
  return { rows, ownCompanyId: ownId as CompanyId | null }
}

export const ownCompanyId = (db: ReadDb): string | null => {
  const tenant = db.get<{ value: string }>(`SELECT value FROM meta WHERE key = 'tenant'`)
  return tenant ? (JSON.parse(tenant.value) as { companyId: string }).companyId : null
}

/** Asked for often, by every window: the companies' own counts add up without counting the estate. */
export const readCounts = (db: ReadDb): Status['counts'] =>
  db.get<Status['counts']>(
    `SELECT (SELECT count(*) FROM company_count WHERE shown = 1) AS companies,
      (SELECT coalesce(sum(members), 0) FROM company_count) AS members,
      (SELECT count(*) FROM equipment_now) AS equipment,
      (SELECT coalesce(sum(subscriptions), 0) FROM company_count) AS subscriptions,
      (SELECT count(*) FROM operation) AS history,
      (SELECT count(*) FROM (SELECT number FROM register_invoice UNION SELECT number FROM invoice)) AS invoices`,
  )!
