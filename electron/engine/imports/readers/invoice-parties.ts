import type { Invoice, InvoiceHeader, InvoiceReference } from '../../../../shared/domain/invoice.ts'
import { INVOICE_LABELS, type InvoiceLabel, labelled } from '../../../../shared/domain/parsing/invoice-labels.ts'
import { type InvoiceText, type PlacedLine, placeOf } from './invoice-text.ts'

const startsWith = (label: InvoiceLabel): RegExp => new RegExp(`^${INVOICE_LABELS[label]}\\s*:?\\s*`, 'iu')
const STOPS = (['orderBy', 'invoicedTo', 'references', 'vatNumber', 'invoiceNumber', 'customerNumber'] as const).map(
  startsWith,
)
const ADDRESS_LINES = 6

/** The lines below a label in its column, until another label or a gap: an address (M233). */
const addressUnder = (text: InvoiceText, label: InvoiceLabel): readonly string[] => {
  const pattern = startsWith(label)
  const index = text.lines.findIndex(({ cells }) => cells.some((cell) => pattern.test(cell.text)))
  const line = text.lines[index]
  const cell = line?.cells.find((each) => pattern.test(each.text))
  if (!line || !cell) return []
  const beside = cell.text.replace(pattern, '')
  const found = beside ? [beside] : []
  for (const next of text.lines.slice(index + 1, index + 1 + ADDRESS_LINES)) {
    const under = next.cells.find((each) => Math.abs(each.x - cell.x) < 15)
    if (next.page !== line.page || !under || STOPS.some((stop) => stop.test(under.text))) break
    found.push(under.text)
  }
  return found
}

/** A reference that may be left blank: what follows its label up to the next label on the line (M234). */
const blankable = (text: InvoiceText, label: 'vatNumber' | 'poNumber', next: InvoiceLabel): string | null => {
  const pattern = labelled(label, `.*?(?=\\s*(?:${INVOICE_LABELS[next]})|$)`)
  for (const { text: line } of text.lines) {
    const match = pattern.exec(line)
    if (match) return match[1]?.trim() || null
  }
  return null
}

export const parseHeaderTexts = (
  text: InvoiceText,
): Pick<InvoiceHeader, 'orderBy' | 'invoicedTo' | 'vatNumber' | 'poNumber'> => ({
  orderBy: addressUnder(text, 'orderBy'),
  invoicedTo: addressUnder(text, 'invoicedTo'),
  vatNumber: blankable(text, 'vatNumber', 'poNumber'),
  poNumber: blankable(text, 'poNumber', 'vatNumber'),
})

const TABLE = new RegExp(`^${INVOICE_LABELS.referenceTable}`, 'iu')
const NAME = labelled('endCustomerName', `.*?(?=\\s*(?:${INVOICE_LABELS.endCustomerId})|$)`)
const ID = labelled('endCustomerId', '.*$')
const CONTRACT = /^([A-Z]{2}-?\d[\d-]*)(?:\s|$)/

/** The table at the end that tells which contract is which end customer's (M245); entries may run over lines and pages. */
export const parseReferences = (text: InvoiceText): Invoice['references'] => {
  const start = text.lines.findIndex((line) => TABLE.test(line.text))
  const found: InvoiceReference[] = []
  if (start < 0) return found
  let open: { contractNumber: string; line: PlacedLine; name: string; id: string | null } | null = null
  const close = () => {
    if (open?.name)
      found.push({
        contractNumber: open.contractNumber,
        endCustomerName: open.name,
        endCustomerId: open.id,
        place: placeOf(open.line),
      })
  }
  for (const line of text.lines.slice(start + 1)) {
    const contractNumber = CONTRACT.exec(line.text)?.[1]
    if (contractNumber) {
      close()
      open = { contractNumber, line, name: '', id: null }
    }
    if (!open) continue
    open.name = NAME.exec(line.text)?.[1]?.trim() || open.name
    open.id = ID.exec(line.text)?.[1]?.trim() || open.id
  }
  close()
  return found
}
