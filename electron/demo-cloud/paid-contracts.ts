import type { DemoCompany, DemoSubscription, OfferModel, Tenant } from './tenant/types.ts'

export type PaidModel = Exclude<OfferModel, 'Free' | 'Demo'>

export type PaidContract = {
  readonly contractNumber: string
  readonly companyName: string
  readonly companyKind: 'VAD' | 'IR' | 'EC'
  /** The second tier: the reseller itself for its own contract, its reseller for an end customer, null when direct. */
  readonly resellerName: string | null
  readonly resellerReference: string | null
  readonly offerName: string
  readonly commercialReference: string
  /** Null where usage is billed instead of licences (conference). */
  readonly quantity: number | null
  readonly model: PaidModel
}

/** The quantity at the end of that UTC day; undefined before the subscription existed. */
const quantityAt = (subscription: DemoSubscription, endOfDay: string): number | null | undefined =>
  subscription.quantities.findLast((change) => change.at <= endOfDay)?.quantity

const kindOf = (tenant: Tenant, company: DemoCompany): PaidContract['companyKind'] =>
  company.id === tenant.ownCompanyId ? 'VAD' : company.isBP ? 'IR' : 'EC'

/**
 * The tenant's billable contracts and their quantities at the end of `date` ('YYYY-MM-DD', UTC), by contract number.
 * The date decides what an invoice of the next month bills (M200).
 */
export const paidContractsAt = (tenant: Tenant, date: string): readonly PaidContract[] => {
  const companies = new Map(tenant.companies.map((company) => [company.id, company]))
  const offers = new Map(tenant.offers.map((offer) => [offer.id, offer]))
  return tenant.subscriptions
    .flatMap((subscription): PaidContract[] => {
      const company = companies.get(subscription.companyId)
      const offer = offers.get(subscription.offerId)
      const quantity = quantityAt(subscription, `${date}T23:59:59.999Z`)
      if (!company || !offer || offer.sapReference === null || quantity === undefined) return []
      if (subscription.bsSubscriptionId === null || offer.model === 'Free' || offer.model === 'Demo') return []
      const companyKind = kindOf(tenant, company)
      const parent = company.bpId === null ? undefined : companies.get(company.bpId)
      const reseller = companyKind === 'IR' ? company : parent?.bpType === 'IR' ? parent : undefined
      return [
        {
          contractNumber: subscription.bsSubscriptionId,
          companyName: company.name,
          companyKind,
          resellerName: reseller?.name ?? null,
          resellerReference: reseller?.externalReference ?? null,
          offerName: offer.name,
          commercialReference: offer.sapReference,
          quantity,
          model: offer.model,
        },
      ]
    })
    .sort((a, b) => (a.contractNumber < b.contractNumber ? -1 : 1))
}
