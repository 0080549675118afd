import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Failure } from '../../shared/contract/failure.ts'
import type { Credentials } from '../../shared/contract/shell.ts'
import { ok, type Result } from '../../shared/util/result.ts'
import { createDemoCloud, type DemoCloudOptions } from './create-demo-cloud.ts'
import type { Faults } from './faults.ts'

export type TrainingCloud = {
  /** Address and sign-in of this cloud; they open nothing else. */
  readonly credentials: Credentials
  readonly faults: Faults
  close(): Promise<void>
}

type Options = Omit<DemoCloudOptions, 'files'> & { readonly resourcesDir: string; readonly port?: number }

/** A demo cloud with the training tenant and the sample files, listening on loopback. Fails with PORT_IN_USE. */
export const startTrainingCloud = async ({
  resourcesDir,
  port = 0,
  ...options
}: Options): Promise<Result<TrainingCloud, Failure>> => {
  const files = (name: string): Promise<Uint8Array | null> =>
    readFile(join(resourcesDir, 'samples', name)).catch(() => null)
  const cloud = createDemoCloud({ ...options, files })
  const running = await cloud.listen({ port })
  if (!running.ok) return running
  return ok({
    credentials: { url: running.value.url, ...cloud.credentials },
    faults: cloud.faults,
    close: running.value.close,
  })
}
