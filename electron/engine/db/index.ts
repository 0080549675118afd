export { type ReadDb, type WriteDb } from './database.ts'
export { declareServerType } from './declared-server-type.ts'
export * as tables from './estate-tables.ts'
export { openDatabase, openReadOnly } from './open.ts'
export {
  cloudRow,
  NOT_KNOWN,
  PENDING,
  rowsAsOf,
  showOverlay,
  versionedTable,
  withStored,
  type Row,
  type Versioned,
  type VersionedTable,
} from './versioned.ts'
