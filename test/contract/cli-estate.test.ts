import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/engine.ts'
import { iris, startCloudProcess, type CliError, type RunningCloud } from '../support/run-iris.ts'

let cloud: RunningCloud
let folder: ReturnType<typeof temporaryFolder>
beforeAll(async () => {
  folder = temporaryFolder()
  cloud = await startCloudProcess()
})
afterAll(async () => {
  await cloud.stop()
  folder.remove()
})
const run = (...args: string[]) =>
  iris([...args, '--data', join(folder.path, 'data'), '--json'], { cwd: folder.path, env: cloud.env })
const text = (...args: string[]) => iris([...args, '--data', join(folder.path, 'data')], { cwd: folder.path })
const today = new Date().toISOString().slice(0, 10)

type Counts = Record<'added' | 'changed' | 'removed' | 'unchanged' | 'skipped', number>
type Synced = { mode: string; requests: number; bytes: number; seconds: number; entities: Record<string, Counts> }
type Companies = { asOf: string | null; total: number; companies: { id: string; name: string; kind: string }[] }

describe('iris sync, companies, company, changes, outbox', () => {
  it('sync says what it read, entity by entity, and its progress on stderr', async () => {
    const done = await run('sync', '--cloud', cloud.credentials.url)
    expect(done.code).toBe(0)
    expect(done.stderr).toMatch(/^\S.* \d+\/\d+ \w+\n/)
    const first = done.json<Synced>()
    expect(first).toMatchObject({ mode: 'full', outbox: { waiting: 0, conflict: 0, refused: 0 }, brakes: [] })
    expect(first.entities.company).toMatchObject({ added: 12, changed: 0, removed: 0, unchanged: 0, skipped: 0 })
    expect([first.requests > 10, first.bytes > 1000, first.seconds >= 0]).toEqual([true, true, true])
    const again = (await run('sync', '--full', '--cloud', cloud.credentials.url)).json<Synced>()
    expect(again.mode).toBe('full')
    expect(again.entities.company).toMatchObject({ added: 0, unchanged: 12 })
  })

  it('companies by kind, by text and as of a date', async () => {
    const resellers = (await run('companies', '--kind', 'IR')).json<Companies>()
    expect(resellers.companies.every(({ kind }) => kind === 'IR')).toBe(true)
    expect(resellers.total).toBe(resellers.companies.length)
    expect((await run('companies', '--search', 'ref_ir_01')).json<Companies>().companies).toMatchObject([
      { name: 'Sistemos' },
    ])
    const tonight = (await run('companies', '--as-of', today)).json<Companies>()
    expect([tonight.total, tonight.asOf]).toEqual([12, `${today}T23:59:59.999Z`])
    const early = await run('companies', '--as-of', '2001-01-01')
    expect([early.code, early.json<CliError>().error.code]).toEqual([1, 'AS_OF_TOO_EARLY'])
    expect((await text('companies', '--search', 'sistem')).stdout).toMatch(/^Company +Kind +Partner/)
  })

  it('one company with what belongs to it; another id is refused', async () => {
    const [found] = (await run('companies', '--search', 'high-tech')).json<Companies>().companies
    const shown = await run('company', found!.id)
    expect(shown.json()).toMatchObject({
      company: { name: 'High-Tech' },
      members: [{ name: 'Christian THOMPSON', admin: true }],
    })
    expect((await text('company', found!.id)).stdout).toMatch(/^High-Tech, EC, active[^]*Christian THOMPSON/)
    for (const id of ['nobody', 'x'.repeat(65)]) {
      const refused = await run('company', id)
      expect([refused.code, refused.json<CliError>().error.code]).toEqual([1, 'NOT_FOUND'])
    }
  })

  it('changes since a date, and the outbox', async () => {
    const before = await run('changes', '--since', '2001-01-01')
    expect([before.code, before.json<CliError>().error.code]).toEqual([1, 'AS_OF_TOO_EARLY'])
    const since = new Date().toISOString()
    expect((await run('changes', '--since', since)).json()).toMatchObject({ since, total: 0, changes: [] })
    expect((await run('outbox')).json()).toEqual({
      counts: { planned: 0, sent: 0, conflict: 0, refused: 0, confirmed: 0, undone: 0 }, total: 0, entries: [],
    }) // prettier-ignore
    expect((await text('outbox')).stdout).toMatch(/^Made +State +Edit/)
  })

  it('a folder that was never synchronised is not an estate without companies', async () => {
    for (const command of [['companies'], ['changes', '--since', '2017-01-01']]) {
      const ran = await iris([...command, '--data', join(folder.path, 'mistyped'), '--json'], { cwd: folder.path })
      expect([ran.code, ran.json<CliError>().error.code]).toEqual([1, 'NEVER_SYNCED'])
    }
  })

  it('the first sync of a demo says what came, with its progress on stderr', async () => {
    const ran = await iris(['sync', '--demo', '--data', join(folder.path, 'demo'), '--json'], { cwd: folder.path })
    expect(ran.code).toBe(0)
    expect(ran.json<Synced>().entities.company).toMatchObject({ added: 12, removed: 0, unchanged: 0 })
    expect(ran.stderr).toMatch(/^\S.* \d+\/\d+ \w+\n/)
  })

  it.each([
    [['companies', '--as-of', '2017-02-30'], 'YYYY-MM-DD'],
    [['companies', '--search', ''], 'empty'],
    [['company'], `missing required argument 'id'`],
    [['changes'], '--since'],
    [['changes', '--since', 'yesterday'], 'YYYY-MM-DD'],
    [['outbox', '--state', 'x'], 'unknown option'],
    [['sync', '--full', 'now'], 'too many arguments'],
  ])('iris %j is wrong usage', async (args, message) => {
    const ran = await run(...args)
    expect([ran.code, ran.json<CliError>().error.code]).toEqual([2, 'WRONG_USAGE'])
    expect(ran.json<CliError>().error.message).toContain(message)
  })
})
