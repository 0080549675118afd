import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTrainingCloud, trainingTenant } from '../../electron/demo-cloud/index.ts'
import { failureText } from '../../shared/contract/failure-text/index.ts'
import type { PlanId } from '../../shared/contract/values.ts'
import { moneyText } from '../../shared/domain/money.ts'
import { looking, preciousDump } from '../support/database.ts'
import {
  commandId,
  ended,
  engineDeps,
  now,
  resourcesDir,
  samplesDir,
  settled,
  startEngine,
  syncedWorld,
  temporaryFolder,
  type World,
} from '../support/engine.ts'
import { changedCopy, cdrWithTwentyOne, imported, JULY, OCTOBER, pdfWithoutText, prepared, sampleFile } from '../support/import-files.ts' // prettier-ignore

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

const at = (name: string): string => join(files.path, name)
const database = (): string => join(world.dataDir, 'iris.sqlite')
const inFolder = (name: string): string[] =>
  existsSync(join(world.dataDir, name)) ? readdirSync(join(world.dataDir, name)).sort() : []
const refusal = async (path: string) => {
  const plan = await prepared(world.engine, path)
  if (plan.ok) throw new Error(`${path} was read`)
  return plan.failure
}
const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(at(name), content)
  return at(name)
}

describe('a file that cannot be imported', () => {
  const july = `${JULY}.csv`
  const cases: readonly (readonly [string, () => string, string])[] = [
    ['text that calls itself PDF', () => write('invoice.pdf', 'Dear customer,\nhere is your invoice.'), 'FILE_NOT_WHAT_ITS_NAME_SAYS'],
    ['a PDF that calls itself CSV', () => (copyFileSync(sampleFile('INV00000150.pdf'), at('cdr.csv')), at('cdr.csv')), 'FILE_NOT_WHAT_ITS_NAME_SAYS'],
    ['a picture that calls itself a workbook', () => write('cdr.xlsx', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), 'FILE_NOT_WHAT_ITS_NAME_SAYS'],
    ['a PDF without text', () => write('scan.pdf', pdfWithoutText()), 'PDF_WITHOUT_TEXT'],
    ['half a PDF', () => (copyFileSync(sampleFile('INV00000150.pdf'), at('half.pdf')), truncateSync(at('half.pdf'), 9000), at('half.pdf')), 'FILE_DAMAGED'],
    ['half a workbook', () => (copyFileSync(sampleFile(`${JULY}.xlsx`), at('half.xlsx')), truncateSync(at('half.xlsx'), 5000), at('half.xlsx')), 'FILE_DAMAGED'],
    ['a CDR with a missing column', () => changedCopy(july, at('no-quantity.csv'), (text) => text.replace(';Quantity;', ';;')), 'COLUMN_MISSING'],
    ['a CDR without rows', () => changedCopy(july, at('no-rows.csv'), (text) => text.split(/\r?\n/).slice(0, 2).join('\r\n')), 'NO_ROWS'],
    ['an empty file', () => write('empty.csv', ''), 'FILE_EMPTY'],
    ['a table of something else', () => write('list.csv', 'Name;Phone\r\nBrian;110\r\n'), 'FILE_KIND_UNKNOWN'],
    ['a file that is gone', () => at('gone.pdf'), 'FILE_NOT_READABLE'],
    ['a folder', () => (mkdirSync(at('folder.csv'), { recursive: true }), at('folder.csv')), 'FILE_NOT_READABLE'],
    ['something that is no file', () => '/dev/zero', 'FILE_NOT_READABLE'],
    ['a file that is far too large', () => (write('large.csv', ''), truncateSync(at('large.csv'), 300 * 1024 * 1024), at('large.csv')), 'FILE_TOO_LARGE'],
  ] // prettier-ignore

  it.each(cases)('%s', async (_name, make, code) => {
    const path = make()
    const before = preciousDump(database())
    const refused = await refusal(path)
    expect(refused.code).toBe(code)
    for (const language of ['en', 'fr'] as const)
      expect(Object.values(failureText(refused, language)).join(' ')).not.toMatch(/\?[ .]|\{/)
    expect(preciousDump(database())).toEqual(before)
    expect([...inFolder('staging'), ...inFolder('evidence')]).toEqual([])
  })

  it('of another distributor: M258, for its invoice and its CDR', async () => {
    const companies = trainingTenant.companies.map((one) => (one.bpType === 'VAD' ? { ...one, name: 'Other Integrator' } : one)) // prettier-ignore
    const cloud = await startTrainingCloud({ resourcesDir, tenant: { ...trainingTenant, companies } })
    if (!cloud.ok) throw new Error(cloud.failure.code)
    const folder = temporaryFolder()
    const engine = await startEngine(engineDeps(folder.path, cloud.value.credentials))
    await settled(engine)
    for (const name of ['INV00000150.pdf', `${JULY}.csv`])
      expect(await prepared(engine, sampleFile(name))).toMatchObject({
        failure: { code: 'OTHER_DISTRIBUTOR', rule: 'M258', params: { found: 'Technology Integrator', own: 'Other Integrator' } }, // prettier-ignore
      })
    expect(readdirSync(join(folder.path, 'staging'))).toEqual([])
    await engine.close()
    await cloud.value.close()
    folder.remove()
  })

  it('that is cancelled while it is read leaves nothing', async () => {
    const before = preciousDump(database())
    const path = sampleFile('INV00000234.pdf')
    const { jobId } = await world.engine.client.imports.prepare({ fileName: 'a.pdf', file: { path } })
    await world.engine.client.jobs.cancel({ jobId })
    expect(await ended(world.engine, jobId)).toMatchObject({ state: 'cancelled' })
    expect(preciousDump(database())).toEqual(before)
    expect(inFolder('staging')).toEqual([])
  })
})

describe('an import', () => {
  it('is shown as a plan and changes nothing until it is applied; applied, its file is evidence', async () => {
    const before = preciousDump(database())
    const plan = await prepared(world.engine, sampleFile('INV00000150.pdf'))
    if (!plan.ok) throw new Error(plan.failure.code)
    expect(plan.value).toMatchObject({ kind: 'invoice', state: 'planned', canApply: true, rowsIn: 4, appliedAt: null })
    expect({ ...preciousDump(database()), import_plan: [] }).toEqual({ ...before, import_plan: [] })
    expect([inFolder('staging'), inFolder('evidence')]).toEqual([[plan.value.evidence], []])
    const at = now()
    const applied = await world.engine.client.imports.apply({ planId: plan.value.id, commandId: commandId(), at })
    expect(applied).toMatchObject({ state: 'applied', appliedAt: at, canApply: false })
    expect([inFolder('staging'), inFolder('evidence')]).toEqual([[], [plan.value.evidence]])
  })

  it('sent twice with one command id is done once; another one is refused with the time of the first', async () => {
    const plan = await prepared(world.engine, sampleFile(`${JULY}.csv`))
    if (!plan.ok) throw new Error(plan.failure.code)
    const again = await prepared(world.engine, sampleFile(`${JULY}.csv`))
    if (!again.ok) throw new Error(again.failure.code)
    expect(again.value.id).not.toBe(plan.value.id)
    const { client } = world.engine
    const first = { planId: plan.value.id, commandId: commandId(), at: '2017-08-01T10:00:00.000Z' }
    const applied = await client.imports.apply(first)
    const after = preciousDump(database())
    expect(await client.imports.apply(first)).toEqual(applied)
    for (const planId of [plan.value.id, again.value.id])
      await expect(client.imports.apply({ planId, commandId: commandId(), at: now() })).rejects.toMatchObject({
        data: { code: 'ALREADY_IMPORTED', params: { at: first.at } },
      })
    expect(preciousDump(database())).toEqual(after)
    expect(inFolder('staging')).toEqual([])
  })

  it('of the same file again changes nothing and says so, under any name', async () => {
    const before = preciousDump(database())
    copyFileSync(sampleFile(`${JULY}.csv`), at('renamed.csv'))
    for (const path of [sampleFile(`${JULY}.csv`), at('renamed.csv'), sampleFile('INV00000150.pdf')]) {
      const plan = await prepared(world.engine, path)
      expect(plan).toMatchObject({ ok: true, value: { state: 'applied', canApply: false } })
    }
    expect(preciousDump(database())).toEqual(before)
    expect(inFolder('staging')).toEqual([])
  })

  it('of the .csv, the .xls and the .xlsx reads the same rows', async () => {
    const plans = await Promise.all(['.csv', '.xls', '.xlsx'].map((ending) => imported(world.engine, sampleFile(JULY + ending)))) // prettier-ignore
    const shown = plans.map(({ invoiceNumber, period, total, rowsIn, rejected, columns, sample }) => ({
      invoiceNumber, period, total, rowsIn, rejected, columns, cells: sample.map((row) => row.cells),
    })) // prettier-ignore
    expect(shown[1]).toEqual(shown[0])
    expect(shown[2]).toEqual(shown[0])
    expect(shown[0]).toMatchObject({ invoiceNumber: 'INV00000150', rowsIn: 4, rejected: [] })
    expect(moneyText(plans[0]!.total!)).toBe('124.40')
    expect(new Set(plans.map((plan) => plan.evidence)).size).toBe(3)
  })

  it('of an invoice whose number came from another file is refused, and its file does not become evidence', async () => {
    // The same invoice in a file that differs by one byte.
    const bytes = Buffer.concat([await import('node:fs').then((fs) => fs.readFileSync(sampleFile('INV00000150.pdf'))), Buffer.from('\n')]) // prettier-ignore
    const plan = await prepared(world.engine, write('INV00000150.pdf', bytes))
    if (!plan.ok) throw new Error(plan.failure.code)
    const before = { rows: preciousDump(database()), evidence: inFolder('evidence') }
    await expect(
      world.engine.client.imports.apply({ planId: plan.value.id, commandId: commandId(), at: now() }),
    ).rejects.toMatchObject({ data: { code: 'PLAN_OUTDATED' } })
    expect({ rows: preciousDump(database()), evidence: inFolder('evidence') }).toEqual(before)
  })

  it('of an Actis file is shown and cannot be applied (M167)', async () => {
    const plan = await prepared(world.engine, sampleFile('Actis_Advanced-Telephony.xlsx'))
    if (!plan.ok) throw new Error(plan.failure.code)
    expect(plan.value).toMatchObject({ kind: 'actis', canApply: false, state: 'planned' })
    expect(plan.value.rowsIn).toBeGreaterThan(0)
    await expect(
      world.engine.client.imports.apply({ planId: plan.value.id, commandId: commandId(), at: now() }),
    ).rejects.toMatchObject({ data: { code: 'ACTIS_NOT_YET', rule: 'M167' } })
  })

  it('whose staged file is gone is refused as outdated', async () => {
    const plan = await prepared(world.engine, cdrWithTwentyOne(at('gone-later.csv')))
    if (!plan.ok) throw new Error(plan.failure.code)
    rmSync(join(world.dataDir, 'staging', plan.value.evidence))
    const before = preciousDump(database())
    await expect(
      world.engine.client.imports.apply({ planId: plan.value.id, commandId: commandId(), at: now() }),
    ).rejects.toMatchObject({ data: { code: 'PLAN_OUTDATED' } })
    expect(preciousDump(database())).toEqual(before)
  })

  it('of a plan that nobody made is refused', async () => {
    const { imports } = world.engine.client
    const planId = commandId() as unknown as PlanId
    await expect(imports.plan({ planId })).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } })
    await expect(imports.apply({ planId, commandId: commandId(), at: now() })).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } }) // prettier-ignore
  })

  it('several at once, of the same file, do not disturb each other', async () => {
    const path = sampleFile(`${OCTOBER}.csv`)
    const plans = await Promise.all([1, 2, 3].map(() => prepared(world.engine, path)))
    for (const plan of plans) expect(plan).toMatchObject({ ok: true, value: { rowsIn: 9, state: 'planned' } })
    expect(inFolder('staging').filter((name) => name.startsWith('incoming'))).toEqual([])
  })
})

