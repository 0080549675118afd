import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReconciliationResult } from '../../shared/contract/billing.ts'
import { formatDecimal } from '../../shared/domain/decimal.ts'
import { moneyText } from '../../shared/domain/money.ts'
import { preciousDump } from '../support/database.ts'
import { engineDeps, startEngine, temporaryFolder } from '../support/engine.ts'
import { CONFERENCE, cdrWithTwentyOne, changedCopy, JULY, OCTOBER, pdfWithoutText, sampleFile } from '../support/import-files.ts' // prettier-ignore
import { iris, startCloudProcess, type CliError, type RunningCloud } from '../support/run-iris.ts'

let cloud: RunningCloud
let folder: ReturnType<typeof temporaryFolder>
let data: string
beforeAll(async () => {
  folder = temporaryFolder()
  data = join(folder.path, 'data')
  cloud = await startCloudProcess()
})
afterAll(async () => {
  await cloud.stop()
  folder.remove()
})

const run = (...args: string[]) => iris([...args, '--data', data, '--json'], { cwd: folder.path, env: cloud.env })
const withCloud = (...args: string[]) => run(...args, '--cloud', cloud.credentials.url)
const refusal = ({ code, stdout, json }: Awaited<ReturnType<typeof iris>>) => {
  expect(code).toBe(1)
  const { error } = json<CliError>()
  expect(Object.keys(json())).toEqual(['error'])
  expect(Object.keys(error)).toEqual(['code', 'message', 'rule', 'kept', 'next'])
  for (const text of [error.message, error.kept, error.next]) expect(text).toMatch(/^[^{}]+$/)
  expect(stdout).not.toMatch(/\n\s+at /)
  return error
}

type Reconciled = {
  readonly invoice: Readonly<Record<'number' | 'date' | 'net' | 'vat' | 'total' | 'currency', string>>
  readonly difference: string
  readonly lines: readonly (Readonly<Record<'contract' | 'company' | 'offer' | 'quantity' | 'unitPrice' | 'amount' | 'status' | 'difference', string>>)[]
  readonly findings: readonly Readonly<Record<'code' | 'rule' | 'message', string>>[]
  readonly files: readonly string[]
} // prettier-ignore

const JULY_RESULT = {
  invoice: { number: 'INV00000150', date: '2017-07-01', net: '124.40', vat: '24.88', total: '149.28', currency: 'EUR' },
  difference: '0.00',
  lines: [
    { contract: 'RB-201706010906', offer: 'Enterprise', quantity: '15', unitPrice: '2.80', amount: '42.00', status: 'matched' },
    { contract: 'RB-201706010905', offer: 'Business', quantity: '12', unitPrice: '1.20', amount: '14.40', status: 'matched' },
    { contract: 'RB-201706010904', offer: 'Enterprise', quantity: '20', unitPrice: '2.80', amount: '56.00', status: 'matched' },
    { contract: 'RB-201706010903', offer: 'Business', quantity: '10', unitPrice: '1.20', amount: '12.00', status: 'matched' },
  ],
  findings: [{ code: 'HEADER_DATE_MISMATCH', rule: 'X08' }, { code: 'COMPANY_ATTRIBUTION_CONFLICT', rule: 'X09' }],
} // prettier-ignore

