import type { CompanyKind, Mark, Member, MemberRow } from '../../../shared/contract/estate.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { CompanyId, Window } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { rowsAsOf, type ReadDb } from '../db/index.ts'
import { cloudIdGiven } from './cloud-id.ts'
import { searched } from './find-text.ts'
import { readWindow, type Listed, type WindowQuery } from './window-query.ts'

type Stored = {
  id: string
  mark: Mark
  company_id: CompanyId
  company_name: string | null
  name: string
  email: string
  state: MemberRow['state']
  licences: string
  phone: string | null
  extension: string | null
  seller: number
  admin: number
  asked_at: string | null
  notified_at: string | null
  last_login_at: string | null
}

const ROW = `m.id, m.mark, m.company_id, c.name AS company_name, m.name, m.email, m.state, m.licences, m.phone, m.extension, m.seller,
  m.admin, m.asked_at, m.notified_at, m.last_login_at`

const show = (row: Stored): MemberRow => ({
  id: row.id,
  mark: row.mark,
  companyId: row.company_id,
  companyName: row.company_name ?? '',
  name: row.name,
  email: row.email,
  state: row.state,
  licences: JSON.parse(row.licences) as string[],
  phone: row.phone,
  extension: row.extension,
  seller: row.seller === 1,
  admin: row.admin === 1,
  askedAt: row.asked_at,
  notifiedAt: row.notified_at,
  lastLoginAt: row.last_login_at,
})

export type MembersInput = Window & {
  readonly companyId?: string | undefined
  readonly search?: string | undefined
  readonly states?: readonly MemberRow['state'][] | undefined
  readonly admins?: boolean | undefined
  readonly asOf?: string | undefined
}

const BY_NAME = ['m.name COLLATE NOCASE', 'm.id']
const sorted = (key: string): readonly string[] => [key, 'm.id']

export const membersQuery = (input: MembersInput): WindowQuery<Stored, MemberRow> => {
  const { companyId, states, asOf } = input
  const member = rowsAsOf('member', asOf)
  const company = rowsAsOf('company', asOf)
  const text = searched(input.search, asOf, {
    table: 'member',
    id: 'm.id',
    columns: ['m.name', 'm.email', 'm.phone', 'm.extension'],
  })
  const where = [
    ...(companyId === undefined ? [] : ['m.company_id = :companyId']),
    // Those who wait are few, and have an index of their own.
    ...(states && !states.includes('member') ? [`m.state <> 'member'`] : []),
    ...(states ? [states.length === 1 ? 'm.state = :state' : 'm.state IN (SELECT value FROM json_each(:states))'] : []),
    ...(input.admins === undefined ? [] : [`m.admin = ${input.admins ? 1 : 0}`]),
    ...text.where,
  ]
  return {
    from: `${member} m`,
    id: 'm.id',
    where,
    parameters: { ...text.parameters, companyId, states: JSON.stringify(states ?? []), state: states?.[0], asOf },
    sorts: {
      name: BY_NAME,
      email: sorted('m.email COLLATE NOCASE'),
      state: sorted('m.state'),
      licences: sorted('m.licences'),
      phone: sorted('m.phone'),
      extension: sorted('m.extension'),
      seller: sorted('m.seller'),
      admin: sorted('m.admin'),
      askedAt: sorted('m.asked_at'),
      lastLoginAt: sorted('m.last_login_at'),
      companyName: {
        by: ['n.name COLLATE NOCASE', 'n.company_id', ...BY_NAME],
        from:
          asOf === undefined
            ? `company_count n CROSS JOIN ${member} m ON m.company_id = n.company_id`
            : `${member} m LEFT JOIN (SELECT id AS company_id, name FROM ${company}) n ON n.company_id = m.company_id`,
      },
    },
    // Members first, then who is invited or asks to join (M012); over all companies by name only.
    order: companyId === undefined ? BY_NAME : [`m.state = 'member' DESC`, 'm.name COLLATE NOCASE', 'm.email', 'm.id'],
    // The counts of the companies add up to the same, without counting 300,000.
    count:
      where.length === 0 && asOf === undefined
        ? 'SELECT coalesce(sum(members + invited + requested), 0) AS n FROM company_count'
        : undefined,
    rows: { select: ROW, from: `${member} m LEFT JOIN ${company} c ON c.id = m.company_id`, id: 'm.id' },
    show,
  }
}

export const listMembers = (db: ReadDb, input: MembersInput): Listed<MemberRow> =>
  readWindow(db, membersQuery(input), input)

type Detail = Stored & {
  company_kind: CompanyKind | null
  first_name: string | null
  last_name: string | null
  job_title: string | null
  country: string | null
  language: string | null
  active: number | null
  licence_ids: string
  phones: string
  created_at: string | null
  seen_at: string
}
type StoredPhone = { id?: string; equipmentId?: string | null; extension?: string | null; number?: string | null }

/** A member, an invitation or a join request; NOT_FOUND when it is not shown now, or was not there as of the instant. */
export const getMember = (
  db: ReadDb,
  { id, asOf }: { readonly id: string; readonly asOf?: string | undefined },
): Result<Member, Failure> => {
  const row = db.get<Detail>(
    `SELECT ${ROW}, c.kind AS company_kind, m.first_name, m.last_name, m.job_title, m.country, m.language, m.active, m.licence_ids,
       m.phones, m.created_at, m.seen_at
     FROM ${rowsAsOf('member', asOf)} m LEFT JOIN ${rowsAsOf('company', asOf)} c ON c.id = m.company_id WHERE m.id = :id`,
    { id, asOf },
  )
  if (!row) {
    // An address that was made before the cloud gave its id still leads there.
    const given = cloudIdGiven(db, id)
    return given === null ? fail(failure('NOT_FOUND', { what: 'member', id })) : getMember(db, { id: given, asOf })
  }
  const equipmentNamed = (equipmentId: string | null): string | null =>
    db.get<{ name: string }>(`SELECT name FROM ${rowsAsOf('equipment', asOf)} WHERE id = :equipmentId`, {
      equipmentId,
      asOf,
    })?.name ?? null
  const assigned = JSON.parse(row.licence_ids) as { subscriptionId: string; offerName: string }[]
  return ok({
    ...show(row),
    companyKind: row.company_kind ?? 'EC',
    firstName: row.first_name,
    lastName: row.last_name,
    jobTitle: row.job_title,
    country: row.country,
    language: row.language,
    active: row.active === null ? null : row.active === 1,
    assigned: assigned.map(({ subscriptionId, offerName }) => ({ subscriptionId, offerName })),
    phones: (JSON.parse(row.phones) as StoredPhone[]).map((phone) => ({
      extensionId: phone.id ?? '',
      equipmentId: phone.equipmentId ?? null,
      equipmentName: equipmentNamed(phone.equipmentId ?? null),
      extension: phone.extension ?? null,
      publicNumber: phone.number ?? null,
    })),
    createdAt: row.created_at,
    seenAt: row.seen_at,
  })
}
