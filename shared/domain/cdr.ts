import type { Decimal } from './decimal.ts'
import type { SheetPlace } from './evidence.ts'
import type { Money } from './money.ts'

/** What both CDR kinds carry: invoice details, 1 tier BP, 2 tier BP, EC name, service plan, pricing (M256-M258). */
type CdrCommon = {
  readonly invoiceNumber: string
  readonly invoiceDate: string | null
  readonly periodStart: string
  readonly periodEnd: string
  readonly distributorName: string
  readonly distributorCustomerNumber: string | null
  /** Null: a direct customer of the distributor (M258). */
  readonly resellerName: string | null
  readonly resellerReference: string | null
  /** Null: the business partner's own use. */
  readonly endCustomerName: string | null
  readonly endCustomerId: string | null
  readonly servicePlan: string
  readonly commercialReference: string | null
  readonly contractNumber: string
  readonly amount: Money
  readonly place: SheetPlace
}

/** A row of RB-SERV, the services' consumption detail report. A negative quantity is a credit. */
export type ServiceCdrRow = CdrCommon & {
  readonly kind: 'rb-serv'
  readonly serviceDetail: string | null
  readonly billingModel: string | null
  readonly quantity: Decimal
  readonly unitPrice: Decimal
}

/** A row of RB-CONF, the conferences' consumption detail report; priced per minute (M204). */
export type ConferenceCdrRow = CdrCommon & {
  readonly kind: 'rb-conf'
  readonly country: string
  readonly connectionType: string
  readonly conferences: number | null
  readonly participants: number | null
  readonly minutes: Decimal
  readonly ratePerMinute: Decimal
}

export type CdrRow = ServiceCdrRow | ConferenceCdrRow

/** A row that could not be read, kept with its reason and its cells as text: rows in = rows + rejected. */
export type RejectedRow = {
  readonly place: SheetPlace
  readonly code: string
  readonly reason: string
  readonly cells: readonly string[]
}

export type Cdr = {
  readonly kind: 'rb-serv' | 'rb-conf'
  readonly sheet: string
  readonly columns: readonly string[]
  readonly rows: readonly CdrRow[]
  readonly rejected: readonly RejectedRow[]
  /** Rows below the header that are neither blank nor comment nor total: applied + rejected. */
  readonly rowsIn: number
}
