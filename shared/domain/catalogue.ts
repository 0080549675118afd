import { foldText } from '../util/fold-text.ts'

export type OfferModel = 'free' | 'monthly' | 'prepaid' | 'usage' | 'demo' | 'storage'

export type CatalogueOffer = {
  /** Empty where the source gives none: shown, never found by reference. */
  readonly commercialReference: string
  /** As the screens of the cloud name it (M147, M159). */
  readonly name: string
  /** Other names of the same offer, such as "RB-Business-PrePaid-1Y" on invoices (M212). */
  readonly alsoNamed?: readonly string[]
  readonly plan: string
  readonly model: OfferModel
  /** Years of the first term; null unless prepaid. */
  readonly termYears: number | null
  /** Announced first day, a local date; null where none is announced. */
  readonly soldFrom: string | null
  readonly rules: readonly string[]
}

export type CatalogueFeature = {
  readonly key: string
  readonly name: string
  /** By plan: "yes", "no", "soon" or words. A plan that the source does not speak of is left out. */
  readonly values: Readonly<Record<string, string>>
  readonly rules: readonly string[]
}

/** Plans, offers and features from a day on: dated data, because later documents say other things (X15-X17). */
export type CatalogueEdition = {
  readonly id: string
  /** Local date 'YYYY-MM-DD', inclusive. */
  readonly validFrom: string
  /** Why it is as it is, such as the reason for the first date. */
  readonly note: string
  readonly plans: readonly string[]
  readonly offers: readonly CatalogueOffer[]
  readonly features: readonly CatalogueFeature[]
}

/** The edition in force on a local date; before the first one, the first. */
export const catalogueAt = (editions: readonly CatalogueEdition[], date: string): CatalogueEdition => {
  const [first, ...later] = [...editions].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
  if (!first) throw new Error('there is no catalogue')
  return later.findLast((edition) => edition.validFrom <= date) ?? first
}

const PATTERN = /^(3EY95[01]\d\d)([A-Z]{2})$/
const bySuffix: Readonly<Record<string, Pick<CatalogueOffer, 'model' | 'termYears'>>> = {
  AA: { model: 'monthly', termYears: null },
  AB: { model: 'prepaid', termYears: 1 },
  AD: { model: 'prepaid', termYears: 3 },
}

/** M217: what the known references have in common. Null where family and suffix contradict one another. */
const guessed = ({ offers }: CatalogueEdition, reference: string): CatalogueOffer | null => {
  const [, stem = '', suffix = ''] = PATTERN.exec(reference) ?? []
  if (stem === '') return null
  const family = stem.startsWith('3EY951') ? 'prepaid' : 'monthly'
  const read = bySuffix[suffix] ?? { model: family, termYears: null }
  if (read.model !== family) return null
  const sibling = offers.find(({ commercialReference }) => commercialReference.startsWith(stem))
  return {
    commercialReference: reference,
    name: reference,
    plan: sibling?.plan ?? '',
    ...read,
    soldFrom: null,
    rules: ['M217'],
  }
}

/**
 * The offer of a commercial reference such as 3EY95003AA. One that is not listed is read by its pattern and marked as a
 * guess (M217): its plan is that of the listed reference with the same number, or empty, and its term may be unknown.
 */
export const offerOf = (
  edition: CatalogueEdition,
  reference: string,
): (CatalogueOffer & { readonly guess: boolean }) | null => {
  if (reference === '') return null
  const listed = edition.offers.find(({ commercialReference }) => commercialReference === reference)
  if (listed) return { ...listed, guess: false }
  const guess = guessed(edition, reference)
  return guess ? { ...guess, guess: true } : null
}

/**
 * The offer of a plan without term ('monthly', which is also the free Essential) or for a term in years. Null where the
 * catalogue has none, such as for 5 years: their references are not published.
 */
export const offerFor = (edition: CatalogueEdition, plan: string, term: 'monthly' | 1 | 3 | 5): CatalogueOffer | null =>
  edition.offers.find(
    (offer) =>
      offer.plan === plan &&
      (term === 'monthly'
        ? offer.model === 'monthly' || offer.model === 'free'
        : offer.model === 'prepaid' && offer.termYears === term),
  ) ?? null

/** The offer with this name or reference, whatever its case and accents; null when there is none. */
export const offerNamed = (edition: CatalogueEdition, name: string): CatalogueOffer | null => {
  const wanted = foldText(name)
  if (wanted === '') return null
  const names = (offer: CatalogueOffer) => [offer.name, offer.commercialReference, ...(offer.alsoNamed ?? [])]
  return edition.offers.find((offer) => names(offer).some((known) => foldText(known) === wanted)) ?? null
}
