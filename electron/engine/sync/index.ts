export { invoicingFile } from './rainbow.ts'
export { createSync, type Sync } from './service.ts'
