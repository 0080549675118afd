import { describe, expect, test } from 'vitest'
import { createFaults, type Outcome } from '../../electron/demo-cloud/faults.ts'
import { json as asAnswer, type Answer } from '../../electron/demo-cloud/http/answer.ts'
import {
  createDemoCloud,
  faultProfiles,
  type DemoCloudOptions,
  type FaultProfile,
} from '../../electron/demo-cloud/index.ts'
import { listing, startDemoCloud, type Reply } from './demo-cloud-client.ts'

test('a second cloud on the same port is refused as a value', async () => {
  const { url } = await startDemoCloud()
  const port = Number(new URL(url).port)
  const second = await createDemoCloud({ files: () => Promise.resolve(null) }).listen({ port })
  expect(second).toEqual({ ok: false, failure: { code: 'PORT_IN_USE', params: { port: String(port) }, rule: null } })
})

test('it listens on loopback only', async () => {
  const { url } = await startDemoCloud()
  expect(new URL(url).hostname).toBe('127.0.0.1')
})

test('switches: failures and rate limiting in the order they were set, each for its count', async () => {
  const cloud = await startDemoCloud()
  const { faults } = cloud.cloud
  faults.failNext(2, 503)
  faults.retryAfter429(1, 3)
  expect(await cloud.get('ping')).toMatchObject({ status: 503, body: { errorCode: 503, errorDetailsCode: 503000 } })
  expect(await cloud.get('ping')).toMatchObject({ status: 503 })
  const limited = await cloud.get('ping')
  expect(limited.status).toBe(429)
  expect(limited.headers.get('retry-after')).toBe('3')
  expect(await cloud.get('ping')).toMatchObject({ status: 200 })
  faults.failNext(5, 500)
  faults.clear()
  expect(await cloud.get('ping')).toMatchObject({ status: 200 })
})

test('switches: an HTML page with status 200, a connection cut within the answer', async () => {
  const cloud = await startDemoCloud()
  const { faults } = cloud.cloud
  faults.htmlInstead(1)
  const page = await cloud.get('ping')
  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(page.body).toContain('<html>')
  faults.cutConnection(1)
  await expect(cloud.get('ping')).rejects.toThrow()
  expect(await cloud.get('ping')).toMatchObject({ status: 200 })
})

test('switches: latency holds back the requests that arrive while it is set', async () => {
  const arrivals: (() => void)[] = []
  const arrived = new Promise<void>((resolve) => arrivals.push(resolve))
  const random = (bytes: number): Uint8Array => {
    if (bytes === 12) arrivals.pop()?.() // the id of a request
    return new Uint8Array(bytes)
  }
  const cloud = await startDemoCloud({ random })
  cloud.cloud.faults.latencyMs(60_000)
  const abort = new AbortController()
  const slow = fetch(`${cloud.url}/api/rainbow/ping`, { signal: abort.signal })
  await arrived
  cloud.cloud.faults.latencyMs(0)
  expect(await cloud.get('ping')).toMatchObject({ status: 200 })
  abort.abort()
  await expect(slow).rejects.toThrow()
})

const json = (reply: Reply): Record<string, unknown> => reply.body as Record<string, unknown>

