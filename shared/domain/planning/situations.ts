import { headsOver, type HeadChange, type HeadStep } from './heads.ts'
import type { HeldOffer } from './lots.ts'

/** Companies that hold the same of one plan. */
export type HoldingGroup = {
  readonly plan: string
  readonly companies: number
  readonly held: readonly HeldOffer[]
  readonly allocated: number
  /** Only where the end of a prepaid term is not known: then there is no total, and it is told whose it is. */
  readonly companyNames?: readonly string[]
}

/** What the companies of a scope hold, in groups; never a row per company. */
export type Base = {
  /** Companies of the scope, and how many of them hold something that is paid. */
  readonly companies: number
  readonly holding: number
  /** Of the companies, those that must be activated before anything is subscribed (M143). */
  readonly notActivated: number
  /** All companies but those that stand apart. */
  readonly groups: readonly HoldingGroup[]
  /** Companies with changes or prices of their own. */
  readonly apart: readonly { readonly companyId: string; readonly groups: readonly HoldingGroup[] }[]
}

export type PlanChange = {
  readonly from: string
  readonly plan: string
  /** Null: every company of the scope. */
  readonly companyId: string | null
  readonly change: HeadChange
}

/** Companies with the same offers, numbers, terms and changes of one plan: computed once. */
export type Situation = {
  readonly plan: string
  readonly companies: number
  /** Only of a company that stands apart. */
  readonly companyId: string | null
  readonly held: readonly HeldOffer[]
  readonly heads: readonly HeadStep[]
  /** As in HoldingGroup. */
  readonly companyNames: readonly string[]
}

export type Situations = {
  readonly all: readonly Situation[]
  /** Companies that have at least one of them. */
  readonly companies: number
  /** Companies whose number of people was stopped at zero or at a million. */
  readonly stopped: number
}

type Part = { readonly companyId: string | null; readonly companies: number; readonly groups: readonly HoldingGroup[] }

/** The groups of one part with the groups of plans that changes speak of and that some companies hold nothing of. */
const withNothingHeld = ({ companies, groups }: Part, changes: readonly PlanChange[]): readonly HoldingGroup[] => {
  const plans = new Set(changes.map(({ plan }) => plan))
  const without = [...plans].map((plan): HoldingGroup => {
    const holding = groups.reduce((sum, group) => sum + (group.plan === plan ? group.companies : 0), 0)
    return { plan, companies: companies - holding, held: [], allocated: 0 }
  })
  return [...groups, ...without.filter((group) => group.companies > 0)]
}

/** The groups of an estate stay the same objects from one calculation to the next. */
const heldKeys = new WeakMap<readonly HeldOffer[], string>()
const keyOfHeld = (held: readonly HeldOffer[]): string => {
  const key = heldKeys.get(held) ?? JSON.stringify(held)
  heldKeys.set(held, key)
  return key
}

const sumOf = (held: readonly HeldOffer[]): number => held.reduce((sum, { quantity }) => sum + quantity, 0)

/**
 * The different situations of a scope. Equal ones are one, with the number of their companies: what does not decide
 * anything, such as allocated licences where the billed ones are the basis, does not make a difference.
 */
export const situationsOf = (
  base: Base,
  { basis, changes }: { readonly basis: 'billed' | 'allocated'; readonly changes: readonly PlanChange[] },
  today: string,
): Situations => {
  const shared: Part = { companyId: null, companies: base.companies - base.apart.length, groups: base.groups }
  const apart = base.apart.map(({ companyId, groups }): Part => ({ companyId, companies: 1, groups }))
  const found = new Map<string, Situation>()
  const touched = new Set<string>()
  let stopped = 0
  for (const part of [shared, ...apart]) {
    const own = changes.filter(({ companyId }) => companyId === null || companyId === part.companyId)
    for (const group of withNothingHeld(part, own)) {
      const start = basis === 'billed' ? sumOf(group.held) : group.allocated
      const heads = headsOver(start, own.filter(({ plan }) => plan === group.plan), today) // prettier-ignore
      if (heads.stopped) stopped += group.companies
      if (group.held.length === 0 && heads.steps.every((step) => step.heads === 0)) continue
      if (part.companyId !== null) touched.add(part.companyId)
      const { plan, held, companies } = group
      let key = `${plan}\n${part.companyId ?? ''}\n${keyOfHeld(held)}`
      for (const step of heads.steps) key += `\n${step.on} ${step.heads}`
      const known = found.get(key)
      found.set(key, { plan, companyId: part.companyId, held, heads: heads.steps, companies: companies + (known?.companies ?? 0), companyNames: [...(known?.companyNames ?? []), ...(group.companyNames ?? [])] }) // prettier-ignore
    }
  }
  const all = [...found.values()]
  const everybody = all.some(({ companyId, held }) => companyId === null && held.length === 0)
  const others = everybody
    ? shared.companies
    : base.holding - base.apart.filter(({ groups }) => groups.length > 0).length
  return { all, companies: others + touched.size, stopped }
}
