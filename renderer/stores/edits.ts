import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import type { Edit, OutboxEntry } from '../../shared/contract/edits.ts'
import type { Failure } from '../../shared/contract/failure.ts'
import { engine } from '../client/index.ts'
import { useChanges } from './changes.ts'

/** Makes edits, and keeps the latest ones in sight until they are sent: so long they can be undone. */
export const useEdits = defineStore('edits', () => {
  const latest = shallowRef<readonly OutboxEntry[]>([])
  const undoFailure = shallowRef<Failure | null>(null)
  const changes = useChanges()

  const forget = (): void => {
    latest.value = []
    undoFailure.value = null
  }

  /** All of them or none; null when they are in the outbox, otherwise why not. */
  const make = async (...edits: readonly Edit[]): Promise<Failure | null> => {
    const first = edits[0]
    if (!first) return null
    const result = await engine.command((api, context) => api.edits.makeAll({ edits: [...edits], ...context }))
    if (!result.ok) return result.failure
    undoFailure.value = null
    latest.value = result.value
    return null
  }

  /** Undoes the latest edits, the last one first, each with what depends on it. */
  const undoLatest = async (): Promise<void> => {
    const undone = new Set<string>()
    for (const entry of latest.value.toReversed()) {
      if (undone.has(entry.id)) continue
      const result = await engine.command((api, context) =>
        api.edits.undo({ entryId: entry.id, together: true, ...context }),
      )
      if (!result.ok) {
        undoFailure.value = result.failure
        return
      }
      for (const one of result.value) undone.add(one.id)
    }
    forget()
  }

  // What was sent, or undone elsewhere, can no longer be taken back from here.
  const look = async (): Promise<void> => {
    const shown = latest.value
    const first = shown[0]
    if (!first || undoFailure.value) return
    const result = await engine.query((api) =>
      api.outbox.list({ states: ['planned'], entityId: first.entityId, limit: 100 }),
    )
    if (!result.ok || latest.value !== shown) return
    const open = new Set(result.value.rows.map((entry) => entry.id))
    if (!open.has(first.id)) forget()
  }
  watch(
    () => changes.of('outbox', 'sync'),
    () => void look(),
  )

  return { latest, undoFailure, make, undoLatest, forget }
})
