import type { Dashboard } from '../../../shared/contract/estate.ts'
import type { ReadDb } from '../db/index.ts'
import { delegationOf, filterSql } from './company-queries.ts'
import { ownCompanyId } from './overview.ts'
import { latestData } from './past.ts'
import { countedSql } from './subscription-queries.ts'

type Figure = { key: string; count: number }

const MONTHS = 24

/**
 * The figures of the estate, each with the key of the list filter that opens its rows: companies by 'kind:', 'plan:' and
 * 'status:'; members by state; equipment by connection; what is missing by company filter; delegation by check boxes (M164).
 * As of an instant, too, no table is read more than once or twice.
 */
export const readDashboard = (db: ReadDb, asOf?: string): Dashboard => {
  const companies = groupsOf(db, asOf)
  const subscriptions = soldOf(db, asOf)
  const managed = companies.filter(({ kind }) => kind !== 'VAD')
  const by = (key: 'kind' | 'plan' | 'status'): Figure[] =>
    summed(companies, (group) => `${key}:${group[key]}`).toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const missing = (key: Missing): Figure => ({
    key,
    count: managed.reduce((sum, group) => sum + (group[key] === 1 ? group.count : 0), 0),
  })
  return {
    companies: [...by('kind'), ...by('plan'), ...by('status')],
    members: membersOf(db, asOf),
    connections: db.all<Figure>(
      `SELECT connection AS key, count(*) AS count FROM ${rowsRead('equipment', asOf)} GROUP BY connection`,
      { asOf },
    ),
    missing: missingKeys.map(missing),
    expiries: expiries(db, subscriptions, asOf),
    delegation: summed(managed, ({ delegation }) => delegation),
    unused: unused(subscriptions),
  }
}

/** The rows of an instant in one pass over the table: an index by time would look up most of them one by one. */
const rowsRead = (table: string, asOf: string | undefined): string =>
  asOf === undefined
    ? `${table}_now`
    : `(SELECT * FROM ${table} NOT INDEXED WHERE valid_from <= :asOf AND (valid_to IS NULL OR valid_to > :asOf))`

const missingKeys = ['no-administrator', 'no-support-email', 'no-plan'] as const
type Missing = (typeof missingKeys)[number]
type Group = Readonly<Record<'kind' | 'plan' | 'status' | 'delegation', string> & Record<'count' | Missing, number>>

const summed = <T extends { readonly count: number }>(rows: readonly T[], keyOf: (row: T) => string): Figure[] => {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + row.count)
  return [...counts].map(([key, count]) => ({ key, count }))
}

/** What is counted of companies: now `company_count`; as of an instant the companies of then, and whether one administers. */
const counted = (asOf: string | undefined): string =>
  asOf === undefined
    ? 'company_count'
    : `(SELECT id AS company_id, 1 AS shown, kind, plan, status, support_email, admin_can_update, admin_can_decrease,
          id IN (SELECT company_id FROM ${rowsRead('member', asOf)} WHERE state = 'member' AND admin = 1) AS admins
        FROM ${rowsRead('company', asOf)})`

/** Companies in as many groups as the figures tell apart. */
const groupsOf = (db: ReadDb, asOf: string | undefined): readonly Group[] =>
  db.all<Group>(
    `SELECT n.kind, n.plan, n.status, ${delegationOf('n')} AS delegation,
       ${missingKeys.map((key) => `${filterSql[key]} AS "${key}"`).join(', ')}, count(*) AS count
     FROM ${counted(asOf)} n WHERE n.shown = 1 GROUP BY 1, 2, 3, 4, 5, 6, 7`,
    { asOf },
  )

const states = ['member', 'invited', 'requested'] as const
type Members = Readonly<Record<`${(typeof states)[number]}${'' | 'Own'}`, number>>

/** M013: members, invitations and join requests, of the own company and over the estate. */
const membersOf = (db: ReadDb, asOf: string | undefined): Dashboard['members'] => {
  const now = { member: 'members', invited: 'invited', requested: 'requested' } as const
  const sums = states.flatMap((state) => {
    const n = asOf === undefined ? now[state] : `(state = '${state}')`
    return [
      `coalesce(sum(${n}), 0) AS ${state}`,
      `coalesce(sum(${n}) FILTER (WHERE company_id IS :ownId), 0) AS ${state}Own`,
    ]
  })
  const from = asOf === undefined ? 'company_count' : rowsRead('member', asOf)
  const read = db.get<Members>(`SELECT ${sums.join(', ')} FROM ${from}`, { asOf, ownId: ownCompanyId(db) })!
  return {
    own: states.map((key) => ({ key, count: read[`${key}Own`] })),
    estate: states.map((key) => ({ key, count: read[key] })),
  }
}

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
     FROM ${rowsRead('subscription', asOf)} s WHERE s.model IN ('monthly', 'prepaid') AND s.status <> 'terminated' GROUP BY 1, 2`,
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
