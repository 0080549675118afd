import type { SheetPlace } from './evidence.ts'
import type { RejectedRow } from './cdr.ts'

/** An Actis offer as read: prepaid subscriptions to create (M167-M170). The layout is our proposal until a real file is mapped. */
export type ActisOffer = {
  readonly offerNumber: string | null
  readonly offerDate: string | null
  readonly resellerName: string | null
  readonly resellerCrdId: string | null
  readonly currency: string | null
  readonly sheet: string
  readonly lines: readonly ActisLine[]
  readonly rejected: readonly RejectedRow[]
  readonly rowsIn: number
}

export type ActisLine = {
  readonly item: string | null
  readonly commercialReference: string
  readonly designation: string
  readonly quantity: number
  readonly endCustomerName: string
  readonly place: SheetPlace
}
