export { createEvidenceStore, readStored, type EvidenceStore } from './evidence-store.ts'
export { getPlan, listPlans } from './plans.ts'
export { prepareInWorker } from './prepare.ts'
export {
  cellText,
  dataRows,
  excerpt,
  findHeader,
  MAX_FILE_BYTES,
  numberReaders,
  readFile,
  readTable,
  sizeText,
  type Header,
  type ReadFile,
  type Table,
  type TableRow,
} from './readers/index.ts'
export { createImports, type Imports, type ImportSource, type PrepareTask } from './service.ts'
export { type ReadPlan } from './facts.ts'
