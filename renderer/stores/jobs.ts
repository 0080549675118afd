import { defineStore } from 'pinia'
import { computed, shallowReactive, watch } from 'vue'
import type { Failure } from '../../shared/contract/failure.ts'
import type { Job } from '../../shared/contract/jobs.ts'
import type { JobId } from '../../shared/contract/values.ts'
import { engine } from '../client/index.ts'
import { useChanges } from './changes.ts'

type Ended = (job: Job | null, failure: Failure | null) => void

/** Every job that this window knows of, whoever started it, each followed until it has ended. */
export const useJobs = defineStore('jobs', () => {
  const byId = shallowReactive(new Map<string, Job>())
  const followed = new Map<string, Ended[]>()
  const changes = useChanges()

  const end = (jobId: string, failure: Failure | null): void => {
    const listeners = followed.get(jobId) ?? []
    followed.delete(jobId)
    const job = byId.get(jobId) ?? null
    for (const listener of listeners) listener(job, failure)
  }

  /** Follows a job; `onEnd` gets its last state, or the failure that ended the following. */
  const follow = (jobId: JobId, onEnd?: Ended): void => {
    const listeners = followed.get(jobId)
    if (listeners) {
      if (onEnd) listeners.push(onEnd)
      return
    }
    followed.set(jobId, onEnd ? [onEnd] : [])
    engine.follow(
      (api) => api.jobs.watch({ jobId }),
      (job) => byId.set(jobId, job),
      (failure) => end(jobId, failure),
    )
  }

  const read = async (): Promise<void> => {
    const result = await engine.query((api) => api.jobs.list())
    if (!result.ok) return
    for (const job of result.value) {
      if (!followed.has(job.id)) byId.set(job.id, job)
      if (job.state === 'running') follow(job.id)
    }
  }
  watch(
    () => changes.of('jobs'),
    () => void read(),
    { immediate: true },
  )

  const cancel = async (jobId: JobId): Promise<void> => {
    const result = await engine.query((api) => api.jobs.cancel({ jobId }))
    if (result.ok) byId.set(jobId, result.value)
  }
  const forget = (jobId: JobId): void => {
    byId.delete(jobId)
  }

  const running = computed(() => [...byId.values()].filter((job) => job.state === 'running'))
  return { byId, running, follow, cancel, forget }
})
