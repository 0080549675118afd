import type { Failure } from '../../../../shared/contract/failure.ts'
import { moneyFromText } from '../../../../shared/domain/money.ts'
import { fail, ok, type Result } from '../../../../shared/util/result.ts'
import type { WriteDb } from '../../db/index.ts'
import { instant, localDate, text, type Json } from '../fields.ts'
import type { Advance, PullContext, Step } from '../pull.ts'
import { cdrRegister, invoiceRegister } from '../rainbow.ts'
import { countsOf } from '../run-notes.ts'

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
  const files = cdrs.value.flatMap((json) => registerCdr(json, run.dataAt) ?? [])
  return ok({
    writes: [
      () => {
        rememberRefusal(db, null)
        const counts = countsOf(run.notes, 'invoice')
        for (const row of rows) counts[row === null ? 'skipped' : storeInvoice(db, row)] += 1
        files.forEach((row) => db.run(UPSERT_CDR, row))
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

const storeInvoice = (
  db: WriteDb,
  row: NonNullable<ReturnType<typeof registerInvoice>>,
): 'added' | 'changed' | 'unchanged' => {
  const known = db.get<Record<string, unknown>>('SELECT * FROM register_invoice WHERE number = :number', {
    number: row.number,
  })
  db.run(UPSERT_INVOICE, row)
  if (!known) return 'added'
  const same = Object.entries(row).every(([name, value]) => name === 'seen_at' || known[name] === value)
  return same ? 'unchanged' : 'changed'
}

const UPSERT_INVOICE = `INSERT OR REPLACE INTO register_invoice (number, invoice_date, due_date, currency, total_minor, file_path, seen_at)
  VALUES (:number, :invoice_date, :due_date, :currency, :total_minor, :file_path, :seen_at)`

const UPSERT_CDR = `INSERT OR REPLACE INTO register_cdr (file_path, billing_period, invoice_type, created_at, seen_at)
  VALUES (:file_path, :billing_period, :invoice_type, :created_at, :seen_at)`

const registerInvoice = (json: Json, seenAt: string) => {
  const number = text(json, 'invoiceNumber')
  const date = localDate(json, 'invoiceDate')
  if (!number || !date) return null
  const currency = /^[A-Z]{3}$/.exec(text(json, 'currency') ?? '')?.[0] ?? 'EUR'
  return {
    number,
    invoice_date: date,
    due_date: localDate(json, 'dueDate'),
    currency,
    total_minor: moneyFromText(text(json, 'amountTotal') ?? '', currency)?.minor ?? null,
    file_path: text(json, 'filepath'),
    seen_at: seenAt,
  }
}

const registerCdr = (json: Json, seenAt: string) => {
  const path = text(json, 'filepath')
  if (!path) return null
  return {
    file_path: path,
    billing_period: text(json, 'billingPeriod') ?? '',
    invoice_type: text(json, 'invoiceType') ?? '',
    created_at: instant(json, 'invoiceCreationDate'),
    seen_at: seenAt,
  }
}