describe('against a demo cloud in a process of its own', () => {
  it('sync reads the estate; the data folder may be given relative to where one stands', async () => {
    const args = ['sync', '--cloud', cloud.credentials.url, '--data', relative(folder.path, data), '--json']
    const done = await iris(args, { cwd: folder.path, env: cloud.env })
    // Its progress, one line a phase.
    expect([done.code, done.stderr]).toEqual([0, expect.stringMatching(/^(\S.* \d+\/\d+ \w+\n)+$/)])
    expect(done.json()).toMatchObject({ company: 'Technology Integrator', counts: { companies: 12, invoices: 2 } })
    expect(Number.isNaN(Date.parse(done.json<{ lastSuccess: string }>().lastSuccess))).toBe(false)
    expect(readdirSync(data)).toContain('iris.sqlite')
  })

  it('status and companies read what is here, without a cloud', async () => {
    const status = await run('status')
    const companies = await run('companies')
    const customers = await run('companies', '--kind', 'EC')
    const found = await run('companies', '--search', 'sistem')
    const text = await iris(['companies', '--data', data])
    expect(status.json()).toMatchObject({
      demo: false,
      cloud: null,
      sync: { state: 'needs-you' },
      counts: { companies: 12 },
    })
    type Companies = { total: number; companies: { name: string; kind: string; billed: number }[] }
    const all = companies.json<Companies>()
    expect([all.total, all.companies.length]).toEqual([12, 12])
    expect(customers.json<Companies>().companies.every(({ kind }) => kind === 'EC')).toBe(true)
    expect(found.json<Companies>().companies).toMatchObject([{ name: 'Sistemos', kind: 'IR', billed: 32 }])
    expect(text.stdout).toMatch(/^Company +Kind +Partner/)
    expect(text.stdout).toContain('Events Communication   EC    Technology Integrator')
  })

  it('through npm run, which changes the folder: a relative --data still means where one stood', async () => {
    const launcher = join(import.meta.dirname, '../../electron/host/iris.mjs')
    const args = [launcher, 'status', '--data', relative(folder.path, data), '--json']
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: { ...process.env, INIT_CWD: folder.path },
    })
    expect(JSON.parse(stdout)).toMatchObject({ counts: { companies: 12 } })
  })

  it('import applies an invoice and a CDR; the same file again changes nothing and says so', async () => {
    const first = await run('import', sampleFile('INV00000150.pdf'))
    expect([first.code, first.stderr]).toEqual([0, ''])
    expect(first.json()).toMatchObject({
      kind: 'invoice', outcome: 'applied', state: 'applied', invoiceNumber: 'INV00000150', rowsIn: 4, rejected: [],
      period: { start: '2017-07-01', end: '2017-07-31' }, total: { amount: '149.28', currency: 'EUR' },
    }) // prettier-ignore
    const before = preciousDump(join(data, 'iris.sqlite'))
    const again = await run('import', sampleFile('INV00000150.pdf'))
    expect([again.code, again.json().outcome]).toEqual([0, 'already-imported'])
    expect(again.json().appliedAt).toBe(first.json().appliedAt)
    expect(preciousDump(join(data, 'iris.sqlite'))).toEqual(before)
    const actis = await run('import', sampleFile('Actis_Advanced-Telephony.xlsx'))
    expect([actis.code, actis.json().outcome]).toEqual([0, 'shown-only'])
  })

  it.each(['.csv', '.xls', '.xlsx'])('reconcile with the CDR as %s: 124.40, 24.88, 149.28, difference 0.00, exactly X08 and X09', async (ending) => {
    const done = await run('reconcile', '--invoice', 'INV00000150', '--cdr', sampleFile(JULY + ending))
    expect([done.code, done.stderr]).toEqual([0, ''])
    const result = done.json<Reconciled>()
    expect(result).toMatchObject(JULY_RESULT)
    expect([result.lines.length, result.findings.length]).toEqual([4, 2])
    for (const finding of result.findings) expect(finding.message).toMatch(/^[^{}?]+$/)
    expect(result.files).toEqual(['INV00000150.pdf', JULY + ending])
  }) // prettier-ignore

  it('reconcile with one quantity changed in a copy of the CDR: a difference of exactly that line', async () => {
    const cdr = relative(folder.path, cdrWithTwentyOne(join(folder.path, 'twenty-one.csv')))
    const done = await run('reconcile', '--invoice', 'INV00000150', '--cdr', cdr)
    const result = done.json<Reconciled>()
    expect(result).toMatchObject({ invoice: JULY_RESULT.invoice, difference: '-2.80' })
    expect(result.lines.map(({ contract, status, difference }) => [contract, status, difference])).toEqual(
      JULY_RESULT.lines.map(({ contract }) => (contract === 'RB-201706010904' ? [contract, 'differs', '-2.80'] : [contract, 'matched', '0.00'])), // prettier-ignore
    )
  })

  it('says the same as the engine, figure by figure', async () => {
    const args = ['reconcile', '--invoice', 'INV00000150', '--cdr', sampleFile(`${JULY}.csv`)]
    const shown = (await run(...args)).json<Reconciled>()
    const engine = await startEngine(engineDeps(data, null))
    const result: ReconciliationResult = (await engine.client.billing.reconciliation({ invoiceNumber: 'INV00000150' }))!
      .result
    await engine.close()
    expect(shown.lines.map((line) => [line.contract, line.company, line.offer, line.quantity, line.unitPrice, line.amount, line.difference])).toEqual(
      result.lines.map(({ contractNumber, company, offer, invoice, difference }) => [
        contractNumber, company, offer, formatDecimal(invoice!.quantity!), formatDecimal(invoice!.unitPrice!, 2), moneyText(invoice!.amount!), moneyText(difference),
      ]),
    ) // prettier-ignore
    expect(shown.findings.map(({ code, rule }) => [code, rule])).toEqual(
      result.findings.map(({ code, rule }) => [code, rule]),
    )
    const text = await iris([...args, '--data', data])
    expect(text.stdout).toContain('INV00000150 of 2017-07-01: net 124.40, VAT 24.88, total 149.28 EUR')
    expect(text.stdout).toContain('difference 0.00 EUR')
    expect(text.stdout).toMatch(/\nX08 HEADER_DATE_MISMATCH: .+\nX09 COMPANY_ATTRIBUTION_CONFLICT: .+\n$/)
  })

  it('reconcile fetches what is missing from the cloud: INV00000234 with one of its CDRs at hand', async () => {
    const done = await withCloud('reconcile', '--invoice', 'INV00000234', '--cdr', sampleFile(`${CONFERENCE}.csv`))
    expect(done.json<Reconciled>()).toMatchObject({
      invoice: { net: '342.76', total: '411.31' },
      difference: '0.00',
      findings: [],
    })
  })

  it('sync again finds everything in step', async () => {
    expect((await withCloud('sync')).json()).toMatchObject({ counts: { companies: 12, history: 65 } })
  })
})

