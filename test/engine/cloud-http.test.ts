import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it, test } from 'vitest'
import { applicationAuth } from '../../electron/engine/sync/cloud-authority.ts'
import { createHttp, refusalOf } from '../../electron/engine/sync/cloud-http.ts'

let waits: number[]
beforeEach(() => {
  waits = []
})

type Made = Response | Error
/** A cloud that gives these answers one after the other, then the last one again. */
const http = (...answers: readonly (() => Made)[]) => {
  const asked: { url: string; init: RequestInit }[] = []
  const client = createHttp(
    {
      appVersion: '0.1.0',
      fetch: (url, init) => {
        asked.push({ url: url as string, init: init! })
        const made = answers[Math.min(asked.length, answers.length) - 1]!()
        return made instanceof Error ? Promise.reject(made) : Promise.resolve(made)
      },
      wait: (ms) => {
        waits.push(ms)
        return Promise.resolve()
      },
    },
    'https://cloud.loc',
    'app',
  )
  const get = async (signal = new AbortController().signal, limit?: number) => {
    const answer = await client.request('/api/list?loginEmail=a@b.loc', signal, {}, limit)
    return answer.ok ? client.json('/api/list?loginEmail=a@b.loc', answer.value) : answer
  }
  return { asked, get }
}
const json = (body: unknown, init?: ResponseInit) => (): Response => Response.json(body, init)
const raw = (body: string, init?: ResponseInit) => (): Response => new Response(body, init)
const unreachable = (): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) })
const fine = json({ data: [] })

describe('a request to the cloud', () => {
  it('names its client and carries no secret of its own', async () => {
    const { asked, get } = http(fine)
    expect(await get()).toEqual({ ok: true, value: { data: [] } })
    const headers = asked[0]!.init.headers as Record<string, string>
    expect(headers).toMatchObject({
      Accept: 'application/json',
      'x-rainbow-client': 'sdk_node',
      'x-rainbow-client-version': '0.1.0',
    })
    expect(headers['x-rainbow-correlation-id']).toMatch(/^[a-z0-9]{16}$/)
  })

  it('waits exactly as long as 429 says and then goes on; without a figure ten seconds', async () => {
    const limited = (headers: Record<string, string>) => json({}, { status: 429, headers })
    const { asked, get } = http(limited({ 'retry-after': '7' }), limited({}), limited({ 'retry-after': 'soon' }), fine)
    expect((await get()).ok).toBe(true)
    expect(waits).toEqual([7_000, 10_000, 10_000])
    expect(asked).toHaveLength(4)
  })

  it('does not wait longer than a minute, nor for ever: CLOUD_RATE_LIMITED with the seconds', async () => {
    const long = http(json({}, { status: 429, headers: { 'retry-after': '3600' } }))
    expect(await long.get()).toMatchObject({ failure: { code: 'CLOUD_RATE_LIMITED', params: { seconds: '3600' } } })
    const again = http(json({}, { status: 429, headers: { 'retry-after': '1' } }))
    expect(await again.get()).toMatchObject({ failure: { code: 'CLOUD_RATE_LIMITED' } })
    expect(again.asked).toHaveLength(4)
  })

  it('is tried again after 5xx and network faults, each time later, at most four times', async () => {
    const passing = http(json({}, { status: 500 }), unreachable, raw('<html>', { status: 502 }), fine)
    expect((await passing.get()).ok).toBe(true)
    expect(waits).toHaveLength(3)
    for (const [index, least] of [300, 600, 1200].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(least)
      expect(waits[index]).toBeLessThan(2 * least)
    }
    const lasting = http(unreachable)
    expect(await lasting.get()).toMatchObject({
      failure: { code: 'CLOUD_UNREACHABLE', params: { host: 'cloud.loc', reason: 'ECONNREFUSED' } },
    })
    expect(lasting.asked).toHaveLength(4)
  })

  it('that is cancelled is not tried again', async () => {
    const abort = new AbortController()
    const { asked, get } = http(() => {
      abort.abort()
      return unreachable()
    })
    expect(await get(abort.signal)).toMatchObject({ failure: { code: 'CANCELLED' } })
    expect(asked).toHaveLength(1)
  })

  it('reads at most its limit', async () => {
    const { get } = http(json({ data: 'x'.repeat(100) }))
    expect(await get(undefined, 50)).toMatchObject({
      failure: { code: 'CLOUD_BROKEN_ANSWER', params: { request: '/api/list' } },
    })
  })

  it('follows no redirect: the sign-in page of a network gets neither password nor token', async () => {
    const { asked, get } = http(raw('', { status: 302, headers: { location: 'http://portal.loc/' } }))
    expect(await get()).toMatchObject({ failure: { code: 'CLOUD_NOT_RAINBOW', params: { host: 'cloud.loc' } } })
    expect(asked).toHaveLength(1)
    expect(asked[0]!.init.redirect).toBe('manual')
  })
})

