export { applicationAuth, type CloudClient } from './cloud-client.ts'
export { invoicingFile } from './rainbow.ts'
export { createSync, type Sync } from './service.ts'
