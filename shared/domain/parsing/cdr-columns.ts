import { columnIndex, headerKey, type KnownColumn } from './header-text.ts'

/** The columns of both CDR kinds in our proposed layout (catalogue rows M256, M257), with localised names (V04-V07). */
export type CdrField =
  | 'invoiceNumber'
  | 'invoiceDate'
  | 'periodStart'
  | 'periodEnd'
  | 'distributorName'
  | 'distributorCustomerNumber'
  | 'resellerName'
  | 'resellerReference'
  | 'endCustomerName'
  | 'endCustomerId'
  | 'servicePlan'
  | 'commercialReference'
  | 'contractNumber'
  | 'serviceDetail'
  | 'billingModel'
  | 'country'
  | 'connectionType'
  | 'conferences'
  | 'participants'
  | 'minutes'
  | 'quantity'
  | 'unitPrice'
  | 'ratePerMinute'
  | 'amount'
  | 'currency'

/** `names` are divided by " | ": the label's synonyms in EN, FR, DE, ES, IT. */
const column = (field: CdrField, label: string, names: string): KnownColumn<CdrField> => ({
  field,
  label,
  names: names.split(' | '),
})

const CDR_COLUMNS: readonly KnownColumn<CdrField>[] = [
  column(
    'invoiceNumber',
    'Invoice Number',
    'Invoice No | Invoice N° | Invoice | Numéro de facture | N° facture | Facture | Rechnungsnummer | Rechnung Nr | Número de factura | N° factura | Factura | Numero fattura | N. fattura | Fattura',
  ),
  column(
    'invoiceDate',
    'Invoice Date',
    'Date de facture | Date facture | Rechnungsdatum | Fecha de factura | Fecha factura | Data fattura',
  ),
  column(
    'periodStart',
    'Period Start',
    'Start of period | Billing period start | Début de période | Début période | Zeitraum von | Periodenbeginn | Inicio del período | Inicio período | Inizio periodo',
  ),
  column(
    'periodEnd',
    'Period End',
    'End of period | Billing period end | Fin de période | Fin période | Zeitraum bis | Periodenende | Fin del período | Fine periodo',
  ),
  column(
    'distributorName',
    'Distributor Name',
    'Distributor | 1 tier BP | 1 tier BP Name | Nom du distributeur | Distributeur | Distributorname | Nombre del distribuidor | Distribuidor | Nome distributore | Distributore',
  ),
  column(
    'distributorCustomerNumber',
    'Distributor Customer Number',
    'Customer Number | Customer N° | Numéro client distributeur | Numéro client | N° client | Kundennummer | Kundennummer des Distributors | Número de cliente | Numero cliente',
  ),
  column(
    'resellerName',
    'Reseller Name',
    'Reseller | 2 tier BP | 2 tier BP Name | Nom du revendeur | Revendeur | Wiederverkäufer | Name des Wiederverkäufers | Nombre del revendedor | Revendedor | Nome rivenditore | Rivenditore',
  ),
  column(
    'resellerReference',
    'Reseller Reference',
    'Référence revendeur | Référence du revendeur | Wiederverkäuferreferenz | Referenz des Wiederverkäufers | Referencia del revendedor | Riferimento rivenditore',
  ),
  column(
    'endCustomerName',
    'End Customer Name',
    'End Customer | EC Name | Client final | Nom du client final | Endkunde | Name des Endkunden | Cliente final | Nombre del cliente final | Cliente finale | Nome cliente finale',
  ),
  column(
    'endCustomerId',
    'End Customer ID',
    'EC ID | ID client final | Identifiant client final | Endkunden-ID | Endkundennummer | ID cliente final | ID cliente finale',
  ),
  column(
    'servicePlan',
    'Service Plan',
    'Plan | Offer | Plan de service | Offre | Serviceplan | Tarif | Plan de servicio | Oferta | Piano di servizio | Piano',
  ),
  column(
    'commercialReference',
    'Commercial Reference',
    'Reference | Référence | Référence commerciale | Artikelnummer | Bestellnummer | Referencia | Referencia comercial | Riferimento | Riferimento commerciale',
  ),
  column(
    'contractNumber',
    'Subscription Number',
    "Contract Number | Contract N° | Subscription N° | Numéro de souscription | Numéro d'abonnement | Contrat N° | Numéro de contrat | Vertragsnummer | Abonnementnummer | Número de suscripción | Número de contrato | Numero di abbonamento | Numero sottoscrizione | Numero contratto",
  ),
  column(
    'serviceDetail',
    'Service Detail',
    'Détail du service | Désignation | Servicedetail | Bezeichnung | Detalle del servicio | Designación | Dettaglio servizio | Descrizione',
  ),
  column(
    'billingModel',
    'Billing Model',
    'Modèle de facturation | Abrechnungsmodell | Modelo de facturación | Modello di fatturazione',
  ),
  column('country', 'Country', 'Conference Country | Pays | Land | País | Paese'),
  column(
    'connectionType',
    'Connection Type',
    'Type de connexion | Verbindungsart | Tipo de conexión | Tipo di connessione',
  ),
  column(
    'conferences',
    'Conferences',
    'Number of Conferences | Conférences | Nombre de conférences | Konferenzen | Conferencias | Conferenze',
  ),
  column(
    'participants',
    'Participants',
    'Number of Participants | Nombre de participants | Teilnehmer | Participantes | Partecipanti',
  ),
  column('minutes', 'Minutes', 'Duration (min) | Nombre de minutes | Minuten | Minutos | Minuti'),
  column('quantity', 'Quantity', 'Subscription Quantity | Qty | Quantité | Qté | Menge | Anzahl | Cantidad | Quantità'),
  column(
    'unitPrice',
    'Unit Price',
    'Unit Price (Excl Tax) | Prix unitaire | Prix unitaire HT | PU HT | Einzelpreis | Stückpreis | Precio unitario | Prezzo unitario',
  ),
  column(
    'ratePerMinute',
    'Rate per Minute',
    'Price per Minute | Tarif par minute | Prix par minute | Preis pro Minute | Minutenpreis | Precio por minuto | Tarifa por minuto | Prezzo al minuto | Tariffa al minuto',
  ),
  column('amount', 'Amount', 'Amount (Excl Tax) | Montant | Montant HT | Betrag | Gesamtbetrag | Importe | Importo'),
  column('currency', 'Currency', 'Devise | Währung | Moneda | Divisa | Valuta'),
]

