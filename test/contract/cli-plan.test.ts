import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samplesDir, temporaryFolder } from '../support/engine.ts'
import { iris, startCloudProcess, type CliError, type RunningCloud } from '../support/run-iris.ts'

let cloud: RunningCloud
let folder: ReturnType<typeof temporaryFolder>
beforeAll(async () => {
  folder = temporaryFolder()
  cloud = await startCloudProcess()
  const read = await iris(['sync', '--cloud', cloud.credentials.url, '--data', join(folder.path, 'data'), '--json'], { env: cloud.env }) // prettier-ignore
  expect(read.code).toBe(0)
})
afterAll(async () => {
  await cloud.stop()
  folder.remove()
})

const sample = join(samplesDir, 'plan_Interior-Designer.json')
const run = (...args: string[]) => iris([...args, '--data', join(folder.path, 'data')], { cwd: folder.path })
const written = (content: unknown): string => {
  const path = join(folder.path, 'plan.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const planOf = (changes: object) => ({
  name: 'A plan',
  scope: { kind: 'estate' },
  from: '2018-01',
  months: 3,
  currency: 'EUR',
  alternatives: [{ name: 'As it is' }],
  ...changes,
})
const refusal = async (content: unknown) => {
  const ran = await run('plan', written(content), '--today', '2017-12-10', '--json')
  expect(ran.code).toBe(1)
  const { error } = ran.json<CliError>()
  for (const words of [error.message, error.kept, error.next]) expect(words).toMatch(/^[^{}]+$/)
  return `${error.code} ${error.message}`
}

type Planned = {
  readonly companies: number
  readonly alternatives: readonly {
    readonly name: string
    readonly totals: Readonly<Record<'buy' | 'sell' | 'margin' | 'perMonthAtEnd' | 'unused', string>> | null
    readonly months: readonly { readonly month: string; readonly buy: string }[]
    readonly missingPrices: readonly { readonly code: string; readonly commercialReference: string; readonly tier: string }[] // prettier-ignore
    readonly notes: readonly { readonly code: string }[]
  }[]
  readonly breakEvens: readonly unknown[]
}

