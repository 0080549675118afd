import type { OutboxEntry } from '../../../shared/contract/edits.ts'
import { failure } from '../../../shared/contract/failure.ts'
import { commandIdSchema } from '../../../shared/contract/values.ts'
import { fail, ok } from '../../../shared/util/result.ts'
import { engine } from '../../client/index.ts'
import { type Query, useQuery } from '../../stores/use-query.ts'

/** One entry by its id. */
export const useEntry = (id: () => string): Query<OutboxEntry> =>
  useQuery(
    async () => {
      const none = fail(failure('NOT_FOUND', { what: 'entry', id: id() }))
      const wanted = commandIdSchema.safeParse(id())
      if (!wanted.success) return none
      const found = await engine.query((api) => api.outbox.list({ id: wanted.data, limit: 1 }))
      if (!found.ok) return found
      const [entry] = found.value.rows
      return entry ? ok(entry) : none
    },
    ['outbox', 'sync'],
    id,
  )
