import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

/**
 * The instant as of which the estate is looked at (UTC, ISO 8601); null is now. Every list hands it to its query; while a
 * past day is looked at, nothing can be edited.
 */
export const useAsOf = defineStore('as-of', () => {
  const asOf = ref<string | null>(null)
  /** To be spread into a query's input. */
  const asked = computed(() => (asOf.value === null ? {} : { asOf: asOf.value }))
  const past = computed(() => asOf.value !== null)
  const look = (instant: string | null): void => {
    asOf.value = instant
  }
  return { asOf, asked, past, look }
})
