import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { generateTenant, trainingDays } from '../../electron/demo-cloud/index.ts'
import { startCloudProcess, type RunningCloud } from '../support/run-iris.ts'
import { listing, startDemoCloud } from './demo-cloud-client.ts'

type Row = Readonly<Record<string, unknown>>

describe('a generated estate, served', () => {
  const tenant = generateTenant({ companies: 120, seed: 5 })

  test('the sign-in of the training cloud opens it; the distributor sees all its companies', async () => {
    const get = await (await startDemoCloud({ tenant })).as()
    expect(listing(await get('admin/v1.0/companies')).total).toBe(120)
    const kinds = await Promise.all(
      ['VAD', 'IR'].map(async (kind) => listing(await get(`admin/v1.0/companies?bpType=${kind}`)).total),
    )
    expect(kinds).toEqual([1, 10])
  })

  test('members come with their licences (not publicly documented: our declared design)', async () => {
    const get = await (await startDemoCloud({ tenant })).as()
    const { data, total } = listing(await get('admin/v1.0/users?format=full&limit=1000'))
    expect(data).toHaveLength(total)
    const offers = data.map(({ profiles }) => (profiles as Row[]).map(({ offerName }) => offerName))
    expect(offers.every((names) => names.length === 1)).toBe(true)
    expect(new Set(offers.flat()).size).toBeGreaterThan(2)
  })

  test('the history is derived from it: what is billed now is the last line of each contract', async () => {
    const get = await (await startDemoCloud({ tenant })).as()
    const company = tenant.companies.find(({ id }) => tenant.subscriptions.some((one) => one.companyId === id && one.quantities.length > 1)) // prettier-ignore
    const rows = listing(await get(`admin/v1.0/logs/operations?format=full&resourceType=subscription&limit=1000&resourceContextCompanyId=${company?.id}`)).data // prettier-ignore
    const held = listing(await get(`subscription/v1.0/companies/${company?.id}/subscriptions?format=full`)).data
    for (const { id, maxNumberUsers } of held) {
      const newest = rows.find(({ resourceId }) => resourceId === id)
      expect((newest?.newData as Row).maxNumberUsers).toBe(maxNumberUsers)
    }
  })
})

const signIn = async ({ credentials: { url, login, password, appId, appSecret } }: RunningCloud) => {
  const hex = createHash('sha256').update(`${appSecret}${password}`).digest('hex')
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`
  const reply = await fetch(`${url}/api/rainbow/authentication/v1.0/login`, {
    headers: { Authorization: basic(`${login}:${password}`), 'x-rainbow-app-auth': basic(`${appId}:${hex}`) },
  })
  const { token } = (await reply.json()) as { token: string }
  return async (path: string) =>
    (await (await fetch(`${url}/api/rainbow/${path}`, { headers: { Authorization: `Bearer ${token}` } })).json()) as {
      readonly total: number
      readonly data: readonly Row[]
    }
}

describe('iris demo-cloud', () => {
  test('--companies and --seed: an estate of that size, the same for the same seed', async () => {
    const started = await Promise.all(
      ['3', '3', '4'].map((seed) => startCloudProcess(['--companies', '40', '--seed', seed])),
    )
    const lists = await Promise.all(started.map(async (cloud) => (await signIn(cloud))('admin/v1.0/companies')))
    expect(lists.map(({ total }) => total)).toEqual([40, 40, 40])
    expect(lists[0]).toEqual(lists[1])
    expect(lists[2]).not.toEqual(lists[0])
    expect(await Promise.all(started.map((cloud) => cloud.stop()))).toEqual([0, 0, 0])
  })

  test.each([
    [['--day', 'first'], trainingDays[0]?.on],
    [['--day', '2017-10-13'], '2017-10-13'],
    [[], 'now'],
  ])('%j: the training calendar is there', async (args, today) => {
    const cloud = await startCloudProcess(args)
    const calendar = (await (await fetch(`${cloud.credentials.url}/training/calendar`)).json()) as Row
    expect(calendar).toEqual({ days: trainingDays.map(({ on }) => on), today, last: trainingDays.at(-1)?.on })
    await cloud.stop()
  })

  test('--faults: what goes wrong is the profile named', async () => {
    const cloud = await startCloudProcess(['--faults', 'captive-portal', '--seed', '2'])
    const types = new Set<string | null>()
    for (let index = 0; index < 60; index += 1) {
      types.add((await fetch(`${cloud.credentials.url}/api/rainbow/ping`)).headers.get('content-type'))
    }
    expect([...types].sort()).toEqual(['application/json; charset=utf-8', 'text/html; charset=utf-8'])
    await cloud.stop()
  })
})