describe('iris plan (docs/planning.md 5)', () => {
  it('the sample: 20 Enterprise are 56.00 a month (M153); three years have no price and name 3EY95102AD (M218)', async () => {
    const ran = await run('plan', sample, '--today', '2017-12-10', '--json')
    expect(ran.code).toBe(0)
    const planned = ran.json<Planned>()
    const [asItIs, byMonth, years, mixed] = planned.alternatives
    expect(asItIs?.months[0]).toMatchObject({ month: '2018-01', buy: '56.00', cumulative: '56.00', licences: 20 })
    expect(byMonth?.totals).toEqual({ buy: '2016.00', sell: '2880.00', margin: '864.00', perMonthAtEnd: '56.00', upFront: '0.00', unused: '0.00' }) // prettier-ignore
    for (const one of [years, mixed]) {
      expect([one?.totals, one?.months]).toEqual([null, []])
      expect(one?.missingPrices[0]).toMatchObject({ code: 'PRICE_MISSING', commercialReference: '3EY95102AD', tier: 'vad' }) // prettier-ignore
    }
    expect(JSON.stringify(planned)).not.toContain('"minor"')
  })

  it('without prices of prepaid licences Advanced Telephony has no total: its renewal has none either', async () => {
    const plan = planOf({ scope: { kind: 'company', company: 'advanced telephony' }, from: '2020-11' })
    const ran = await run('plan', written(plan), '--today', '2020-10-10', '--json')
    const [asItIs] = ran.json<Planned>().alternatives
    expect(asItIs?.totals).toBeNull()
    expect(asItIs?.missingPrices.map(({ commercialReference }) => commercialReference).toSorted()).toEqual(['3EY95101AB', '3EY95101AB', '3EY95102AB', '3EY95102AB']) // prettier-ignore
  })

  it('in words: costs by month, totals, break-even, and what is missing', async () => {
    const { code, stdout } = await run('plan', sample, '--today', '2017-12-10')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^2018-01 +56\.00 +56\.00$/m)
    expect(stdout).toMatch(/^By month +2016\.00 +2880\.00 +864\.00 +56\.00 +0\.00 +0\.00$/m)
    expect(stdout).toMatch(/^Three years: PRICE_MISSING \(M218\) 3EY95102AD, Enterprise PrePaid 3 Years, tier vad$/m)
  })

  it('says where in the file what is wrong, in plain words', async () => {
    expect(await refusal('{"name": ')).toMatch(/^PLAN_FILE_NOT_CLEAR .*it is no JSON/)
    expect(await refusal('[]')).toMatch(/the file must be an object/)
    expect(await refusal(planOf({ months: 0 }))).toMatch(/: months must be at least 1\.$/)
    expect(await refusal(planOf({ months: 1.5, curency: 'EUR' }))).toMatch(/months must be a whole number; the file has the unknown field "curency"/) // prettier-ignore
    expect(await refusal(planOf({ currency: 'euro' }))).toMatch(/currency must be three capital letters such as EUR/)
    expect(await refusal(planOf({ from: '2018-13' }))).toMatch(/from must be a month YYYY-MM/)
    expect(await refusal(planOf({ scope: { kind: 'all' } }))).toMatch(/scope\.kind must be "company", "customers-of" or "estate"/) // prettier-ignore
    const change = (one: object) => refusal(planOf({ changes: [{ plan: 'Enterprise', ...one }] }))
    expect(await change({ from: '2018-02-29', set: 1 })).toMatch(/changes\[0\]\.from must be a day YYYY-MM-DD that exists/) // prettier-ignore
    expect(await change({ set: -1 })).toMatch(/changes\[0\]\.set must be at least 0/)
    expect(await change({ set: 2_000_000 })).toMatch(/changes\[0\]\.set must be at most 1000000/)
    expect(await change({ set: 1.5 })).toMatch(/changes\[0\]\.set must be a whole number/)
    expect(await change({ set: 1, add: 1 })).toMatch(/changes\[0\] must have one of "set", "add" and "percent"/)
    expect(await change({ percent: 'ten' })).toMatch(/changes\[0\]\.percent must be a number as text/)
    const cover = (one: object) => refusal(planOf({ alternatives: [{ name: 'x', covers: [one] }] }))
    expect(await cover({ term: 2, quantity: 'all' })).toMatch(/alternatives\[0\]\.covers\[0\]\.term must be "monthly", 1, 3 or 5/) // prettier-ignore
    expect(await cover({ term: 3, quantity: 'some' })).toMatch(/covers\[0\]\.quantity must be "all", "lowest" or a whole number/) // prettier-ignore
  })

  it('a company that is not there, an offer that is unknown, a file that is not there; exit codes 1 and 2', async () => {
    expect(await refusal(planOf({ scope: { kind: 'company', company: 'Nobody at all' } }))).toMatch(/^NOT_FOUND/)
    expect(await refusal(planOf({ scope: { kind: 'company', company: 'e' } }))).toMatch(/^COMPANY_NOT_CLEAR/)
    expect(await refusal(planOf({ changes: [{ plan: 'Platinum', set: 1 }] }))).toMatch(/^OFFER_UNKNOWN/)
    const absent = await run('plan', 'absent.json', '--json')
    expect([absent.code, absent.json<CliError>().error.code]).toEqual([1, 'FILE_NOT_READABLE'])
    const none = await run('plan', '--json')
    expect([none.code, none.json<CliError>().error.code]).toEqual([2, 'WRONG_USAGE'])
    const day = await run('plan', sample, '--today', '2018-02-30', '--json')
    expect([day.code, day.json<CliError>().error.code]).toEqual([2, 'WRONG_USAGE'])
  })
})
