import type { OfferRow, SubscriptionRow } from '../../../shared/contract/estate.ts'
import type { CompanyId } from '../../../shared/contract/values.ts'

const PREFIX = 'offer:'
/** The state of an offer that the company does not have (M145). */
export const NOT_SUBSCRIBED = 'not-subscribed'

/** The offer that a row of the list stands for when the company has not subscribed it; null for a subscription. */
export const offerOf = ({ id }: { readonly id: string }): string | null =>
  id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null

const models: readonly OfferRow['model'][] = ['free', 'monthly', 'usage', 'prepaid']
const place = ({ model }: Pick<OfferRow, 'model'>): number => models.indexOf(model)

/** Offers in the order of the cloud's own screen: free, monthly, by use, prepaid (M146, M147, M159); demonstrations are not sold (M139). */
export const soldOffers = (offers: readonly OfferRow[]): readonly OfferRow[] =>
  offers
    .filter(({ canBeSold, model }) => canBeSold && model !== 'free')
    .toSorted((a, b) => place(a) - place(b) || a.name.localeCompare(b.name))

const sameOffer = (offer: OfferRow, row: SubscriptionRow): boolean =>
  offer.name === row.offerName ||
  (offer.commercialReference !== null && offer.commercialReference === row.commercialReference)

/**
 * Rows of what is sold and not subscribed, as the cloud lists them below what is: nothing billed, nothing allocated, which is
 * not zero (M145). What was terminated can be subscribed again.
 */
export const notSubscribed = (
  companyId: CompanyId,
  offers: readonly OfferRow[],
  held: readonly SubscriptionRow[],
): readonly SubscriptionRow[] => {
  const running = held.filter(({ status }) => status !== 'terminated')
  return soldOffers(offers)
    .filter((offer) => !running.some((row) => sameOffer(offer, row)))
    .map((offer) => ({
      id: `${PREFIX}${offer.id}`,
      mark: null,
      companyId,
      // In the list of one company neither is shown.
      companyName: '',
      companyKind: 'EC',
      offerName: offer.name,
      commercialReference: offer.commercialReference,
      contractNumber: null,
      model: offer.model,
      billed: null,
      allocated: null,
      available: null,
      expiresOn: null,
      status: NOT_SUBSCRIBED,
      syncOngoing: false,
    }))
}

type Asked = { readonly offset: number; readonly limit: number; readonly sort?: string | undefined }

/** A window over the subscriptions with the offers after them; in the order of the cloud's screen unless another is asked for. */
export const withOffers = (
  window: Asked,
  subscriptions: { readonly rows: readonly SubscriptionRow[]; readonly total: number },
  offers: readonly SubscriptionRow[],
): { readonly rows: readonly SubscriptionRow[]; readonly total: number } => {
  const first = Math.max(0, window.offset - subscriptions.total)
  const room = window.limit - subscriptions.rows.length
  const whole = subscriptions.rows.length === subscriptions.total
  const rows =
    whole && window.sort === undefined ? subscriptions.rows.toSorted((a, b) => place(a) - place(b)) : subscriptions.rows
  return {
    rows: [...rows, ...offers.slice(first, first + room)],
    total: subscriptions.total + offers.length,
  }
}
