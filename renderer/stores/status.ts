import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { Failure } from '../../shared/contract/failure.ts'
import type { Status } from '../../shared/contract/system.ts'
import { engine } from '../client/index.ts'
import { useChanges } from './changes.ts'
import { useJobs } from './jobs.ts'

/** What the engine says of itself, the cloud and the sync; read again when one of them changed. */
export const useStatus = defineStore('status', () => {
  const status = shallowRef<Status | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const actionFailure = shallowRef<Failure | null>(null)
  const changes = useChanges()
  const jobs = useJobs()

  const read = async (): Promise<void> => {
    const result = await engine.query((api) => api.system.status())
    failure.value = result.ok ? null : result.failure
    if (result.ok) status.value = result.value
  }
  watch(
    () => changes.of('sync', 'session', 'estate', 'imports', 'invoices', 'outbox'),
    () => void read(),
    { immediate: true },
  )

  const sync = computed(() => status.value?.sync ?? null)
  const syncJob = computed(() => {
    const running = jobs.running.find((job) => job.kind === 'sync')
    return running ?? (sync.value?.jobId ? (jobs.byId.get(sync.value.jobId) ?? null) : null)
  })
  /** The five states; a running job is believed before the status that is a moment older. */
  const syncState = computed(() => (syncJob.value?.state === 'running' ? 'working' : (sync.value?.state ?? 'offline')))
  const progress = computed(() =>
    syncJob.value?.state === 'running' ? syncJob.value.progress : (sync.value?.progress ?? null),
  )

  const synchronise = async (): Promise<void> => {
    actionFailure.value = null
    const result = await engine.command((api, { commandId }) => api.sync.start({ commandId }))
    if (result.ok) jobs.follow(result.value.jobId)
    else actionFailure.value = result.failure
    await read()
  }
  /** What the brake on mass deletion waits for: follow the cloud, or keep the rows. */
  const decideBrake = async (brakeId: string, decision: 'follow' | 'keep'): Promise<void> => {
    actionFailure.value = null
    const result = await engine.command((api, context) => api.sync.decideBrake({ brakeId, decision, ...context }))
    if (!result.ok) actionFailure.value = result.failure
    await read()
  }
  const cancelSync = async (): Promise<void> => {
    if (syncJob.value) await jobs.cancel(syncJob.value.id)
  }
  const take = (next: Status): void => {
    status.value = next
  }
  const dismiss = (): void => {
    actionFailure.value = null
  }

  return {
    status,
    failure,
    actionFailure,
    syncState,
    syncJob,
    progress,
    read,
    take,
    synchronise,
    decideBrake,
    cancelSync,
    dismiss,
  }
})
