import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { LicencePlan, PlanOutcome } from '../../../shared/contract/planning.ts'
import type { QuoteContent, QuoteParty } from '../../../shared/contract/quotes.ts'
import { validUntilOf } from '../../../shared/domain/quotes/index.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb } from '../db/index.ts'
import { nobody, partyOf, readSettings } from './settings.ts'

type Alternative = PlanOutcome['alternatives'][number]
type Charge = Alternative['charges'][number]

/** Number of licences by reference and invoice month; charges of several situations are added. */
const counted = (
  charges: readonly Charge[],
  reason: Charge['reason'],
): ReadonlyMap<string, ReadonlyMap<string, number>> => {
  const all = new Map<string, Map<string, number>>()
  for (const charge of charges) {
    if (charge.reason !== reason) continue
    const months = all.get(charge.commercialReference) ?? new Map<string, number>()
    months.set(charge.month, (months.get(charge.month) ?? 0) + charge.licences)
    all.set(charge.commercialReference, months)
  }
  return all
}

const inOrder = (months: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...months].sort(([a], [b]) => (a < b ? -1 : 1))

type Read = { readonly reference: string; readonly quantity: number; readonly later: readonly (readonly [string, number])[] } // prettier-ignore

/** Monthly: the number it begins with, and those it changes to. A term: what is bought first, and what is bought later. */
const readCharges = (charges: readonly Charge[], reason: 'month' | 'term'): readonly Read[] =>
  [...counted(charges, reason)].flatMap(([reference, months]) => {
    const [first, ...rest] = inOrder(months)
    if (!first) return []
    const later = reason === 'term' ? rest : rest.filter(([, count], index) => count !== (rest[index - 1] ?? first)[1])
    return [{ reference, quantity: first[1], later }]
  })

const customerOf = (db: ReadDb, { scope }: LicencePlan['definition']): QuoteParty =>
  (scope.kind === 'estate' ? null : partyOf(db, scope.companyId)) ?? nobody

/** The company's monthly subscription of that reference, which the quote would change. */
const subscriptionOf = (db: ReadDb, companyId: string, reference: string): string | null =>
  db.get<{ id: string }>(
    `SELECT id FROM subscription_now WHERE company_id = :companyId AND commercial_reference = :reference AND model = 'monthly'
       AND status <> 'terminated' AND billed IS NOT NULL ORDER BY billed DESC, id LIMIT 1`,
    { companyId, reference },
  )?.id ?? null

type FromPlan = { readonly plan: LicencePlan; readonly alternative: Alternative; readonly today: string }

/**
 * A draft from an alternative of a plan: what it begins with as lines, what changes later as notes. PRICE_MISSING with every
 * reference, TERM_NOT_KNOWN where a prepaid term has no known end, or NOTHING_TO_APPLY when nothing is to be paid.
 */
export const contentOfPlan = (db: ReadDb, { plan, alternative, today }: FromPlan): Result<QuoteContent, Failure> => {
  const { definition } = plan
  const [missing] = alternative.missingPrices
  if (missing) {
    const reference = [...new Set(alternative.missingPrices.map((one) => one.commercialReference))].join(', ')
    return fail(failure(missing.code, { reference, date: today, lists: '' }, 'M218'))
  }
  const noTerm = alternative.notes.find(({ code }) => code === 'TERM_NOT_KNOWN')
  if (noTerm) return fail(failure('TERM_NOT_KNOWN', noTerm.params, noTerm.rule))
  const monthly = readCharges(alternative.charges, 'month')
  const terms = readCharges(alternative.charges, 'term')
  if (monthly.length + terms.length === 0) return fail(failure('NOTHING_TO_APPLY'))
  const names = new Map(alternative.charges.map((one) => [one.commercialReference, one.offerName]))
  const companyId = definition.scope.kind === 'company' ? definition.scope.companyId : null
  const line = ({ reference, quantity }: Read, subscriptionId: string | null): QuoteContent['lines'][number] => ({
    commercialReference: reference,
    description: '',
    quantity,
    unitPrice: null,
    discount: { units: 0, scale: 0 },
    subscriptionId,
  })
  const settings = readSettings(db)
  const from = `${definition.from}-01`
  return ok({
    date: today,
    startsOn: from < today ? today : from,
    validUntil: validUntilOf(today, settings.validityDays),
    language: 'en',
    currency: definition.currency,
    sellTier: definition.sellTier,
    customer: customerOf(db, definition),
    reseller: null,
    lines: [
      ...monthly.map((one) => line(one, companyId === null ? null : subscriptionOf(db, companyId, one.reference))),
      ...terms.map((one) => line(one, null)),
    ],
    // Figures only, so that they can be read in every language.
    notes: [...monthly, ...terms]
      .flatMap(({ reference, later }) =>
        later.map(([month, count]) => ({
          month,
          text: `${month}: ${String(count)} × ${names.get(reference) ?? reference}`,
        })),
      ) // prettier-ignore
      .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0))
      .map(({ text }) => text)
      .join('\n')
      .slice(0, 4000),
    terms: settings.terms.en,
    vatRate: null,
    planId: plan.id,
  })
}
