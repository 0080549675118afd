import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'

/** Requests under way at once. */
export const IN_FLIGHT = 6

/** Works on several items at once, answers in their order; after the first failure nothing new is begun. */
export const inParallel = async <A, B>(
  items: readonly A[],
  signal: AbortSignal,
  work: (item: A) => Promise<Result<B, Failure>>,
): Promise<Result<readonly B[], Failure>> => {
  const answers: B[] = []
  let next = 0
  const failed: Failure[] = []
  const one = async (): Promise<void> => {
    while (next < items.length && failed.length === 0) {
      const index = next
      next += 1
      const answer = signal.aborted ? fail(failure('CANCELLED')) : await work(items[index]!)
      if (answer.ok) answers[index] = answer.value
      else failed.push(answer.failure)
    }
  }
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, items.length) }, one))
  return failed[0] === undefined ? ok(answers) : fail(failed[0])
}
