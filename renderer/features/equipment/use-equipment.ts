import { computed, type ComputedRef, type ShallowRef } from 'vue'
import type { EquipmentRow } from '../../../shared/contract/estate.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok } from '../../../shared/util/result.ts'
import { engine } from '../../client/index.ts'
import { useAsOf } from '../../stores/as-of.ts'
import { useQuery } from '../../stores/use-query.ts'

/** One equipment by its id. */
export const useEquipment = (
  id: () => string,
): {
  readonly equipment: ComputedRef<EquipmentRow | null>
  readonly failure: Readonly<ShallowRef<Failure | null>>
} => {
  const asOf = useAsOf()
  const query = useQuery(
    async () => {
      const wanted = id()
      const result = await engine.query((api) => api.estate.equipment({ id: wanted, limit: 1, ...asOf.asked }))
      if (!result.ok) return result
      const [found] = result.value.rows
      return found ? ok(found) : fail(failure('NOT_FOUND', { what: 'equipment', id: wanted }))
    },
    ['estate', 'outbox'],
    () => `${id()} ${asOf.asOf ?? ''}`,
  )
  return { equipment: computed(() => query.data.value), failure: query.failure }
}
