import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Quote } from '../../../shared/contract/quotes.ts'
import { type CatalogueEdition, catalogueAt, offerOf } from '../../../shared/domain/catalogue.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb } from '../db/index.ts'
import { getQuote } from '../quotes/index.ts'
import { type CompanyWishes, customersOf, offerOfRow, subscriptionNow, type Wish } from './wish.ts'

type Of = { readonly quoteNumber: string; readonly quoteVersion: number }

/** An accepted version of a quote; QUOTE_STATE for any other, NOT_FOUND. */
export const acceptedQuote = (db: ReadDb, { quoteNumber, quoteVersion }: Of, today: string): Result<Quote, Failure> => {
  const quote = getQuote(db, { number: quoteNumber, version: quoteVersion, today })
  if (!quote.ok || quote.value.state === 'accepted') return quote
  return fail(failure('QUOTE_STATE', { number: quoteNumber, state: quote.value.state, asked: 'applied' }))
}

const cloudId = (db: ReadDb, id: string): string =>
  db.get<{ cloud_id: string }>('SELECT cloud_id FROM local_id WHERE id = :id', { id })?.cloud_id ?? id

/** What the lines of a quote subscribe and change, from the day on which the customer would have it. */
export const wishesOfQuote = (
  db: ReadDb,
  editions: readonly CatalogueEdition[],
  { content, lines }: Quote,
  today: string,
): Result<CompanyWishes, Failure> => {
  const { customer, startsOn } = content
  const id = cloudId(db, customer.companyId ?? '')
  const company = customersOf(db, [id]).get(id)
  if (!company) return fail(failure('NOT_FOUND', { what: 'company', id: customer.companyId ?? customer.name }))
  const on = startsOn < today ? today : startsOn
  const edition = catalogueAt(editions, on)
  const wishes: Wish[] = []
  for (const { commercialReference, offerName, per, termYears, quantity, subscriptionId } of lines) {
    const steps = [{ on, quantity }]
    if (subscriptionId === null) {
      const model = offerOf(edition, commercialReference)?.model ?? (per === 'term' ? 'prepaid' : 'monthly')
      wishes.push({ subscription: null, offer: { commercialReference, name: offerName, model, termYears }, steps })
      continue
    }
    const row = subscriptionNow(db, cloudId(db, subscriptionId))
    if (row?.company_id !== id) return fail(failure('NOT_FOUND', { what: 'subscription', id: subscriptionId }))
    if (row.billed !== quantity) wishes.push({ subscription: row, offer: offerOfRow(edition, row), steps })
  }
  return ok({ company, wishes })
}
