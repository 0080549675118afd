import { ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import type { Edit } from '../../shared/contract/edits.ts'
import type { Failure } from '../../shared/contract/failure.ts'
import { useEdits } from '../stores/edits.ts'

/** Hands edits to the outbox, one press at a time; a refusal stays to be shown. */
export const useEditForm = (): {
  readonly failure: ShallowRef<Failure | null>
  readonly busy: Ref<boolean>
  /** True when the edits are in the outbox. */
  readonly send: (...edits: readonly Edit[]) => Promise<boolean>
} => {
  const edits = useEdits()
  const failure = shallowRef<Failure | null>(null)
  const busy = ref(false)
  const send = async (...asked: readonly Edit[]): Promise<boolean> => {
    if (busy.value) return false
    busy.value = true
    failure.value = await edits.make(...asked)
    busy.value = false
    return failure.value === null
  }
  return { failure, busy, send }
}
