import type { Failure } from '../../../../shared/contract/failure.ts'
import { moneyFromText } from '../../../../shared/domain/money.ts'
import { fail, ok, type Result } from '../../../../shared/util/result.ts'
import { withStored, type Row, type WriteDb } from '../../db/index.ts'
import { localDate, text, type Json } from '../fields.ts'
import type { Advance, PullContext, Step } from '../pull.ts'
import { cdrRegister, invoiceRegister } from '../rainbow.ts'
import { oddIn, rowOf, type Fields } from '../rows/index.ts'
import { countsOf, noteOdd } from '../run-notes.ts'

/**
 * The lists of invoices (M219) and of consumption files that the cloud keeps for the own company. They need the finance
 * right: an administrator without it has an estate all the same, and the register says why it was not read.
 */
export const register: Step = async (context) => {
  const { db, client, run, signal } = context
  const invoices = await invoiceRegister(client, client.user.companyId, signal)
  if (!invoices.ok) return refusedRegister(context, invoices.failure)
  const cdrs = await cdrRegister(client, client.user.companyId, signal)
  if (!cdrs.ok) return refusedRegister(context, cdrs.failure)
  const rows = invoices.value.rows.map((json) => registerInvoice(json, run.dataAt))
  const files = cdrs.value.rows.map((json) => registerCdr(json, run.dataAt))
  const odd = [...rows, ...files].filter((row) => row === null || oddIn(row) > 0).length
  noteOdd(run.notes, 'invoice', odd + invoices.value.read - rows.length + cdrs.value.read - files.length)
  return ok({
    writes: [
      () => {
        rememberRefusal(db, null)
        const counts = countsOf(run.notes, 'invoice')
        for (const row of rows) counts[row === null ? 'skipped' : storeInvoice(db, row)] += 1
        for (const row of files) if (row) db.run(UPSERT_CDR, withStored(row, cdrNow(db, row.id)))
      },
    ],
    next: null,
  })
}

const refusedRegister = ({ db }: PullContext, failed: Failure): Result<Advance, Failure> =>
  failed.code === 'CLOUD_REFUSED' ? ok({ writes: [() => rememberRefusal(db, failed)], next: null }) : fail(failed)

const rememberRefusal = (db: WriteDb, refused: Failure | null): void => {
  db.run(`INSERT OR REPLACE INTO meta (key, value) VALUES ('register-refused', :refused)`, {
    refused: JSON.stringify(refused),
  })
}

const storeInvoice = (db: WriteDb, read: Row): 'added' | 'changed' | 'unchanged' => {
  const known = db.get<Row>('SELECT number AS id, * FROM register_invoice WHERE number = :id', { id: read.id })
  const row = withStored(read, known)
  db.run(UPSERT_INVOICE, row)
  if (!known) return 'added'
  const same = Object.entries(known).every(([name, value]) => name === 'seen_at' || row[name] === value)
  return same ? 'unchanged' : 'changed'
}

const UPSERT_INVOICE = `INSERT OR REPLACE INTO register_invoice (number, invoice_date, due_date, currency, total_minor, file_path, seen_at)
  VALUES (:id, :invoice_date, :due_date, :currency, :total_minor, :file_path, :seen_at)`

const UPSERT_CDR = `INSERT OR REPLACE INTO register_cdr (file_path, billing_period, invoice_type, created_at, seen_at)
  VALUES (:id, :billing_period, :invoice_type, :created_at, :seen_at)`

const cdrNow = (db: WriteDb, path: string): Row | undefined =>
  db.get<Row>('SELECT file_path AS id, * FROM register_cdr WHERE file_path = :path', { path })

const currencyOf = (of: Fields): string => {
  const said = of.text('currency') ?? 'EUR'
  if (/^[A-Z]{3}$/.test(said)) return said
  of.notKnown()
  return 'EUR'
}

/** By their number, which is the row's id. */
const registerInvoice = (json: Json, seenAt: string): Row | null => {
  const number = text(json, 'invoiceNumber')
  const date = localDate(json, 'invoiceDate')
  if (!number || !date) return null
  return rowOf(json, number, {
    number,
    invoice_date: date,
    due_date: (of) => of.localDate('dueDate'),
    currency: currencyOf,
    total_minor: (of) => {
      const said = of.text('amountTotal')
      const total = moneyFromText(said ?? '', currencyOf(of))?.minor ?? null
      if (said !== null && total === null) of.notKnown()
      return total
    },
    file_path: (of) => of.text('filepath'),
    seen_at: seenAt,
  })
}

/** By their path, which is the row's id. */
const registerCdr = (json: Json, seenAt: string): Row | null => {
  const path = text(json, 'filepath')
  if (!path) return null
  return rowOf(json, path, {
    file_path: path,
    billing_period: (of) => of.text('billingPeriod') ?? '',
    invoice_type: (of) => of.text('invoiceType') ?? '',
    created_at: (of) => of.instant('invoiceCreationDate'),
    seen_at: seenAt,
  })
}
