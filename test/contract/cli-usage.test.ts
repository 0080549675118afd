import { readdirSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/engine.ts'
import { iris, type CliError } from '../support/run-iris.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
const run = (...args: string[]) => iris(args, { cwd: folder.path, env: { XDG_DATA_HOME: folder.path } })

const wrong: readonly (readonly [string, readonly string[], string])[] = [
  ['an unknown command', ['synch'], `unknown command 'synch'`],
  ['an unknown option', ['status', '--verbose'], `unknown option '--verbose'`],
  ['no FILE', ['import'], `missing required argument 'file'`],
  ['no --invoice', ['reconcile'], '--invoice'],
  ['a kind that does not exist', ['companies', '--kind', 'XX'], 'VAD'],
  ['a port that is no number', ['demo-cloud', '--port', 'http'], 'from 0 to 65535'],
  ['a port that is too high', ['demo-cloud', '--port', '65536'], 'from 0 to 65535'],
  ['no companies', ['demo-cloud', '--companies', '0'], 'from 1 to 200000'],
  ['half a company', ['demo-cloud', '--companies', '2.5'], 'from 1 to 200000'],
  ['a seed that is no number', ['demo-cloud', '--seed', 'x'], 'A seed is a number'],
  ['a fault profile that does not exist', ['demo-cloud', '--faults', 'sometimes'], 'gone-and-back'],
  ['a day that is not in the calendar', ['demo-cloud', '--day', '2017-09-16'], '2017-09-15'],
  ['--day of an invented estate', ['demo-cloud', '--day', 'first', '--companies', '5'], '--companies'],
  ['--data without its folder', ['status', '--data'], 'looks like an option'],
  ['an empty --data', ['status', '--data', ''], 'empty'],
  ['--demo and --cloud together', ['sync', '--demo', '--cloud', 'https://x'], '--cloud'],
  ['one word too many', ['status', 'now'], 'too many arguments'],
]

describe('wrong usage ends with exit code 2 and does nothing', () => {
  it.concurrent.each(wrong)('%s', async (_name, args, message) => {
    const ran = await run(...args, '--json')
    expect([ran.code, ran.stderr]).toEqual([2, ''])
    const { error } = ran.json<CliError>()
    expect(Object.keys(error)).toEqual(['code', 'message', 'rule', 'kept', 'next'])
    expect(error).toMatchObject({ code: 'WRONG_USAGE', rule: null, kept: 'Nothing was done.' })
    expect(error.message).toContain(message)
  })

  it.concurrent.each([
    [[], 'Name a command.'],
    [['fetch'], `unknown command 'fetch'`],
    [['status', '--data'], `'--data <dir>' argument missing`],
  ] as const)('iris %j, for people: three lines on stderr and nothing on stdout', async (args, message) => {
    const ran = await run(...args)
    expect([ran.code, ran.stdout]).toEqual([2, ''])
    expect(ran.stderr).toMatch(/^WRONG_USAGE: .+\n.+\n.+\n$/)
    expect(ran.stderr).toContain(message)
  })

  it('nothing was written', () => {
    expect(readdirSync(folder.path)).toEqual([])
  })
})

describe('help', () => {
  it.concurrent('names every command; the version is a number', async () => {
    const [help, version, sync] = await Promise.all([run('--help'), run('--version'), run('sync', '--help')])
    expect([help.code, version.code, sync.code]).toEqual([0, 0, 0])
    for (const command of ['demo-cloud', 'sync', 'companies', 'import', 'reconcile', 'status'])
      expect(help.stdout).toContain(`\n  ${command}`)
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    for (const option of ['--data', '--json', '--demo', '--cloud', 'IRIS_APP_SECRET'])
      expect(sync.stdout).toContain(option)
  })
})
