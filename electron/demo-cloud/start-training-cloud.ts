import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Failure } from '../../shared/contract/failure.ts'
import type { PasswordCredentials } from '../../shared/contract/shell.ts'
import { ok, type Result } from '../../shared/util/result.ts'
import { createTrainingCalendar } from './calendar/training-calendar.ts'
import { trainingDays } from './calendar/training-days.ts'
import { createDemoCloud, type DemoCloud, type DemoCloudOptions } from './create-demo-cloud.ts'
import type { Faults } from './faults.ts'
import type { Tenant } from './tenant/types.ts'

export type TrainingCloud = {
  /** Address and sign-in of this cloud; they open nothing else. */
  readonly credentials: PasswordCredentials
  readonly faults: Faults
  /** Swaps the whole content. */
  readonly replaceTenant: (tenant: Tenant) => void
  /** What a PBX does, not a client. */
  readonly equipment: DemoCloud['equipment']
  close(): Promise<void>
}

type Options = Omit<DemoCloudOptions, 'files' | 'today' | 'control' | 'wrote'> & {
  readonly resourcesDir: string
  readonly port?: number
  /** The first day of the training calendar, or one of its days; the last day in real time when left out. */
  readonly startOn?: string
}

/** The index in the calendar; null for real time after the last day. */
const startIndex = (startOn: string | undefined): number | null => {
  if (startOn === undefined) return null
  const index = startOn === 'first' ? 0 : trainingDays.findIndex(({ on }) => on === startOn)
  if (index < 0) throw new Error(`${startOn} is no day of the training calendar`)
  return index
}

/**
 * A demo cloud with the training tenant and its calendar and the sample files, listening on loopback. Another `tenant`
 * has no calendar. Fails with PORT_IN_USE.
 */
export const startTrainingCloud = async ({
  resourcesDir,
  port = 0,
  startOn,
  ...options
}: Options): Promise<Result<TrainingCloud, Failure>> => {
  const files = (name: string): Promise<Uint8Array | null> =>
    readFile(join(resourcesDir, 'samples', name)).catch(() => null)
  const calendar = createTrainingCalendar({
    days: trainingDays,
    startAt: startIndex(startOn),
    clock: options.clock ?? (() => new Date()),
    replaceTenant: (tenant) => cloud.replaceTenant(tenant),
  })
  const { today, control, wrote } = calendar
  const cloud: DemoCloud = createDemoCloud({
    ...options,
    files,
    ...(options.tenant === undefined ? { tenant: calendar.tenant(), today, control, wrote } : {}),
  })
  const running = await cloud.listen({ port })
  if (!running.ok) return running
  return ok({
    credentials: { mode: 'password', url: running.value.url, ...cloud.credentials },
    faults: cloud.faults,
    replaceTenant: cloud.replaceTenant,
    equipment: cloud.equipment,
    close: running.value.close,
  })
}
