import type { Conflict, Edit, OutboxEntry } from '../../../shared/contract/edits.ts'
import type { ReadDb } from '../db/index.ts'
import { cloudIdOf } from './store.ts'

type Value = Conflict['mine']
type Change = OutboxEntry['changes'][number]

/** Fields that hold ids: where the name is, as SQL over one row. */
const named: Readonly<Record<string, { readonly table: string; readonly name: string }>> = {
  companyId: { table: 'company', name: 'name' },
  memberId: { table: 'member', name: `coalesce(nullif(name, ''), email)` },
  offerId: { table: 'offer', name: 'name' },
  subscriptionId: { table: 'subscription', name: 'offer_name' },
  equipmentId: { table: 'equipment', name: 'name' },
  extensionId: { table: 'extension', name: 'coalesce(short_number, internal_number, public_number, name)' },
  siteId: { table: 'site', name: 'name' },
}

/** A value as a person calls it: of what is gone its last name; the id only of what was never known here. */
export const inWords = (db: ReadDb, field: string, value: Value): Value => {
  const one = Object.hasOwn(named, field) ? named[field] : undefined
  if (!one || typeof value !== 'string') return value
  const found = db.get<{ name: string | null }>(
    `SELECT ${one.name} AS name FROM ${one.table} WHERE id = :id ORDER BY shown DESC, valid_from DESC LIMIT 1`,
    { id: cloudIdOf(db, value) },
  )
  return found?.name ?? value
}

/** What an edit refers to besides what it types: which licence, which extension of which equipment. */
export const referredTo = (db: ReadDb, edit: Edit): readonly Change[] => {
  const comes = (field: string, of: string, id: string): Change => ({ field, before: null, after: inWords(db, of, id) })
  const goes = (field: string, of: string, id: string): Change => ({ field, before: inWords(db, of, id), after: null })
  switch (edit.kind) {
    case 'licence.assign':
      return [comes('licence', 'subscriptionId', edit.subscriptionId)]
    case 'licence.remove':
      return [goes('licence', 'subscriptionId', edit.subscriptionId)]
    case 'phone.associate':
      return [
        comes('equipmentName', 'equipmentId', edit.equipmentId),
        comes('extension', 'extensionId', edit.extensionId),
      ]
    case 'phone.remove':
      return [goes('extension', 'extensionId', edit.extensionId)]
    case 'company-prefix.set':
      return [comes('equipmentName', 'equipmentId', edit.equipmentId)]
    case 'company-prefix.remove':
      return [goes('equipmentName', 'equipmentId', edit.equipmentId)]
    default:
      return []
  }
}
