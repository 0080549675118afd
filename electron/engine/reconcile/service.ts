import type { ReconciliationRun } from '../../../shared/contract/billing.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { JobId } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { derivedId, runCommand, type Changes, type JobHandle, type Jobs, type WorkerClient } from '../core/index.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'
import type { EvidenceStore, Imports } from '../imports/index.ts'
import { invoicingFile, type Sync } from '../sync/index.ts'
import type { EvidenceFile, Reconciled, ReconcileTask } from './in-worker.ts'

type Request = {
  readonly invoiceNumber: string
  readonly cdrEvidence?: string | undefined
  readonly commandId: string
  readonly at: string
}

export type Reconciliations = { start(request: Request): JobId }

type Deps = {
  readonly db: WriteDb
  readonly jobs: Jobs
  readonly changes: Changes
  readonly sync: Sync
  readonly imports: Imports
  readonly store: EvidenceStore
  readonly worker: WorkerClient<ReconcileTask, Reconciled>
}

export const createReconciliations = (deps: Deps): Reconciliations => {
  const { db, jobs, changes, worker } = deps

  const work = async (request: Request, handle: JobHandle): Promise<Result<string, Failure>> => {
    const { invoiceNumber } = request
    const fetched = await fetchWhatIsMissing(deps, request, handle)
    if (!fetched.ok) return fetched
    const invoice = importedInvoice(db, invoiceNumber)
    if (!invoice) return fail(failure('INVOICE_UNKNOWN', { number: invoiceNumber }))
    const cdrs = importedCdrs(db, invoiceNumber, request.cdrEvidence)
    if (!cdrs.ok) return cdrs
    const done = await worker.run(
      { kind: 'reconcile', invoiceNumber, invoice, cdrs: cdrs.value },
      handle.signal,
      handle.progress,
    )
    if (!done.ok) return done
    const run: ReconciliationRun = {
      at: request.at,
      invoiceEvidence: invoice.evidence,
      invoiceFileName: invoice.fileName,
      cdrEvidence: cdrs.value.map((one) => ({ ...one })),
      priceLists: [...done.value.priceLists],
      result: done.value.result,
    }
    const stored = storeRun(db, request, run)
    changes.announce('reconciliations', 'invoices')
    return stored.ok ? ok(invoiceNumber) : stored
  }

  return { start: (request) => jobs.start('reconcile', request.invoiceNumber, (handle) => work(request, handle)) }
}

const storeRun = (db: WriteDb, request: Request, run: ReconciliationRun): Result<null, Failure> =>
  runCommand(
    db,
    {
      commandId: request.commandId,
      name: 'billing.reconcile',
      at: request.at,
      input: { invoiceNumber: request.invoiceNumber, run },
    },
    () => {
      db.run(
        `INSERT OR REPLACE INTO reconciliation (invoice_number, at, difference_minor, run) VALUES (:invoiceNumber, :at, :difference, :run)`,
        {
          invoiceNumber: request.invoiceNumber,
          at: request.at,
          difference: run.result.difference.minor,
          run: JSON.stringify(run),
        },
      )
      return ok(null)
    },
  )

export const readRun = (db: ReadDb, invoiceNumber: string): ReconciliationRun | null => {
  const row = db.get<{ run: string }>('SELECT run FROM reconciliation WHERE invoice_number = :invoiceNumber', {
    invoiceNumber,
  })
  return row ? (JSON.parse(row.run) as ReconciliationRun) : null
}

const importedInvoice = (db: ReadDb, number: string): EvidenceFile | null =>
  db.get<EvidenceFile>(
    `SELECT i.evidence, e.file_name AS fileName FROM invoice i JOIN evidence e ON e.sha256 = i.evidence WHERE i.number = :number`,
    { number },
  ) ?? null

/**
 * The CDRs that are compared: of each kind the one imported last, since a corrected file replaces the one before; the
 * named one instead of its kind's. Which files were used is kept with the result. Without any: no comparison with CDRs.
 */
