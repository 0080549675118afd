import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** The row whose panel is open, in the address as `select`: a link, the search or the Back button can name it. */
export const useSelectedRow = (): WritableComputedRef<string | null> => {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => (typeof route.query['select'] === 'string' ? route.query['select'] : null),
    set: (id) => {
      const { select: _, ...rest } = route.query
      void router.replace({ query: id ? { ...rest, select: id } : rest })
    },
  })
}