describe('bad input: exit code 1, a code, and nothing half-written', () => {
  const before = () => ({
    rows: preciousDump(join(data, 'iris.sqlite')),
    staging: readdirSync(join(data, 'staging')).sort(),
  })
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder.path, name), content)
    return join(folder.path, name)
  }

  it.each([
    ['a file that is not what its name says', () => write('cdr.xlsx', 'Invoice Number;Amount'), 'FILE_NOT_WHAT_ITS_NAME_SAYS'],
    ['an invoice PDF without text', () => write('scan.pdf', pdfWithoutText()), 'PDF_WITHOUT_TEXT'],
    ['a CDR with a missing column', () => changedCopy(`${JULY}.csv`, join(folder.path, 'less.csv'), (text) => text.replace(';Quantity;', ';;')), 'COLUMN_MISSING'],
    ['a file that is not there', () => join(folder.path, 'nowhere.csv'), 'FILE_NOT_READABLE'],
  ] as const)('import of %s', async (_name, make, code) => {
    const path = make()
    const was = before()
    expect(refusal(await run('import', path)).code).toBe(code)
    expect(before()).toEqual(was)
  }) // prettier-ignore

  it('reconcile with an unknown invoice, a CDR that cannot be read, the CDR of another one, a PDF as CDR', async () => {
    expect(refusal(await run('reconcile', '--invoice', 'INV1')).code).toBe('INVOICE_UNKNOWN')
    const empty = write('empty.csv', '')
    expect(refusal(await run('reconcile', '--invoice', 'INV00000150', '--cdr', empty)).code).toBe('FILE_EMPTY')
    expect(
      refusal(await run('reconcile', '--invoice', 'INV00000150', '--cdr', sampleFile(`${OCTOBER}.csv`))),
    ).toMatchObject({
      code: 'CDR_OF_ANOTHER_INVOICE',
      message: `${OCTOBER}.csv is the consumption of INV00000234, not of INV00000150.`,
    })
    const other = await run('reconcile', '--invoice', 'INV00000150', '--cdr', sampleFile('INV00000150.pdf'))
    expect(refusal(other).code).toBe('FILE_KIND_UNKNOWN')
  })

  it.each([
    ['below a file', () => join(write('file', 'x'), 'data')],
    ['below /proc', () => '/proc/iris-desk'],
  ])('a data folder that cannot be written, %s', async (_name, at) => {
    const refused = refusal(await iris(['status', '--data', at(), '--json']))
    expect(refused.code).toBe('DATA_FOLDER_NOT_WRITABLE')
    expect(refused.message).toContain(at())
  })

  it('a data folder in use', async () => {
    const engine = await startEngine(engineDeps(data, null))
    expect(refusal(await run('companies')).code).toBe('DATA_FOLDER_IN_USE')
    await engine.close()
  })

  it('a port in use', async () => {
    const port = new URL(cloud.credentials.url).port
    const taken = await iris(['demo-cloud', '--port', port, '--json'])
    expect(refusal(taken)).toMatchObject({ code: 'PORT_IN_USE', message: `Port ${port} on this computer is in use.` })
  })

  it('a cloud that answers HTML', async () => {
    const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<html>Sign in</html>')).listen(0, '127.0.0.1') // prettier-ignore
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const was = before()
    expect(refusal(await run('sync', '--cloud', url)).code).toBe('CLOUD_NOT_RAINBOW')
    expect(before()).toEqual(was)
    server.close()
  })

  it('a cloud that may not be used, no sign-in, a wrong password, an address that is none', async () => {
    const sync = async (env: Readonly<Record<string, string | undefined>>, url = cloud.credentials.url) =>
      refusal(await iris(['sync', '--cloud', url, '--data', data, '--json'], { env: { ...cloud.env, ...env } })).code
    expect(await sync({}, 'http://openrainbow.example')).toBe('CLOUD_URL_NOT_ALLOWED')
    expect(await sync({}, 'nonsense')).toBe('CLOUD_URL_NOT_ALLOWED')
    expect(await sync({ IRIS_PASSWORD: undefined })).toBe('SIGN_IN_REQUIRED')
    expect(await sync({ IRIS_PASSWORD: 'wrong' })).toBe('SIGN_IN_REFUSED')
    const text = await iris(['sync', '--cloud', cloud.credentials.url, '--data', data], { env: { ...cloud.env, IRIS_PASSWORD: 's3cret-word' } }) // prettier-ignore
    expect([text.code, text.stdout]).toEqual([1, ''])
    expect(text.stderr).toMatch(/^starting 0\/1 steps\nSIGN_IN_REFUSED: .+\n.+\n.+\n$/)
    expect(text.stderr).not.toContain('s3cret-word')
  })

  it('something that nobody expected is INTERNAL and still one JSON value', async () => {
    const broken = join(folder.path, 'broken')
    mkdirSync(broken)
    writeFileSync(join(broken, 'evidence'), 'a file where the folder of evidence should be')
    const refused = refusal(await iris(['import', sampleFile('INV00000150.pdf'), '--data', broken, '--json']))
    expect(refused.code).toBe('INTERNAL')
  })
})

describe('--demo: one command that needs nothing else', () => {
  it('reconcile on a fresh folder', async () => {
    const fresh = join(folder.path, 'demo')
    const done = await iris(['reconcile', '--invoice', 'INV00000150', '--demo', '--data', fresh, '--json'])
    expect(done.code).toBe(0)
    expect(done.json()).toMatchObject(JULY_RESULT)
    expect(existsSync(join(fresh, 'evidence'))).toBe(true)
  })
})

describe('iris demo-cloud', () => {
  it('says first where it is and how to sign in, as JSON, and ends with 0 when it is told to', async () => {
    const own = await startCloudProcess(['--port', '0'])
    expect(Object.keys(own.credentials).sort()).toEqual(['appId', 'appSecret', 'login', 'password', 'url'])
    expect(own.credentials.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect((await fetch(`${own.credentials.url}/api/rainbow/ping`)).status).toBe(200)
    expect(await own.stop()).toBe(0)
    await expect(fetch(own.credentials.url)).rejects.toThrow()
  })
})
