export { type CdrBucket, type CdrIndex, type CdrTotals, createCdrIndex } from './cdr-index.ts'
export { type EstateContract, expectedContracts, invoicedMonth } from './expected.ts'
export { type CdrRows, type ReconcileInput, reconcile } from './reconcile.ts'
