import type { z } from 'zod'
import type { coverSchema, planChangeSchema, PlanDefinition } from '../../../shared/contract/planning.ts'
import { companyIdSchema } from '../../../shared/contract/values.ts'
import { percentText, typedPercent, typedWhole } from '../../ui/typed-number.ts'

export type PlanChange = z.infer<typeof planChangeSchema>
export type Cover = z.infer<typeof coverSchema>
export const changeKinds = ['set', 'add', 'percent'] as const
export const coverTerms = ['monthly', '1', '3', '5'] as const
export const coverKinds = ['all', 'lowest', 'number'] as const

/** A row of the changes as it is typed; `key` stays the same while it is edited. */
export type ChangeForm = {
  readonly key: string
  from: string
  plan: string
  companyId: string
  kind: (typeof changeKinds)[number]
  amount: string
}
export type CoverForm = {
  readonly key: string
  term: (typeof coverTerms)[number]
  kind: (typeof coverKinds)[number]
  amount: string
}
export type AlternativeForm = { readonly id: string; name: string; covers: CoverForm[] }

/** A definition as it is typed: every figure is text until it can be understood. */
export type PlanForm = Omit<PlanDefinition, 'scope' | 'months' | 'changes' | 'alternatives'> & {
  scopeKind: PlanDefinition['scope']['kind']
  /** Empty: not chosen yet, or the estate. */
  scopeCompany: string
  months: string
  changes: ChangeForm[]
  alternatives: AlternativeForm[]
}

const key = (): string => crypto.randomUUID()

export const newChange = (from: string, plan: string): ChangeForm => ({
  key: key(),
  from,
  plan,
  companyId: '',
  kind: 'add',
  amount: '',
})
export const newCover = (term: CoverForm['term'], kind: CoverForm['kind'] = 'all'): CoverForm => ({
  key: key(),
  term,
  kind,
  amount: '',
})
export const newAlternative = (name: string, covers: CoverForm[]): AlternativeForm => ({ id: key(), name, covers })

const amountText = ({ change }: PlanChange): string =>
  change.kind === 'percent' ? percentText(change.fraction) : String(change.heads)

const coverForm = ({ term, quantity }: Cover): CoverForm => ({
  key: key(),
  term: String(term) as CoverForm['term'],
  kind: typeof quantity === 'number' ? 'number' : quantity,
  amount: typeof quantity === 'number' ? String(quantity) : '',
})

export const planForm = ({ scope, ...definition }: PlanDefinition): PlanForm => ({
  ...definition,
  scopeKind: scope.kind,
  scopeCompany: scope.kind === 'estate' ? '' : scope.companyId,
  months: String(definition.months),
  changes: definition.changes.map((change) => ({
    key: key(),
    from: change.from,
    plan: change.plan,
    companyId: change.companyId ?? '',
    kind: change.change.kind,
    amount: amountText(change),
  })),
  alternatives: definition.alternatives.map(({ id, name, covers }) => ({ id, name, covers: covers.map(coverForm) })),
})

/** What cannot be understood yet: a field's name, or the key of a row. */
export type Wrong = ReadonlySet<string>

const changeOf = (form: ChangeForm): PlanChange['change'] | null => {
  if (form.kind === 'percent') {
    const fraction = typedPercent(form.amount)
    return fraction && { kind: 'percent', fraction }
  }
  const heads = typedWhole(form.amount, form.kind === 'set' ? 0 : -1_000_000)
  return heads === null ? null : { kind: form.kind, heads }
}

const coverOf = (form: CoverForm): Cover | null => {
  const term = form.term === 'monthly' ? 'monthly' : (Number(form.term) as 1 | 3 | 5)
  if (form.kind !== 'number') return { term, quantity: form.kind }
  const quantity = typedWhole(form.amount, 0)
  return quantity === null ? null : { term, quantity }
}

export const wrongOf = (form: PlanForm): Wrong =>
  new Set([
    ...(form.name.trim() === '' ? ['name'] : []),
    ...(form.scopeKind === 'estate' || form.scopeCompany !== '' ? [] : ['scope']),
    ...(/^\d{4}-(0[1-9]|1[0-2])$/.test(form.from) ? [] : ['from']),
    ...(typedWhole(form.months, 1, 120) === null ? ['months'] : []),
    ...form.changes
      .filter((row) => changeOf(row) === null || row.plan === '' || !/^\d{4}-\d{2}-\d{2}$/.test(row.from))
      .map((row) => row.key),
    ...form.alternatives.filter(({ name }) => name.trim() === '').map(({ id }) => id),
    ...form.alternatives
      .flatMap(({ covers }) => covers.filter((cover) => coverOf(cover) === null))
      .map((row) => row.key),
  ])

const scopeOf = ({ scopeKind, scopeCompany }: PlanForm): PlanDefinition['scope'] =>
  scopeKind === 'estate' ? { kind: 'estate' } : { kind: scopeKind, companyId: companyIdSchema.parse(scopeCompany) }

const present = <T>(value: T | null): value is T => value !== null

/** The definition that was typed; null while something in it cannot be understood. */
export const definitionOf = (form: PlanForm): PlanDefinition | null => {
  const months = typedWhole(form.months, 1, 120)
  if (months === null || wrongOf(form).size > 0) return null
  return {
    name: form.name.trim(),
    note: form.note,
    scope: scopeOf(form),
    basis: form.basis,
    from: form.from,
    months,
    currency: form.currency,
    sellTier: form.sellTier,
    ruleSet: form.ruleSet,
    changes: form.changes.flatMap((row) => {
      const change = changeOf(row)
      const companyId = (row.companyId || null) as PlanChange['companyId']
      return change ? [{ from: row.from, plan: row.plan, companyId, change }] : []
    }),
    alternatives: form.alternatives.map(({ id, name, covers }) => ({
      id,
      name: name.trim(),
      covers: covers.map(coverOf).filter(present),
    })),
  }
}
