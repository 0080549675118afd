import { failure, type Failure } from '../../../../shared/contract/failure.ts'
import type { Invoice, InvoiceTotals } from '../../../../shared/domain/invoice.ts'
import { DATE_SOURCE, type InvoiceLabel, LABEL_NAMES } from '../../../../shared/domain/parsing/invoice-labels.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { parseBlocks } from './invoice-blocks.ts'
import { parseHeaderTexts, parseReferences } from './invoice-parties.ts'
import { currencyOf, dateOf, findMoneyText, findValue, type InvoiceText, invoiceText, moneyOf } from './invoice-text.ts'
import type { PdfPage } from './types.ts'

const parseTotals = (text: InvoiceText, currency: string): InvoiceTotals | readonly InvoiceLabel[] => {
  const found = {
    net: findMoneyText(text, 'net'),
    vat: findMoneyText(text, 'vat'),
    total: findMoneyText(text, 'total'),
  }
  const amount = (label: keyof typeof found) => {
    const printed = found[label]
    return printed ? moneyOf(text, printed.value, currency) : null
  }
  const [net, vat, total] = [amount('net'), amount('vat'), amount('total')]
  if (!net || !vat || !total || !found.net)
    return (['net', 'vat', 'total'] as const).filter((label) => amount(label) === null)
  const discountText = findMoneyText(text, 'discount')
  const discount = (discountText && moneyOf(text, discountText.value, currency)) ?? { minor: 0, currency }
  return { discount, net, vat, total, place: found.net.place }
}

/**
 * Reads ALE's invoice from the lines of its PDF by its labels (M229-M251): header, one block per contract, totals, and the
 * table of end customers. Dates and decimal marks follow what the document proves. Fails with PDF_NOT_AN_INVOICE
 * {missing}: the labels that were not found with a value, as the sample prints them. It proves nothing; see proveInvoice.
 */
export const parseInvoice = (pages: readonly PdfPage[], fileName: string): Result<Invoice, Failure> => {
  const text = invoiceText(pages)
  const missing: InvoiceLabel[] = []
  const number = findValue(text, 'invoiceNumber', '[A-Z]*[\\d-]*\\d[\\w-]*')
  if (!number) missing.push('invoiceNumber')
  const printedDate = findValue(text, 'date', DATE_SOURCE)
  const date = printedDate ? dateOf(text, printedDate.value) : null
  if (!date) missing.push('date')
  const amount = findMoneyText(text, 'amount') ?? findMoneyText(text, 'total')
  const currency = findValue(text, 'currency', '[A-Z]{3}')?.value ?? (amount && currencyOf(amount.value))
  if (!currency) missing.push('currency')

  const blocks = parseBlocks(text, currency ?? 'EUR')
  if (blocks.lines.length === 0) missing.push('contract')
  const totals = parseTotals(text, currency ?? 'EUR')
  if (!('net' in totals)) missing.push(...totals)
  if (!number || !date || !currency || missing.length > 0 || !('net' in totals)) {
    const names = missing.map((label) => LABEL_NAMES[label] ?? label).join(', ')
    return fail(failure('PDF_NOT_AN_INVOICE', { file: fileName, missing: names }, 'M230'))
  }
  const headerAmount = findMoneyText(text, 'amount')
  return ok({
    header: {
      number: number.value,
      date,
      customerNumber: findValue(text, 'customerNumber', '\\d[\\w-]*')?.value ?? null,
      currency,
      amount: headerAmount && moneyOf(text, headerAmount.value, currency),
      ...parseHeaderTexts(text),
      place: number.place,
    },
    lines: blocks.lines,
    subtotals: blocks.subtotals,
    references: parseReferences(text),
    totals,
  })
}
