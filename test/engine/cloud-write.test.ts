import { describe, expect, it, test } from 'vitest'
import { createHttp } from '../../electron/engine/sync/cloud-http.ts'

type Made = Response | Error | (() => Promise<Response>)
const PATH = '/api/rainbow/admin/v1.0/companies?name=x'

/** Sends one POST to a cloud that gives these answers one after the other, then the last one again. */
const sending = async (answers: readonly (() => Made)[], signal = new AbortController().signal) => {
  const sent: RequestInit[] = []
  const waits: number[] = []
  const http = createHttp(
    {
      appVersion: '0',
      fetch: (_url, init) => {
        sent.push(init!)
        const made = answers[Math.min(sent.length, answers.length) - 1]!()
        if (typeof made === 'function') return made()
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
  const answer = await http.write('POST', PATH, { name: 'Nord' }, signal, {})
  return { sent, waits, result: answer.ok ? http.written(PATH, answer.value) : answer }
}
const json = (body: unknown, init?: ResponseInit) => (): Response => Response.json(body, init)
const raw = (body: string | null, init?: ResponseInit) => (): Response => new Response(body, init)
const broken = (code: string) => (): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) })
const named = (name: string) => (): Error => Object.assign(new Error('x'), { name })
const cut = (): Response =>
  new Response(
    new ReadableStream({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode('{"data":'))
        stream.error(new TypeError('terminated', { cause: Object.assign(new Error(), { code: 'UND_ERR_SOCKET' }) }))
      },
    }),
  )

describe('a write', () => {
  it('is sent once, as JSON, and follows no redirect', async () => {
    const { sent, result } = await sending([json({ data: { id: '1' } })])
    expect(result).toEqual({ ok: true, value: { data: { id: '1' } } })
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ method: 'POST', body: '{"name":"Nord"}', redirect: 'manual' })
    expect(sent[0]!.headers).toMatchObject({ 'Content-Type': 'application/json' })
  })

  test.each([
    ['a time-out', named('TimeoutError')],
    ['a stop while it is under way', named('AbortError')],
    ['a reset connection', broken('ECONNRESET')],
    ['a connection that closes without an answer', broken('UND_ERR_SOCKET')],
    ['an answer that is cut', cut],
    ['500', json({}, { status: 500 })],
    ['503', raw('<html>', { status: 503 })],
    ['a redirect', raw(null, { status: 302, headers: { location: 'https://wifi.example' } })],
    ['half of JSON', raw('{"data":{"id":')],
    ['a web page with status 200', raw('<html>Welcome')],
    ['nothing with status 200', raw('')],
  ])('that ends with %s has an unknown outcome, and is not sent a second time', async (_name, answer) => {
    const { sent, result } = await sending([answer, json({ data: {} })])
    expect(result).toMatchObject({ ok: false, failure: { code: 'CLOUD_OUTCOME_UNKNOWN' } })
    expect(sent).toHaveLength(1)
    expect(JSON.stringify(result)).not.toContain('name=x')
  })

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
    'without a connection (%s) was not sent: it is tried again, then CLOUD_UNREACHABLE',
    async (code) => {
      const passing = await sending([broken(code), json({ data: {} })])
      expect([passing.result.ok, passing.sent.length]).toEqual([true, 2])
      const lasting = await sending([broken(code)])
      expect(lasting.result).toMatchObject({ failure: { code: 'CLOUD_UNREACHABLE', params: { reason: code } } })
      expect(lasting.sent).toHaveLength(4)
    },
  )

  it('waits as 429 says and is sent again then, because it was not taken', async () => {
    const { sent, waits, result } = await sending([json({}, { status: 429, headers: { 'retry-after': '7' } }), json({ data: {} })]) // prettier-ignore
    expect([result.ok, sent.length, waits]).toEqual([true, 2, [7_000]])
    const long = await sending([json({}, { status: 429, headers: { 'retry-after': '3600' } })])
    expect(long.result).toMatchObject({ failure: { code: 'CLOUD_RATE_LIMITED', params: { seconds: '3600' } } })
  })

  test.each([
    [json({ errorDetails: 'Name exists', errorDetailsCode: 409000 }, { status: 409 }), 'Name exists'],
    [raw('<html>', { status: 403 }), 'status 403'],
  ])('that the cloud refuses was not carried out: its own reason', async (answer, reason) => {
    const { sent, result } = await sending([answer])
    expect(result).toMatchObject({ failure: { code: 'CLOUD_REFUSED', params: { reason } } })
    expect(sent).toHaveLength(1)
  })

  it('may be answered with nothing (204), and one that was stopped before is not sent', async () => {
    expect((await sending([raw(null, { status: 204 })])).result).toEqual({ ok: true, value: null })
    const stopped = await sending([json({})], AbortSignal.abort())
    expect(stopped.result).toMatchObject({ failure: { code: 'CANCELLED' } })
    expect(stopped.sent).toEqual([])
  })
})
