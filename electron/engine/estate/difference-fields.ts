import type { Difference } from '../../../shared/contract/estate.ts'
import { tables, type ReadDb, type Row, type Versioned } from '../db/index.ts'

export type Entity = Difference['entity']
type Field = Difference['fields'][number]
type Value = Field['before']

/** What is compared of each thing, and how a person calls it. */
export type Compared = {
  readonly entity: Entity
  readonly table: Versioned
  /** SQL of the title over one version `v`. */
  readonly title: string
  /** SQL of the company that it belongs to, over one version `v`. */
  readonly companyId: string
}

/**
 * Columns that say how something is kept or was used, not what it is: times of changes and of use, and ids that another
 * column says in words.
 */
const LEFT_OUT = new Set(['updated_at', 'last_login_at', 'notified_at', 'licence_ids', 'phones', 'admin_type', 'offer_id', 'sync_ongoing', 'ever_connected', 'monitored']) // prettier-ignore

const FLAGS = new Set(['seller', 'admin', 'active', 'shared', 'centrex', 'reseller_can_create', 'contract_accepted', 'admin_can_update', 'admin_can_decrease', 'as_reseller']) // prettier-ignore

export const compared: readonly Compared[] = [
  { entity: 'company', table: tables.company, title: 'v.name', companyId: 'v.id' },
  { entity: 'member', table: tables.member, title: `coalesce(nullif(v.name, ''), v.email)`, companyId: 'v.company_id' },
  { entity: 'equipment', table: tables.equipment, title: 'v.name', companyId: 'v.company_id' },
  { entity: 'subscription', table: tables.subscription, title: 'v.offer_name', companyId: 'v.company_id' },
  { entity: 'site', table: tables.site, title: 'v.name', companyId: 'v.company_id' },
  { entity: 'company_link', table: tables.companyLink, title: 'v.company_name', companyId: 'v.company_id' },
  {
    entity: 'company_prefix',
    table: tables.companyPrefix,
    title: `v.prefix || ' - ' || v.label`,
    companyId: 'v.company_id',
  },
  {
    entity: 'extension',
    table: tables.extension,
    title: `coalesce(v.short_number, v.internal_number, v.public_number, v.name, '')`,
    companyId: 'v.company_id',
  },
]

/** A link names the company itself: one that is invited is not known here by its id. */
export const comparedColumns = ({ name, columns }: Versioned): readonly string[] =>
  columns.filter((column) => !LEFT_OUT.has(column) && !(name === 'company_link' && column === 'company_id'))

/** Ids in words: the table that has the name. */
const NAMES: Readonly<Record<string, { readonly table: string; readonly field: string }>> = {
  partner_id: { table: 'company', field: 'partnerName' },
  company_id: { table: 'company', field: 'companyName' },
  site_id: { table: 'site', field: 'siteName' },
  member_id: { table: 'member', field: 'memberName' },
  equipment_id: { table: 'equipment', field: 'equipmentName' },
}

const CONTRACT_NAMES: Readonly<Record<string, string>> = { expires_at: 'expiresOn', short_number: 'extension' }

const camelCase = (column: string): string =>
  column.replaceAll(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())

/** The newest name of a thing, whether it is still there or not. */
const nameOf = (db: ReadDb, table: string, id: string): string =>
  db.get<{ name: string }>(
    `SELECT ${table === 'member' ? `coalesce(nullif(name, ''), email)` : 'name'} AS name FROM ${table}
     WHERE id = :id AND valid_from < 'pending' ORDER BY valid_from DESC LIMIT 1`,
    { id },
  )?.name ?? id

const listed = (text: string): string => {
  const list: unknown = JSON.parse(text)
  return Array.isArray(list) ? list.map(String).toSorted().join(', ') : text
}

const valueOf = (db: ReadDb, entity: Entity, column: string, value: Row[string] | undefined): Value => {
  if (value === null || value === undefined) return null
  if (FLAGS.has(column)) return value === 1
  if ((column === 'licences' || column === 'roles') && typeof value === 'string') return listed(value)
  // Equipment's own equipment_id is what is printed on it (M064), not a reference.
  const named = entity === 'equipment' && column === 'equipment_id' ? undefined : NAMES[column]
  return named && typeof value === 'string' ? nameOf(db, named.table, value) : value
}

const fieldOf = (entity: Entity, column: string): string =>
  entity === 'equipment' && column === 'equipment_id'
    ? 'equipmentId'
    : (NAMES[column]?.field ?? CONTRACT_NAMES[column] ?? camelCase(column))

/**
 * The fields that really differ between two versions, in the contract's names, with values for people: licences and roles
 * as names, references as names, flags as yes or no. One side null: the thing came or went, and all that is set is told.
 */
export const differingFields = (
  db: ReadDb,
  { entity, table }: Compared,
  before: Row | null,
  after: Row | null,
): Field[] => {
  const columns = comparedColumns(table).filter((column) =>
    before && after ? !same(before[column], after[column]) : set((before ?? after)?.[column]),
  )
  // Seller and Admin are what the cloud's roles mean (M021): the roles are told only when that says nothing.
  const said = columns.includes('seller') || columns.includes('admin')
  return columns
    .filter((column) => column !== 'roles' || (!said && before !== null && after !== null))
    .map((column) => ({
      field: fieldOf(entity, column),
      before: before && valueOf(db, entity, column, before[column]),
      after: after && valueOf(db, entity, column, after[column]),
    }))
}

const same = (a: Row[string] | undefined, b: Row[string] | undefined): boolean => (a ?? '') === (b ?? '')
const set = (value: Row[string] | undefined): boolean =>
  value !== null && value !== undefined && value !== '' && value !== '[]'
