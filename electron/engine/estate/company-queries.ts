import type { Company, CompanyKind, CompanyRow } from '../../../shared/contract/estate.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { CompanyId, Window } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb } from '../db/index.ts'
import { containing, readWindow, type WindowQuery } from './window-query.ts'

type StoredCompany = {
  id: string
  name: string
  kind: string
  partner_name: string | null
  status: string
  plan: string
  visibility: string | null
  country: string | null
  external_reference: string | null
  member_count: number
  equipment_count: number
  billed: number
  allocated: number
}

const ROW = `c.id, c.name, c.kind, p.name AS partner_name, c.status, c.plan, c.visibility, c.country, c.external_reference,
  (SELECT count(*) FROM member_now m WHERE m.company_id = c.id AND m.state = 'member') AS member_count,
  (SELECT count(*) FROM equipment_now e WHERE e.company_id = c.id) AS equipment_count,
  (SELECT coalesce(sum(s.billed), 0) FROM subscription_now s WHERE s.company_id = c.id AND s.model IN ('monthly', 'prepaid')) AS billed,
  (SELECT coalesce(sum(s.allocated), 0) FROM subscription_now s WHERE s.company_id = c.id AND s.model IN ('monthly', 'prepaid')) AS allocated`

const FROM = 'company_now c LEFT JOIN company_now p ON p.id = c.partner_id'

const show = (row: StoredCompany): CompanyRow => ({
  id: row.id as CompanyId,
  name: row.name,
  kind: row.kind as CompanyKind,
  partnerName: row.partner_name,
  status: row.status,
  plan: row.plan,
  visibility: row.visibility,
  country: row.country,
  externalReference: row.external_reference,
  memberCount: row.member_count,
  equipmentCount: row.equipment_count,
  billed: row.billed,
  allocated: row.allocated,
})

export const listCompanies = (
  db: ReadDb,
  input: Window & { readonly kinds?: readonly CompanyKind[] | undefined; readonly search?: string | undefined },
): { rows: CompanyRow[]; total: number } => {
  const where: string[] = []
  const parameters: Record<string, unknown> = {}
  if (input.kinds) {
    where.push('c.kind IN (SELECT value FROM json_each(:kinds))')
    parameters.kinds = JSON.stringify(input.kinds)
  }
  if (input.search?.trim()) {
    where.push(
      `c.name LIKE :search ESCAPE '\\' OR c.external_reference LIKE :search ESCAPE '\\' OR c.crd_company_id LIKE :search ESCAPE '\\'`,
    )
    parameters.search = containing(input.search)
  }
  const query: WindowQuery<StoredCompany, CompanyRow> = {
    select: ROW,
    from: FROM,
    where,
    parameters,
    sorts: {
      name: 'c.name COLLATE NOCASE',
      kind: 'c.kind',
      partnerName: 'p.name COLLATE NOCASE',
      status: 'c.status',
      plan: 'c.plan',
      visibility: 'c.visibility',
      country: 'c.country',
      externalReference: 'c.external_reference',
      memberCount: 'member_count',
      equipmentCount: 'equipment_count',
      billed: 'billed',
      allocated: 'allocated',
    },
    defaultSort: 'c.name COLLATE NOCASE, c.id',
    show,
  }
  return readWindow(db, query, input)
}

type StoredDetail = StoredCompany & {
  slogan: string | null
  size: string | null
  economic_activity: string | null
  website: string | null
  description: string | null
  street: string | null
  postal_code: string | null
  city: string | null
  support_email: string | null
  external_reference2: string | null
  crd_company_id: string | null
  admin_can_update: number
  admin_can_decrease: number | null
  created_at: string | null
  seen_at: string
}

export const getCompany = (db: ReadDb, id: string): Result<Company, Failure> => {
  const row = db.get<StoredDetail>(
    `SELECT ${ROW}, c.slogan, c.size, c.economic_activity, c.website, c.description, c.street, c.postal_code, c.city,
       c.support_email, c.external_reference2, c.crd_company_id, c.admin_can_update, c.admin_can_decrease, c.created_at, c.seen_at
     FROM ${FROM} WHERE c.id = :id`,
    { id },
  )
  if (!row) return fail(failure('NOT_FOUND', { what: 'company', id }))
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
    supportEmail: row.support_email,
    externalReference2: row.external_reference2,
    crdCompanyId: row.crd_company_id,
    adminCanUpdate: row.admin_can_update === 1,
    adminCanDecrease: row.admin_can_decrease === null ? null : row.admin_can_decrease === 1,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  })
}
