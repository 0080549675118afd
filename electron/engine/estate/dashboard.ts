import type { Dashboard } from '../../../shared/contract/estate.ts'
import { rowsAsOf, type ReadDb } from '../db/index.ts'
import { delegationOf, filterSql } from './company-queries.ts'
import { ownCompanyId } from './overview.ts'
import { latestData } from './past.ts'
import { countedSql } from './subscription-queries.ts'

type Figure = { key: string; count: number }

const MONTHS = 24

/**
 * The figures of the estate, each with the key of the list filter that opens its rows: companies by 'kind:', 'plan:' and
 * 'status:'; members by state; equipment by connection; what is missing by company filter; delegation by check boxes (M164).
 * Every table is read once, also as of an instant.
 */
export const readDashboard = (db: ReadDb, asOf?: string): Dashboard => {
  const groups = groupsOf(db, asOf)
  const subscriptions = soldOf(db, asOf)
  const companies = groups.filter(({ shown }) => shown === 1)
  const managed = companies.filter(({ kind }) => kind !== 'VAD')
  const by = (key: 'kind' | 'plan' | 'status'): Figure[] =>
    summed(companies, (group) => `${key}:${group[key]}`).toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const missing = (key: Missing): Figure => ({
    key,
    count: managed.reduce((sum, group) => sum + (group[key] === 1 ? group.count : 0), 0),
  })
  const members = (of: readonly Group[]): Figure[] =>
    (['member', 'invited', 'requested'] as const).map((key) => ({
      key,
      count: of.reduce((sum, group) => sum + group[key], 0),
    }))
  return {
    companies: [...by('kind'), ...by('plan'), ...by('status')],
    members: { own: members(groups.filter(({ own }) => own === 1)), estate: members(groups) },
    connections: db.all<Figure>(
      `SELECT connection AS key, count(*) AS count FROM ${rowsAsOf('equipment', asOf)} GROUP BY connection`,
      { asOf },
    ),
    missing: missingKeys.map(missing),
    expiries: expiries(db, subscriptions, asOf),
    delegation: summed(managed, ({ delegation }) => delegation),
    unused: unused(subscriptions),
  }
}

const missingKeys = ['no-administrator', 'no-support-email', 'no-plan'] as const
type Missing = (typeof missingKeys)[number]
type Group = Readonly<
  Record<'kind' | 'plan' | 'status' | 'delegation', string> &
    Record<'shown' | 'own' | 'count' | 'member' | 'invited' | 'requested' | Missing, number>
>

const summed = <T extends { readonly count: number }>(rows: readonly T[], keyOf: (row: T) => string): Figure[] => {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + row.count)
  return [...counts].map(([key, count]) => ({ key, count }))
}

/** What is counted of companies: now `company_count`; as of an instant the companies of then with their members counted. */
const counted = (asOf: string | undefined): string =>
  asOf === undefined
    ? 'company_count'
    : `(SELECT coalesce(c.id, m.company_id) AS company_id, c.id IS NOT NULL AS shown, coalesce(c.kind, '') AS kind,
          coalesce(c.plan, '') AS plan, coalesce(c.status, '') AS status, c.support_email, coalesce(c.admin_can_update, 0) AS admin_can_update,
          c.admin_can_decrease, coalesce(m.admins, 0) AS admins, coalesce(m.members, 0) AS members,
          coalesce(m.invited, 0) AS invited, coalesce(m.requested, 0) AS requested
        FROM ${rowsAsOf('company', asOf)} c FULL JOIN (
          SELECT company_id, count(*) FILTER (WHERE state = 'member') AS members,
            count(*) FILTER (WHERE state = 'member' AND admin = 1) AS admins, count(*) FILTER (WHERE state = 'invited') AS invited,
            count(*) FILTER (WHERE state = 'requested') AS requested
          FROM ${rowsAsOf('member', asOf)} GROUP BY company_id) m ON m.company_id = c.id)`

/** Companies in as many groups as the figures tell apart. */
const groupsOf = (db: ReadDb, asOf: string | undefined): readonly Group[] =>
  db.all<Group>(
    `SELECT n.shown, n.kind, n.plan, n.status, ${delegationOf('n')} AS delegation, n.company_id IS :ownId AS own,
       ${missingKeys.map((key) => `${filterSql[key]} AS "${key}"`).join(', ')}, count(*) AS count,
       sum(n.members) AS member, sum(n.invited) AS invited, sum(n.requested) AS requested
     FROM ${counted(asOf)} n GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`,
    { asOf, ownId: ownCompanyId(db) },
  )

type Sold = {
  readonly offerName: string
  /** Month of expiry of prepaid ones. */
  readonly month: string | null
  readonly subscriptions: number
  readonly licences: number
  /** Of those that say both. */
  readonly both: number
  readonly billed: number
  readonly allocated: number
}

/** Monthly and prepaid subscriptions that are not terminated, by offer and month of expiry. */
const soldOf = (db: ReadDb, asOf: string | undefined): readonly Sold[] => {
  const both = `FILTER (WHERE ${countedSql.unused})`
  return db.all<Sold>(
    `SELECT s.offer_name AS offerName, CASE s.model WHEN 'prepaid' THEN substr(s.expires_at, 1, 7) END AS month,
       count(*) AS subscriptions, coalesce(sum(s.billed), 0) AS licences, count(*) ${both} AS both,
       coalesce(sum(s.billed) ${both}, 0) AS billed, coalesce(sum(s.allocated) ${both}, 0) AS allocated
     FROM ${rowsAsOf('subscription', asOf)} s WHERE s.model IN ('monthly', 'prepaid') AND s.status <> 'terminated' GROUP BY 1, 2`,
    { asOf },
  )
}

/** Of each offer, the one with the most unused licences first. */
const unused = (sold: readonly Sold[]): Dashboard['unused'] => {
  const offers = new Map<string, Dashboard['unused'][number]>()
  for (const { offerName, both, billed, allocated } of sold) {
    if (both === 0) continue
    const known = offers.get(offerName) ?? { offerName, billed: 0, allocated: 0 }
    offers.set(offerName, { offerName, billed: known.billed + billed, allocated: known.allocated + allocated })
  }
  return [...offers.values()].toSorted(
    (a, b) => b.billed - b.allocated - (a.billed - a.allocated) || (a.offerName < b.offerName ? -1 : 1),
  )
}

/** Prepaid subscriptions by month: those overdue at the newest data (or at the instant), and the coming 24 months. */
const expiries = (db: ReadDb, sold: readonly Sold[], asOf: string | undefined): Dashboard['expiries'] => {
  const today = new Date(asOf ?? latestData(db) ?? 0)
  const until = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + MONTHS + 1, 1))
    .toISOString()
    .slice(0, 7)
  const months = new Map<string, Dashboard['expiries'][number]>()
  for (const { month, subscriptions, licences } of sold) {
    if (month === null || month >= until) continue
    const known = months.get(month) ?? { month, subscriptions: 0, licences: 0 }
    months.set(month, {
      month,
      subscriptions: known.subscriptions + subscriptions,
      licences: known.licences + licences,
    })
  }
  return [...months.values()].toSorted((a, b) => (a.month < b.month ? -1 : 1))
}
