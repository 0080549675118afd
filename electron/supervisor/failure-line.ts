import { failureText } from '../../shared/contract/failure-text/index.ts'
import type { Failure } from '../../shared/contract/failure.ts'

/** A failure as one line for a terminal: code, what happened, what was kept, what to do. */
export const failureLine = (failure: Failure): string => {
  const { message, kept, next } = failureText(failure, 'en')
  return `${failure.code}: ${message} ${kept} ${next}`
}
