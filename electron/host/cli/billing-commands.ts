import { basename, isAbsolute, resolve } from 'node:path'
import type { ImportPlan, ReconciliationResult } from '../../../shared/contract/billing.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { findingSentence } from '../../../shared/contract/finding-text/index.ts'
import type { PlanId } from '../../../shared/contract/values.ts'
import { formatDecimal } from '../../../shared/domain/decimal.ts'
import { moneyText } from '../../../shared/domain/money.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { table, type Output } from './output.ts'
import { follow, newCommandId, withEngine, type CommonOptions, type Session } from './session.ts'

/** A file as it was named where one stands, also through `npm run`. */
export const pathOf = (file: string): string =>
  isAbsolute(file) ? file : resolve(process.env.INIT_CWD ?? process.cwd(), file)

/** Reads and applies a file; one that was imported before changes nothing and says so. */
const importFile = async (
  session: Session,
  file: string,
  refuse: (plan: ImportPlan) => Failure | null = () => null,
): Promise<Result<{ plan: ImportPlan; alreadyImported: boolean }, Failure>> => {
  const { client } = session.engine
  const { jobId } = await client.imports.prepare({ fileName: basename(file), file: { path: pathOf(file) } })
  const prepared = await follow(session, jobId)
  if (!prepared.ok) return prepared
  const plan = await client.imports.plan({ planId: prepared.value as PlanId })
  const refused = refuse(plan)
  if (refused) return fail(refused)
  if (plan.state === 'applied') return ok({ plan, alreadyImported: true })
  if (!plan.canApply) return ok({ plan, alreadyImported: false })
  const applied = await client.imports.apply({
    planId: plan.id,
    commandId: newCommandId(),
    at: new Date().toISOString(),
  })
  return ok({ plan: applied, alreadyImported: false })
}

export const importCommand = (file: string, options: CommonOptions, output: Output): Promise<number> =>
  withEngine(options, output, async (session) => {
    const imported = await importFile(session, file)
    if (!imported.ok) return imported
    const { plan, alreadyImported } = imported.value
    const { sample: _sample, columns: _columns, ...summary } = plan
    const outcome = alreadyImported ? 'already-imported' : plan.state === 'applied' ? 'applied' : 'shown-only'
    const result = {
      ...summary,
      outcome,
      total: plan.total && { amount: moneyText(plan.total), currency: plan.total.currency },
    }
    output.result(result, () => [
      `${plan.fileName}: ${plan.kind}${plan.invoiceNumber ? ` of ${plan.invoiceNumber}` : ''}, ${outcome}`,
      `rows in ${plan.rowsIn} = read ${plan.rowsIn - plan.rejected.length} + rejected ${plan.rejected.length}`,
      ...(result.total ? [`total ${result.total.amount} ${result.total.currency}`] : []),
      ...plan.rejected.map((row) => `rejected: row ${'row' in row.place ? row.place.row : '?'}: ${row.reason}`),
      ...plan.notes.map((note) => `note: ${note.code} ${Object.values(note.params).filter(Boolean).join(', ')}`),
    ])
    return ok(null)
  })

/** Looked at before the import, so that a wrong file changes nothing. */
const notTheCdrOf = (plan: ImportPlan, number: string): Failure | null => {
  if (plan.kind !== 'rb-serv' && plan.kind !== 'rb-conf') {
    return failure('FILE_KIND_UNKNOWN', { file: plan.fileName, reason: 'it is not a consumption detail report' })
  }
  return plan.invoiceNumber === null || plan.invoiceNumber === number
    ? null
    : failure('CDR_OF_ANOTHER_INVOICE', { file: plan.fileName, found: plan.invoiceNumber, number })
}

export type ReconcileOptions = CommonOptions & { readonly invoice: string; readonly cdr?: string }

export const reconcileCommand = (options: ReconcileOptions, output: Output): Promise<number> =>
  withEngine(options, output, async (session) => {
    const { client } = session.engine
    let cdrEvidence: string | undefined
    if (options.cdr !== undefined) {
      const imported = await importFile(session, options.cdr, (plan) => notTheCdrOf(plan, options.invoice))
      if (!imported.ok) return imported
      cdrEvidence = imported.value.plan.evidence
    }
    const { jobId } = await client.billing.reconcile({
      invoiceNumber: options.invoice,
      ...(cdrEvidence === undefined ? {} : { cdrEvidence }),
      commandId: newCommandId(),
      at: new Date().toISOString(),
    })
    const done = await follow(session, jobId)
    if (!done.ok) return done
    const run = await client.billing.reconciliation({ invoiceNumber: options.invoice })
    if (!run) return fail(failure('INVOICE_UNKNOWN', { number: options.invoice }))
    output.result(
      {
        ...reconciliationJson(run.result),
        files: [run.invoiceFileName, ...run.cdrEvidence.map((one) => one.fileName)],
      },
      () => reconciliationLines(run.result),
    )
    return ok(null)
  })

/** Money as decimal strings; the currency stands once, on the invoice. */
const reconciliationJson = (result: ReconciliationResult) => ({
  invoice: {
    number: result.invoice.number,
    date: result.invoice.date,
    net: moneyText(result.invoice.net),
    vat: moneyText(result.invoice.vat),
    total: moneyText(result.invoice.total),
    currency: result.invoice.total.currency,
  },
  difference: moneyText(result.difference),
  lines: result.lines.map((line) => {
    const side = line.invoice ?? line.cdr ?? line.estate
    return {
      contract: line.contractNumber,
      company: line.company,
      offer: line.offer,
      quantity: side?.quantity ? formatDecimal(side.quantity) : null,
      unitPrice: side?.unitPrice ? formatDecimal(side.unitPrice, 2) : null,
      amount: side?.amount ? moneyText(side.amount) : null,
      status: line.status,
      difference: moneyText(line.difference),
      differsFrom: line.differsFrom,
      sources: {
        invoice: line.invoice?.source ?? null,
        cdr: line.cdr?.source ?? null,
        estate: line.estate?.source ?? null,
        price: line.price?.source ?? null,
      },
    }
  }),
  findings: result.findings.map((finding) => ({
    code: finding.code,
    rule: finding.rule,
    contract: finding.contractNumber,
    message: findingSentence(finding),
  })),
})

const reconciliationLines = (result: ReconciliationResult): readonly string[] => {
  const json = reconciliationJson(result)
  const { invoice } = json
  return [
    `${invoice.number} of ${invoice.date}: net ${invoice.net}, VAT ${invoice.vat}, total ${invoice.total} ${invoice.currency}`,
    '',
    ...table(
      ['Contract', 'Company', 'Offer', 'Quantity', 'Price', 'Amount', 'Difference', 'Status'],
      json.lines.map((line) => [
        line.contract,
        line.company ?? '',
        line.offer,
        line.quantity ?? '',
        line.unitPrice ?? '',
        line.amount ?? '',
        line.difference,
        line.status,
      ]),
      [3, 4, 5, 6],
    ),
    '',
    `difference ${json.difference} ${invoice.currency}`,
    ...json.findings.map((finding) => `${finding.rule} ${finding.code}: ${finding.message}`),
  ]
}
