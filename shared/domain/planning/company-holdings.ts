import type { Cover } from './covers.ts'
import { holdingsOver } from './holdings.ts'
import type { HeldOffer, Holding } from './lots.ts'
import { horizonOf, offersOf, type Definition, type Means } from './outcome.ts'
import { situationsOf, type Base } from './situations.ts'

/**
 * What an alternative's covers come to for the companies of a base, plan by plan, as its total is computed. The holdings
 * begin with those of `held`, in its order; the others are bought.
 */
export const plannedHoldings = (
  definition: Omit<Definition, 'alternatives'>,
  covers: readonly Cover[],
  base: Base,
  means: Means,
): readonly { readonly held: readonly HeldOffer[]; readonly holdings: readonly Holding[] }[] => {
  const horizon = horizonOf(definition, means)
  const offers = offersOf(means)
  return situationsOf(base, definition, means.today).all.map(({ plan, held, heads }) => {
    const offer = offers(plan)
    // Nothing is bought of a free plan (M145).
    const wanted = covers.length === 0 || offer('monthly')?.model === 'free' ? null : covers
    return { held, holdings: holdingsOver(held, heads, wanted, horizon, offer) }
  })
}
