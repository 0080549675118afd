import type { Company } from '../../shared/contract/estate.ts'
import { failure } from '../../shared/contract/failure.ts'
import { companyIdSchema } from '../../shared/contract/values.ts'
import { fail } from '../../shared/util/result.ts'
import { engine } from '../client/index.ts'
import { useAsOf } from './as-of.ts'
import { type Query, useQuery } from './use-query.ts'

/** A company as it stands now with the edits that wait, or as of the day that is looked at. */
export const useCompany = (id: () => string | null): Query<Company> => {
  const asOf = useAsOf()
  return useQuery(
    async () => {
      const wanted = id()
      return wanted
        ? engine.query((api) => api.estate.company({ id: companyIdSchema.parse(wanted), ...asOf.asked }))
        : fail(failure('NOT_FOUND', { what: 'company', id: '' }))
    },
    ['estate', 'outbox'],
    () => `${id() ?? ''} ${asOf.asOf ?? ''}`,
  )
}
