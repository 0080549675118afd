import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { runCommand } from '../core/index.ts'
import type { WriteDb } from '../db/index.ts'
import type { ImportFacts } from './facts.ts'

/**
 * Applies exactly what a plan says, once, in one transaction with its log entry: register and evidence rows.
 * An invoice whose number is already there from another file refuses (PLAN_OUTDATED): nothing is replaced silently.
 */
export const applyImport = (
  db: WriteDb,
  command: { readonly commandId: string; readonly at: string; readonly planId: string; readonly facts: ImportFacts },
): Result<null, Failure> => {
  const { commandId, at, planId, facts } = command
  return runCommand(db, { commandId, name: 'imports.apply', at, input: { planId, facts } }, () => {
    if (facts.kind === 'actis') return fail(failure('ACTIS_NOT_YET', { file: facts.fileName }, 'M167'))
    const before = db.get<{ imported_at: string }>('SELECT imported_at FROM evidence WHERE sha256 = :sha256', {
      sha256: facts.evidence,
    })
    if (before) return fail(failure('ALREADY_IMPORTED', { file: facts.fileName, at: before.imported_at }))
    const other =
      facts.invoice && db.get('SELECT 1 FROM invoice WHERE number = :number', { number: facts.invoice.number })
    if (other) {
      const reason = `the invoice ${facts.invoice.number} was imported from another file`
      return fail(failure('PLAN_OUTDATED', { file: facts.fileName, reason }))
    }
    db.run(
      `INSERT INTO evidence (sha256, file_name, bytes, kind, imported_at) VALUES (:evidence, :fileName, :bytes, :kind, :at)`,
      {
        evidence: facts.evidence,
        fileName: facts.fileName,
        bytes: facts.bytes,
        kind: facts.kind,
        at,
      },
    )
    if (facts.invoice) insertInvoice(db, facts.invoice, facts.evidence, at)
    for (const part of facts.cdr) {
      db.run(
        `INSERT INTO cdr (evidence, invoice_number, kind, period_start, period_end, row_count, imported_at)
         VALUES (:evidence, :invoiceNumber, :kind, :periodStart, :periodEnd, :rows, :at)`,
        {
          evidence: facts.evidence,
          kind: facts.kind,
          at,
          invoiceNumber: part.invoiceNumber,
          periodStart: part.periodStart,
          periodEnd: part.periodEnd,
          rows: part.rows,
        },
      )
    }
    db.run('UPDATE import_plan SET applied_at = :at WHERE id = :planId', { at, planId })
    return ok(null)
  })
}

const insertInvoice = (
  db: WriteDb,
  invoice: NonNullable<ImportFacts['invoice']>,
  evidence: string,
  at: string,
): void => {
  db.run(
    `INSERT INTO invoice (number, evidence, printed_date, currency, net_minor, vat_minor, total_minor, imported_at)
     VALUES (:number, :evidence, :date, :currency, :netMinor, :vatMinor, :totalMinor, :at)`,
    { ...invoice, evidence, at },
  )
}
