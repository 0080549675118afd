import type { Failure } from '../../shared/contract/failure.ts'
import { failure } from '../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../shared/util/result.ts'
import { useAsOf } from './as-of.ts'
import { type Query, useQuery } from './use-query.ts'

type Asked = { readonly id: string; readonly limit: 1; readonly asOf?: string }

/** One row of the estate from its list, by its id, as of the day that is looked at; NOT_FOUND names `what` it is. */
export const useRow = <Row>(
  what: string,
  id: () => string,
  list: (asked: Asked) => Promise<Result<{ readonly rows: readonly Row[] }, Failure>>,
): Query<Row> => {
  const asOf = useAsOf()
  return useQuery(
    async () => {
      const asked = { id: id(), limit: 1, ...asOf.asked } as const
      const result = await list(asked)
      if (!result.ok) return result
      const [found] = result.value.rows
      return found ? ok(found) : fail(failure('NOT_FOUND', { what, id: asked.id }))
    },
    ['estate', 'outbox'],
    () => `${id()} ${asOf.asOf ?? ''}`,
  )
}
