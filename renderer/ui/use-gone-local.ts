import { watch } from 'vue'
import type { Query } from '../stores/use-query.ts'

/** What was made here and is listed no more has the cloud's own id by now: its panel closes instead of complaining. */
export const useGoneLocal = (id: () => string, query: Pick<Query<unknown>, 'failure'>, close: () => void): void => {
  watch(query.failure, (found) => {
    if (found?.code === 'NOT_FOUND' && id().startsWith('local:')) close()
  })
}
