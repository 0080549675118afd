import type { Offered } from '../../shared/contract/edits.ts'

type Action = {
  readonly key: string
  readonly text: string
  readonly offered?: Offered | null
  readonly blocked?: string | null
}
/** One line below the actions: which of them, why, and the rules that say so. */
export type ActionReason = {
  readonly key: string
  readonly actions: string
  readonly text: string
  readonly rules: string
}
type Known = (path: string) => string | null

/** Why an action is not offered, in words; the engine's own key where there is no text for it. */
export const offeredReason = (offered: Offered, known: Known): string => {
  const because = offered.because ?? ''
  const fact = known(`roles.reason.${because}.fact`)
  const next = known(`roles.reason.${because}.next`)
  return [fact ?? because, next].filter(Boolean).join(' ')
}

const contradiction = (action: Action, known: Known): readonly ActionReason[] => {
  const { offered } = action
  const against = offered?.contradicts
  if (!against) return []
  const rule = [...against.rules, ...offered.rules].find((one) => one.startsWith('X')) ?? ''
  const text = known(`roles.contradiction.${rule}`) ?? ''
  return [{ key: `against-${rule}`, actions: '', text, rules: against.rules.join(', ') }]
}

/** The reasons of all actions that are not offered, each reason once with the actions that it holds back. */
export const actionReasons = (actions: readonly Action[], known: Known): readonly ActionReason[] => {
  const byText = new Map<string, { names: string[]; rules: Set<string> }>()
  for (const action of actions) {
    const { offered } = action
    const refused = offered?.allowed === false ? offered : null
    const text = refused ? offeredReason(refused, known) : (action.blocked ?? '')
    if (!text) continue
    const one = byText.get(text) ?? { names: [], rules: new Set() }
    one.names.push(action.text)
    for (const rule of refused?.rules ?? []) one.rules.add(rule)
    byText.set(text, one)
  }
  const refusals = [...byText].map(([text, { names, rules }]) => ({
    key: text,
    actions: names.join(', '),
    text,
    rules: [...rules].join(', '),
  }))
  const against = new Map(actions.flatMap((action) => contradiction(action, known)).map((one) => [one.key, one]))
  return [...refusals, ...against.values()]
}
