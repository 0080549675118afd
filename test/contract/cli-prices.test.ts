import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { preciousDump } from '../support/database.ts'
import { temporaryFolder } from '../support/engine.ts'
import { iris, type CliError } from '../support/run-iris.ts'

let folder: ReturnType<typeof temporaryFolder>
let data: string
beforeAll(() => {
  folder = temporaryFolder()
  data = join(folder.path, 'data')
})
afterAll(() => folder.remove())

const run = (...args: string[]) => iris(['prices', ...args, '--data', data, '--json'], { cwd: folder.path })
const file = (name: string, ...lines: readonly string[]): string => {
  writeFileSync(join(folder.path, name), lines.join('\n'))
  return name
}
type Price = { commercialReference: string; unitPrice: string; per: string }
type List = { id: string; version: number; name: string; tier: string; currency: string; validTo: string | null; prices: Price[] } // prettier-ignore
type Lists = { date: string | null; total: number; lists: List[] }
type Imported = { outcome: string; rowsIn: number; rejected: { row: number; code: string }[]; list: List }

describe('iris prices', () => {
  it('M109, M148: lists what is shipped, prices as decimal strings', async () => {
    const all = await run()
    expect([all.code, all.stderr]).toEqual([0, ''])
    expect(all.json<Lists>().lists.map(({ id, version, currency }) => [id, version, currency])).toEqual([
      ['vad-2017', 1, 'EUR'],
      ['public-2017', 1, 'EUR'],
    ])
    const vad = (await run('--tier', 'vad', '--date', '2017-07-01')).json<Lists>()
    expect([vad.date, vad.total]).toEqual(['2017-07-01', 1])
    expect(vad.lists[0]!.prices.map(({ commercialReference, unitPrice, per }) => [commercialReference, unitPrice, per])).toEqual([['3EY95002AA', '1.20', 'user-month'], ['3EY95003AA', '2.80', 'user-month']]) // prettier-ignore
    expect((await run('--date', '2017-05-31')).json<Lists>().lists).toEqual([])
    const text = await iris(['prices', '--tier', 'vad', '--data', data])
    expect(text.stdout).toMatch(/^3EY95003AA +Enterprise +2\.80 +user-month$/m)
  })

  it('M218: checks name the references without a price, per tier and day', async () => {
    const checked = await run('--check', '--tier', 'public', '--date', '2017-12-01')
    expect(checked.code).toBe(0)
    type Found = { from: string; total: number; findings: { code: string; commercialReference: string; listIds: string[]; rule: string }[] } // prettier-ignore
    const { from, total, findings } = checked.json<Found>()
    expect([from, total]).toEqual(['2017-12-01', findings.length])
    expect(findings).toContainEqual(expect.objectContaining({ code: 'no-price', commercialReference: '3EY95102AD', rule: 'M218' })) // prettier-ignore
    expect(new Set(findings.flatMap(({ listIds }) => listIds))).toEqual(new Set(['public-2017']))
  })

  it('imports a spreadsheet as a list; again it changes nothing, and changed it is version 2', async () => {
    const vad2018 = (...more: string[]) =>
      run('--import', 'vad.csv', '--name', 'Distributor 2018', '--tier', 'vad', '--from', '2018-01-01', ...more)
    file('vad.csv', 'Reference;Designation;Unit price;Period', '3EY95003AA;Enterprise;3,00;month', '3EY95002AA;Business;;month') // prettier-ignore
    const first = await vad2018('--currency', 'EUR')
    expect([first.code, first.stderr]).toEqual([0, ''])
    expect(first.json<Imported>()).toMatchObject({
      ...{ outcome: 'new-list', rowsIn: 2, rejected: [{ row: 3, code: 'NO_PRICE' }] },
      list: { name: 'Distributor 2018', version: 1, currency: 'EUR', validTo: null, prices: [{ commercialReference: '3EY95003AA', unitPrice: '3.00' }] }, // prettier-ignore
    })
    const before = preciousDump(join(data, 'iris.sqlite'))
    expect((await vad2018('--currency', 'EUR')).json<Imported>().outcome).toBe('unchanged')
    expect(preciousDump(join(data, 'iris.sqlite'))).toEqual(before)
    file('vad.csv', 'Reference;Unit price (EUR);Period', '3EY95003AA;3,10;month')
    const second = (await vad2018('--to', '2018-12-31')).json<Imported>()
    expect([second.outcome, second.list.version, second.list.id]).toEqual(['new-version', 2, first.json<Imported>().list.id]) // prettier-ignore
    expect((await run('--date', '2018-06-01', '--tier', 'vad')).json<Lists>().lists.map(({ name }) => name)).toEqual(['Distributor 2018', 'Distributor prices 2017']) // prettier-ignore
  })

  it.each([
    ['a file that is not there', ['--import', 'nowhere.csv'], 'FILE_NOT_READABLE', 'nowhere.csv'],
    ['two currencies', ['--import', 'two.csv'], 'CURRENCIES_MIXED', 'EUR, USD'],
    [
      'another currency than the file states',
      ['--import', 'eur.csv', '--currency', 'USD'],
      'CURRENCIES_MIXED',
      'EUR, USD',
    ],
    ['no currency at all', ['--import', 'none.csv'], 'PRICE_FILE_NOT_CLEAR', '--currency'],
    ['not one price', ['--import', 'empty.csv'], 'PRICE_FILE_NOT_CLEAR', 'Unit price is empty'],
  ] as const)('exit code 1, and nothing is saved: %s', async (_name, args, code, said) => {
    file('two.csv', 'Reference;Unit price;Currency', 'A;1;EUR', 'B;1;USD')
    file('eur.csv', 'Reference;Unit price;Currency', 'A;1;EUR')
    file('none.csv', 'Reference;Unit price', 'A;1')
    file('empty.csv', 'Reference;Unit price;Currency', 'A;;EUR')
    const before = preciousDump(join(data, 'iris.sqlite'))
    const ran = await run(...args, '--name', 'X', '--tier', 'public', '--from', '2018-01-01')
    expect([ran.code, ran.stderr]).toEqual([1, ''])
    const { error } = ran.json<CliError>()
    expect(error.code).toBe(code)
    expect(error.message).toContain(said)
    expect(error.message).not.toMatch(/[{}]/)
    expect(preciousDump(join(data, 'iris.sqlite'))).toEqual(before)
  })

  it.each([
    ['a tier that does not exist', ['--tier', 'gold'], 'public'],
    ['a day that does not exist', ['--date', '2018-02-29'], 'YYYY-MM-DD'],
    ['an instant instead of a day', ['--date', '2018-02-28T00:00Z'], 'YYYY-MM-DD'],
    ['--import without what it needs', ['--import', 'x.csv', '--name', 'X'], '--tier'],
    ['--name without --import', ['--name', 'X'], '--import'],
    ['--import with --check', ['--import', 'x.csv', '--check'], '--check'],
    [
      'an end before the beginning',
      ['--import', 'x.csv', '--name', 'X', '--tier', 'vad', '--from', '2018-01-02', '--to', '2018-01-01'],
      'before',
    ],
    [
      'a company for a tier',
      ['--import', 'x.csv', '--name', 'X', '--tier', 'vad', '--from', '2018-01-01', '--company', 'c'],
      '--company',
    ],
    [
      'no company for its tier',
      ['--import', 'x.csv', '--name', 'X', '--tier', 'company', '--from', '2018-01-01'],
      '--company',
    ],
    ['a currency in words', ['--import', 'x.csv', '--currency', 'Taler'], 'EUR'],
  ] as const)('exit code 2, wrong usage: %s', async (_name, args, said) => {
    const ran = await run(...args)
    expect([ran.code, ran.stderr]).toEqual([2, ''])
    const { error } = ran.json<CliError>()
    expect(error).toMatchObject({ code: 'WRONG_USAGE', kept: 'Nothing was done.' })
    expect(error.message).toContain(said)
  })
})
