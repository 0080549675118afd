import {
  BILLING_TIME_ZONE,
  type BilledSubscription,
  billedQuantity,
  billingRulesAt,
  quantityAt,
} from '../billing-rules.ts'
import type { Invoice } from '../invoice.ts'
import { addMonths, firstDayOf, lastDayOf, monthOf } from '../local-date.ts'
import type { ExpectedContract } from '../reconciliation.ts'

/** A paid contract of the estate with its whole history; the term follows from the commercial reference. */
export type EstateContract = Omit<BilledSubscription, 'termYears'> & {
  readonly contractNumber: string
  readonly companyId: string
  readonly companyName: string
  readonly offerName: string
  readonly commercialReference: string | null
}

/**
 * The month that an invoice bills in advance, 'YYYY-MM': the latest month in which a line's period begins (X25), or the
 * month of its printed date when it has no line.
 */
export const invoicedMonth = (invoice: Invoice): string =>
  invoice.lines.map((line) => monthOf(line.periodStart)).reduce((a, b) => (a > b ? a : b), '') ||
  monthOf(invoice.header.date)

/**
 * What the estate expects on the invoice of `month` (M200, M201, M210): contracts that it does not bill are left out,
 * so a prepaid contract is only in the list in the months of its purchase, increase and renewal. Usage is always in the
 * list, without a quantity (M227).
 */
export const expectedContracts = (
  contracts: readonly EstateContract[],
  month: string,
  timeZone = BILLING_TIME_ZONE,
): readonly ExpectedContract[] => {
  const rules = billingRulesAt(firstDayOf(month))
  const lastDay = lastDayOf(addMonths(month, -1))
  return contracts.flatMap(({ changes, ...contract }): ExpectedContract[] => {
    const termYears =
      contract.commercialReference === null ? null : (rules.prepaid.terms[contract.commercialReference] ?? null)
    const billed =
      contract.model === 'usage'
        ? quantityAt(changes, lastDay, timeZone)
        : billedQuantity({ model: contract.model, termYears, changes }, month, timeZone, rules)
    if (billed === null) return []
    return [
      {
        ...contract,
        quantity: contract.model === 'usage' ? null : billed.quantity,
        source: { evidence: null, place: { kind: 'history', operationId: billed.operationId } },
      },
    ]
  })
}
