import { computed, type ComputedRef } from 'vue'
import { engine } from '../client/index.ts'
import { useQuery } from './use-query.ts'

export type PriceLists = {
  /** "Distributor prices 2017, version 2"; the id where the list is not known. */
  readonly nameOf: ComputedRef<(id: string, version: number) => { readonly name: string; readonly version: number }>
  /** Currencies of the lists, and `also` where no list has it. */
  readonly currencies: (also: string) => readonly string[]
}

/** Names and currencies of the price lists, for screens that show which prices were used. */
export const usePriceLists = (): PriceLists => {
  const lists = useQuery(() => engine.query((api) => api.prices.list({ history: true })), ['prices'])
  const names = computed(
    () => new Map((lists.data.value ?? []).map((list) => [`${list.id} ${list.version}`, list.name])),
  )
  const known = computed(() => new Set((lists.data.value ?? []).map((list) => list.currency)))
  return {
    nameOf: computed(() => (id, version) => ({ name: names.value.get(`${id} ${version}`) ?? id, version })),
    currencies: (also) => [...new Set([...known.value, also])].toSorted(),
  }
}
