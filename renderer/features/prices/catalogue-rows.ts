/** An edition as the contract shows it, as far as the table needs it. */
export type Edition = {
  readonly edition: string
  readonly validFrom: string
  readonly plans: readonly string[]
  readonly offers: readonly Offer[]
  readonly features: readonly Feature[]
}
type Offer = {
  readonly commercialReference: string
  readonly name: string
  readonly plan: string
  readonly model: 'free' | 'monthly' | 'prepaid' | 'usage' | 'demo' | 'storage'
  readonly termYears: number | null
  readonly soldFrom: string | null
  readonly rules: readonly string[]
}
type Feature = {
  readonly key: string
  readonly name: string
  readonly values: Readonly<Record<string, string>>
  readonly rules: readonly string[]
}

export type FeatureRow = {
  readonly key: string
  readonly name: string
  /** A cell for each plan of each edition; null where its source says nothing. */
  readonly cells: readonly (readonly (string | null)[])[]
  readonly rules: readonly string[]
  /** X-rows: sources that say different things of it. */
  readonly contested: readonly string[]
}

const isContested = (rule: string): boolean => rule.startsWith('X')
const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]

/** Features of all editions, each once, in the order of the first edition that has it. */
export const featureRows = (editions: readonly Edition[]): readonly FeatureRow[] =>
  unique(editions.flatMap(({ features }) => features.map(({ key }) => key))).map((key) => {
    const found = editions.map(({ features }) => features.find((feature) => feature.key === key))
    const rules = unique(found.flatMap((feature) => feature?.rules ?? []))
    return {
      key,
      name: found.find((feature) => feature !== undefined)?.name ?? key,
      cells: editions.map(({ plans }, index) => plans.map((plan) => found[index]?.values[plan] ?? null)),
      rules: rules.filter((rule) => !isContested(rule)),
      contested: rules.filter(isContested),
    }
  })

export type OfferRow = Offer & { readonly key: string; readonly editions: readonly string[] }

/** Offers of all editions, each once, with the editions that have it. */
export const offerRows = (editions: readonly Edition[]): readonly OfferRow[] => {
  const keyOf = ({ commercialReference, name }: Offer): string => commercialReference || name
  const all = editions.flatMap(({ offers }) => offers)
  return unique(all.map(keyOf)).flatMap((key) => {
    const offer = all.find((one) => keyOf(one) === key)
    if (!offer) return []
    const rules = unique(all.filter((one) => keyOf(one) === key).flatMap((one) => one.rules))
    const having = editions.filter(({ offers }) => offers.some((one) => keyOf(one) === key))
    return [{ ...offer, rules, key, editions: having.map(({ edition }) => edition) }]
  })
}
