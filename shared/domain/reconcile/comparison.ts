import { addDecimals, type Decimal } from '../decimal.ts'
import { lineAmount, type Money } from '../money.ts'
import type { ExpectedContract } from '../reconciliation.ts'
import type { Result } from '../../util/result.ts'
import type { Named } from './attribution.ts'
import type { CdrTotals } from './cdr-index.ts'
import type { FindPrice, ListedPrice, NoPrice } from './find-price.ts'
import type { InvoicedContract } from './invoice-index.ts'

/** One contract as each source has it, and what the sources are compared under. */
export type Contract = {
  readonly contractNumber: string
  readonly invoice: InvoicedContract | null
  readonly cdr: CdrTotals | null
  /** The same contract's rows in another currency than the invoice's, which cannot be compared. */
  readonly foreignCdr: { readonly currency: string; readonly totals: CdrTotals } | null
  /** More than one only where the estate has the number twice. */
  readonly estate: readonly ExpectedContract[]
  /** The invoice's reference table (M245). */
  readonly table: Named | null
}
export type Terms = {
  readonly currency: string
  /** Whether there is a CDR and an estate to compare with at all. */
  readonly withCdr: boolean
  readonly withEstate: boolean
  /** For what has no invoice line. */
  readonly date: string
  readonly findPrice: FindPrice
}

/** What a contract comes to: input of the findings. */
export type Comparison = Contract & {
  readonly usage: boolean
  readonly quantity: Decimal | null
  readonly price: Result<ListedPrice, NoPrice> | null
  readonly commercialReference: string | null
  /** Estate quantity x list price; null where one is not known. */
  readonly expected: Money | null
  readonly lacks: { readonly cdr: boolean; readonly estate: boolean }
  readonly currency: string
  readonly date: string
}

/** Exact, or null: a figure beyond 2^53 is not shown as if it were right. */
const exact = (amount: Money): Money | null => (Number.isSafeInteger(amount.minor) ? amount : null)

/** Brings the sources of one contract to the same terms, without judging them. */
export const compare = (contract: Contract, terms: Terms): Comparison => {
  const { invoice, cdr, estate } = contract
  const known = estate[0]
  const usage = known ? known.model === 'usage' : cdr?.usage === true
  const quantity = usage
    ? null
    : estate.reduce<Decimal | null>(
        (sum, { quantity: more }) => (sum === null || more === null ? (sum ?? more) : addDecimals(sum, more)),
        null,
      )
  const commercialReference =
    known?.commercialReference ?? (cdr?.references.length === 1 ? (cdr.references[0] ?? null) : null)
  const date = invoice?.first.periodStart ?? terms.date
  const price = usage
    ? null
    : terms.findPrice({
        commercialReference,
        productName: invoice?.first.productName ?? null,
        model: known && known.model !== 'usage' ? known.model : null,
        date,
      })
  return {
    ...contract,
    usage,
    quantity,
    price,
    commercialReference,
    expected: quantity && price?.ok ? exact(lineAmount(quantity, price.value.price.unitPrice, terms.currency)) : null,
    lacks: {
      cdr: invoice !== null && terms.withCdr && cdr === null,
      // A conference is known by its CDR; the estate has no licences of it and need not have the contract (M227).
      estate: invoice !== null && terms.withEstate && estate.length === 0 && !usage,
    },
    currency: terms.currency,
    date,
  }
}
