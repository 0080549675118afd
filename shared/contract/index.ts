import { billingContract, importsContract } from './billing.ts'
import { estateContract } from './estate.ts'
import { jobsContract } from './jobs.ts'
import { sessionContract, syncContract, systemContract } from './system.ts'

/** Everything that a window, the command line or a test can ask of the engine. */
export const contract = {
  system: systemContract,
  session: sessionContract,
  sync: syncContract,
  jobs: jobsContract,
  estate: estateContract,
  imports: importsContract,
  billing: billingContract,
}
export type Contract = typeof contract