const importedCdrs = (
  db: ReadDb,
  number: string,
  only: string | undefined,
): Result<readonly EvidenceFile[], Failure> => {
  type Stored = EvidenceFile & { readonly kind: string }
  const own = db.all<Stored>(
    `SELECT c.evidence, e.file_name AS fileName, c.kind FROM cdr c JOIN evidence e ON e.sha256 = c.evidence
     WHERE c.invoice_number = :number ORDER BY c.imported_at DESC, c.evidence`,
    { number },
  )
  const named = own.find((file) => file.evidence === only)
  if (only !== undefined && !named) return fail(notOf(db, number, only))
  const ranked = named ? [named, ...own] : own
  const used = ranked.filter((file, index) => ranked.findIndex((one) => one.kind === file.kind) === index)
  return ok(used.map(({ evidence, fileName }) => ({ evidence, fileName })))
}

const notOf = (db: ReadDb, number: string, evidence: string): Failure => {
  const other = db.get<{ fileName: string; found: string }>(
    `SELECT e.file_name AS fileName, c.invoice_number AS found FROM cdr c JOIN evidence e ON e.sha256 = c.evidence WHERE c.evidence = :evidence`,
    { evidence },
  )
  return other
    ? failure('CDR_OF_ANOTHER_INVOICE', { file: other.fileName, found: other.found, number })
    : failure('CDR_MISSING', { number })
}

/** Imports from the cloud's register what is listed there and not here yet: the PDF first, then the CDRs of its month. */
const fetchWhatIsMissing = async (deps: Deps, request: Request, handle: JobHandle): Promise<Result<null, Failure>> => {
  const pdf = await fetchFiles(deps, missingPdf(deps.db, request.invoiceNumber), request, handle)
  if (!pdf.ok) return pdf
  return fetchFiles(deps, missingCdrs(deps.db, request), request, handle)
}

const fetchFiles = async (
  deps: Deps,
  paths: readonly string[],
  request: Request,
  handle: JobHandle,
): Promise<Result<null, Failure>> => {
  for (const [index, path] of paths.entries()) {
    handle.progress({ phase: 'fetching', done: index, total: paths.length, unit: 'requests' })
    const client = await deps.sync.client(handle.signal)
    // Offline with the invoice at hand is no failure: it is compared with what is here.
    if (!client.ok) return importedInvoice(deps.db, request.invoiceNumber) ? ok(null) : client
    const bytes = await invoicingFile(client.value, path, handle.signal)
    if (!bytes.ok) {
      const offline = bytes.failure.code === 'CLOUD_UNREACHABLE'
      return offline && importedInvoice(deps.db, request.invoiceNumber) ? ok(null) : bytes
    }
    const imported = await importBytes(deps, bytes.value, path, request, handle)
    if (!imported.ok) return imported
  }
  return ok(null)
}

const missingPdf = (db: ReadDb, number: string): readonly string[] => {
  if (importedInvoice(db, number)) return []
  const row = db.get<{ file_path: string | null }>('SELECT file_path FROM register_invoice WHERE number = :number', {
    number,
  })
  return row?.file_path ? [row.file_path] : []
}

/**
 * Of each kind that is not here yet, services and conference being files of their own (M254, M255). The printed date may
 * contradict the register's (X08), so the consumption of either month is looked at.
 */
const missingCdrs = (db: ReadDb, { invoiceNumber: number }: Request): readonly string[] =>
  db
    .all<{ file_path: string }>(
      `SELECT file_path FROM register_cdr WHERE billing_period IN (
         SELECT substr(printed_date, 1, 7) FROM invoice WHERE number = :number
         UNION SELECT substr(invoice_date, 1, 7) FROM register_invoice WHERE number = :number)
       AND CASE invoice_type WHEN 'services' THEN 'rb-serv' WHEN 'conference' THEN 'rb-conf' END
         NOT IN (SELECT kind FROM cdr WHERE invoice_number = :number)
       ORDER BY file_path`,
      { number },
    )
    .map((row) => row.file_path)

const importBytes = async (
  deps: Deps,
  bytes: Uint8Array,
  path: string,
  request: Request,
  handle: JobHandle,
): Promise<Result<null, Failure>> => {
  const fileName = path.split('/').at(-1) ?? path
  const stored = await deps.store.stageBytes(bytes)
  const planId = await deps.imports.plan(stored, fileName, handle)
  if (!planId.ok) return planId
  const applied = await deps.imports.apply(planId.value, derivedId(request.commandId, stored.sha256), request.at)
  if (!applied.ok && applied.failure.code !== 'ALREADY_IMPORTED') return applied
  return ok(null)
}
