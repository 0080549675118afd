import { ORPCError } from '@orpc/client'
import { type Failure, failure, failureSchema } from '../../shared/contract/failure.ts'

/** What a call threw, as a failure: REFUSED carries one; all else is a bug on one of the two sides. */
export const toFailure = (error: unknown): Failure => {
  if (error instanceof ORPCError) {
    const parsed = error.code === 'REFUSED' ? failureSchema.safeParse(error.data) : null
    if (parsed?.success) return parsed.data
    if (error.code === 'BAD_REQUEST') return failure('BAD_REQUEST', { detail: error.message })
  }
  return failure('INTERNAL', { detail: error instanceof Error ? error.message : String(error) })
}
