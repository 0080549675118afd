import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Engine } from '../../electron/engine/index.ts'
import type { Failure } from '../../shared/contract/failure.ts'
import type { ImportPlan } from '../../shared/contract/billing.ts'
import type { PlanId } from '../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../shared/util/result.ts'
import { commandId, ended, now, samplesDir } from './engine.ts'

export const JULY = 'CDR_SERV_2017-07-01_VAD_technology-integrator'
export const OCTOBER = 'CDR_SERV_2017-10-01_VAD_technology-integrator'
export const CONFERENCE = 'CDR_CONF_2017-10-01_VAD_technology-integrator'
export const sampleFile = (name: string): string => join(samplesDir, name)

/** The preview of a file, or why there is none. */
export const prepared = async ({ client, ...engine }: Engine, path: string): Promise<Result<ImportPlan, Failure>> => {
  const { jobId } = await client.imports.prepare({ fileName: basename(path), file: { path } })
  const job = await ended({ client, ...engine }, jobId)
  return job.failure ? fail(job.failure) : ok(await client.imports.plan({ planId: job.result as PlanId }))
}

/** Reads a file and applies its plan, unless it was applied before. */
export const imported = async (engine: Engine, path: string): Promise<ImportPlan> => {
  const plan = await prepared(engine, path)
  if (!plan.ok) throw new Error(`${plan.failure.code} ${JSON.stringify(plan.failure.params)}`)
  if (plan.value.state === 'applied') return plan.value
  return engine.client.imports.apply({ planId: plan.value.id, commandId: commandId(), at: now() })
}

/** Reconciles and gives the run, or why there is none. */
export const reconciled = async (engine: Engine, invoiceNumber: string, cdrEvidence?: string) => {
  const { jobId } = await engine.client.billing.reconcile({
    invoiceNumber,
    ...(cdrEvidence === undefined ? {} : { cdrEvidence }),
    commandId: commandId(),
    at: now(),
  })
  const job = await ended(engine, jobId)
  if (job.failure) return fail(job.failure)
  return ok((await engine.client.billing.reconciliation({ invoiceNumber }))!.result)
}

/** A copy of a sample with some text of it replaced. */
export const changedCopy = (sample: string, to: string, change: (text: string) => string): string => {
  writeFileSync(to, change(readFileSync(sampleFile(sample), 'utf8')))
  return to
}

/** The CDR of July with 21 instead of 20 licences in the Enterprise line of Sistemos (RB-201706010904). */
export const cdrWithTwentyOne = (to: string): string =>
  changedCopy(`${JULY}.csv`, to, (text) => text.replace('Monthly;20;2,80;56,00', 'Monthly;21;2,80;58,80'))

/** A PDF of one page that shows a grey square and no text, as a scan does. */
export const pdfWithoutText = (): Uint8Array => {
  const drawing = '0.5 g 50 50 100 100 re f'
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
  )
}
