import { ORPCError } from '@orpc/server'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { Result } from '../../../shared/util/result.ts'

/** The one place where an expected failure leaves the engine: as the contract's REFUSED error with its code. */
export const valueOrRefuse = <T>(result: Result<T, Failure>): T => {
  if (result.ok) return result.value
  throw new ORPCError('REFUSED', { data: result.failure, defined: true })
}
