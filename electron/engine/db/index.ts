export { type ReadDb, type WriteDb } from './database.ts'
export { openDatabase, openReadOnly, type OpenDatabase } from './open.ts'
export { versionedTable, type Row, type VersionedTable } from './versioned.ts'
