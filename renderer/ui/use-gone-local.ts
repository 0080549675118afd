import { watch } from 'vue'
import type { Failure } from '../../shared/contract/failure.ts'

/** What was made here and is listed no more has the cloud's own id by now: its panel closes instead of complaining. */
export const useGoneLocal = (id: () => string, failure: () => Failure | null, close: () => void): void => {
  watch(failure, (found) => {
    if (found?.code === 'NOT_FOUND' && id().startsWith('local:')) close()
  })
}