describe('an answer that cannot be used', () => {
  const html = { headers: { 'content-type': 'text/html' } }
  const asJson = { headers: { 'content-type': 'application/json' } }
  test.each([
    ['a web page with status 200', raw('\n <!doctype html><html>', html), 'CLOUD_NOT_RAINBOW'],
    ['a web page that calls itself JSON', raw('<html>', asJson), 'CLOUD_NOT_RAINBOW'],
    ['plain text', raw('Welcome', { headers: { 'content-type': 'text/plain' } }), 'CLOUD_NOT_RAINBOW'],
    ['half of JSON', raw('{"data":[{"id":"', asJson), 'CLOUD_BROKEN_ANSWER'],
    ['nothing', raw('', asJson), 'CLOUD_BROKEN_ANSWER'],
    ['a gateway page', raw('<html>Bad gateway', { status: 502, ...html }), 'CLOUD_BROKEN_ANSWER'],
    ['a sign-in page with status 401', raw('<html>', { status: 401, ...html }), 'CLOUD_NOT_RAINBOW'],
    ['a refusal', json({ errorMsg: 'Forbidden' }, { status: 403 }), 'CLOUD_REFUSED'],
    ['a refusal without JSON', raw('no', { status: 404 }), 'CLOUD_REFUSED'],
  ])('%s is %s', async (_name, answer, code) => {
    expect(await http(answer).get()).toMatchObject({ ok: false, failure: { code } })
  })

  it('is named without its query, which may name people', async () => {
    const refused = await http(raw('{', asJson)).get()
    expect(JSON.stringify(refused)).not.toContain('a@b.loc')
  })

  test.each([
    [{ errorDetails: 'Unknown company', errorDetailsCode: 404000 }, 'Unknown company', '404000'],
    [{ errorDetails: [{ param: 'password', msg: 'Invalid', value: 's3cret' }] }, 'password: Invalid', '400'],
    [{ errorMsg: 'Bad Request', errorDetails: { msg: 'x', value: 's3cret' } }, 'x', '400'],
    [{ errorMsg: 'Bad Request', errorDetails: { value: 's3cret' } }, 'Bad Request', '400'],
    [{}, 'status 400', '400'],
    [null, 'status 400', '400'],
  ])('the reason of %j is the cloud’s own, without the value that was sent', (body, reason, detail) => {
    const refused = refusalOf('/x', 400, body)
    expect(refused.params).toEqual({ reason, detail })
    expect(JSON.stringify(refused)).not.toContain('s3cret')
  })
})

test('the application authentication is appId:hex(SHA-256(secret + password)) without a separator', () => {
  const hex = createHash('sha256').update('secretpässword', 'utf8').digest('hex')
  const expected = `Basic ${Buffer.from(`app:${hex}`).toString('base64')}`
  expect(applicationAuth({ appId: 'app', appSecret: 'secret', password: 'pässword' })).toBe(expected)
})
