import type { CompanyKind, HistoryRow, Mark, OfferRow, SubscriptionRow } from '../../../shared/contract/estate.ts'
import type { CompanyId, Window } from '../../../shared/contract/values.ts'
import { rowsAsOf, type ReadDb } from '../db/index.ts'
import { withId } from './cloud-id.ts'
import { searched } from './find-text.ts'
import { sideOf, type Side } from './side.ts'
import { readWindow, type Listed, type WindowQuery } from './window-query.ts'

type OfCompany = Window & {
  readonly companyId?: string | undefined
  readonly search?: string | undefined
  readonly asOf?: string | undefined
}
export type SubscriptionsInput = OfCompany & {
  readonly id?: string | undefined
  readonly kinds?: readonly CompanyKind[] | undefined
  readonly side?: Side | undefined
  readonly countedIn?: keyof typeof countedSql | undefined
  readonly paidOnly: boolean
  readonly offerName?: string | undefined
  readonly expiryMonth?: string | undefined
  readonly unused?: boolean | undefined
}

type Stored = {
  id: string
  mark: Mark
  company_id: CompanyId
  company_name: string | null
  company_kind: CompanyKind | null
  offer_name: string
  commercial_reference: string | null
  contract_number: string | null
  model: SubscriptionRow['model']
  billed: number | null
  allocated: number | null
  expires_at: string | null
  status: string
  sync_ongoing: number
}

const sorted = (key: string): readonly string[] => [key, 's.id']
const BY_COMPANY = ['n.name COLLATE NOCASE', 'n.company_id', 's.offer_name', 's.id']

/** What the figures count, over `s`. */
export const countedSql = {
  overview: `s.model IN ('monthly', 'usage') AND s.status <> 'terminated'`,
  unused: `s.model IN ('monthly', 'prepaid') AND s.status <> 'terminated' AND s.billed IS NOT NULL AND s.allocated IS NOT NULL`,
} as const

const isEmpty = (input: SubscriptionsInput): boolean =>
  input.id === undefined && input.companyId === undefined && !input.kinds && input.side === undefined && !input.countedIn && !input.paidOnly && input.offerName === undefined &&
  input.expiryMonth === undefined && input.unused === undefined // prettier-ignore

export const subscriptionsQuery = (input: SubscriptionsInput): WindowQuery<Stored, SubscriptionRow> => {
  const { companyId, asOf, kinds } = input
  const subscription = rowsAsOf('subscription', asOf)
  const company = rowsAsOf('company', asOf)
  const text = searched(input.search, asOf, {
    table: 'subscription',
    id: 's.id',
    ...(companyId === undefined ? { companyId: 's.company_id' } : {}),
    columns: ['s.offer_name', 's.contract_number', 's.commercial_reference'],
  })
  const ofKinds = `(SELECT ${asOf === undefined ? 'company_id FROM company_count' : `id FROM ${company}`}
    WHERE kind IN (SELECT value FROM json_each(:kinds)))`
  const ofSide = `(SELECT company_id FROM ${asOf === undefined ? 'company_count' : `(SELECT id AS company_id, kind, partner_id FROM ${company})`} c
    WHERE ${sideOf('c')} = :side)`
  const counted = input.countedIn ?? (input.side === undefined ? undefined : 'overview')
  const byCompany =
    asOf === undefined
      ? `company_count n CROSS JOIN ${subscription} s ON s.company_id = n.company_id`
      : `${subscription} s LEFT JOIN (SELECT id AS company_id, name FROM ${company}) n ON n.company_id = s.company_id`
  return {
    from: `${subscription} s`,
    id: 's.id',
    where: [
      ...(companyId === undefined ? [] : ['s.company_id = :companyId']),
      ...(input.id === undefined ? [] : ['s.id = :id']),
      ...(counted === undefined ? [] : [countedSql[counted]]),
      ...(input.side === undefined ? [] : [`s.company_id IN ${ofSide}`]),
      ...(input.paidOnly ? [`s.model <> 'free'`] : []),
      ...(kinds ? [`s.company_id IN ${ofKinds}`] : []),
      ...(input.offerName === undefined ? [] : ['s.offer_name = :offerName']),
      ...(input.expiryMonth === undefined
        ? []
        : [
            `s.model = 'prepaid' AND s.status <> 'terminated' AND s.expires_at >= :month AND s.expires_at < :month || '~'`,
          ]),
      ...(input.unused === undefined
        ? []
        : [
            `s.model IN ('monthly', 'prepaid') AND s.status <> 'terminated' AND s.billed ${input.unused ? '>' : '<='} s.allocated`,
          ]),
      ...text.where,
    ],
    parameters: {
      ...text.parameters,
      companyId,
      id: input.id,
      side: input.side,
      kinds: JSON.stringify(kinds ?? []),
      offerName: input.offerName,
      month: input.expiryMonth,
      asOf,
    },
    sorts: {
      companyName: { by: BY_COMPANY, from: byCompany },
      offerName: sorted('s.offer_name'),
      contractNumber: sorted('s.contract_number'),
      commercialReference: sorted('s.commercial_reference'),
      model: sorted('s.model'),
      billed: sorted('s.billed'),
      allocated: sorted('s.allocated'),
      available: sorted('s.billed - s.allocated'),
      expiresOn: sorted('s.expires_at'),
      status: sorted('s.status'),
    },
    order: ['s.offer_name', 's.id'],
    count:
      isEmpty(input) && text.where.length === 0 && asOf === undefined
        ? 'SELECT coalesce(sum(subscriptions), 0) AS n FROM company_count'
        : undefined,
    rows: {
      select: `s.id, s.mark, s.company_id, c.name AS company_name, c.kind AS company_kind, s.offer_name, s.commercial_reference,
        s.contract_number, s.model, s.billed, s.allocated, s.expires_at, s.status, s.sync_ongoing`,
      from: `${subscription} s LEFT JOIN ${company} c ON c.id = s.company_id`,
      id: 's.id',
    },
    // M151: available = billed - allocated; "--" stays null (M145).
    show: (row) => ({
      id: row.id,
      mark: row.mark,
      companyId: row.company_id,
      companyName: row.company_name ?? '',
      companyKind: row.company_kind ?? 'EC',
      offerName: row.offer_name,
      commercialReference: row.commercial_reference,
      contractNumber: row.contract_number,
      model: row.model,
      billed: row.billed,
      allocated: row.allocated,
      available: row.billed === null || row.allocated === null ? null : row.billed - row.allocated,
      expiresOn: row.expires_at,
      status: row.status,
      syncOngoing: row.sync_ongoing === 1,
    }),
  }
}

