import { computed, type ComputedRef } from 'vue'
import type { Offered } from '../../shared/contract/edits.ts'
import type { RoleAction } from '../../shared/domain/roles/index.ts'
import { engine } from '../client/index.ts'
import { useQuery } from './use-query.ts'

type Thing = {
  readonly companyId?: string
  readonly memberId?: string
  readonly equipmentId?: string
  readonly subscriptionId?: string
  readonly linkId?: string
}

export type OfferedActions = ComputedRef<(action: RoleAction) => Offered | null>

/**
 * What the signed-in person may do with a thing, as the engine answers it; null for an action that it does not mention,
 * which is then offered: the engine looks again when the edit is made. Without a thing nothing is asked.
 */
export const useOffered = (thing: () => Thing | null): OfferedActions => {
  const query = useQuery(
    async () => {
      const asked = thing()
      return asked ? engine.query((api) => api.edits.offered(asked)) : { ok: true, value: [] }
    },
    ['estate', 'session', 'outbox'],
    () => JSON.stringify(thing()),
  )
  return computed(() => (action) => query.data.value?.find((one) => one.action === action) ?? null)
}
