import { computed, type ComputedRef, type Ref, ref, shallowRef, type ShallowRef, watch } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate, useRoute } from 'vue-router'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { ShownPriceList } from '../../../shared/contract/prices.ts'
import { ok } from '../../../shared/util/result.ts'
import { engine } from '../../client/index.ts'
import { type Query, useQuery } from '../../stores/use-query.ts'
import { useUnsaved } from '../../stores/unsaved.ts'
import { today } from '../../ui/days.ts'
import { blankList, contentOf, formText, listForm, type PriceListForm } from './price-form.ts'

export type PriceListDraft = {
  /** The version that is edited; null while the list is new. */
  readonly list: Readonly<ShallowRef<ShownPriceList | null>>
  /** A version that was saved meanwhile. */
  readonly newer: Readonly<ShallowRef<ShownPriceList | null>>
  readonly form: Ref<PriceListForm | null>
  readonly query: Query<ShownPriceList | null>
  readonly failure: ShallowRef<Failure | null>
  readonly unsaved: ComputedRef<boolean>
  readonly busy: Ref<boolean>
  /** Its id when it was saved. With `over`, on top of the version that was saved meanwhile. */
  readonly save: (over?: 'newer') => Promise<string | null>
  /** Drops what was typed and shows the newest version. */
  readonly takeNewest: () => void
  readonly setWithdrawn: (withdrawn: boolean) => Promise<void>
}

type Kept = { readonly base: ShownPriceList | null; readonly form: PriceListForm }

/** A price list that is worked on: new, or its newest version, or an earlier version to look at. */
export const usePriceList = (id: () => string | null, version: () => number | null): PriceListDraft => {
  const route = useRoute()
  const kept = useUnsaved()
  const list = shallowRef<ShownPriceList | null>(null)
  const newer = shallowRef<ShownPriceList | null>(null)
  const form = ref<PriceListForm | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const stored = ref('')
  const busy = ref(false)
  /** A new list gets its id before it is saved, so that saving it twice makes one. */
  let newId: string = crypto.randomUUID()

  const unsaved = computed(() => form.value !== null && formText(form.value) !== stored.value)
  const show = (next: ShownPriceList | null, typed: PriceListForm): void => {
    list.value = next
    newer.value = null
    form.value = typed
    stored.value = formText(typed)
  }
  const begin = (): void => {
    newId = crypto.randomUUID()
    show(null, blankList(today()))
  }

  const query = useQuery<ShownPriceList | null>(
    () => {
      const asked = id()
      const of = version()
      return asked === null
        ? Promise.resolve(ok(null))
        : engine.query((api) => api.prices.get({ id: asked, ...(of === null ? {} : { version: of }) }))
    },
    ['prices'],
    () => `${id() ?? ''} ${version() ?? ''}`,
  )
  const takeKept = (): void => {
    const typed = kept.take(route.path) as Kept | null
    if (typed === null) return
    const current = list.value
    form.value = typed.form
    if (typed.base && current && typed.base.version !== current.version) {
      newer.value = current
      list.value = typed.base
    }
  }
  const take = (next: ShownPriceList): void => {
    const shown = list.value
    if (shown?.id !== next.id || !unsaved.value || version() !== null) {
      const first = shown?.id !== next.id
      show(next, listForm(next))
      if (first) takeKept()
    } else if (next.version > shown.version) newer.value = next
    // Only whether it is withdrawn has changed.
    else list.value = next
  }
  watch(
    () => [query.data.value, id()] as const,
    ([next, asked]) => {
      if (asked === null && (list.value !== null || form.value === null)) {
        begin()
        takeKept()
      }
      // What is being saved is shown when it is answered.
      if (asked !== null && next?.id === asked && !busy.value) take(next)
    },
    { immediate: true },
  )
  const keepTyped = (): void => {
    if (unsaved.value && form.value && version() === null)
      kept.keep(route.path, { base: list.value, form: form.value } satisfies Kept)
  }
  onBeforeRouteLeave(keepTyped)
  onBeforeRouteUpdate((to, from) => {
    if (to.path !== from.path) keepTyped()
  })

  const save = async (over?: 'newer'): Promise<string | null> => {
    const content = form.value && contentOf(form.value)
    if (!content || busy.value) return null
    const base = (over ? newer.value : list.value)?.version ?? 0
    const asked = list.value?.id ?? newId
    busy.value = true
    const result = await engine.command((api, context) => api.prices.save({ id: asked, base, content, ...context }))
    if (result.ok) {
      failure.value = null
      show(result.value, listForm(result.value))
    } else if (result.failure.code === 'PRICE_LIST_CHANGED') {
      const newest = await engine.query((api) => api.prices.get({ id: asked }))
      if (newest.ok) newer.value = newest.value
      failure.value = newest.ok ? null : newest.failure
    } else failure.value = result.failure
    busy.value = false
    return result.ok ? asked : null
  }
  const takeNewest = (): void => {
    const next = newer.value ?? list.value
    failure.value = null
    if (next) show(next, listForm(next))
    else begin()
  }
  const setWithdrawn = async (withdrawn: boolean): Promise<void> => {
    const asked = list.value?.id
    if (!asked || busy.value) return
    busy.value = true
    const result = await engine.command((api, context) => api.prices.withdraw({ id: asked, withdrawn, ...context }))
    busy.value = false
    failure.value = result.ok ? null : result.failure
    if (result.ok && list.value) list.value = { ...list.value, withdrawnAt: result.value.withdrawnAt }
  }
  return { list, newer, form, query, failure, unsaved, busy, save, takeNewest, setWithdrawn }
}
