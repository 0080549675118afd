export { type ReadDb, type WriteDb } from './database.ts'
export { openDatabase, openReadOnly } from './open.ts'
export { versionedTable, type Row } from './versioned.ts'
