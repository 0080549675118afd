import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { OutboxEntry } from '../../shared/contract/edits.ts'
import type { Failure } from '../../shared/contract/failure.ts'
import { engine } from '../client/index.ts'
import { useChanges } from './changes.ts'

type Counts = Readonly<Record<OutboxEntry['state'], number>>
export type Keep = Readonly<Record<string, 'mine' | 'theirs'>>

/** How many edits wait, and what a person can do with one of them. */
export const useOutbox = defineStore('outbox', () => {
  const counts = shallowRef<Counts | null>(null)
  const changes = useChanges()

  const read = async (): Promise<void> => {
    const result = await engine.query((api) => api.outbox.counts())
    if (result.ok) counts.value = result.value
  }
  watch(
    () => changes.of('outbox', 'sync'),
    () => void read(),
    { immediate: true },
  )
  /** What needs a person. */
  const open = computed(() => (counts.value ? counts.value.conflict + counts.value.refused : 0))
  const waiting = computed(() => (counts.value ? counts.value.planned + counts.value.sent : 0))

  const undo = async (entryId: OutboxEntry['id'], together: boolean): Promise<Failure | null> => {
    const result = await engine.command((api, context) => api.edits.undo({ entryId, together, ...context }))
    return result.ok ? null : result.failure
  }
  const retry = async (entryId: OutboxEntry['id']): Promise<Failure | null> => {
    const result = await engine.command((api, context) => api.edits.retry({ entryId, ...context }))
    return result.ok ? null : result.failure
  }
  const dismiss = async (entryId: OutboxEntry['id']): Promise<Failure | null> => {
    const result = await engine.command((api, context) => api.edits.dismiss({ entryId, ...context }))
    return result.ok ? null : result.failure
  }
  const decide = async (entryId: OutboxEntry['id'], keep: Keep): Promise<Failure | null> => {
    const result = await engine.command((api, context) => api.edits.decide({ entryId, keep: { ...keep }, ...context }))
    return result.ok ? null : result.failure
  }

  return { counts, open, waiting, undo, retry, dismiss, decide }
})
