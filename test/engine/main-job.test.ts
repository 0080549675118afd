import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlanId } from '../../shared/contract/values.ts'
import { moneyText } from '../../shared/domain/money.ts'
import { commandId, ended, now, samplesDir, syncedWorld, type World } from '../support/engine.ts'

let world: World
beforeAll(async () => {
  world = await syncedWorld()
})
afterAll(() => world.close())

const importSample = async (fileName: string) => {
  const { client } = world.engine
  const { jobId } = await client.imports.prepare({ fileName, file: { path: join(samplesDir, fileName) } })
  const job = await ended(world.engine, jobId)
  expect(job.failure).toBeNull()
  return client.imports.apply({ planId: job.result as PlanId, commandId: commandId(), at: now() })
}

describe('the main job on real files', () => {
  it('reads the training tenant: M011, M079, M089, M159', async () => {
    const { client } = world.engine
    const status = await client.system.status()
    expect(status.sync).toMatchObject({ state: 'idle', failure: null })
    const { rows } = await client.estate.companies({ limit: 100 })
    expect(rows.map((row) => row.name)).toEqual(
      expect.arrayContaining(['Technology Integrator', 'Sistemos', 'High-Tech', 'Advanced Telephony']),
    )
  })

  it('shows 64 = 12 + 24 + 28 and 89 = 15 + 22 + 52, conference without a billed count (M225-M227)', async () => {
    const { rows } = await world.engine.client.estate.overview()
    const of = (name: string) => rows.find((row) => row.offerName === name)
    expect(of('Business')).toMatchObject({ billed: 64, own: 12, customers: 24, resellers: 28 })
    expect(of('Enterprise')).toMatchObject({ billed: 89, own: 15, customers: 22, resellers: 52 })
    expect(of('Conference')).toMatchObject({ billed: null, own: 0, customers: 1, resellers: 0, subscribed: false })
  })

  it('reconciles INV00000150 with its CDR, the estate and the price list: 0.00 and exactly X08 and X09 (M230-M246)', async () => {
    const plan = await importSample('INV00000150.pdf')
    expect(plan).toMatchObject({ kind: 'invoice', invoiceNumber: 'INV00000150', state: 'applied', rowsIn: 4 })
    await importSample('CDR_SERV_2017-07-01_VAD_technology-integrator.csv')
    const { client } = world.engine
    const { jobId } = await client.billing.reconcile({
      invoiceNumber: 'INV00000150',
      commandId: commandId(),
      at: now(),
    })
    expect(await ended(world.engine, jobId)).toMatchObject({ state: 'done', failure: null })
    const run = await client.billing.reconciliation({ invoiceNumber: 'INV00000150' })
    const result = run!.result
    expect(result.lines.map((line) => [line.contractNumber, line.status, moneyText(line.invoice!.amount!)])).toEqual([
      ['RB-201706010906', 'matched', '42.00'],
      ['RB-201706010905', 'matched', '14.40'],
      ['RB-201706010904', 'matched', '56.00'],
      ['RB-201706010903', 'matched', '12.00'],
    ])
    const { net, vat, total } = result.invoice
    expect([net, vat, total, result.difference].map(moneyText)).toEqual(['124.40', '24.88', '149.28', '0.00'])
    expect(result.findings.map((one) => [one.rule, one.code])).toEqual([
      ['X08', 'HEADER_DATE_MISMATCH'],
      ['X09', 'COMPANY_ATTRIBUTION_CONFLICT'],
    ])
    for (const line of result.lines) {
      for (const side of [line.invoice, line.cdr, line.estate, line.price]) {
        const shown = await client.billing.excerpt({ source: side!.source })
        expect(shown.rows.filter((row) => row.hit)).toHaveLength(1)
      }
    }
  })
})
