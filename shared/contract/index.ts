import { billingContract, importsContract } from './billing.ts'
import { editsContract, outboxContract } from './edits.ts'
import { estateContract } from './estate.ts'
import { jobsContract } from './jobs.ts'
import { impactsContract, plansContract } from './planning.ts'
import { pricesContract } from './prices.ts'
import { quotesContract } from './quotes.ts'
import { renewalsContract } from './renewals.ts'
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
  plans: plansContract,
  impacts: impactsContract,
  prices: pricesContract,
  renewals: renewalsContract,
  quotes: quotesContract,
}
export type Contract = typeof contract