/** By company and offer unless something else is asked for; within one company by offer. */
export const listSubscriptions = (db: ReadDb, input: SubscriptionsInput): Listed<SubscriptionRow> => {
  const sort = input.sort ?? (input.companyId === undefined ? 'companyName' : undefined)
  return readWindow(db, subscriptionsQuery(withId(db, input)), sort === undefined ? input : { ...input, sort })
}

/** What can be subscribed to, as the catalogue of the cloud says. */
export const listOffers = (db: ReadDb): OfferRow[] =>
  db
    .all<Omit<OfferRow, 'exclusive' | 'canBeSold'> & { exclusive: number; canBeSold: number }>(
      `SELECT id, name, commercial_reference AS commercialReference, model, exclusive, can_be_sold AS canBeSold,
         prepaid_months AS prepaidMonths FROM offer_now ORDER BY model, name COLLATE NOCASE, id`,
    )
    .map((row) => ({ ...row, exclusive: row.exclusive === 1, canBeSold: row.canBeSold === 1 }))

/** The operation history (M171), newest first; as of an instant, the lines until then. */
export const historyQuery = (input: OfCompany): WindowQuery<HistoryRow, HistoryRow> => {
  const text = searched(input.search, undefined, { table: 'operation', id: 'o.id', columns: [] })
  const sort = (key: string): readonly string[] => [key, 'o.at', 'o.id']
  return {
    from: 'operation o',
    id: 'o.id',
    where: [
      ...(input.companyId === undefined ? [] : ['o.company_id = :companyId']),
      ...(input.asOf === undefined ? [] : ['o.at <= :asOf']),
      ...text.where,
    ],
    parameters: { ...text.parameters, companyId: input.companyId, asOf: input.asOf },
    sorts: {
      at: ['o.at', 'o.id'],
      companyName: sort('o.company_name COLLATE NOCASE'),
      plan: sort('o.plan'),
      licences: sort('o.licences'),
      doneBy: sort('o.done_by'),
      contractNumber: sort('o.contract_number'),
    },
    order: ['o.at DESC', 'o.id DESC'],
    rows: {
      select: `o.id, o.at, o.company_id AS companyId, o.company_name AS companyName, o.plan, o.licences, o.change, o.done_by AS doneBy,
        o.operation, o.resource, o.contract_number AS contractNumber`,
      from: 'operation o',
      id: 'o.id',
    },
    show: (row) => row,
  }
}

export const listHistory = (db: ReadDb, input: OfCompany): Listed<HistoryRow> =>
  readWindow(db, historyQuery(input), input)
