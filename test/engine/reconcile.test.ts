import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReconciliationResult } from '../../shared/contract/billing.ts'
import { formatDecimal } from '../../shared/domain/decimal.ts'
import { moneyText } from '../../shared/domain/money.ts'
import { dump, preciousDump } from '../support/database.ts'
import { commandId, ended, syncedWorld, temporaryFolder, type World } from '../support/engine.ts'
import {
  CONFERENCE,
  cdrWithTwentyOne,
  imported,
  JULY,
  OCTOBER,
  reconciled,
  sampleFile,
} from '../support/import-files.ts'

let world: World
let files: ReturnType<typeof temporaryFolder>
beforeAll(async () => {
  world = await syncedWorld()
  files = temporaryFolder()
})
afterAll(async () => {
  await world.close()
  files.remove()
})

const database = (): string => join(world.dataDir, 'iris.sqlite')
const valueOf = async (run: ReturnType<typeof reconciled>): Promise<ReconciliationResult> => {
  const result = await run
  if (!result.ok) throw new Error(`${result.failure.code} ${JSON.stringify(result.failure.params)}`)
  return result.value
}
const linesOf = (result: ReconciliationResult) =>
  result.lines.map((line) => [line.contractNumber, line.status, moneyText(line.difference), line.differsFrom])
const findingsOf = (result: ReconciliationResult) => result.findings.map(({ rule, code }) => `${rule} ${code}`)
/** A result as the files say it, without where in which file it stands. */
const figuresOf = (result: ReconciliationResult): unknown =>
  JSON.parse(
    JSON.stringify(result, (key, value: unknown) => (key === 'source' || key === 'sources' ? undefined : value)),
  )

const noDifference = [
  ['RB-201706010906', 'matched', '0.00', []],
  ['RB-201706010905', 'matched', '0.00', []],
  ['RB-201706010904', 'matched', '0.00', []],
  ['RB-201706010903', 'matched', '0.00', []],
]

describe('with nothing imported', () => {
  it('the cloud’s register is enough: PDF and CDR are fetched, imported and compared', async () => {
    expect(linesOf(await valueOf(reconciled(world.engine, 'INV00000150')))).toEqual(noDifference)
    const { rows } = await world.engine.client.imports.list({})
    expect(rows.map((row) => row.kind).sort()).toEqual(['invoice', 'rb-serv'])
  })
})

describe('INV00000234 with its two CDRs (M204, M228, M254, M255: services and conference)', () => {
  it('has no difference, whichever of them was imported by hand: the other one is fetched from the cloud', async () => {
    const conference = await imported(world.engine, sampleFile(`${CONFERENCE}.csv`))
    for (const evidence of [undefined, conference.evidence]) {
      const result = await valueOf(reconciled(world.engine, 'INV00000234', evidence))
      const { net, vat, total } = result.invoice
      expect([net, vat, total].map(moneyText)).toEqual(['342.76', '68.55', '411.31'])
      expect(linesOf(result)).toEqual(result.lines.map((line) => [line.contractNumber, 'matched', '0.00', []]))
      expect([result.lines.length, moneyText(result.difference), findingsOf(result)]).toEqual([10, '0.00', []])
    }
    const { rows } = await world.engine.client.imports.list({})
    expect(rows.map((row) => row.kind).sort()).toEqual(['invoice', 'invoice', 'rb-conf', 'rb-serv', 'rb-serv'])
  })
})

