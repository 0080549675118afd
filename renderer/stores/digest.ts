import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Failure } from '../../shared/contract/failure.ts'
import { engine } from '../client/index.ts'
import { shownGroups } from './digest-groups.ts'
import { useQuery } from './use-query.ts'

/** What changed since the person last looked (Z17), computed by the engine from what is stored here. */
export const useDigest = defineStore('digest', () => {
  const query = useQuery(() => engine.query((api) => api.estate.digest({})), ['estate', 'sync'])
  const groups = computed(() => shownGroups(query.data.value))
  /** Until when things were marked as seen in this window; null before. */
  const seenUpTo = ref<string | null>(null)

  /** From what is shown now on, changes are counted anew; what came meanwhile stays counted. */
  const markSeen = async (): Promise<Failure | null> => {
    const upTo = query.data.value?.upTo
    if (upTo === undefined) return null
    const result = await engine.command((api, context) => api.estate.looked({ upTo, ...context }))
    if (!result.ok) return result.failure
    seenUpTo.value = result.value.upTo
    await query.read()
    return null
  }
  return { digest: query.data, groups, failure: query.failure, answered: query.answered, seenUpTo, markSeen }
})
