import { oc as base } from '@orpc/contract'
import { failureSchema } from './failure.ts'

/** Every operation may refuse with one of the listed failure codes; anything else that is thrown is a bug. */
export const oc = base.errors({ REFUSED: { data: failureSchema } })
