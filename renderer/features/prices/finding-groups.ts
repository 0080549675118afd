import type { PriceFinding, ShownPriceList } from '../../../shared/contract/prices.ts'

/** Findings that say the same of the same lists and days, with the references that it is said of. */
export type FindingGroup = Omit<PriceFinding, 'commercialReference'> & {
  readonly key: string
  readonly references: readonly string[]
}

const weight: Readonly<Record<PriceFinding['severity'], number>> = { error: 0, warning: 1, note: 2 }

/** One line for what is the same fact, worst first; a question (X21) is asked of each price by itself. */
export const findingGroups = (findings: readonly PriceFinding[]): readonly FindingGroup[] => {
  const groups = new Map<string, { finding: PriceFinding; references: string[] }>()
  for (const finding of findings) {
    const { code, listIds, from, to, commercialReference } = finding
    const key = JSON.stringify([code, listIds, from, to])
    const group = groups.get(key) ?? { finding, references: [] }
    if (commercialReference !== null) group.references.push(commercialReference)
    groups.set(key, group)
  }
  return [...groups]
    .map(
      ([
        key,
        {
          finding: { commercialReference: _, ...finding },
          references,
        },
      ]) => ({ ...finding, key, references }),
    )
    .toSorted((a, b) => weight[a.severity] - weight[b.severity])
}

export type ListState = 'in-use' | 'later' | 'ended' | 'withdrawn'

/** How a list stands on a local day. */
export const listState = (
  { withdrawnAt, validFrom, validTo }: Pick<ShownPriceList, 'withdrawnAt' | 'validFrom' | 'validTo'>,
  today: string,
): ListState => {
  if (withdrawnAt !== null) return 'withdrawn'
  if (validFrom > today) return 'later'
  return validTo !== null && validTo < today ? 'ended' : 'in-use'
}

/** Prices of which nobody says for what period they are (X21). */
export const withoutPeriod = (list: ShownPriceList): ShownPriceList['prices'] =>
  list.prices.filter(({ per }) => per === 'unknown')

export const listAddress = (id: string, select?: string): string =>
  `/prices/lists/${encodeURIComponent(id)}${select === undefined ? '' : `?select=${encodeURIComponent(select)}`}`
