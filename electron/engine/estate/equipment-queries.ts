import type { CompanyPrefixRow, EquipmentRow, ExtensionRow, Mark } from '../../../shared/contract/estate.ts'
import type { CompanyId, Window } from '../../../shared/contract/values.ts'
import { rowsAsOf, type ReadDb } from '../db/index.ts'
import { withId } from './cloud-id.ts'
import { searched } from './find-text.ts'
import { containing, readWindow, type Listed, type WindowQuery } from './window-query.ts'

type Stored = {
  id: string
  mark: Mark
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
  site_name: string | null
  version: string | null
  ever_connected: number
}

const BY_NAME = ['e.name COLLATE NOCASE', 'e.id']
const sorted = (key: string): readonly string[] => [key, ...BY_NAME]

export type EquipmentInput = Window & {
  readonly id?: string | undefined
  readonly companyId?: string | undefined
  readonly search?: string | undefined
  readonly scope?: 'own' | 'customers' | 'shared' | undefined
  readonly connection?: EquipmentRow['connection'] | undefined
  readonly asOf?: string | undefined
}

/** M102: the three tabs. Own: of the distributor itself. */
const scopeSql = (scope: EquipmentInput['scope'], company: string): readonly string[] => {
  if (scope === undefined) return []
  if (scope === 'shared') return ['e.shared = 1']
  const own = `(SELECT id FROM ${company} WHERE kind = 'VAD')`
  return ['e.shared = 0', `e.company_id ${scope === 'own' ? 'IN' : 'NOT IN'} ${own}`]
}

export const equipmentQuery = (input: EquipmentInput): WindowQuery<Stored, EquipmentRow> => {
  const { companyId, connection, asOf } = input
  const equipment = rowsAsOf('equipment', asOf)
  const company = rowsAsOf('company', asOf)
  const withCompany = `${equipment} e LEFT JOIN ${company} c ON c.id = e.company_id`
  const text = searched(input.search, asOf, {
    table: 'equipment',
    id: 'e.id',
    ...(companyId === undefined ? { companyId: 'e.company_id' } : {}),
    columns: ['e.name', 'e.server_type', 'e.equipment_id'],
  })
  return {
    from: `${equipment} e`,
    id: 'e.id',
    where: [
      ...(input.id === undefined ? [] : ['e.id = :id']),
      ...(companyId === undefined ? [] : ['e.company_id = :companyId']),
      ...scopeSql(
        input.scope,
        asOf === undefined ? '(SELECT company_id AS id, kind FROM company_count WHERE shown = 1)' : company,
      ),
      ...(connection === undefined ? [] : ['e.connection = :connection']),
      ...text.where,
    ],
    parameters: { ...text.parameters, id: input.id, companyId, connection, asOf },
    sorts: {
      name: BY_NAME,
      serverType: sorted('e.server_type'),
      equipmentId: sorted('e.equipment_id'),
      country: sorted('e.country'),
      connection: sorted('e.connection'),
      companyCount: sorted('e.company_count'),
      version: sorted('e.version'),
      companyName: { by: ['c.name COLLATE NOCASE', 'c.id', ...BY_NAME], from: withCompany },
    },
    order: BY_NAME,
    rows: {
      select: `e.id, e.mark, e.company_id, c.name AS company_name, e.name, e.server_type, e.equipment_id, e.country, e.outbound_prefix,
        e.connection, e.shared, e.company_count, s.name AS site_name, e.version, e.ever_connected`,
      from: `${withCompany} LEFT JOIN ${rowsAsOf('site', asOf)} s ON s.id = e.site_id`,
      id: 'e.id',
    },
    show: (row) => ({
      id: row.id,
      mark: row.mark,
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
      siteName: row.site_name,
      version: row.version,
      everConnected: row.ever_connected === 1,
    }),
  }
}

export const listEquipment = (db: ReadDb, input: EquipmentInput): Listed<EquipmentRow> =>
  readWindow(db, equipmentQuery(withId(db, input)), input)

type ExtensionsInput = Window & {
  readonly equipmentId: string
  readonly search?: string | undefined
  readonly free: boolean
  readonly asOf?: string | undefined
}

/** The extensions that a PBX uploaded after its first connection (M075); `free`: nobody's phone yet. */
export const listExtensions = (db: ReadDb, input: ExtensionsInput): Listed<ExtensionRow> => {
  const { equipmentId, asOf } = input
  const extension = rowsAsOf('extension', asOf)
  const text = input.search?.trim()
  const columns = ['x.short_number', 'x.internal_number', 'x.public_number', 'x.name', 'x.device_name']
  const number = 'coalesce(x.short_number, x.internal_number)'
  return readWindow<ExtensionRow, ExtensionRow>(
    db,
    {
      from: `${extension} x`,
      id: 'x.id',
      where: [
        'x.equipment_id = :equipmentId',
        ...(input.free ? ['x.member_id IS NULL'] : []),
        ...(text ? [columns.map((column) => `${column} LIKE :search ESCAPE '\\'`).join(' OR ')] : []),
      ],
      parameters: { equipmentId, asOf, search: containing(text ?? '') },
      sorts: {
        extension: [`length(${number})`, number, 'x.id'],
        publicNumber: ['x.public_number', 'x.id'],
        name: ['x.name COLLATE NOCASE', 'x.id'],
      },
      order: [`length(${number})`, number, 'x.id'],
      rows: {
        select: `x.id, x.equipment_id AS equipmentId, ${number} AS extension, x.public_number AS publicNumber,
          coalesce(x.name, x.device_name) AS name, x.company_prefix AS companyPrefix, x.member_id AS memberId, m.name AS memberName`,
        from: `${extension} x LEFT JOIN ${rowsAsOf('member', asOf)} m ON m.id = x.member_id`,
        id: 'x.id',
      },
      show: (row) => row,
    },
    input,
  )
}

/** M101: the companies that share an equipment, by prefix. */
export const listCompanyPrefixes = (
  db: ReadDb,
  input: Window & { readonly equipmentId: string; readonly asOf?: string | undefined },
): Listed<CompanyPrefixRow> => {
  const prefix = rowsAsOf('company_prefix', input.asOf)
  return readWindow<CompanyPrefixRow, CompanyPrefixRow>(
    db,
    {
      from: `${prefix} p`,
      id: 'p.id',
      where: ['p.equipment_id = :equipmentId'],
      parameters: { equipmentId: input.equipmentId, asOf: input.asOf },
      sorts: { prefix: ['p.prefix', 'p.id'], label: ['p.label COLLATE NOCASE', 'p.id'] },
      order: ['p.prefix', 'p.id'],
      rows: {
        select: `p.id, p.mark, p.equipment_id AS equipmentId, p.prefix, p.label, p.company_id AS companyId, c.name AS companyName`,
        from: `${prefix} p LEFT JOIN ${rowsAsOf('company', input.asOf)} c ON c.id = p.company_id`,
        id: 'p.id',
      },
      show: (row) => row,
    },
    input,
  )
}