/** A cloud, a session in it, and what it was asked for. */
const disturbed = async (options: Partial<DemoCloudOptions> = {}) => {
  const cloud = await startDemoCloud(options)
  const get = await cloud.as()
  const { token } = (await cloud.login()).body as { token: string }
  const send = (path: string, method: string, body: unknown): Promise<Response> =>
    fetch(`${cloud.url}/api/rainbow/${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  return { ...cloud, faults: cloud.cloud.faults, get, bare: cloud.get, send }
}

const companies = 'admin/v1.0/companies?format=full&limit=1000'
const called = async (get: (path: string) => Promise<Reply>, name: string): Promise<number> =>
  listing(await get(companies)).data.filter((one) => one.name === name).length

describe('switches: a write whose outcome the client cannot know', () => {
  test('cutConnection: nothing was done', async () => {
    const { faults, get, send } = await disturbed()
    faults.cutConnection(1)
    await expect(send('admin/v1.0/companies', 'POST', { name: 'Nowhere', country: 'FRA' }).then((r) => r.text())).rejects.toThrow() // prettier-ignore
    expect(await called(get, 'Nowhere')).toBe(0)
  })

  test('cutAfterWork: it was done once, and the answer is lost', async () => {
    const { faults, get, send } = await disturbed()
    faults.cutAfterWork(1)
    await expect(send('admin/v1.0/companies', 'POST', { name: 'Somewhere', country: 'FRA' })).rejects.toThrow()
    expect(await called(get, 'Somewhere')).toBe(1)
  })

  test('truncateNext and invalidJsonNext: done, with a status, and no JSON', async () => {
    const { faults, get, send } = await disturbed()
    for (const [name, spoil] of [
      ['Half', faults.truncateNext],
      ['Spoilt', faults.invalidJsonNext],
    ] as const) {
      spoil(1)
      const reply = await send('admin/v1.0/companies', 'POST', { name, country: 'FRA' })
      const text = await reply.text()
      expect(reply.status).toBe(200)
      expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
      expect(await called(get, name)).toBe(1)
    }
  })
})

describe('switches: for some requests only', () => {
  test('match: others go through and use nothing up', async () => {
    const cloud = await startDemoCloud()
    const { faults } = cloud.cloud
    faults.failNext(1, 500, ({ method, path }) => method === 'GET' && path.endsWith('/about'))
    expect((await cloud.get('ping')).status).toBe(200)
    expect((await cloud.get('admin/v1.0/about')).status).toBe(500)
    expect((await cloud.get('admin/v1.0/about')).status).toBe(200)
  })
})

describe('switches: lists that shift while they are read', () => {
  const pages = async (get: (path: string) => Promise<Reply>, limit: number) => {
    const first = listing(await get(`admin/v1.0/companies?limit=${limit}`))
    const rows = [...first.data]
    for (let offset = limit; offset < first.total; offset += limit) {
      rows.push(...listing(await get(`admin/v1.0/companies?limit=${limit}&offset=${offset}`)).data)
    }
    return { total: first.total, ids: rows.map(({ id }) => String(id)) }
  }

  test('repeatIds: an id of the page before comes again, and one is on no page', async () => {
    const { faults, get } = await disturbed()
    const calm = await pages(get, 5)
    expect(new Set(calm.ids).size).toBe(calm.total)
    faults.repeatIds(1, ({ path }) => path.endsWith('/companies'))
    await get('admin/v1.0/sites?limit=1') // no match: uses nothing up
    const single = await pages(get, 100)
    expect([single.ids.length, new Set(single.ids).size]).toEqual([single.total, single.total - 1])
    await get('admin/v1.0/companies?limit=5')
    faults.repeatIds(1)
    const second = listing(await get('admin/v1.0/companies?limit=5&offset=5')).data.map(({ id }) => id)
    expect(second).toEqual([calm.ids[4], ...calm.ids.slice(5, 9)])
  })

  test('shrinkPages: fewer entries than the total says', async () => {
    const { faults, get } = await disturbed()
    faults.shrinkPages(1)
    const shrunk = await pages(get, 5)
    expect(shrunk.ids.length).toBe(shrunk.total - 1)
    const after = await pages(get, 5)
    expect(after.ids.length).toBe(after.total)
  })
})

describe('switches: fields that are not what they should be', () => {
  test('wrongTypes: all fields of the first entry but its ids', async () => {
    const { faults, get } = await disturbed()
    const calm = listing(await get(companies)).data
    faults.wrongTypes(1)
    const [first, ...rest] = listing(await get(companies)).data
    expect(rest).toEqual(calm.slice(1))
    const changed = Object.entries(first ?? {}).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(calm[0]?.[name])) // prettier-ignore
    expect(first?.id).toBe(calm[0]?.id)
    expect(typeof first?.name).toBe('object')
    expect(changed.length).toBeGreaterThan(20)
    expect(listing(await get(companies)).data).toEqual(calm)
  })

  test('unknownEnums: values that no documentation names', async () => {
    const { faults, get } = await disturbed()
    faults.unknownEnums(2)
    expect(listing(await get(companies)).data[0]).toMatchObject({ status: 'active_v2', visibility: 'public_v2' })
    expect(listing(await get('admin/v1.0/users?format=full')).data[0]).toMatchObject({ roles: ['user', 'overseer'] })
  })
})

describe('switches: sessions and clock', () => {
  test('expireTokens: the tokens given out until now, not the next one', async () => {
    const { faults, get, as } = await disturbed()
    expect((await get('authentication/v1.0/validator')).status).toBe(200)
    faults.expireTokens()
    const refused = await get('authentication/v1.0/validator')
    expect([refused.status, json(refused).errorDetails]).toEqual([401, 'jwt expired'])
    const again = await as()
    expect((await again('authentication/v1.0/validator')).status).toBe(200)
    expect((await get('authentication/v1.0/validator')).status).toBe(401)
  })

  test('skewClock: the Date header, until it is set again', async () => {
    const cloud = await startDemoCloud({ clock: () => new Date('2026-03-01T10:00:00.000Z') })
    cloud.cloud.faults.skewClock(-3_600_000)
    expect((await cloud.get('ping')).headers.get('date')).toBe('Sun, 01 Mar 2026 09:00:00 GMT')
    cloud.cloud.faults.clear()
    expect((await cloud.get('ping')).headers.get('date')).toBe('Sun, 01 Mar 2026 10:00:00 GMT')
  })
})

describe('profiles', () => {
  /** What 300 requests see: the status, or what was wrong. */
  const seen = async (profile: FaultProfile, seed: number): Promise<readonly string[]> => {
    const source = createFaults()
    source.faults.profile(profile, seed)
    const work = (): Promise<Answer> => Promise.resolve(asAnswer({ data: [{ id: 'a', status: 'active' }, { id: 'b', status: 'active' }], total: 2 })) // prettier-ignore
    const seenOnes: string[] = []
    let token = 'first'
    const ask = (method: string, authorization: string | undefined, done: () => Promise<Answer>): Promise<Outcome> =>
      source.around({ method, path: '/x', query: new URLSearchParams(), authorization }, done)
    for (let index = 0; index < 300; index += 1) {
      const outcome = await ask(index % 3 === 0 ? 'POST' : 'GET', `Bearer ${token}`, work)
      if (outcome.kind === 'cut') seenOnes.push(outcome.done === null ? 'cut' : 'lost')
      else if (outcome.answer.status !== 200) seenOnes.push(String(outcome.answer.status))
      else seenOnes.push('json' in outcome.answer.body ? JSON.stringify(outcome.answer.body.json) : 'no json')
      if (seenOnes.at(-1) === '401') {
        token = `after ${index}`
        await ask('GET', undefined, () => Promise.resolve(asAnswer({ token })))
      }
    }
    return seenOnes
  }
  const calm = JSON.stringify({
    data: [
      { id: 'a', status: 'active' },
      { id: 'b', status: 'active' },
    ],
    total: 2,
  })
  const kinds = async (profile: FaultProfile) =>
    [...new Set(await seen(profile, 5))].filter((one) => one !== calm).sort()

  test.each([
    ['none', []],
    ['flaky', ['500', 'cut', 'lost', 'no json']],
    ['rate-limited', ['429']],
    ['gone-and-back', ['cut']],
    ['lost-answers', ['lost']],
    ['short-sessions', ['401']],
    ['wrong-clock', []],
    ['captive-portal', ['no json']],
  ] as const)('%s', async (profile, expected) => {
    expect(await kinds(profile)).toEqual(expected)
  })

  test('half-broken: four kinds of odd lists, and no JSON; hostile: everything', async () => {
    expect((await kinds('half-broken')).length).toBe(5)
    const hostile = await kinds('hostile')
    expect(hostile).toEqual(expect.arrayContaining(['401', '429', '500', 'cut', 'lost', 'no json']))
    expect(hostile.length).toBeGreaterThan(8)
  }, 60_000)

  test('the same seed gives the same faults, another seed others; there is a profile for every name', async () => {
    expect(await seen('flaky', 9)).toEqual(await seen('flaky', 9))
    expect(await seen('flaky', 9)).not.toEqual(await seen('flaky', 10))
    const { faults, skew } = createFaults()
    for (const profile of faultProfiles) faults.profile(profile, 1)
    expect(faultProfiles).toContain('slow')
    expect(skew()).not.toBe(0) // of the last one, hostile
    faults.clear()
    expect(skew()).toBe(0)
  })

  test('clear ends it; expired tokens stay expired', async () => {
    const cloud = await disturbed()
    cloud.faults.profile('captive-portal', 1)
    cloud.faults.expireTokens()
    cloud.faults.clear()
    expect((await cloud.get('authentication/v1.0/validator')).status).toBe(401)
    for (let index = 0; index < 30; index += 1) expect((await cloud.bare('ping')).status).toBe(200)
  })
})
