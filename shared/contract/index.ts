import { billingContract, importsContract } from './billing.ts'
import { editsContract, outboxContract } from './edits.ts'
import { estateContract } from './estate.ts'
import { jobsContract } from './jobs.ts'
import { syncContract } from './sync.ts'
import { sessionContract, systemContract } from './system.ts'

/** Everything that a window, the command line or a test can ask of the engine. */
export const contract = {
  system: systemContract,
  session: sessionContract,
  sync: syncContract,
  jobs: jobsContract,
  estate: estateContract,
  edits: editsContract,
  outbox: outboxContract,
  imports: importsContract,
  billing: billingContract,
}
export type Contract = typeof contract