const SERVICE_ONLY: readonly CdrField[] = ['quantity', 'unitPrice', 'billingModel', 'serviceDetail']
const CONFERENCE_ONLY: readonly CdrField[] = [
  'country',
  'connectionType',
  'conferences',
  'participants',
  'minutes',
  'ratePerMinute',
]

/** Without these a row says nothing certain. A blank reseller or end customer means something, a missing column doesn't. */
const REQUIRED: readonly CdrField[] = [
  'invoiceNumber',
  'periodStart',
  'periodEnd',
  'distributorName',
  'resellerName',
  'endCustomerName',
  'servicePlan',
  'contractNumber',
  'amount',
]
export const requiredCdrFields = (kind: 'rb-serv' | 'rb-conf'): readonly CdrField[] => [
  ...REQUIRED,
  ...(kind === 'rb-serv'
    ? (['quantity', 'unitPrice'] as const)
    : (['country', 'connectionType', 'minutes', 'ratePerMinute'] as const)),
]

/** Block titles of the first header row that tell "Name" under one block from "Name" under another. */
const BLOCKS: readonly (readonly [RegExp, Readonly<Record<string, CdrField>>])[] = [
  [/^invoice details?$/, { number: 'invoiceNumber', date: 'invoiceDate', start: 'periodStart', end: 'periodEnd' }],
  [/^(1 tier bp|distributor)$/, { name: 'distributorName', 'customer number': 'distributorCustomerNumber' }],
  [/^(2 tier bp|reseller)$/, { name: 'resellerName', reference: 'resellerReference' }],
  [/^(ec name|ec|end customer)$/, { name: 'endCustomerName', id: 'endCustomerId' }],
]

const INDEX = columnIndex(CDR_COLUMNS)

/** The field of a column title, helped by the block title above it where the title alone is not enough. */
export const cdrField = (title: string, block: string | null): CdrField | null => {
  const key = headerKey(title)
  if (key === '') return null
  const blockKey = block === null ? '' : headerKey(block)
  const inBlock = BLOCKS.find(([pattern]) => pattern.test(blockKey))?.[1][key]
  return inBlock ?? INDEX.get(key) ?? null
}

export const cdrLabel = (field: CdrField): string => CDR_COLUMNS.find((known) => known.field === field)?.label ?? field

/** Which of the two CDRs a set of columns is, by the columns that only one of them has. */
export const cdrKindOf = (fields: ReadonlySet<CdrField>, fileName: string): 'rb-serv' | 'rb-conf' => {
  const conference = CONFERENCE_ONLY.filter((field) => fields.has(field)).length
  const service = SERVICE_ONLY.filter((field) => fields.has(field)).length
  if (conference !== service) return conference > service ? 'rb-conf' : 'rb-serv'
  return /conf/i.test(fileName) ? 'rb-conf' : 'rb-serv'
}
