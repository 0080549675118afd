import type { ReadDb, WriteDb } from './database.ts'
import type { Row } from './versioned.ts'

/** What a person declared equipment to be (M062), by the cloud's id: precious, for the cloud may never say it. */
export const declareServerType = (db: WriteDb, equipmentId: string, serverType: string): void => {
  db.run('INSERT OR REPLACE INTO declared_server_type (equipment_id, server_type) VALUES (:equipmentId, :serverType)', {
    equipmentId,
    serverType,
  })
}

/** The cloud's row with the declared type where the cloud leaves open which of several it is (`server_type_open`). */
export const withDeclaredServerType = (db: ReadDb, row: Row): Row => {
  const open = row.server_type_open
  if (typeof open !== 'string') return row
  const declared = db.get<{ server_type: string }>(
    'SELECT server_type FROM declared_server_type WHERE equipment_id = :id',
    { id: row.id },
  )?.server_type
  return declared !== undefined && open.split('|').includes(declared) ? { ...row, server_type: declared } : row
}
