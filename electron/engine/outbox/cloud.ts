import type { ReadDb } from '../db/index.ts'
import type { CloudClient } from '../sync/index.ts'

export type Client = Pick<CloudClient, 'getJson' | 'send' | 'user' | 'cloudNow'>

/** Everything that talking to the cloud about one entry needs. */
export type Cloud = {
  readonly client: Client
  readonly db: ReadDb
  readonly signal: AbortSignal
  /** Opens what the host's keychain sealed; null when it cannot. */
  readonly unseal: (sealed: string) => Promise<string | null>
}
