import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { startTrainingCloud, type TrainingCloud } from '../../electron/demo-cloud/index.ts'
import { makeSyncRig, type SyncRig } from './sync-rig.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A training cloud without a calendar unless told otherwise; closed after the test. */
export const rigCloud = async (
  options: Partial<Parameters<typeof startTrainingCloud>[0]> = {},
): Promise<TrainingCloud> => {
  const started = await startTrainingCloud({ resourcesDir: join(import.meta.dirname, '../../resources'), ...options })
  if (!started.ok) throw new Error(started.failure.code)
  closing.push(started.value.close)
  return started.value
}

/** A rig that is closed after the test. */
export const syncRig = async (...given: Parameters<typeof makeSyncRig>): Promise<SyncRig> => {
  const rig = await makeSyncRig(...given)
  closing.push(rig.close)
  return rig
}

/** A folder that several rigs share one after the other; removed after the test. */
export const temporaryFolderPath = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'iris-test-'))
  closing.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}
