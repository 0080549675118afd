import { computed, type ComputedRef } from 'vue'
import { useText } from '../../text/index.ts'
import { useFormat } from '../../ui/use-format.ts'
import type { Words } from './difference-text.ts'

/** The words and formats of the language that is shown. */
export const useWords = (): ComputedRef<Words> => {
  const { t, known } = useText()
  const { format } = useFormat()
  return computed(() => ({ t, known, format: format.value }))
}
