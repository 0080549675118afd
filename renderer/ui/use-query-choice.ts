import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** A filter that lives in the address, so that a dashboard's figure can open its rows; a value not known is none. */
export const useQueryChoice = <T extends string>(
  name: string,
  allowed: readonly T[] | ((value: string) => value is T),
): WritableComputedRef<T | null> => {
  const route = useRoute()
  const router = useRouter()
  const isOne = (value: string): value is T =>
    typeof allowed === 'function' ? allowed(value) : allowed.some((one) => one === value)
  return computed({
    get: () => {
      const value = route.query[name]
      return typeof value === 'string' && isOne(value) ? value : null
    },
    set: (value) => {
      const rest = Object.fromEntries(Object.entries(route.query).filter(([key]) => key !== name && key !== 'select'))
      void router.replace({ query: value ? { ...rest, [name]: value } : rest })
    },
  })
}

/** The same where one is always chosen: the first of them when the address names none. */
export const useQueryOption = <T extends string>(
  name: string,
  options: readonly [T, ...(readonly T[])],
): WritableComputedRef<T> => {
  const [first] = options
  const chosen = useQueryChoice(name, options)
  return computed({
    get: () => chosen.value ?? first,
    set: (value) => {
      chosen.value = value === first ? null : value
    },
  })
}
