import type { CompanyKind } from '../../../shared/contract/estate.ts'
import type { RadarRow } from '../../../shared/contract/renewals.ts'
import type { CompanyId } from '../../../shared/contract/values.ts'
import type { Money } from '../../../shared/domain/money.ts'
import { delegationRights } from '../../../shared/domain/roles/index.ts'
import type { ReadDb } from '../db/index.ts'
import { readWindow, searched, type WindowQuery } from '../estate/index.ts'
import { createPricing, type PriceSources, type Pricing, sumOfAll, timesOf } from './pricing.ts'
import { type OfDay, UNUSED, whereSql } from './subscription-rows.ts'

/** What a company's administrators could cut at once: unused monthly licences; prepaid ones never (M210). */
const CUTTABLE = `s.model = 'monthly' AND ${UNUSED}`
const MAY_CUT = 'n.admin_can_update = 1 AND n.admin_can_decrease = 1'
const CUT = `(CASE WHEN ${MAY_CUT} THEN (SELECT coalesce(sum(s.billed - s.allocated), 0) FROM subscription_now s
  WHERE s.company_id = n.company_id AND ${CUTTABLE}) ELSE 0 END)`

type StoredCompany = {
  id: CompanyId
  name: string
  kind: CompanyKind
  admin_can_update: number
  admin_can_decrease: number | null
  admins: number
  cut: number
}

const radarQuery = (db: ReadDb, input: OfDay, pricing: Pricing): WindowQuery<StoredCompany, RadarRow> => {
  const text = searched(input.search, undefined, { table: 'company', id: 'n.company_id', columns: [] })
  return {
    from: 'company_count n',
    id: 'n.company_id',
    where: [
      `n.shown = 1 AND n.kind <> 'VAD' AND (n.admin_can_update = 1 OR n.admin_can_decrease = 1)`,
      ...(input.companyId === undefined ? [] : ['n.company_id = :companyId']),
      ...text.where,
    ],
    parameters: { ...text.parameters, companyId: input.companyId },
    sorts: {
      companyName: ['n.name COLLATE NOCASE', 'n.company_id'],
      companyKind: ['n.kind', 'n.company_id'],
      mayUpdate: ['n.admin_can_update', 'n.company_id'],
      mayDecrease: ['n.admin_can_decrease', 'n.company_id'],
      administrators: ['n.admins', 'n.company_id'],
      cutLicences: [CUT, 'n.company_id'],
    },
    order: [`${CUT} DESC`, 'n.name COLLATE NOCASE', 'n.company_id'],
    rows: {
      select: `n.company_id AS id, n.name, n.kind, n.admin_can_update, n.admin_can_decrease, n.admins, ${CUT} AS cut`,
      from: 'company_count n',
      id: 'n.company_id',
    },
    show: (row) => radarRow(row, cutsOf(db, row, pricing, input.today), pricing.currency),
  }
}

const cutsOf = (db: ReadDb, { id, cut }: StoredCompany, pricing: Pricing, today: string): readonly (Money | null)[] =>
  cut === 0
    ? []
    : db
        .all<{ reference: string | null; unused: number }>(
          `SELECT s.commercial_reference AS reference, s.billed - s.allocated AS unused FROM subscription_now s
            WHERE s.company_id = :id AND ${CUTTABLE}`,
          { id },
        )
        .map(({ reference, unused }) => pricing.month(reference, unused, today))

const radarRow = (row: StoredCompany, cuts: readonly (Money | null)[], currency: string): RadarRow => {
  const { increase, decrease, flagged } = delegationRights(row.admin_can_update === 1, row.admin_can_decrease === 1)
  return {
    companyId: row.id,
    companyName: row.name,
    companyKind: row.kind,
    mayUpdate: increase,
    mayDecrease: decrease,
    inconsistent: flagged,
    administrators: row.admins,
    possibleCut: sumOfAll(cuts, currency),
    cutLicences: row.cut,
    rules: ['M164', 'M198', 'Z15'],
  }
}

/** Who may raise or cut subscriptions of their own company, the largest possible cut first. */
export const listRadar = (db: ReadDb, sources: PriceSources, input: OfDay) => {
  const pricing = createPricing(sources, input.currency)
  const query = radarQuery(db, input, pricing)
  const groups = db.all<{ reference: string | null; unused: number; times: number }>(
    `SELECT s.commercial_reference AS reference, s.billed - s.allocated AS unused, count(*) AS times
      FROM company_count n CROSS JOIN subscription_now s ON s.company_id = n.company_id
      WHERE ${whereSql([...query.where, MAY_CUT, CUTTABLE])} GROUP BY 1, 2`,
    query.parameters,
  )
  const cuts = groups.map(({ reference, unused, times }) =>
    timesOf(pricing.month(reference, unused, input.today), times),
  )
  return { ...readWindow(db, query, input), possibleCut: sumOfAll(cuts, input.currency) }
}
