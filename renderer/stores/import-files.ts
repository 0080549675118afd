import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import type { Failure } from '../../shared/contract/failure.ts'
import type { JobId } from '../../shared/contract/values.ts'
import { chooseFiles, engine, type FileToImport, fileToImport } from '../client/index.ts'
import { useJobs } from './jobs.ts'

/** A file on its way to a preview; it leaves the list when its plan is there. */
export type IncomingFile = {
  readonly id: number
  readonly fileName: string
  readonly state: 'uploading' | 'reading' | 'failed' | 'done'
  readonly jobId: JobId | null
  readonly failure: Failure | null
  readonly planId: string | null
}

/** Files that were dropped or chosen in this window. */
export const useImportFiles = defineStore('import-files', () => {
  const jobs = useJobs()
  const byId = shallowReactive(new Map<number, IncomingFile>())
  let lastId = 0

  const change = (id: number, next: Partial<IncomingFile>): void => {
    const before = byId.get(id)
    if (before) byId.set(id, { ...before, ...next })
  }
  const add = (fileName: string, state: IncomingFile['state']): number => {
    lastId += 1
    byId.set(lastId, { id: lastId, fileName, state, jobId: null, failure: null, planId: null })
    return lastId
  }

  /** Asks for the plan and resolves with its id, or with null when there is none. */
  const prepare = async (id: number, file: FileToImport): Promise<string | null> => {
    change(id, { state: 'reading' })
    const started = await engine.once((api) => api.imports.prepare(file))
    if (!started.ok) {
      change(id, { state: 'failed', failure: started.failure })
      return null
    }
    const { jobId } = started.value
    change(id, { jobId })
    return new Promise((resolve) => {
      jobs.follow(jobId, (job, failure) => {
        const planId = job?.state === 'done' ? job.result : null
        const reason = failure ?? job?.failure ?? null
        if (planId) byId.delete(id)
        else change(id, { state: 'failed', failure: reason })
        resolve(planId)
      })
    })
  }

  /** Reads files into plans; the ids of the plans, in the order of the files. */
  const takeFiles = async (files: readonly File[]): Promise<readonly string[]> => {
    const plans = await Promise.all(
      files.map(async (file) => {
        const id = add(file.name, 'uploading')
        const taken = await fileToImport(file)
        if (taken.ok) return prepare(id, taken.value)
        change(id, { state: 'failed', failure: taken.failure })
        return null
      }),
    )
    return plans.filter((plan) => plan !== null)
  }
  const takeChosen = async (): Promise<readonly string[]> => {
    const chosen = await chooseFiles()
    const plans = await Promise.all(chosen.map((file) => prepare(add(file.fileName, 'reading'), file)))
    return plans.filter((plan) => plan !== null)
  }
  const dismiss = (id: number): void => {
    byId.delete(id)
  }

  const incoming = computed(() => [...byId.values()])
  return { incoming, takeFiles, takeChosen, dismiss }
})
