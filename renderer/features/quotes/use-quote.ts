import { computed, type ComputedRef, type Ref, ref, shallowRef, type ShallowRef, watch } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate, useRoute, useRouter } from 'vue-router'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { Quote } from '../../../shared/contract/quotes.ts'
import type { Result } from '../../../shared/util/result.ts'
import { engine } from '../../client/index.ts'
import { usePreferences } from '../../stores/preferences.ts'
import { useUnsaved } from '../../stores/unsaved.ts'
import { today } from '../../ui/days.ts'
import { type NewQuote, startQuote } from './new-quote.ts'
import { contentOf, quoteForm, type QuoteForm } from './quote-form.ts'

export type QuoteDraft = {
  /** As it is stored; null while it is new. */
  readonly quote: Readonly<ShallowRef<Quote | null>>
  readonly form: Ref<QuoteForm | null>
  readonly failure: ShallowRef<Failure | null>
  /** It was sent or answered: it is looked at until a new version is begun. */
  readonly locked: ComputedRef<boolean>
  readonly unsaved: ComputedRef<boolean>
  /** What was typed before and not saved is shown again. */
  readonly restored: Ref<boolean>
  readonly busy: Ref<boolean>
  readonly beginVersion: () => void
  readonly discard: () => void
  readonly save: () => Promise<boolean>
  readonly setState: (state: 'sent' | 'accepted' | 'refused') => Promise<void>
  readonly duplicate: () => Promise<void>
}

const textOf = (form: QuoteForm | null): string => {
  if (!form) return ''
  // Keys only tell rows apart on the screen.
  return JSON.stringify({ ...form, lines: form.lines.map(({ key: _, ...line }) => line) })
}

/** A quote that is worked on, new or stored. */
export const useQuote = (number: () => string | null): QuoteDraft => {
  const route = useRoute()
  const router = useRouter()
  const preferences = usePreferences()
  const kept = useUnsaved()
  const quote = shallowRef<Quote | null>(null)
  const form = ref<QuoteForm | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const stored = ref('')
  const revising = ref(false)
  const restored = ref(false)
  const busy = ref(false)
  let address = ''

  const locked = computed(() => quote.value !== null && quote.value.state !== 'draft' && !revising.value)
  const unsaved = computed(() => form.value !== null && !locked.value && textOf(form.value) !== stored.value)

  const show = (next: Quote): void => {
    quote.value = next
    form.value = quoteForm(next.content)
    stored.value = textOf(form.value)
    revising.value = false
  }
  const asText = (name: keyof NewQuote): string | null => {
    const value = route.query[name]
    return typeof value === 'string' ? value : null
  }
  const begin = async (): Promise<void> => {
    const settings = await engine.query((api) => api.quotes.settings())
    if (!settings.ok) {
      failure.value = settings.failure
      return
    }
    const asked = {
      planId: asText('planId'),
      alternativeId: asText('alternativeId'),
      companyId: asText('companyId'),
      subscriptionId: asText('subscriptionId'),
      quantity: asText('quantity'),
    }
    const made = await startQuote(asked, preferences.language, settings.value)
    if (!made.ok) {
      failure.value = made.failure
      return
    }
    form.value = made.value
    stored.value = textOf(form.value)
  }
  const read = async (asked: string): Promise<void> => {
    const result = await engine.query((api) => api.quotes.get({ number: asked, today: today() }))
    if (asked !== number()) return
    if (result.ok) show(result.value)
    else failure.value = result.failure
  }
  const load = async (): Promise<void> => {
    const asked = number()
    address = route.fullPath
    // Saving a new quote only changes the address: it is shown already.
    if (asked !== null && quote.value?.number === asked) return
    quote.value = null
    form.value = null
    failure.value = null
    revising.value = false
    restored.value = false
    if (asked === null) await begin()
    else await read(asked)
    const typed = kept.take(route.fullPath) as QuoteForm | null
    if (typed === null) return
    form.value = typed
    revising.value = locked.value
    restored.value = true
  }
  watch(
    () => route.fullPath.split('#')[0],
    () => void load(),
    { immediate: true },
  )

  const keepTyped = (): void => {
    if (unsaved.value && form.value) kept.keep(address, form.value)
  }
  onBeforeRouteLeave(keepTyped)
  onBeforeRouteUpdate(keepTyped)

  const act = async (call: () => Promise<Result<Quote, Failure>>): Promise<Quote | null> => {
    if (busy.value) return null
    busy.value = true
    const result = await call()
    busy.value = false
    failure.value = result.ok ? null : result.failure
    if (!result.ok) return null
    return result.value
  }
  const save = async (): Promise<boolean> => {
    const content = form.value && contentOf(form.value)
    if (!content) return false
    const known = quote.value?.number ?? null
    const saved = await act(() =>
      engine.command((api, context) => api.quotes.save({ number: known, content, ...context })),
    )
    if (!saved) return false
    show(saved)
    restored.value = false
    if (known === null) await router.replace(`/quotes/${encodeURIComponent(saved.number)}`)
    return true
  }
  const setState = async (state: 'sent' | 'accepted' | 'refused'): Promise<void> => {
    if (unsaved.value && !(await save())) return
    const asked = quote.value?.number
    if (!asked) return
    const next = await act(() =>
      engine.command((api, context) => api.quotes.setState({ number: asked, state, today: today(), ...context })),
    )
    if (next) show(next)
  }
  const duplicate = async (): Promise<void> => {
    const asked = quote.value?.number
    if (!asked) return
    const made = await act(() =>
      engine.command((api, context) => api.quotes.duplicate({ number: asked, date: today(), ...context })),
    )
    if (made) await router.push(`/quotes/${encodeURIComponent(made.number)}`)
  }
  const beginVersion = (): void => {
    revising.value = true
  }
  const discard = (): void => {
    restored.value = false
    if (quote.value) show(quote.value)
    else void begin()
  }
  return { quote, form, failure, locked, unsaved, restored, busy, beginVersion, discard, save, setState, duplicate }
}
