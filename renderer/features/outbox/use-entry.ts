import type { OutboxEntry } from '../../../shared/contract/edits.ts'
import { failure } from '../../../shared/contract/failure.ts'
import { fail, ok } from '../../../shared/util/result.ts'
import { engine } from '../../client/index.ts'
import { type Query, useQuery } from '../../stores/use-query.ts'
import { rowIndex } from '../../ui/row-index.ts'

/** One entry by its id; among those of the same thing when it is known what it is about. */
export const useEntry = (id: () => string, entityId: () => string | null): Query<OutboxEntry> =>
  useQuery(
    async () => {
      const about = entityId()
      let found: OutboxEntry | undefined
      await rowIndex<OutboxEntry>(
        (window) => engine.query((api) => api.outbox.list({ ...(about ? { entityId: about } : {}), ...window })),
        (entry) => {
          if (entry.id === id()) found = entry
          return entry.id === id()
        },
        { descending: false },
      )
      return found ? ok(found) : fail(failure('NOT_FOUND', { what: 'entry', id: id() }))
    },
    ['outbox', 'sync'],
    () => id(),
  )
