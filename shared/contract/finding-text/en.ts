import type { FindingCode } from '../../domain/reconciliation.ts'

/** Per code a sentence; {placeholders} are the finding's params and {contract}. */
export const findingTextEn: Readonly<Record<FindingCode, string>> = {
  HEADER_DATE_MISMATCH: 'The PDF is dated {invoice}, the invoice register says {register}.',
  COMPANY_ATTRIBUTION_CONFLICT:
    'Contract {contract} is of {invoice} on the invoice, of {estate} in the estate and of {cdr} in the CDR. It is counted for {company}.',
  ARITHMETIC: 'The invoice does not add up: {printed} is printed as {what}, its parts give {computed}.',
  CDR_ARITHMETIC:
    '{rows} of the CDR’s rows do not add up: {stated} {currency} is stated, quantity × price gives {computed} {currency}.',
  QUANTITY_DIFFERS: 'The quantity differs: {invoice} on the invoice, {cdr} in the CDR, {estate} in the estate.',
  PRICE_DIFFERS:
    'The unit price differs: {invoice} on the invoice, {cdr} in the CDR, {list} in the price list ({priceList}).',
  PERIOD_DIFFERS: 'The period differs: {invoice} on the invoice, {cdr} in the CDR.',
  LINE_ONLY_ON_INVOICE: 'Only the invoice has this contract: {amount} {currency}.',
  LINE_ONLY_IN_CDR: 'Only the CDR has this contract: {amount} {currency}.',
  LINE_ONLY_IN_ESTATE: 'Only the estate has this contract; it was not billed: {amount} {currency}.',
  LINE_NOT_ON_INVOICE: 'The invoice lacks this contract, which is in {in}: {amount} {currency}.',
  LINE_NOT_IN_CDR: 'The CDR lacks this contract, which is in {in}: {amount} {currency}.',
  LINE_NOT_IN_ESTATE: 'The estate lacks this contract, which is in {in}: {amount} {currency}.',
  DUPLICATE_LINE: 'The contract is repeated in {in} for the same period ({count} too many).',
  PRICE_MISSING: 'No price for {reference} ({offer}) in {currency} on {date}: {reason}. Nothing was guessed.',
  CURRENCY_DIFFERS: 'In {in} the currency is {found}, not {expected}.',
  CDR_OF_ANOTHER_INVOICE: '{rows} of the CDR’s rows are of invoice {cdr}, not of {invoice}.',
  TOTAL_DIFFERS: 'The totals differ: {invoice} on the invoice, {computed} from its lines.',
}
