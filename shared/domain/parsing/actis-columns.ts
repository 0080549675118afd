import { columnIndex, headerKey, type KnownColumn } from './header-text.ts'

/** Columns and banner labels of an Actis workbook in our proposed layout, with localised names (V04-V07). */
export type ActisField = 'item' | 'commercialReference' | 'designation' | 'quantity' | 'endCustomerName' | 'currency'
export type ActisBannerField = 'offerNumber' | 'offerDate' | 'resellerName' | 'resellerCrdId' | 'currency'

const COLUMNS: readonly KnownColumn<ActisField>[] = [
  { field: 'item', label: 'Item', names: ['Poste', 'Position', 'Pos', 'Línea', 'Riga', 'Line'] },
  {
    field: 'commercialReference',
    label: 'Reference',
    names: [
      'Commercial Reference',
      'Référence',
      'Référence commerciale',
      'Artikelnummer',
      'Bestellnummer',
      'Referencia',
      'Riferimento',
    ],
  },
  {
    field: 'designation',
    label: 'Designation',
    names: ['Description', 'Désignation', 'Bezeichnung', 'Designación', 'Descripción', 'Descrizione'],
  },
  {
    field: 'quantity',
    label: 'Quantity',
    names: ['Qty', 'Quantité', 'Qté', 'Menge', 'Anzahl', 'Cantidad', 'Quantità'],
  },
  {
    field: 'endCustomerName',
    label: 'End customer',
    names: ['End customer name', 'Client final', 'Endkunde', 'Cliente final', 'Cliente finale'],
  },
  { field: 'currency', label: 'Currency', names: ['Devise', 'Währung', 'Moneda', 'Divisa', 'Valuta'] },
]

const BANNER: readonly KnownColumn<ActisBannerField>[] = [
  {
    field: 'offerNumber',
    label: 'Offer number',
    names: ['Offer N°', 'Numéro d’offre', 'N° offre', 'Angebotsnummer', 'Número de oferta', 'Numero offerta'],
  },
  {
    field: 'offerDate',
    label: 'Offer date',
    names: ["Date de l'offre", 'Date offre', 'Angebotsdatum', 'Fecha de oferta', 'Data offerta'],
  },
  {
    field: 'resellerName',
    label: 'Reseller',
    names: ['Reseller name', 'Revendeur', 'Wiederverkäufer', 'Revendedor', 'Rivenditore'],
  },
  { field: 'resellerCrdId', label: 'Reseller CRD id', names: ['CRD id', 'CRD', 'Reseller CRD'] },
  { field: 'currency', label: 'Currency', names: ['Devise', 'Währung', 'Moneda', 'Divisa', 'Valuta'] },
]

const COLUMN_INDEX = columnIndex(COLUMNS)
const BANNER_INDEX = columnIndex(BANNER)

export const REQUIRED_ACTIS_FIELDS: readonly ActisField[] = ['commercialReference', 'quantity', 'endCustomerName']

export const actisField = (title: string): ActisField | null => COLUMN_INDEX.get(headerKey(title)) ?? null
export const actisBannerField = (label: string): ActisBannerField | null => BANNER_INDEX.get(headerKey(label)) ?? null
export const actisLabel = (field: ActisField): string => COLUMNS.find((known) => known.field === field)?.label ?? field

/** Rainbow's monthly and usage references: 3EY950xx with suffix AA (M207, M216, M217). Prepaid ones are 3EY951xx. */
export const isMonthlyReference = (reference: string): boolean => /^3EY950\d\dAA$/i.test(reference.trim())
