import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/engine.ts'
import { textOfPdf } from '../support/quotes.ts'
import { iris, startCloudProcess, type CliError, type RunningCloud } from '../support/run-iris.ts'

let cloud: RunningCloud
let folder: ReturnType<typeof temporaryFolder>
beforeAll(async () => {
  folder = temporaryFolder()
  cloud = await startCloudProcess()
  const synced = await iris(['sync', '--data', join(folder.path, 'data'), '--cloud', cloud.credentials.url], {
    env: cloud.env,
  })
  expect(synced.code).toBe(0)
})
afterAll(async () => {
  await cloud.stop()
  folder.remove()
})

type Quoted = {
  readonly company: { readonly id: string; readonly name: string }
  readonly quantity: number
  readonly from: string
  readonly amount: string
  readonly margin: string | null
  readonly now: { readonly quantity: number; readonly allocated: number; readonly amount: string } | null
  readonly delta: { readonly quantity: number; readonly amount: string }
  readonly notes: readonly { readonly rule: string | null }[]
  readonly quote: { readonly number: string; readonly version: number } | null
}
const args = (company: string, offer: string, quantity: string, more: readonly string[]) => [
  'quote', '--company', company, '--offer', offer, '--quantity', quantity, ...more, '--data', join(folder.path, 'data'),
] // prettier-ignore
const run = (company: string, offer: string, quantity: string, ...more: string[]) =>
  iris([...args(company, offer, quantity, more), '--json'], { cwd: folder.path })
const quoted = async (...of: Parameters<typeof run>): Promise<Quoted> => {
  const done = await run(...of)
  expect([done.code, done.stdout.slice(0, 200)]).toEqual([0, expect.stringContaining('{')])
  return done.json<Quoted>()
}
const refused = async (...of: Parameters<typeof run>) => {
  const done = await run(...of)
  expect(done.stdout).not.toMatch(/\n\s+at /)
  return [done.code, done.json<CliError>().error] as const
}

