import { computed, type ComputedRef, type ShallowRef } from 'vue'
import type { EquipmentRow } from '../../../shared/contract/estate.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { CompanyId } from '../../../shared/contract/values.ts'
import { fail, ok } from '../../../shared/util/result.ts'
import { engine } from '../../client/index.ts'
import { useAsOf } from '../../stores/as-of.ts'
import { useQuery } from '../../stores/use-query.ts'
import { rowIndex } from '../../ui/row-index.ts'

/** One equipment by its id. The contract gives equipment in lists only, so the list is read up to it. */
export const useEquipment = (
  id: () => string,
  companyId: () => CompanyId | undefined,
): {
  readonly equipment: ComputedRef<EquipmentRow | null>
  readonly failure: Readonly<ShallowRef<Failure | null>>
} => {
  const asOf = useAsOf()
  const query = useQuery(
    async () => {
      const wanted = id()
      const company = companyId()
      let found: EquipmentRow | undefined
      await rowIndex<EquipmentRow>(
        (window) =>
          engine.query((api) =>
            api.estate.equipment({ ...(company ? { companyId: company } : {}), ...asOf.asked, ...window }),
          ),
        (row) => {
          if (row.id === wanted) found = row
          return row.id === wanted
        },
        { descending: false },
      )
      return found ? ok(found) : fail(failure('NOT_FOUND', { what: 'equipment', id: wanted }))
    },
    ['estate', 'outbox'],
    () => `${id()} ${companyId() ?? ''} ${asOf.asOf ?? ''}`,
  )
  return { equipment: computed(() => query.data.value), failure: query.failure }
}
