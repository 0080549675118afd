import type { ReconciliationResult } from '../../../shared/contract/billing.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Progress } from '../../../shared/contract/jobs.ts'
import type { CdrRow } from '../../../shared/domain/cdr.ts'
import { proveInvoice, type ArithmeticFinding } from '../../../shared/domain/invoice-proof.ts'
import { moneyText } from '../../../shared/domain/money.ts'
import type { Invoice } from '../../../shared/domain/invoice.ts'
import type { PriceList } from '../../../shared/domain/price-list.ts'
import { expectedContracts, invoicedMonth, reconcile } from '../../../shared/domain/reconcile/index.ts'
import type { Finding } from '../../../shared/domain/reconciliation.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb } from '../db/index.ts'
import { readFile, readStored, type ReadFile } from '../imports/index.ts'
import { pricesInUse } from '../prices/index.ts'
import { estateContracts } from './estate-contracts.ts'

export type EvidenceFile = { readonly evidence: string; readonly fileName: string }

/** Everything that a reconciliation rests on; the worker reads the files again, so figures never drift from evidence. */
export type ReconcileTask = {
  readonly kind: 'reconcile'
  readonly invoiceNumber: string
  readonly invoice: EvidenceFile
  readonly cdrs: readonly EvidenceFile[]
}

export type Reconciled = { readonly result: ReconciliationResult; readonly priceLists: readonly string[] }

type Context = {
  readonly db: ReadDb
  readonly dataDir: string
  readonly resourcesDir: string
  readonly progress: (progress: Progress) => void
  readonly cancelled: () => boolean
}

export const reconcileInWorker = async (
  task: ReconcileTask,
  context: Context,
): Promise<Result<Reconciled, Failure>> => {
  const steps = task.cdrs.length + 2
  const step = (done: number, phase: string): void => context.progress({ phase, done, total: steps, unit: 'steps' })
  step(0, 'reading-invoice')
  const invoice = await readInvoice(task, context)
  if (!invoice.ok) return invoice
  const cdrs: { rows: readonly CdrRow[]; evidence: string }[] = []
  for (const [index, file] of task.cdrs.entries()) {
    if (context.cancelled()) return fail(failure('CANCELLED'))
    step(index + 1, 'reading-consumption')
    const cdr = await readCdrFile(file, context)
    if (!cdr.ok) return cdr
    cdrs.push({ rows: cdr.value, evidence: file.evidence })
  }
  if (context.cancelled()) return fail(failure('CANCELLED'))
  step(steps - 1, 'comparing')
  const priceLists = pricesInUse(context.db, context.resourcesDir)
  const result = reconcile({
    invoice: invoice.value,
    evidence: task.invoice.evidence,
    cdr: cdrs.length > 0 ? cdrs : null,
    expected: expectedContracts(estateContracts(context.db), invoicedMonth(invoice.value)),
    register: registerOf(context.db, task.invoiceNumber),
    priceLists,
    tier: 'vad',
    proof: proveInvoice(invoice.value).map((one) => proofFinding(one, invoice.value, task.invoice.evidence)),
  })
  step(steps, 'comparing')
  // The contract's lists are mutable in type only.
  return ok({
    result: result as ReconciliationResult,
    priceLists: priceLists.filter((one) => one.tier === 'vad').map(versionText),
  })
}

/** The first version by the list's id alone, as it was named before lists had versions. */
const versionText = ({ id, version }: PriceList): string => (version === 1 ? id : `${id} (version ${version})`)

const readEvidence = async (file: EvidenceFile, context: Context): Promise<Result<ReadFile, Failure>> => {
  const bytes = await readStored(context.dataDir, file.evidence)
  if (!bytes) return fail(failure('FILE_NOT_READABLE', { file: file.fileName, reason: 'its evidence copy is gone' }))
  return readFile(bytes, file.fileName, { cancelled: context.cancelled })
}

const readInvoice = async (task: ReconcileTask, context: Context): Promise<Result<Invoice, Failure>> => {
  const read = await readEvidence(task.invoice, context)
  if (!read.ok) return read
  return read.value.kind === 'invoice'
    ? ok(read.value.invoice)
    : fail(failure('INVOICE_UNKNOWN', { number: task.invoiceNumber }))
}

const readCdrFile = async (file: EvidenceFile, context: Context): Promise<Result<readonly CdrRow[], Failure>> => {
  const read = await readEvidence(file, context)
  if (!read.ok) return read
  if (read.value.kind === 'rb-serv' || read.value.kind === 'rb-conf') return ok(read.value.cdr.rows)
  return fail(failure('FILE_KIND_UNKNOWN', { file: file.fileName, reason: 'it is not a consumption detail report' }))
}

const registerOf = (db: ReadDb, number: string) => {
  const row = db.get<{ invoice_date: string; due_date: string | null }>(
    'SELECT invoice_date, due_date FROM register_invoice WHERE number = :number',
    { number },
  )
  return row ? { invoiceNumber: number, invoiceDate: row.invoice_date, dueDate: row.due_date } : null
}

const proofFinding = (proof: ArithmeticFinding, invoice: Invoice, evidence: string): Finding => {
  const line = proof.position === null ? undefined : invoice.lines.find((one) => one.position === proof.position)
  return {
    code: 'ARITHMETIC',
    rule: 'M240',
    contractNumber: proof.contractNumber,
    params: {
      what: proof.what,
      position: proof.position === null ? '' : String(proof.position),
      printed: moneyText(proof.printed),
      computed: moneyText(proof.computed),
    },
    sources: [{ evidence, place: line?.place ?? invoice.totals.place }],
  }
}