describe('what lies in staging at the start', () => {
  let folder: ReturnType<typeof temporaryFolder>
  beforeEach(() => {
    folder = temporaryFolder()
    return () => folder.remove()
  })

  it('is kept while a plan needs it, and cleared otherwise', async () => {
    const first = await startEngine(engineDeps(folder.path, null))
    const plan = await prepared(first, sampleFile(`${OCTOBER}.csv`))
    if (!plan.ok) throw new Error(plan.failure.code)
    await first.close()
    const staging = join(folder.path, 'staging')
    writeFileSync(join(staging, 'f'.repeat(64)), 'left by a crash')
    writeFileSync(join(staging, 'incoming-1'), 'half a copy')
    const second = await startEngine(engineDeps(folder.path, null))
    expect(readdirSync(staging)).toEqual([plan.value.evidence])
    const applied = await second.client.imports.apply({ planId: plan.value.id, commandId: commandId(), at: now() })
    expect(applied.state).toBe('applied')
    await second.close()
    const third = await startEngine(engineDeps(folder.path, null))
    expect(readdirSync(staging)).toEqual([])
    expect(looking(join(folder.path, 'iris.sqlite'), (db) => db.prepare('SELECT count(*) FROM evidence').pluck().get())).toBe(1) // prettier-ignore
    await third.close()
  })
})

it('the samples are the files that all this is proved on', () => {
  expect(readdirSync(samplesDir)).toContain(`${JULY}.xls`)
})
