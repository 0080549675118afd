import { join } from 'node:path'
import { startTrainingCloud, type Tenant, type TrainingCloud } from '../../electron/demo-cloud/index.ts'
import { test as base } from './app.ts'
import { startRelay, type Relay } from './relay.ts'

const resourcesDir = join(import.meta.dirname, '../../resources')

type CloudOptions = {
  /** Another content than the training tenant on its last day. */
  readonly tenant: Tenant | null
}

/** Playwright's test with a demo cloud of its own, a relay before it, and the app that knows the relay's address. */
export const test = base.extend<CloudOptions & { readonly cloud: TrainingCloud; readonly relay: Relay }>({
  tenant: [null, { option: true }],
  cloud: async ({ tenant }, use) => {
    const cloud = await startTrainingCloud({ resourcesDir, provisioningMs: 0, ...(tenant ? { tenant } : {}) })
    if (!cloud.ok) throw new Error(cloud.failure.code)
    await use(cloud.value)
    await cloud.value.close()
  },
  relay: async ({ cloud }, use) => {
    const relay = await startRelay(cloud.credentials.url)
    await use(relay)
    await relay.close()
  },
  appArgs: async ({ relay }, use) => use(['--cloud', relay.url]),
})
export { expect } from '@playwright/test'
