export { createCdrIndex } from './cdr-index.ts'
export { type EstateContract, expectedContracts, invoicedMonth } from './expected.ts'
export { type ReconcileInput, reconcile } from './reconcile.ts'
