import { computed, type ComputedRef } from 'vue'
import { useDigest } from '../../stores/digest.ts'
import { usePriceLists } from '../../stores/use-price-lists.ts'
import { dayOf, today } from '../../ui/days.ts'
import { useQueryChoice } from '../../ui/use-query-choice.ts'

/**
 * From which day the estate is looked at: that of its newest data, the cloud's clock as far as it is known, as the overview
 * does. And in which currency; there is a choice where price lists of several are kept.
 */
export const useLookedAt = (): {
  readonly day: ComputedRef<string>
  readonly currency: ReturnType<typeof useQueryChoice<string>>
  readonly currencies: ComputedRef<readonly string[]>
  readonly known: ComputedRef<boolean>
} => {
  const digest = useDigest()
  const lists = usePriceLists()
  const currency = useQueryChoice('currency', (value): value is string => /^[A-Z]{3}$/.test(value))
  return {
    day: computed(() => {
      const upTo = digest.digest?.upTo
      return upTo !== undefined && !upTo.startsWith('1970') ? dayOf(upTo) : today()
    }),
    currency,
    currencies: computed(() => lists.currencies('EUR')),
    known: computed(() => digest.answered),
  }
}
