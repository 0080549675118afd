import { type ShallowRef, shallowRef, watch } from 'vue'
import type { Failure } from '../../shared/contract/failure.ts'
import type { Topic } from '../../shared/contract/system.ts'
import type { Result } from '../../shared/util/result.ts'
import { useChanges } from './changes.ts'

export type Query<T> = {
  readonly data: Readonly<ShallowRef<T | null>>
  readonly failure: Readonly<ShallowRef<Failure | null>>
  /** False until the first answer is there, whatever it is. */
  readonly answered: Readonly<ShallowRef<boolean>>
  readonly read: () => Promise<void>
}

/**
 * Reads once, and again when `key` changes or one of `topics` was changed. What is shown stays until the next
 * answer is there; an answer that was overtaken by a newer question is dropped.
 */
export const useQuery = <T>(
  ask: () => Promise<Result<T, Failure>>,
  topics: readonly Topic[],
  key: () => unknown = () => null,
): Query<T> => {
  const data = shallowRef<T | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const answered = shallowRef(false)
  const changes = useChanges()
  let asked = 0

  const read = async (): Promise<void> => {
    asked += 1
    const mine = asked
    const result = await ask()
    if (mine !== asked) return
    if (result.ok) data.value = result.value
    failure.value = result.ok ? null : result.failure
    answered.value = true
  }
  watch(key, () => {
    data.value = null
    answered.value = false
    void read()
  })
  watch(
    () => changes.of(...topics),
    () => void read(),
    { immediate: true },
  )
  return { data, failure, answered, read }
}
