import { startTrainingCloud } from '../../demo-cloud/index.ts'
import type { Output } from './output.ts'
import { resourcesDir } from './session.ts'

/** Runs the training cloud until it is stopped; its first line on stdout is JSON with address and sign-in. */
export const demoCloudCommand = async (port: number, output: Output): Promise<number> => {
  const started = await startTrainingCloud({ resourcesDir: resourcesDir(), port })
  if (!started.ok) {
    output.failure(started.failure)
    return 1
  }
  process.stdout.write(`${JSON.stringify(started.value.credentials)}\n`)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  await started.value.close()
  return 0
}
