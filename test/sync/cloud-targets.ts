import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDemoCloud, startTrainingCloud, type DemoCloud, type Tenant } from '../../electron/demo-cloud/index.ts'
import type { Credentials } from '../../shared/contract/shell.ts'
import { resourcesDir } from '../support/engine.ts'
import { inProcessFetch } from '../support/in-process-fetch.ts'

/** A cloud that the conformance suite runs against, and how to reach it. */
export type Target = {
  readonly credentials: Credentials
  readonly fetch: typeof fetch
  readonly faults: DemoCloud['faults']
  close(): Promise<void>
}

const files = (name: string): Promise<Uint8Array | null> =>
  readFile(join(resourcesDir, 'samples', name)).catch(() => null)

const inThisProcess = (tenant?: Tenant): Promise<Target> => {
  const cloud = createDemoCloud({ files, provisioningMs: 0, ...(tenant ? { tenant } : {}) })
  return Promise.resolve({
    credentials: { mode: 'password', url: 'http://127.0.0.1:1', ...cloud.credentials },
    fetch: inProcessFetch(cloud.handle),
    faults: cloud.faults,
    close: () => Promise.resolve(),
  })
}

const overHttp = async (): Promise<Target> => {
  const started = await startTrainingCloud({ resourcesDir, provisioningMs: 0 })
  if (!started.ok) throw new Error(started.failure.code)
  const { credentials, faults, close } = started.value
  return { credentials, fetch: globalThis.fetch, faults, close }
}

export const targets = { 'in this process': inThisProcess, 'over HTTP': overHttp } as const
