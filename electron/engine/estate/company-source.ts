import { rowsAsOf } from '../db/index.ts'

/**
 * What lists of companies read: now `company_count`, which triggers keep; as of an instant (parameter :asOf) the same
 * columns, counted from the rows of then. `only` restricts it to some companies (SQL that follows their id).
 */
export const companySource = (asOf: string | undefined, only?: string): string => {
  if (asOf === undefined) return 'company_count'
  const per = (table: string, figures: string): string =>
    `(SELECT company_id, ${figures} FROM ${rowsAsOf(table, asOf)} ${only ? `WHERE company_id ${only}` : ''} GROUP BY company_id)`
  const paid = `FILTER (WHERE model IN ('monthly', 'prepaid') AND status <> 'terminated')`
  return `(SELECT c.id AS company_id, 1 AS shown, NULL AS mark, c.name, c.kind, c.partner_id, p.name AS partner_name, c.status, c.plan,
      c.visibility, c.country, c.support_email, c.external_reference, c.admin_can_update, c.admin_can_decrease,
      coalesce(m.members, 0) AS members, coalesce(m.admins, 0) AS admins, coalesce(m.invited, 0) AS invited,
      coalesce(m.requested, 0) AS requested, coalesce(e.equipment, 0) AS equipment,
      coalesce(s.subscriptions, 0) AS subscriptions, coalesce(s.billed, 0) AS billed, coalesce(s.allocated, 0) AS allocated
    FROM ${rowsAsOf('company', asOf)} c
    LEFT JOIN ${rowsAsOf('company', asOf)} p ON p.id = c.partner_id
    LEFT JOIN ${per(
      'member',
      `count(*) FILTER (WHERE state = 'member') AS members, count(*) FILTER (WHERE state = 'member' AND admin = 1) AS admins,
       count(*) FILTER (WHERE state = 'invited') AS invited, count(*) FILTER (WHERE state = 'requested') AS requested`,
    )} m ON m.company_id = c.id
    LEFT JOIN ${per('equipment', 'count(*) AS equipment')} e ON e.company_id = c.id
    LEFT JOIN ${per('subscription', `count(*) AS subscriptions, sum(billed) ${paid} AS billed, sum(allocated) ${paid} AS allocated`)} s
      ON s.company_id = c.id ${only ? `WHERE c.id ${only}` : ''})`
}
