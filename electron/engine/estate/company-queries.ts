import type {
  Company,
  companyFilters,
  CompanyKind,
  CompanyRow,
  delegations,
  Mark,
} from '../../../shared/contract/estate.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { CompanyId, Window } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { rowsAsOf, type ReadDb } from '../db/index.ts'
import { cloudIdGiven } from './cloud-id.ts'
import { companySource } from './company-source.ts'
import { beginMatch, matching, matchOf, wordsOf } from './find-text.ts'
import { sideOf, type Side } from './side.ts'
import { containing, readWindow, type Listed, type WindowQuery } from './window-query.ts'

type Stored = {
  id: string
  mark: Mark
  name: string
  kind: CompanyKind
  partner_name: string | null
  status: string
  plan: string
  visibility: string | null
  country: string | null
  support_email: string | null
  external_reference: string | null
  members: number
  equipment: number
  billed: number
  allocated: number
}

const ROW = `n.company_id AS id, n.mark, n.name, n.kind, n.partner_name, n.status, n.plan, n.visibility, n.country, n.support_email,
  n.external_reference, n.members, n.equipment, n.billed, n.allocated`

const show = (row: Stored): CompanyRow => ({
  id: row.id as CompanyId,
  mark: row.mark,
  name: row.name,
  kind: row.kind,
  partnerName: row.partner_name,
  status: row.status,
  plan: row.plan,
  visibility: row.visibility,
  country: row.country,
  supportEmail: row.support_email,
  externalReference: row.external_reference,
  memberCount: row.members,
  equipmentCount: row.equipment,
  billed: row.billed,
  allocated: row.allocated,
})

export type Delegation = (typeof delegations)[number]

export type CompaniesInput = Window & {
  readonly kinds?: readonly CompanyKind[] | undefined
  readonly statuses?: readonly string[] | undefined
  readonly plans?: readonly string[] | undefined
  readonly partnerId?: string | undefined
  readonly side?: Side | undefined
  readonly delegation?: Delegation | undefined
  readonly filter?: (typeof companyFilters)[number] | undefined
  readonly search?: string | undefined
  readonly asOf?: string | undefined
}

const MANAGED = `n.kind <> 'VAD'`

/** M164, M198: the check boxes of a managed company. */
export const delegationOf = (company: string): string =>
  `CASE WHEN ${company}.admin_can_update = 0 THEN 'none' WHEN ${company}.admin_can_decrease IS NULL THEN 'unknown'
    WHEN ${company}.admin_can_decrease = 1 THEN 'update-and-decrease' ELSE 'update' END`

/** Each as its index says it (migration 004). */
export const filterSql: Readonly<Record<(typeof companyFilters)[number], string>> = {
  'no-administrator': `n.admins = 0 AND ${MANAGED}`,
  'no-support-email': `n.support_email IS NULL AND ${MANAGED}`,
  'no-plan': `n.plan = 'freemium' AND ${MANAGED}`,
  delegated: `n.admin_can_update = 1 AND ${MANAGED}`,
  'invitation-pending': 'n.invited > 0',
  marked: 'n.mark IS NOT NULL',
}

const sorted = (key: string): readonly string[] => [key, 'n.name COLLATE NOCASE', 'n.company_id']
const BY_NAME = ['n.name COLLATE NOCASE', 'n.company_id']

/** One value as an equation, so that an index in the list's order serves it; several as a list. */
const oneOf = (column: string, name: string, values: readonly string[] | undefined) => {
  if (!values) return { where: [], parameters: {} }
  return values.length === 1
    ? { where: [`${column} = :${name}`], parameters: { [name]: values[0] } }
    : {
        where: [`${column} IN (SELECT value FROM json_each(:${name}))`],
        parameters: { [name]: JSON.stringify(values) },
      }
}

/** Names, earlier names, references, town, e-mail; what begins with the text comes first. */
const byText = (text: string | undefined, asOf: string | undefined) => {
  const match = matchOf(text ?? '')
  if (text === undefined || match === null) return { where: [], parameters: {}, order: BY_NAME }
  const like = { search: containing(text) }
  if (asOf !== undefined) {
    const where = [`n.name LIKE :search ESCAPE '\\' OR n.external_reference LIKE :search ESCAPE '\\'`]
    return {
      where,
      parameters: { ...like, begin: containing(text).slice(1) },
      order: [`n.name NOT LIKE :begin ESCAPE '\\'`, ...BY_NAME],
    }
  }
  const short = wordsOf(text).some((word) => Array.from(word).length < 3)
  return {
    where: [`n.company_id IN (${matching('company', 'match')})${short ? ` OR n.name LIKE :search ESCAPE '\\'` : ''}`],
    parameters: { match, begin: beginMatch(text), ...(short ? like : {}) },
    order: [`n.company_id NOT IN (${matching('company', 'begin')})`, ...BY_NAME],
  }
}

const COUNTED = new Set(['memberCount', 'equipmentCount', 'billed', 'allocated'])

const needsCounts = ({ asOf, sort, filter }: CompaniesInput): boolean =>
  asOf === undefined || COUNTED.has(sort ?? '') || filter === 'no-administrator' || filter === 'invitation-pending'

