import { expect, test } from 'vitest'
import { createDemoCloud } from '../../electron/demo-cloud/index.ts'
import { startDemoCloud } from './demo-cloud-client.ts'

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