describe('INV00000150', () => {
  it('is the same with its CDR as .csv, as .xls and as .xlsx: difference 0.00, exactly X08 and X09', async () => {
    const results: ReconciliationResult[] = []
    for (const ending of ['.csv', '.xls', '.xlsx']) {
      const { evidence } = await imported(world.engine, sampleFile(JULY + ending))
      const result = await valueOf(reconciled(world.engine, 'INV00000150', evidence))
      expect(result.lines.every((line) => line.cdr?.source.evidence === evidence)).toBe(true)
      results.push(result)
    }
    for (const result of results) {
      expect(linesOf(result)).toEqual(noDifference)
      expect(findingsOf(result)).toEqual(['X08 HEADER_DATE_MISMATCH', 'X09 COMPANY_ATTRIBUTION_CONFLICT'])
      expect(moneyText(result.difference)).toBe('0.00')
      expect(figuresOf(result)).toEqual(figuresOf(results[0]!))
    }
  })

  it('with 21 instead of 20 licences in a copy of the CDR: -2.80 in exactly that line, three matched', async () => {
    const { evidence } = await imported(world.engine, cdrWithTwentyOne(join(files.path, 'twenty-one.csv')))
    const result = await valueOf(reconciled(world.engine, 'INV00000150', evidence))
    expect(moneyText(result.difference)).toBe('-2.80')
    expect(linesOf(result)).toEqual(
      noDifference.map((line) => (line[0] === 'RB-201706010904' ? [line[0], 'differs', '-2.80', ['cdr']] : line)),
    )
    const line = result.lines.find(({ status }) => status === 'differs')!
    expect([line.invoice, line.cdr, line.estate].map((side) => side && formatDecimal(side.quantity!))).toEqual(['20', '21', '20']) // prettier-ignore
    expect(findingsOf(result)).toEqual(expect.arrayContaining(['X08 HEADER_DATE_MISMATCH', 'X09 COMPANY_ATTRIBUTION_CONFLICT'])) // prettier-ignore
  })

  it('again gives the same, and the estate is as it was', async () => {
    const estate = dump(database(), ['company', 'subscription', 'operation', 'invoice', 'cdr', 'evidence'])
    const { evidence } = await imported(world.engine, sampleFile(`${JULY}.csv`))
    const first = await valueOf(reconciled(world.engine, 'INV00000150', evidence))
    const second = await valueOf(reconciled(world.engine, 'INV00000150', evidence))
    expect(second).toEqual(first)
    expect(dump(database(), ['company', 'subscription', 'operation', 'invoice', 'cdr', 'evidence'])).toEqual(estate)
  })

  it('sent twice with one command id is stored once', async () => {
    const { client } = world.engine
    const request = { invoiceNumber: 'INV00000150', commandId: commandId(), at: '2017-09-02T08:00:00.000Z' }
    for (let time = 1; time <= 2; time += 1)
      expect(await ended(world.engine, (await client.billing.reconcile(request)).jobId)).toMatchObject({
        state: 'done',
      })
    expect((await client.billing.reconciliation({ invoiceNumber: 'INV00000150' }))!.at).toBe(request.at)
    const entries = (dump(database(), ['command_log']).command_log as { command_id: string }[]).filter(
      ({ command_id }) => command_id === request.commandId,
    )
    expect(entries).toHaveLength(1)
  })

  it('is shown in the register with its outcome, register date and printed date (X08, M219)', async () => {
    const { rows } = await world.engine.client.billing.invoices({})
    expect(rows.find(({ number }) => number === 'INV00000150')).toMatchObject({
      registerDate: '2017-09-01', printedDate: '2017-07-01', pdf: 'imported', consumption: 'imported',
    }) // prettier-ignore
  })
})

describe('what cannot be reconciled', () => {
  const refusal = async (number: string, evidence?: string) => {
    const before = preciousDump(database())
    const refused = await reconciled(world.engine, number, evidence)
    expect(preciousDump(database())).toEqual(before)
    return refused
  }

  it('an invoice that nobody knows: INVOICE_UNKNOWN', async () => {
    expect(await refusal('INV99999999')).toMatchObject({ failure: { code: 'INVOICE_UNKNOWN', params: { number: 'INV99999999' } } }) // prettier-ignore
  })

  it('an invoice with the CDR of another: CDR_OF_ANOTHER_INVOICE', async () => {
    const { evidence } = await imported(world.engine, sampleFile(`${OCTOBER}.csv`))
    expect(await refusal('INV00000150', evidence)).toMatchObject({
      failure: { code: 'CDR_OF_ANOTHER_INVOICE', params: { found: 'INV00000234', number: 'INV00000150' } },
    })
  })

  it('an invoice with a CDR that was never imported: CDR_MISSING', async () => {
    expect(await refusal('INV00000150', 'f'.repeat(64))).toMatchObject({ failure: { code: 'CDR_MISSING' } })
  })

  it('an evidence file that is not there any more: NOT_FOUND for its excerpt', async () => {
    const source = { evidence: 'f'.repeat(64), place: { kind: 'pdf', page: 1, line: 1 } } as const
    await expect(world.engine.client.billing.excerpt({ source })).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } })
    const escaping = { evidence: '../../iris.sqlite', place: { kind: 'pdf', page: 1, line: 1 } } as const
    await expect(world.engine.client.billing.excerpt({ source: escaping })).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } }) // prettier-ignore
  })
})

describe('without a network', () => {
  it('what is here is compared: first the invoice with the estate, then also with a CDR that is at hand', async () => {
    const fresh = await syncedWorld()
    await imported(fresh.engine, sampleFile('INV00000150.pdf'))
    await fresh.cloud.close()
    const without = await valueOf(reconciled(fresh.engine, 'INV00000150'))
    expect(without.lines.map((line) => [line.status, line.cdr])).toEqual(noDifference.map(() => ['matched', null]))
    await imported(fresh.engine, sampleFile(`${JULY}.csv`))
    expect(linesOf(await valueOf(reconciled(fresh.engine, 'INV00000150')))).toEqual(noDifference)
    expect(await reconciled(fresh.engine, 'INV00000234')).toMatchObject({ failure: { code: 'CLOUD_UNREACHABLE' } })
    await fresh.close()
  })
})
