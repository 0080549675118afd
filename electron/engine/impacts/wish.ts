import { type CatalogueEdition, offerNamed, offerOf, type OfferModel } from '../../../shared/domain/catalogue.ts'
import { BILLING_TIME_ZONE } from '../../../shared/domain/billing-rules.ts'
import { localDateAt } from '../../../shared/domain/local-date.ts'
import type { ReadDb } from '../db/index.ts'

/** A company as it is shown, open edits included. */
export type Customer = { readonly id: string; readonly name: string; readonly plan: string }

/** A subscription as it is shown, open edits included; times are UTC. */
export type SubscriptionRow = {
  readonly id: string
  readonly company_id: string
  readonly offer_id: string | null
  readonly offer_name: string
  readonly commercial_reference: string | null
  readonly model: OfferModel
  readonly billed: number | null
  readonly allocated: number | null
  readonly expires_at: string | null
  readonly created_at: string | null
}

export type WishedOffer = {
  readonly commercialReference: string
  readonly name: string
  readonly model: OfferModel
  readonly termYears: number | null
}

/** What one subscription is to be over time: one that is there, or one that will be bought. */
export type Wish = {
  readonly subscription: SubscriptionRow | null
  readonly offer: WishedOffer
  /** The new total from a local date on, in order; 0 ends it. The first of what will be bought is its purchase. */
  readonly steps: readonly { readonly on: string; readonly quantity: number }[]
}

/** What is to happen to one company. */
export type CompanyWishes = { readonly company: Customer; readonly wishes: readonly Wish[] }

const COLUMNS =
  'id, company_id, offer_id, offer_name, commercial_reference, model, billed, allocated, expires_at, created_at'

export const customersOf = (db: ReadDb, ids: readonly string[]): ReadonlyMap<string, Customer> => {
  const rows = db.all<Customer>(
    'SELECT id, name, plan FROM company_now WHERE id IN (SELECT value FROM json_each(:ids))',
    { ids: JSON.stringify(ids) },
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export const subscriptionNow = (db: ReadDb, id: string): SubscriptionRow | undefined =>
  db.get<SubscriptionRow>(`SELECT ${COLUMNS} FROM subscription_now WHERE id = :id AND status <> 'terminated'`, { id })

/** Subscriptions by company, each company's in the order in which plans look at them. */
export const subscriptionsOf = (
  db: ReadDb,
  companyIds: readonly string[],
): ReadonlyMap<string, readonly SubscriptionRow[]> =>
  Map.groupBy(
    db.all<SubscriptionRow>(
      `SELECT ${COLUMNS} FROM subscription_now
       WHERE company_id IN (SELECT value FROM json_each(:ids)) AND status <> 'terminated'
       ORDER BY billed, allocated, expires_at, created_at, id`,
      { ids: JSON.stringify(companyIds) },
    ),
    ({ company_id }) => company_id,
  )

/** As the cloud says, completed by what the catalogue knows of it. */
export const offerOfRow = (edition: CatalogueEdition, row: SubscriptionRow): WishedOffer => {
  const known = offerOf(edition, row.commercial_reference ?? '') ?? offerNamed(edition, row.offer_name)
  return {
    commercialReference: row.commercial_reference ?? known?.commercialReference ?? '',
    name: known?.name ?? row.offer_name,
    model: row.model,
    termYears: row.model === 'prepaid' ? (known?.termYears ?? null) : null,
  }
}

/** The local date of an instant on which the vendor bills. */
export const billingDate = (instant: string | null): string | null =>
  instant === null ? null : localDateAt(Date.parse(instant), BILLING_TIME_ZONE)
