import type { InvoiceRow } from '../../../shared/contract/billing.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { Window } from '../../../shared/contract/values.ts'
import type { ReadDb } from '../db/index.ts'
import { sqlOfSort } from '../estate/index.ts'

type Stored = {
  number: string
  register_date: string | null
  printed_date: string | null
  due_date: string | null
  currency: string
  net_minor: number | null
  vat_minor: number | null
  total_minor: number | null
  in_cloud: number
  cdr_here: number
  cdr_in_cloud: number
  difference_minor: number | null
}

const REGISTER = `(
  SELECT n.number, r.invoice_date AS register_date, i.printed_date, r.due_date, coalesce(i.currency, r.currency, 'EUR') AS currency,
    i.net_minor, i.vat_minor, coalesce(i.total_minor, r.total_minor) AS total_minor, r.file_path IS NOT NULL AS in_cloud,
    EXISTS (SELECT 1 FROM cdr WHERE invoice_number = n.number) AS cdr_here,
    EXISTS (SELECT 1 FROM register_cdr WHERE billing_period IN (substr(i.printed_date, 1, 7), substr(r.invoice_date, 1, 7))) AS cdr_in_cloud,
    x.difference_minor, coalesce(r.invoice_date, i.printed_date) AS listed_date
  FROM (SELECT number FROM register_invoice UNION SELECT number FROM invoice) n
  LEFT JOIN register_invoice r ON r.number = n.number
  LEFT JOIN invoice i ON i.number = n.number
  LEFT JOIN reconciliation x ON x.invoice_number = n.number)`

const ORDERS: Readonly<Record<string, string>> = {
  number: 'number',
  registerDate: 'register_date',
  printedDate: 'printed_date',
  dueDate: 'due_date',
  total: 'total_minor',
}

/** M219: the cloud's register and what was imported, as one list; newest first. */
export const listInvoices = (db: ReadDb, input: Window & { readonly year?: number | undefined }) => {
  const where = input.year === undefined ? '' : `WHERE substr(listed_date, 1, 4) = :year`
  const parameters = input.year === undefined ? {} : { year: String(input.year) }
  const named = sqlOfSort(ORDERS, input.sort)
  const order = named ? `${named} ${input.descending ? 'DESC' : 'ASC'}, number` : 'listed_date DESC, number DESC'
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM ${REGISTER} ${where}`, parameters)?.n ?? 0
  const rows = db
    .all<Stored>(`SELECT * FROM ${REGISTER} ${where} ORDER BY ${order} LIMIT :limit OFFSET :offset`, {
      ...parameters,
      limit: input.limit,
      offset: input.offset,
    })
    .map(show)
  const years = db
    .all<{ year: string }>(`SELECT DISTINCT substr(listed_date, 1, 4) AS year FROM ${REGISTER} ORDER BY year DESC`)
    .map((row) => Number(row.year))
  return { rows, total, years, refused: registerRefused(db) }
}

/** Why the cloud did not show its register at the last pull, or null. */
const registerRefused = (db: ReadDb): Failure | null => {
  const row = db.get<{ value: string }>(`SELECT value FROM meta WHERE key = 'register-refused'`)
  return row ? (JSON.parse(row.value) as Failure | null) : null
}

const show = (row: Stored): InvoiceRow => {
  const amount = (minor: number | null) => (minor === null ? null : { minor, currency: row.currency })
  return {
    number: row.number,
    registerDate: row.register_date,
    printedDate: row.printed_date,
    dueDate: row.due_date,
    net: amount(row.net_minor),
    vat: amount(row.vat_minor),
    total: amount(row.total_minor),
    pdf: row.printed_date ? 'imported' : row.in_cloud ? 'in-cloud' : 'none',
    consumption: row.cdr_here ? 'imported' : row.cdr_in_cloud ? 'in-cloud' : 'none',
    reconciliation:
      row.difference_minor === null ? 'none' : row.difference_minor === 0 ? 'no-difference' : 'difference',
  }
}