describe('iris quote', () => {
  it('15 Enterprise for Interior Designer are 42.00 a month at the distributor’s prices (M148); it must be activated first (M143)', async () => {
    const vad = await quoted('Interior Designer', 'Enterprise', '15', '--tier', 'vad')
    expect(vad).toMatchObject({
      offer: { commercialReference: '3EY95003AA', name: 'Enterprise' },
      per: 'month',
      unitPrice: '2.80',
      amount: '42.00',
      margin: '0.00',
      priceList: { id: 'vad-2017', version: 1 },
      delta: { quantity: 15, amount: '42.00' },
      now: null,
      atPublicPrice: { amount: '60.00', margin: '18.00' },
      quote: null,
      pdf: null,
    })
    expect(vad.notes.map(({ rule }) => rule)).toContain('M143')
    expect(await quoted('interior', '3EY95003AA', '15')).toMatchObject({
      tier: 'public',
      amount: '60.00',
      margin: '18.00',
    })
  })

  it('from 15 to 20 Enterprise are 56.00, +14.00 (M153); the margin at public price is 24.00', async () => {
    const fifteen = await companyWith(15)
    const more = await quoted(fifteen, '3EY95003AA', '20', '--tier', 'vad')
    expect(more).toMatchObject({
      amount: '56.00',
      now: { quantity: 15, amount: '42.00' },
      delta: { quantity: 5, amount: '14.00' },
      atPublicPrice: { amount: '80.00', margin: '24.00' },
    })
    expect(await quoted(fifteen, 'enterprise', '20')).toMatchObject({ amount: '80.00', margin: '24.00', delta: { amount: '20.00' } }) // prettier-ignore
    const lines = await iris(args(fifteen, 'Enterprise', '20', ['--tier', 'vad']), { cwd: folder.path })
    expect(lines.stdout).toContain('+5 licences, +14.00 EUR a month')
  })

  it('below what is allocated is refused with M155', async () => {
    const { rows } = await subscriptions()
    const held = rows.find(
      ({ offerName, allocated, billed }) => offerName === 'Enterprise' && (allocated ?? 0) > 1 && billed,
    )!
    const [code, error] = await refused(held.companyId, 'Enterprise', String(held.allocated! - 1))
    expect([code, error.code, error.rule]).toEqual([1, 'RULE_BROKEN', 'M155'])
    expect(error.message).toContain(`${String(held.allocated)} licences are allocated`)
  })

  it('a prepaid offer without price is refused and names it (M218), unknown periods (X21) and offers too', async () => {
    const of = async (offer: string) => {
      const [code, error] = await refused('Interior Designer', offer, '10')
      return [code, error.code, error.rule, error.message] as const
    }
    expect(await of('Enterprise PrePaid 3 Years')).toEqual([
      1,
      'PRICE_MISSING',
      'M218',
      expect.stringContaining('3EY95102AD'),
    ])
    expect(await of('Conference')).toEqual([1, 'PRICE_MISSING', 'M218', expect.stringContaining('3EY95004AA')])
    expect((await of('Storage')).slice(0, 3)).toEqual([1, 'PRICE_PERIOD_UNKNOWN', 'X21'])
    expect((await of('Gold')).slice(0, 2)).toEqual([1, 'OFFER_UNKNOWN'])
  })

  it.each(['0', '-5', '1.5', '1e3', '1000001', '99999999999', 'ten', ''])(
    '%s is no number of licences',
    async (quantity) => {
      const [code, error] = await refused('Interior Designer', 'Enterprise', quantity)
      expect([code, error.code]).toEqual([1, 'QUANTITY_NOT_WHOLE'])
      expect(error.message).toContain(`“${quantity}”`)
    },
  )

  it('a company that is not here, or not the only one, is refused and what was found is listed', async () => {
    expect((await refused('Nobody & Sons', 'Enterprise', '1'))[1].code).toBe('NOT_FOUND')
    const [code, error] = await refused('e', 'Enterprise', '1')
    expect([code, error.code]).toEqual([1, 'COMPANY_NOT_CLEAR'])
    expect(error.message).toMatch(/\(EC, \w+\); .* more/)
    const id = (await quoted('Interior Designer', 'Enterprise', '1')).company.id
    expect((await quoted(id, 'Enterprise', '1')).company.name).toBe('Interior Designer')
  })

  it('a day in the past has the prices of then and says so; a day that is none is wrong usage', async () => {
    const then = await quoted('Interior Designer', 'Enterprise', '15', '--from', '2017-11-24')
    expect([then.from, then.amount, then.notes.some(({ rule }) => rule === null)]).toEqual([
      '2017-11-24',
      '60.00',
      true,
    ])
    expect((await quoted('Interior Designer', 'Enterprise', '1', '--from', '2028-02-29')).from).toBe('2028-02-29')
    expect((await refused('Interior Designer', 'Enterprise', '15', '--from', '2017-01-01'))[1].code).toBe(
      'PRICE_MISSING',
    )
    for (const day of ['2026-02-29', '2026-13-01', 'soon']) {
      const [code, error] = await refused('Interior Designer', 'Enterprise', '15', '--from', day)
      expect([code, error.code]).toEqual([2, 'WRONG_USAGE'])
    }
  })

  it('wrong usage is exit code 2', async () => {
    const without = await iris(['quote', '--company', 'Interior Designer', '--offer', 'Enterprise', '--json'])
    expect([without.code, without.json<CliError>().error.code]).toEqual([2, 'WRONG_USAGE'])
    expect((await refused('Interior Designer', 'Enterprise', '1', '--tier', 'gold'))[0]).toBe(2)
    expect((await refused('Interior Designer', 'Enterprise', '1', '--language', 'nl'))[0]).toBe(2)
  })

  it('--pdf keeps a draft with a number and writes its file whole, and replaces one only with --force', async () => {
    const file = join(folder.path, 'quote.pdf')
    const first = await quoted('Interior Designer', 'Enterprise', '15', '--language', 'de', '--pdf', 'quote.pdf')
    expect(first).toMatchObject({
      quote: { number: expect.stringMatching(/^Q-\d{4}-0001$/) as unknown, version: 1 },
      pdf: file,
    })
    const text = (await textOfPdf(readFileSync(file))).join('\n')
    for (const shown of ['Angebot', first.quote!.number, 'Interior Designer', '60,00 €']) expect(text).toContain(shown)
    for (const hidden of ['42,00', '2,80', '18,00']) expect(text).not.toContain(hidden)

    const before = readFileSync(file)
    expect((await refused('Interior Designer', 'Enterprise', '16', '--pdf', file))[1].code).toBe('FILE_THERE')
    expect(readFileSync(file)).toEqual(before)
    const forced = await quoted('Interior Designer', 'Enterprise', '16', '--pdf', file, '--force')
    expect(forced.quote!.number.endsWith('-0002')).toBe(true)
    expect(readFileSync(file)).not.toEqual(before)

    expect((await refused('Interior Designer', 'Enterprise', '1', '--pdf', 'no/such/folder.pdf'))[1].code).toBe(
      'FILE_NOT_WRITABLE',
    )
    mkdirSync(join(folder.path, 'folder.pdf'))
    expect((await refused('Interior Designer', 'Enterprise', '1', '--pdf', 'folder.pdf', '--force'))[1].code).toBe(
      'FILE_NOT_WRITABLE',
    )
    writeFileSync(join(folder.path, 'other.txt'), '')
    expect(readdirSync(folder.path).filter((name) => name.includes('.part'))).toEqual([])
    expect(
      (await quoted('Interior Designer', 'Enterprise', '1', '--pdf', 'third.pdf')).quote!.number.endsWith('-0003'),
    ).toBe(true)
  })
})

type Row = {
  readonly companyId: string
  readonly offerName: string
  readonly billed: number | null
  readonly allocated: number | null
}
let known: { readonly rows: readonly Row[] } | undefined
/** Every subscription, as `iris company` shows them. */
const subscriptions = async (): Promise<{ readonly rows: readonly Row[] }> => (known ??= await readSubscriptions())
const readSubscriptions = async (): Promise<{ readonly rows: readonly Row[] }> => {
  const data = ['--data', join(folder.path, 'data'), '--json']
  const { companies } = (await iris(['companies', ...data])).json<{ companies: readonly { id: string }[] }>()
  const rows: Row[] = []
  for (const { id } of companies) {
    const { subscriptions: own } = (await iris(['company', id, ...data])).json<{ subscriptions: readonly Row[] }>()
    rows.push(...own.map((row) => ({ ...row, companyId: id })))
  }
  return { rows }
}
const companyWith = async (billed: number): Promise<string> =>
  (await subscriptions()).rows.find((row) => row.offerName === 'Enterprise' && row.billed === billed)!.companyId
