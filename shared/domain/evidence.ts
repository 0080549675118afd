/** Where a figure was read: every value that the product shows leads back to one of these. Numbers count from 1. */
export type PdfPlace = { readonly kind: 'pdf'; readonly page: number; readonly line: number }
export type SheetPlace = { readonly kind: 'sheet'; readonly sheet: string; readonly row: number }
/** A line of the cloud's operation history. */
export type HistoryPlace = { readonly kind: 'history'; readonly operationId: string }
/** A row of a price list version; without one, as before lists had versions, it is the first. */
export type PricePlace = {
  readonly kind: 'price'
  readonly priceListId: string
  readonly version?: number | undefined
  readonly commercialReference: string
}
/** A row of the invoice register that the cloud keeps. */
export type RegisterPlace = { readonly kind: 'register'; readonly invoiceNumber: string }
export type Place = PdfPlace | SheetPlace | HistoryPlace | PricePlace | RegisterPlace

/** A place together with the imported file it is in (its SHA-256), or null for what the cloud or a rule told. */
export type Source = { readonly evidence: string | null; readonly place: Place }
