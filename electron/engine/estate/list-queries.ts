import type {
  CompanyKind,
  EquipmentRow,
  HistoryRow,
  MemberRow,
  SubscriptionRow,
} from '../../../shared/contract/estate.ts'
import type { CompanyId, Window } from '../../../shared/contract/values.ts'
import type { ReadDb } from '../db/index.ts'
import { containing, readWindow } from './window-query.ts'

type OfCompany = Window & { readonly companyId?: string | undefined; readonly search?: string | undefined }
type Listed<T> = { rows: T[]; total: number }

/** Conditions shared by the lists of a company: its id, and a text found in one of the columns. */
const conditions = (input: OfCompany, companyColumn: string, searched: readonly string[]) => {
  const where: string[] = []
  const parameters: Record<string, unknown> = {}
  if (input.companyId !== undefined) {
    where.push(`${companyColumn} = :companyId`)
    parameters.companyId = input.companyId
  }
  if (input.search?.trim()) {
    where.push(searched.map((column) => `${column} LIKE :search ESCAPE '\\'`).join(' OR '))
    parameters.search = containing(input.search)
  }
  return { where, parameters }
}

export const listMembers = (db: ReadDb, input: OfCompany): Listed<MemberRow> => {
  type Stored = Omit<MemberRow, 'companyId' | 'companyName' | 'licences' | 'seller' | 'admin'> & {
    company_id: CompanyId
    company_name: string
    licences: string
    seller: number
    admin: number
  }
  return readWindow<Stored, MemberRow>(
    db,
    {
      select:
        'm.id, m.company_id, c.name AS company_name, m.name, m.email, m.state, m.licences, m.phone, m.extension, m.seller, m.admin',
      from: 'member_now m JOIN company_now c ON c.id = m.company_id',
      ...conditions(input, 'm.company_id', ['m.name', 'm.email', 'm.phone', 'm.extension']),
      sorts: {
        name: 'm.name COLLATE NOCASE',
        email: 'm.email',
        state: 'm.state',
        licences: 'm.licences',
        companyName: 'c.name COLLATE NOCASE',
        phone: 'm.phone',
      },
      defaultSort: `m.state = 'member' DESC, m.name COLLATE NOCASE, m.email, m.id`,
      show: ({ company_id, company_name, ...row }) => ({
        ...row,
        companyId: company_id,
        companyName: company_name,
        licences: JSON.parse(row.licences) as string[],
        seller: row.seller === 1,
        admin: row.admin === 1,
      }),
    },
    input,
  )
}

export const listEquipment = (
  db: ReadDb,
  input: OfCompany & { readonly scope?: 'own' | 'customers' | 'shared' | undefined },
): Listed<EquipmentRow> => {
  type Stored = {
    id: string
    company_id: CompanyId | null
    company_name: string | null
    name: string
    server_type: string
    equipment_id: string
    country: string | null
    outbound_prefix: string | null
    connection: EquipmentRow['connection']
    shared: number
    company_count: number
  }
  const { where, parameters } = conditions(input, 'e.company_id', [
    'e.name',
    'e.server_type',
    'e.equipment_id',
    'c.name',
  ])
  if (input.scope === 'shared') where.push('e.shared = 1')
  if (input.scope === 'own') where.push(`e.shared = 0 AND c.kind = 'VAD'`)
  if (input.scope === 'customers') where.push(`e.shared = 0 AND c.kind <> 'VAD'`)
  return readWindow<Stored, EquipmentRow>(
    db,
    {
      select: `e.id, e.company_id, c.name AS company_name, e.name, e.server_type, e.equipment_id, e.country, e.outbound_prefix,
        e.connection, e.shared, e.company_count`,
      from: 'equipment_now e LEFT JOIN company_now c ON c.id = e.company_id',
      where,
      parameters,
      sorts: {
        name: 'e.name COLLATE NOCASE',
        serverType: 'e.server_type',
        companyName: 'c.name COLLATE NOCASE',
        connection: 'e.connection',
        equipmentId: 'e.equipment_id',
        companyCount: 'e.company_count',
      },
      defaultSort: 'e.name COLLATE NOCASE, e.id',
      show: (row) => ({
        id: row.id,
        companyId: row.company_id,
        companyName: row.company_name,
        name: row.name,
        serverType: row.server_type,
        equipmentId: row.equipment_id,
        country: row.country,
        outboundPrefix: row.outbound_prefix,
        connection: row.connection,
        shared: row.shared === 1,
        companyCount: row.company_count,
      }),
    },
    input,
  )
}

