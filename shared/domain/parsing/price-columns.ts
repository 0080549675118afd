import type { Price } from '../price-list.ts'
import { columnIndex, headerKey, type KnownColumn } from './header-text.ts'

/** Columns of a price list in a spreadsheet, with localised names; the layout is ours, no vendor's file is known. */
export type PriceField = 'commercialReference' | 'offerName' | 'unitPrice' | 'currency' | 'per' | 'invoiceNames'

const COLUMNS: readonly KnownColumn<PriceField>[] = [
  {
    field: 'commercialReference',
    label: 'Reference',
    names: [
      ...['Commercial reference', 'Ref', 'Part number', 'Article', 'Article number', 'SKU', 'Product code'],
      ...['Référence', 'Référence commerciale', 'Réf', 'Code article'],
      ...['Artikelnummer', 'Artikelnr', 'Artikel-Nr.', 'Artikel', 'Bestellnummer', 'Referenz'],
      ...['Referencia', 'Referencia comercial', 'Código', 'Riferimento', 'Riferimento commerciale', 'Codice'],
    ],
  },
  {
    field: 'offerName',
    label: 'Designation',
    names: [
      ...['Offer', 'Offer name', 'Description', 'Product', 'Product name', 'Name', 'Service'],
      ...['Désignation', 'Offre', 'Libellé', 'Produit', 'Nom', 'Bezeichnung', 'Angebot', 'Beschreibung', 'Produkt'],
      ...['Designación', 'Descripción', 'Oferta', 'Producto', 'Nombre', 'Descrizione', 'Denominazione', 'Offerta'],
      ...['Prodotto', 'Nome', 'Servizio'],
    ],
  },
  {
    field: 'unitPrice',
    label: 'Unit price',
    names: [
      ...['Price', 'List price', 'Public price', 'Buy price', 'Sell price', 'Reseller price', 'VAD price', 'Rate'],
      ...['Prix', 'Prix unitaire', 'PU', 'Prix public', 'Prix catalogue', 'Prix d’achat', 'Prix de vente', 'Tarif'],
      ...['Preis', 'Stückpreis', 'Einzelpreis', 'Listenpreis', 'Monatspreis', 'Einkaufspreis', 'Verkaufspreis'],
      ...['Precio', 'Precio unitario', 'Precio de lista', 'Precio de compra', 'Precio de venta', 'Tarifa'],
      ...['Prezzo', 'Prezzo unitario', 'Prezzo di listino', 'Prezzo di acquisto', 'Prezzo di vendita', 'Tariffa'],
    ],
  },
  { field: 'currency', label: 'Currency', names: ['Devise', 'Monnaie', 'Währung', 'Moneda', 'Divisa', 'Valuta'] },
  {
    field: 'per',
    label: 'Period',
    names: [
      ...['Per', 'Billing', 'Billing period', 'Billing model', 'Unit', 'Term', 'Price unit', 'Price per'],
      ...['Période', 'Facturation', 'Période de facturation', 'Unité', 'Durée', 'Pro', 'Zeitraum', 'Abrechnung'],
      ...['Abrechnungszeitraum', 'Einheit', 'Laufzeit', 'Período', 'Facturación', 'Período de facturación', 'Unidad'],
      ...['Plazo', 'Periodo', 'Fatturazione', 'Periodo di fatturazione', 'Unità', 'Durata'],
    ],
  },
  {
    field: 'invoiceNames',
    label: 'Name on invoice',
    names: [
      ...['Invoice name', 'Invoice names', 'Names on invoice', 'Alias', 'Aliases', 'Libellé de facture'],
      ...['Nom sur facture', 'Rechnungstext', 'Name auf Rechnung', 'Nombre en factura', 'Nome in fattura'],
    ],
  },
]

const INDEX = columnIndex(COLUMNS)

/** Words in the title of a price that say of what kind it is, not that it is one: "Unit price (EUR excl. VAT) per month". */
const ASIDE = new Set(
  `eur euro euros usd gbp chf excl excluding exclusive ex tax taxes vat ht hors taxe tva netto ohne mwst zzgl sin iva senza
   esclusa net per par pro por user users utilisateur nutzer benutzer usuario utente and et und month monthly mois mensuel
   monat monatlich mes mensual mese mensile minute minuto term`.split(/\s+/),
)

/** The field that a column title names, or null. */
export const priceField = (title: string): PriceField | null => {
  const key = headerKey(title.replaceAll('’', "'"))
  const known = INDEX.get(key)
  if (known !== undefined || key === '') return known ?? null
  const bare = key
    .split(' ')
    .filter((word) => !ASIDE.has(word))
    .join(' ')
  return INDEX.get(bare) === 'unitPrice' ? 'unitPrice' : null
}

const YEARS = String.raw`[135] ?(?:y|yr|years?|ans?|annees?|jahre?|anos?|ann[oi])`
const MONTHS = String.raw`(?:12|36|60) ?(?:m|months?|mois|monate?|meses|mesi)`
const TERM = new RegExp(
  String.raw`\b(?:${YEARS}|${MONTHS}|term|prepaid|prepaye?e?|vorausbezahlt|laufzeit|duree|plazo|prepago|durata|prepagat[oa])\b`,
  'g',
)
const MONTH =
  /\b(?:months?|monthly|mois|mensuel(?:le)?|mensualite|monat|monats|monatlich|monatspreis|mes|mensual|mese|mensile)\b/
const MINUTE = /\b(?:min|minutes?|minuten|minutos?|minut[oi])\b/

/** What a text says that a price is for; 'unknown' where it says nothing, two things at once, or a year (X21). */
export const pricePeriod = (text: string): Price['per'] => {
  const key = headerKey(text)
  const rest = key.replace(TERM, ' ')
  const said: Price['per'][] = []
  if (rest !== key) said.push('term')
  if (MONTH.test(rest)) said.push('user-month')
  if (MINUTE.test(rest)) said.push('minute')
  return said.length === 1 ? (said[0] ?? 'unknown') : 'unknown'
}

const WORDS: Readonly<Record<string, string>> = { '€': 'EUR', EURO: 'EUR', EUROS: 'EUR', $: 'USD', '£': 'GBP' }
const CODES = new Set(Intl.supportedValuesOf('currency'))
/** Three capitals in a title are rarely a currency, so there only those that price lists are in. */
const IN_TITLES = /(?:^|[^A-Za-z])(EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|CAD|AUD|NZD|JPY|CNY|INR|BRL|MXN|ZAR|AED|SAR|TND|TRY|SGD|HKD|[€$£])(?![A-Za-z])/gu // prettier-ignore

/** ISO 4217 code of a cell such as "EUR", "€" or "Euro"; null for anything else. */
export const currencyCode = (text: string): string | null => {
  const word = text.trim().toUpperCase()
  const code = WORDS[word] ?? word
  return CODES.has(code) ? code : null
}

/** The currencies that a column title names, such as "Unit price (EUR)". */
export const currenciesInTitle = (title: string): readonly string[] =>
  [...title.matchAll(IN_TITLES)].map(([, found = '']) => WORDS[found] ?? found)

export const priceColumnLabel = (field: PriceField): string =>
  COLUMNS.find((known) => known.field === field)?.label ?? field
