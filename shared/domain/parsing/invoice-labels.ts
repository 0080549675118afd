/**
 * The labels that anchor the fields of an invoice, in EN, FR, DE, ES, IT, as sources of case-insensitive regular
 * expressions. The sample mixes languages ("Contrat N°", "VTA") on an English invoice (M240, M251), so all are tried at once.
 */
const NUMBER = '(?:n[°ºo]\\.?|no\\.|nr\\.?|number|num[ée]ro|n[úu]mero|nummer|n\\.)'

export const INVOICE_LABELS = {
  invoiceNumber: `(?:invoice ${NUMBER}|facture ${NUMBER}|${NUMBER} de facture|rechnung(?:s-?)? ?${NUMBER}|factura ${NUMBER}|${NUMBER} de factura|fattura ${NUMBER}|${NUMBER} fattura)`,
  date: '(?<!due |fällig)(?:invoice date|date de facture|date|rechnungsdatum|datum|fecha de factura|fecha|data fattura|data)',
  customerNumber: `(?:customer ${NUMBER}|client ${NUMBER}|${NUMBER} client|kunden-? ?${NUMBER}|cliente ${NUMBER}|${NUMBER} (?:de )?cliente)`,
  currency: '(?:currency|devise|währung|moneda|divisa|valuta)',
  amount: '(?:amount|montant|betrag|importe|importo)',
  orderBy: '(?:order(?:ed)? by|command[ée] par|bestellt von|pedido por|ordinato da)',
  invoicedTo: '(?:invoiced? to|bill(?:ed)? to|factur[ée] à|rechnung an|facturado a|fatturato a)',
  references: '(?:your references|vos r[ée]f[ée]rences|ihre referenzen|sus referencias|vostri riferimenti)',
  vatNumber: `(?:(?:vat|vta|tva) ${NUMBER}|${NUMBER} tva|ust-?id(?:-?nr\\.?)?|nif|p(?:artita|\\.) ?iva)`,
  poNumber: `(?:po ${NUMBER}|${NUMBER} de commande|bestell-?${NUMBER}|${NUMBER} de pedido|${NUMBER} (?:d')?ordine)`,
  contract: `(?:contra(?:ct|tto|to|t)|vertrags?-?) ?${NUMBER}`,
  subtotal: '(?:sub[ _-]?totale?(?:_amount)?|sous[ -]total|zwischensumme)',
  discount: '(?:discount|remise|rabatt|descuento|sconto)',
  net: '(?:net payable|net à payer|net amount|netto ?betrag|zahlbar netto|neto a pagar|netto a pagare|totale? h\\.?t\\.?)',
  vat: '(?:vta|vat|tva|mwst\\.?|ust\\.?|iva)(?: ?\\(?\\d+(?:[.,]\\d+)? ?%\\)?)?',
  total: '(?<!sub |sous |sub-|sous-)(?:total(?:e)?(?: ttc| amount| \\(?incl\\.? tax\\)?)?|gesamt(?:betrag|summe)?)',
  referenceTable: `(?:subscription ${NUMBER}|${NUMBER} (?:de souscription|d.abonnement|de suscripción|(?:di )?abbonamento)|abonnement-?${NUMBER})`,
  endCustomerName:
    '(?:(?:your )?end customer name|nom (?:de votre|du) client final|name (?:ihres|des) endkunden|nombre de (?:su|l) cliente final|nome del (?:vostro )?cliente finale)',
  endCustomerId:
    '(?:(?:your )?end customer id|id(?:entifiant)? (?:de votre|du) client final|id (?:ihres|des) endkunden|id de su cliente final|id del (?:vostro )?cliente finale)',
} as const

export type InvoiceLabel = keyof typeof INVOICE_LABELS

/** How a missing label is named to a person: as the sample prints it. */
export const LABEL_NAMES: Readonly<Partial<Record<InvoiceLabel, string>>> = {
  invoiceNumber: 'Invoice N°',
  date: 'Date',
  currency: 'Currency',
  contract: 'Contrat N°',
  net: 'Net Payable',
  vat: 'VTA / VAT',
  total: 'Total',
}

export const DATE_SOURCE = '\\d{1,4}[./-]\\d{1,2}[./-]\\d{2,4}'
/** Money as printed: sign, currency before or after, groups and decimals. */
export const MONEY_SOURCE =
  "\\(?-?(?:[A-Z]{3} ?|[€$£] ?)?-?\\d[\\d.,']*(?: \\d{3}(?!\\d)[\\d.,]*)*(?: ?(?:[€$£]|[A-Z]{3}\\b))?-?\\)?"

/** `label` at the start of a text or after a space, an optional colon, then `value` captured as group 1. */
export const labelled = (label: InvoiceLabel, value: string): RegExp =>
  new RegExp(`(?:^|\\s)${INVOICE_LABELS[label]}\\s*:?\\s*(${value})`, 'iu')
