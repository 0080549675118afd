import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/engine.ts'
import { iris, startCloudProcess, type CliError, type RunningCloud } from '../support/run-iris.ts'

let cloud: RunningCloud
let folder: ReturnType<typeof temporaryFolder>
beforeAll(async () => {
  folder = temporaryFolder()
  cloud = await startCloudProcess()
  const data = join(folder.path, 'data')
  await iris(['sync', '--data', data, '--cloud', cloud.credentials.url, '--json'], { cwd: folder.path, env: cloud.env })
})
afterAll(async () => {
  await cloud.stop()
  folder.remove()
})
const winter = ['--from', '2020-11-01', '--to', '2020-12-31', '--today', '2018-02-10']
const run = (...args: string[]) =>
  iris(['renewals', ...args, '--data', join(folder.path, 'data'), '--json'], { cwd: folder.path })
type Renewal = { companyName: string; offerName: string; model: string; endsOn: string; renewsTo: string; alert: boolean; cost: { amount: string; currency: string } | null } // prettier-ignore
type Renewals = { from: string; to: string; today: string; total: number; alerts: number; ical: string | null; renewals: Renewal[] } // prettier-ignore

describe('iris renewals', () => {
  it('M209, F08: terms that end, what renews each month, money as decimal strings', async () => {
    const ran = await run(...winter)
    expect([ran.code, ran.stderr]).toEqual([0, ''])
    const { renewals, total, alerts, ical } = ran.json<Renewals>()
    expect([renewals.length, alerts, ical]).toEqual([total, 2, null])
    const [first] = renewals
    expect(first).toMatchObject({ companyName: 'Advanced Telephony', endsOn: '2020-12-01', renewsTo: '2021-12-01', alert: true, cost: null }) // prettier-ignore
    const monthly = renewals.filter(({ model }) => model === 'monthly')
    expect(monthly.some(({ alert }) => alert)).toBe(false)
    expect(monthly.find(({ companyName, offerName }) => companyName === 'Technology Integrator' && offerName === 'Enterprise')?.cost).toEqual({ amount: '42.00', currency: 'EUR' }) // prettier-ignore
    expect((await run(...winter, '--alerts')).json<Renewals>().total).toBe(2)
    const text = await iris(['renewals', ...winter, '--data', join(folder.path, 'data')])
    expect(text.stdout).toMatch(/^2020-12-01 +2021-12-01 +2020-11-30 +yes +Advanced Telephony/m)
  })

  it('writes the calendar where it was called, and replaces a file only when told to', async () => {
    const made = await run(...winter, '--ical', 'renewals.ics')
    expect([made.code, made.json<Renewals>().ical]).toEqual([0, join(folder.path, 'renewals.ics')])
    expect(readFileSync(join(folder.path, 'renewals.ics'), 'utf8').match(/BEGIN:VEVENT\r\n/g)).toHaveLength(2)
    const again = await run(...winter, '--ical', 'renewals.ics')
    expect([again.code, again.json<CliError>().error.code]).toEqual([1, 'FILE_THERE'])
    expect((await run(...winter, '--ical', 'renewals.ics', '--force')).code).toBe(0)
  })

  it.each([
    ['a day that does not exist', ['--from', '2019-02-29', '--to', '2020-01-01']],
    ['a period that ends before it begins', ['--from', '2020-01-02', '--to', '2020-01-01']],
    ['no end', ['--from', '2020-01-02']],
  ])('%s is wrong usage', async (_name, args) => {
    const ran = await run(...args)
    expect([ran.code, ran.json<CliError>().error.code]).toEqual([2, 'WRONG_USAGE'])
  })
})