export const listSubscriptions = (
  db: ReadDb,
  input: OfCompany & { readonly kinds?: readonly CompanyKind[] | undefined; readonly paidOnly: boolean },
): Listed<SubscriptionRow> => {
  type Stored = {
    id: string
    company_id: CompanyId
    company_name: string
    company_kind: CompanyKind
    offer_name: string
    commercial_reference: string | null
    contract_number: string | null
    model: SubscriptionRow['model']
    billed: number | null
    allocated: number | null
    expires_at: string | null
    status: string
  }
  const { where, parameters } = conditions(input, 's.company_id', [
    'c.name',
    's.offer_name',
    's.contract_number',
    's.commercial_reference',
  ])
  if (input.paidOnly) where.push(`s.model <> 'free'`)
  if (input.kinds) {
    where.push('c.kind IN (SELECT value FROM json_each(:kinds))')
    parameters.kinds = JSON.stringify(input.kinds)
  }
  return readWindow<Stored, SubscriptionRow>(
    db,
    {
      select: `s.id, s.company_id, c.name AS company_name, c.kind AS company_kind, s.offer_name, s.commercial_reference,
        s.contract_number, s.model, s.billed, s.allocated, s.expires_at, s.status`,
      from: 'subscription_now s JOIN company_now c ON c.id = s.company_id',
      where,
      parameters,
      sorts: {
        companyName: 'c.name COLLATE NOCASE',
        offerName: 's.offer_name',
        contractNumber: 's.contract_number',
        commercialReference: 's.commercial_reference',
        model: 's.model',
        billed: 's.billed',
        allocated: 's.allocated',
        available: 's.billed - s.allocated',
        expiresOn: 's.expires_at',
        status: 's.status',
      },
      defaultSort: 'c.name COLLATE NOCASE, s.offer_name, s.id',
      // M151: available = billed - allocated; "--" stays null (M145).
      show: (row) => ({
        id: row.id,
        companyId: row.company_id,
        companyName: row.company_name,
        companyKind: row.company_kind,
        offerName: row.offer_name,
        commercialReference: row.commercial_reference,
        contractNumber: row.contract_number,
        model: row.model,
        billed: row.billed,
        allocated: row.allocated,
        available: row.billed === null || row.allocated === null ? null : row.billed - row.allocated,
        expiresOn: row.expires_at,
        status: row.status,
      }),
    },
    input,
  )
}

export const listHistory = (db: ReadDb, input: OfCompany): Listed<HistoryRow> => {
  type Stored = {
    id: string
    at: string
    company_id: CompanyId | null
    company_name: string
    plan: string
    licences: number | null
    change: number | null
    done_by: string
    operation: HistoryRow['operation']
    resource: HistoryRow['resource']
    contract_number: string | null
  }
  return readWindow<Stored, HistoryRow>(
    db,
    {
      select:
        'o.id, o.at, o.company_id, o.company_name, o.plan, o.licences, o.change, o.done_by, o.operation, o.resource, o.contract_number',
      from: 'operation o',
      ...conditions(input, 'o.company_id', ['o.company_name', 'o.plan', 'o.done_by', 'o.contract_number']),
      sorts: {
        at: 'o.at',
        companyName: 'o.company_name COLLATE NOCASE',
        plan: 'o.plan',
        licences: 'o.licences',
        doneBy: 'o.done_by',
        contractNumber: 'o.contract_number',
      },
      defaultSort: 'o.at DESC, o.id DESC',
      show: (row) => ({
        id: row.id,
        at: row.at,
        companyId: row.company_id,
        companyName: row.company_name,
        plan: row.plan,
        licences: row.licences,
        change: row.change,
        doneBy: row.done_by,
        operation: row.operation,
        resource: row.resource,
        contractNumber: row.contract_number,
      }),
    },
    input,
  )
}
