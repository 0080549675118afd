import { onUnmounted, type ShallowRef, shallowRef, watch } from 'vue'
import type { Failure } from '../../shared/contract/failure.ts'
import type { Topic } from '../../shared/contract/system.ts'
import type { Result } from '../../shared/util/result.ts'
import { useChanges } from './changes.ts'

export type LiveAnswer<T> = {
  /** The last answer; it stays in sight while the next one is computed. */
  readonly answer: Readonly<ShallowRef<T | null>>
  readonly failure: Readonly<ShallowRef<Failure | null>>
  /** True while what is shown is not yet of what is asked. */
  readonly computing: Readonly<ShallowRef<boolean>>
}

const PAUSE_MS = 120

/**
 * Figures that follow what is typed: asked after a short pause, giving up the question before it. A question of null is
 * not asked, and the last figures stay.
 */
export const useLiveAnswer = <Q, T>(
  question: () => Q | null,
  ask: (question: Q, stop: AbortSignal) => Promise<Result<T, Failure>>,
  topics: readonly Topic[],
): LiveAnswer<T> => {
  const answer = shallowRef<T | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const computing = shallowRef(false)
  const changes = useChanges()
  let stop: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const run = async (asked: Q): Promise<void> => {
    const mine = new AbortController()
    stop = mine
    const result = await ask(asked, mine.signal)
    if (stop !== mine) return
    failure.value = result.ok ? null : result.failure
    if (result.ok) answer.value = result.value
    computing.value = false
  }
  const plan = (): void => {
    clearTimeout(timer)
    stop?.abort()
    stop = null
    const asked = question()
    computing.value = asked !== null
    if (asked === null) return
    timer = setTimeout(() => void run(asked), answer.value === null ? 0 : PAUSE_MS)
  }
  // By its text: an edit that changes nothing asks nothing.
  watch(() => JSON.stringify(question()), plan, { immediate: true })
  watch(() => changes.of(...topics), plan)
  onUnmounted(() => {
    clearTimeout(timer)
    stop?.abort()
    stop = null
  })
  return { answer, failure, computing }
}
