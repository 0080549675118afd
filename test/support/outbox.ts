import { randomUUID } from 'node:crypto'
import { startTrainingCloud, type TrainingCloud } from '../../electron/demo-cloud/index.ts'
import type { Engine, EngineDeps } from '../../electron/engine/index.ts'
import { signIn, type CloudClient } from '../../electron/engine/sync/cloud-client.ts'
import type { Edit, OutboxEntry } from '../../shared/contract/edits.ts'
import type { Job } from '../../shared/contract/jobs.ts'
import { askingTenant } from './outbox-tenant.ts'
import { commandId, ended, engineDeps, now, resourcesDir, startEngine, temporaryFolder } from './engine.ts'

type Row = Readonly<Record<string, unknown>> & { readonly id: string }

export type Desk = {
  readonly cloud: TrainingCloud
  readonly engine: Engine
  readonly dataDir: string
  /** Requests go through here; a test may put something in between. */
  readonly net: { fetch: typeof fetch }
  make(edit: Edit): Promise<OutboxEntry>
  entry(id: string): Promise<OutboxEntry>
  /** Sends and reads. */
  sync(full?: boolean): Promise<Job>
  /** Another administrator's session with the same cloud. */
  readonly other: CloudClient
  close(): Promise<void>
}

export const localId = () => `local:${randomUUID()}` as const
export const forever = new AbortController().signal

export const fastCloud = async (): Promise<TrainingCloud> => {
  const cloud = await startTrainingCloud({ resourcesDir, provisioningMs: 0, tenant: askingTenant })
  if (!cloud.ok) throw new Error(cloud.failure.code)
  return cloud.value
}

export const signedIn = async (cloud: TrainingCloud, net: Desk['net']): Promise<CloudClient> => {
  const client = await signIn(
    { fetch: (...asked) => net.fetch(...asked), appVersion: 'test', wait: () => Promise.resolve() },
    cloud.credentials,
    forever,
  )
  if (!client.ok) throw new Error(client.failure.code)
  return client.value
}

/** A fast cloud, an engine that has read it, and somebody else who works in the same cloud. */
export const openDesk = async (
  changes: Partial<EngineDeps> = {},
  prepare: (cloud: TrainingCloud) => void = () => undefined,
): Promise<Desk> => {
  const cloud = await fastCloud()
  prepare(cloud)
  const folder = temporaryFolder()
  const net = { fetch: globalThis.fetch }
  const through: typeof fetch = (...asked) => net.fetch(...asked)
  const wait = () => Promise.resolve()
  const deps = engineDeps(folder.path, cloud.credentials, { autoSync: false, fetch: through, wait, ...changes })
  const engine = await startEngine(deps)
  const { client } = engine
  const sync = async (full = false) => {
    const { jobId } = await client.sync.start({ commandId: commandId(), full })
    return ended(engine, jobId)
  }
  const read = await sync()
  if (read.state !== 'done') throw new Error(`the first pull: ${JSON.stringify(read.failure)}`)
  return {
    cloud,
    engine,
    net,
    dataDir: folder.path,
    sync,
    other: await signedIn(cloud, { fetch: globalThis.fetch }),
    make: (edit) => client.edits.make({ commandId: commandId(), at: now(), edit }),
    entry: async (id) => {
      const { rows } = await client.outbox.list({ limit: 500 })
      const found = rows.find((row) => row.id === id)
      if (!found) throw new Error(`no entry ${id}`)
      return found
    },
    close: async () => {
      await engine.close()
      await cloud.close()
      folder.remove()
    },
  }
}

export const keep = (entry: OutboxEntry, side: 'mine' | 'theirs') =>
  Object.fromEntries(entry.conflicts.map(({ field }) => [field, side]))

/** The failure with which a call was refused. */
export const refusal = async (
  call: Promise<unknown>,
): Promise<{ code: string; rule: string | null; params: object }> => {
  try {
    await call
  } catch (error) {
    return (error as { data: { code: string; rule: string | null; params: object } }).data
  }
  throw new Error('it was not refused')
}

const ADMIN = '/api/rainbow/admin/v1.0'
const SUBSCRIPTION = '/api/rainbow/subscription/v1.0'
export const paths = {
  company: (id: string) => `${ADMIN}/companies/${id}`,
  companies: `${ADMIN}/companies`,
  user: (id: string) => `${ADMIN}/users/${id}`,
  invitations: (companyId: string) => `${ADMIN}/companies/${companyId}/join-companies/invitations`,
  links: (companyId: string) => `${ADMIN}/companies/${companyId}/bp-link/invitations`,
  subscriptions: (companyId: string) => `${SUBSCRIPTION}/companies/${companyId}/subscriptions`,
  systems: `${ADMIN}/systems`,
  system: (id: string) => `${ADMIN}/systems/${id}`,
}

/** What the cloud has now, asked by somebody else. */
export const listed = async (client: CloudClient, path: string, query = ''): Promise<readonly Row[]> => {
  const answer = await client.getJson(`${path}?format=full&limit=500&${query}`, forever)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return (answer.value as { data: Row[] }).data
}

export const single = async (client: CloudClient, path: string): Promise<Row | null> => {
  const answer = await client.getJson(`${path}?format=full`, forever)
  return answer.ok ? (answer.value as { data: Row }).data : null
}

export const changed = async (client: CloudClient, method: 'POST' | 'PUT' | 'DELETE', path: string, body: object) => {
  const answer = await client.send(method, path, body, forever)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return (answer.value as { data?: Row }).data
}