/** The companies as of an instant without their counts, which would read all members of then. */
const companiesOf = (asOf: string | undefined): string =>
  `(SELECT c.id AS company_id, 1 AS shown, NULL AS mark, c.name, c.kind, c.partner_id, p.name AS partner_name, c.status, c.plan,
      c.visibility, c.country, c.support_email, c.external_reference, c.admin_can_update, c.admin_can_decrease, 0 AS members, 0 AS equipment, 0 AS billed,
      0 AS allocated FROM ${rowsAsOf('company', asOf)} c LEFT JOIN ${rowsAsOf('company', asOf)} p ON p.id = c.partner_id)`

export const companiesQuery = (input: CompaniesInput): WindowQuery<Stored, CompanyRow> => {
  const kinds = oneOf('n.kind', 'kinds', input.kinds)
  const statuses = oneOf('n.status', 'statuses', input.statuses)
  const plans = oneOf('n.plan', 'plans', input.plans)
  const text = byText(input.search, input.asOf)
  const from = `${needsCounts(input) ? companySource(input.asOf) : companiesOf(input.asOf)} n`
  return {
    from,
    id: 'n.company_id',
    where: [
      'n.shown = 1',
      ...kinds.where,
      ...statuses.where,
      ...plans.where,
      ...(input.partnerId === undefined ? [] : ['n.partner_id = :partnerId']),
      ...(input.side === undefined ? [] : [`${sideOf('n')} = :side`]),
      ...(input.delegation === undefined
        ? []
        : [
            input.delegation === 'none' ? `n.admin_can_update = 0 AND ${MANAGED}` : filterSql.delegated,
            `${delegationOf('n')} = :delegation`,
          ]),
      ...(input.filter === undefined ? [] : [filterSql[input.filter]]),
      ...text.where,
    ],
    parameters: {
      ...kinds.parameters,
      ...statuses.parameters,
      ...plans.parameters,
      ...text.parameters,
      side: input.side,
      delegation: input.delegation,
      partnerId: input.partnerId,
      asOf: input.asOf,
    },
    sorts: {
      name: BY_NAME,
      kind: sorted('n.kind'),
      partnerName: sorted('n.partner_name COLLATE NOCASE'),
      status: sorted('n.status'),
      plan: sorted('n.plan'),
      visibility: sorted('n.visibility'),
      country: sorted('n.country'),
      supportEmail: sorted('n.support_email COLLATE NOCASE'),
      externalReference: sorted('n.external_reference COLLATE NOCASE'),
      memberCount: sorted('n.members'),
      equipmentCount: sorted('n.equipment'),
      billed: sorted('n.billed'),
      allocated: sorted('n.allocated'),
    },
    order: text.order,
    // As of an instant only the companies of the window are counted.
    rows: {
      select: ROW,
      from: `${companySource(input.asOf, 'IN (SELECT value FROM json_each(:ids))')} n`,
      id: 'n.company_id',
    },
    show,
  }
}

export const listCompanies = (db: ReadDb, input: CompaniesInput): Listed<CompanyRow> =>
  readWindow(db, companiesQuery(input), input)

type Detail = Stored & {
  slogan: string | null
  size: string | null
  economic_activity: string | null
  website: string | null
  description: string | null
  street: string | null
  postal_code: string | null
  city: string | null
  state: string | null
  currency: string | null
  external_reference2: string | null
  crd_company_id: string | null
  call_number: string | null
  centrex: number
  reseller_can_create: number | null
  invited: number
  requested: number
  admin_can_update: number
  admin_can_decrease: number | null
  created_at: string | null
  updated_at: string | null
  seen_at: string
}

const flag = (value: number | null): boolean | null => (value === null ? null : value === 1)

/** NOT_FOUND when it is not shown now, or was not there as of the instant. */
export const getCompany = (
  db: ReadDb,
  { id, asOf }: { readonly id: string; readonly asOf?: string | undefined },
): Result<Company, Failure> => {
  const row = db.get<Detail>(
    `SELECT ${ROW}, n.invited, n.requested, c.slogan, c.size, c.economic_activity, c.website, c.description, c.street,
       c.postal_code, c.city, c.state, c.currency, c.external_reference2, c.crd_company_id, c.call_number, c.centrex,
       c.reseller_can_create, c.admin_can_update, c.admin_can_decrease, c.created_at, c.updated_at, c.seen_at
     FROM ${rowsAsOf('company', asOf)} c JOIN ${companySource(asOf, '= :id')} n ON n.company_id = c.id WHERE c.id = :id`,
    { id, asOf },
  )
  if (!row) {
    // An address that was made before the cloud gave its id still leads there.
    const given = cloudIdGiven(db, id)
    return given === null ? fail(failure('NOT_FOUND', { what: 'company', id })) : getCompany(db, { id: given, asOf })
  }
  return ok({
    ...show(row),
    slogan: row.slogan,
    size: row.size,
    economicActivity: row.economic_activity,
    website: row.website,
    description: row.description,
    street: row.street,
    postalCode: row.postal_code,
    city: row.city,
    state: row.state,
    currency: row.currency,
    externalReference2: row.external_reference2,
    crdCompanyId: row.crd_company_id,
    callNumber: row.call_number,
    centrex: row.centrex === 1,
    resellerCanCreate: flag(row.reseller_can_create),
    invitedCount: row.invited,
    requestedCount: row.requested,
    adminCanUpdate: row.admin_can_update === 1,
    adminCanDecrease: flag(row.admin_can_decrease),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    seenAt: row.seen_at,
  })
}
