import { computed, type ComputedRef, type Ref, ref, shallowRef, type ShallowRef, watch } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { LicencePlan, PlanDefinition } from '../../../shared/contract/planning.ts'
import { licencePlanIdSchema } from '../../../shared/contract/planning.ts'
import type { Result } from '../../../shared/util/result.ts'
import { engine } from '../../client/index.ts'
import { definitionOf, planForm, type PlanForm, type Wrong, wrongOf } from './plan-form.ts'

/** A change is kept by itself after this pause; one pause, one version. */
const KEEP_MS = 900

export type PlanDraft = {
  readonly plan: Readonly<ShallowRef<LicencePlan | null>>
  readonly form: Ref<PlanForm | null>
  readonly definition: ComputedRef<PlanDefinition | null>
  readonly wrong: ComputedRef<Wrong>
  readonly failure: Readonly<ShallowRef<Failure | null>>
  /** True while what is typed is not a version yet. */
  readonly unsaved: ComputedRef<boolean>
  /** Makes what is typed a version now; false when that was refused or it cannot be understood. */
  readonly keep: () => Promise<boolean>
  readonly undo: () => Promise<void>
  readonly redo: () => Promise<void>
  /** Shows an earlier version again, as a new one. */
  readonly restore: (definition: PlanDefinition) => Promise<void>
}

/** A plan that is worked on: each change becomes a version by itself, and undo and redo go from version to version. */
export const usePlan = (id: () => string): PlanDraft => {
  const plan = shallowRef<LicencePlan | null>(null)
  const form = ref<PlanForm | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const kept = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<boolean> = Promise.resolve(true)

  const definition = computed(() => (form.value ? definitionOf(form.value) : null))
  const wrong = computed<Wrong>(() => (form.value ? wrongOf(form.value) : new Set()))
  const text = computed(() => (definition.value ? JSON.stringify(definition.value) : ''))
  const unsaved = computed(() => form.value !== null && text.value !== kept.value)
  const planId = () => licencePlanIdSchema.parse(id())

  const show = (next: LicencePlan): void => {
    plan.value = next
    form.value = planForm(next.definition)
    kept.value = text.value
  }
  const load = async (): Promise<void> => {
    plan.value = null
    form.value = null
    failure.value = null
    const asked = id()
    const result = await engine.query((api) => api.plans.get({ id: licencePlanIdSchema.parse(asked) }))
    if (asked !== id()) return
    if (result.ok) show(result.value)
    else failure.value = result.failure
  }
  watch(id, () => void load(), { immediate: true })

  const save = async (): Promise<boolean> => {
    const asked = definition.value
    const askedText = text.value
    if (!asked) return false
    if (askedText === kept.value) return true
    const result = await engine.command((api, context) =>
      api.plans.save({ id: planId(), definition: asked, ...context }),
    )
    failure.value = result.ok ? null : result.failure
    if (!result.ok) return false
    plan.value = result.value
    kept.value = askedText
    return true
  }
  const keep = (): Promise<boolean> => {
    clearTimeout(timer)
    saving = saving.then(save)
    return saving
  }
  watch(text, (next) => {
    clearTimeout(timer)
    if (next !== '' && next !== kept.value) timer = setTimeout(() => void keep(), KEEP_MS)
  })
  onBeforeRouteLeave(async () => {
    if (unsaved.value) await keep()
  })

  const move = async (call: () => Promise<Result<LicencePlan, Failure>>): Promise<void> => {
    // What cannot be understood was never kept: the version before it is the one that is known.
    if (wrong.value.size > 0 && plan.value) {
      show(plan.value)
      return
    }
    await keep()
    const result = await call()
    failure.value = result.ok ? null : result.failure
    if (result.ok) show(result.value)
  }
  const undo = (): Promise<void> =>
    move(() => engine.command((api, context) => api.plans.undo({ id: planId(), ...context })))
  const redo = (): Promise<void> =>
    move(() => engine.command((api, context) => api.plans.redo({ id: planId(), ...context })))
  const restore = async (earlier: PlanDefinition): Promise<void> => {
    await keep()
    form.value = planForm(earlier)
    await keep()
  }
  return { plan, form, definition, wrong, failure, unsaved, keep, undo, redo, restore }
}
