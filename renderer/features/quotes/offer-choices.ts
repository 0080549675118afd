import type { Translate } from '../../text/index.ts'
import type { LineForm } from './quote-form.ts'

export type Offer = {
  readonly commercialReference: string
  readonly name: string
  readonly plan: string
  readonly model: 'free' | 'monthly' | 'prepaid' | 'usage' | 'demo' | 'storage'
  readonly termYears: number | null
}
export type OfferGroup = {
  readonly plan: string
  readonly offers: readonly { readonly reference: string; readonly text: string }[]
}

/** What can be quoted, by plan; demo and free offers are not sold (M139). A reference on a line stays to be chosen. */
export const offerChoices = (
  offers: readonly Offer[],
  lines: readonly Pick<LineForm, 'commercialReference'>[],
  t: Translate,
): readonly OfferGroup[] => {
  const sold = offers.filter(
    ({ model, commercialReference }) => model !== 'free' && model !== 'demo' && commercialReference !== '',
  )
  const known = new Set(sold.map(({ commercialReference }) => commercialReference))
  const others = [...new Set(lines.map((line) => line.commercialReference))].filter(
    (reference) => reference !== '' && !known.has(reference),
  )
  const text = (offer: Offer): string =>
    `${offer.name} · ${
      offer.model === 'prepaid' && offer.termYears !== null
        ? t('quotes.offer.prepaid', { count: offer.termYears })
        : t(`quotes.offer.${offer.model as 'monthly'}`)
    } · ${offer.commercialReference}`
  const plans = [...new Set(sold.map(({ plan }) => plan))]
  return [
    ...plans.map((plan) => ({
      plan,
      offers: sold
        .filter((offer) => offer.plan === plan)
        .map((offer) => ({ reference: offer.commercialReference, text: text(offer) })),
    })),
    ...(others.length > 0
      ? [{ plan: t('quotes.offer.other'), offers: others.map((reference) => ({ reference, text: reference })) }]
      : []),
  ]
}
