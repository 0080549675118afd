import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startWebHost, type WebHost, type WebHostDeps } from '../../electron/host/web-host.ts'
import { receiveUpload, removeOldUploads } from '../../electron/host/web-upload.ts'
import type { EngineState, ProfileChange, Profiles } from '../../shared/contract/shell.ts'
import type { Workspace } from '../../electron/supervisor/workspace.ts'
import { failure } from '../../shared/contract/failure.ts'
import type { EngineConnection, Supervisor } from '../../electron/supervisor/supervise.ts'

type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** A supervisor whose engine echoes, and that can be told to lose it. */
const echoSupervisor = (): Supervisor & { lose(): void; readonly asked: boolean[] } => {
  const closes: (() => void)[] = []
  const asked: boolean[] = []
  let state: EngineState = { state: 'ready' }
  const connect = (allowPaths: boolean): EngineConnection => {
    asked.push(allowPaths)
    const listeners: ((event: { readonly data: unknown }) => void)[] = []
    return {
      postMessage: (data) => listeners.forEach((listener) => listener({ data })),
      addEventListener: (type: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) => {
        if (type === 'message') listeners.push(listener)
        else closes.push(() => listener({ data: null }))
      },
      close: () => undefined,
    }
  }
  return {
    start: vi.fn(),
    state: () => state,
    onState: () => () => undefined,
    connect,
    handOver: () => false,
    stop: () => Promise.resolve(),
    moveTo: () => Promise.resolve(),
    lose: () => {
      state = { state: 'lost', restarts: 1 }
      closes.forEach((close) => close())
    },
    asked,
  }
}

const demo = { id: 'demo', name: 'Demo', url: '', login: '', appId: '', demo: true }
const known: Profiles = { profiles: [demo], current: 'demo', folder: null }
/** Takes every change but the removal of the demo. */
const workspaceOf = (at: Supervisor): Workspace & { readonly changes: ProfileChange[] } => {
  const changes: ProfileChange[] = []
  return {
    supervisor: at,
    dataDir: () => join(folder, 'data'),
    profiles: () => known,
    change: (change) => {
      changes.push(change)
      const refused = change.do === 'remove' && change.id === 'demo'
      return Promise.resolve(
        refused ? { ok: false, failure: failure('PROFILE_IN_USE', { name: 'Demo' }) } : { ok: true, value: known },
      )
    },
    changes,
  }
}

let folder: string
let workspace: ReturnType<typeof workspaceOf>
let supervisor: ReturnType<typeof echoSupervisor>
let host: WebHost

const options = (): WebHostDeps => ({
  workspace,
  assetsDir: join(folder, 'renderer'),
  cloud: null,
  port: 0,
  onOpened: () => undefined,
})

const start = async (more: Partial<WebHostDeps> = {}): Promise<WebHost> => {
  const started = await startWebHost({ ...options(), ...more })
  if (!started.ok) throw new Error(started.failure.code)
  return started.value
}

const send = (
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
  origin = host.origin,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin)
    const request = httpRequest(
      { hostname, port, path, method, headers, setHost: !('host' in headers) },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      },
    )
    request.on('error', reject)
    request.end(body)
  })

const open = async (from: WebHost = host): Promise<string> => {
  const link = new URL(from.newLink())
  const answer = await send(link.pathname + link.search, {}, from.origin)
  expect(answer.status).toBe(200)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

const socket = (headers: Record<string, string>, path = '/engine'): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const opened = new WebSocket(host.origin.replace('http', 'ws') + path, { headers })
    opened.on('open', () => resolve(opened))
    opened.on('error', reject)
  })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'iris-web-'))
  mkdirSync(join(folder, 'renderer/assets'), { recursive: true })
  writeFileSync(join(folder, 'renderer/index.html'), '<h1>Iris Desk</h1>')
  writeFileSync(join(folder, 'renderer/assets/app-1a2b.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'outside')
  supervisor = echoSupervisor()
  workspace = workspaceOf(supervisor)
  host = await start()
})
afterEach(async () => {
  await host.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('web host: who may come in', () => {
  test('without the cookie nothing is answered, not even the state of the engine', async () => {
    for (const path of ['/', '/assets/app-1a2b.js', '/engine-state']) expect((await send(path)).status).toBe(403)
    expect((await send('/upload?name=a.csv', { method: 'POST', headers: { origin: host.origin } })).status).toBe(403)
    expect((await send('/?token=wrong')).status).toBe(403)
  })

  test('a link works once and gives a strict cookie that scripts cannot read', async () => {
    const link = new URL(host.newLink())
    const first = await send(link.pathname + link.search)
    expect(first.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
    expect((await send(link.pathname + link.search)).status).toBe(403)
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? ''
    expect((await send('/', { headers: { cookie } })).body).toContain('Iris Desk')
  })

  test('the cookie of one run does not open another', async () => {
    const other = await start()
    const cookie = await open(other)
    expect((await send('/', { headers: { cookie } })).status).toBe(403)
    await other.close()
  })

  test('a cookie of the right name and another value is none', async () => {
    const [name = '', value = ''] = (await open()).split('=')
    for (const cookie of [
      `${name}=`,
      `${name}=x`,
      `${name}=${value.slice(0, -1)}`,
      `${name}=${'A'.repeat(value.length)}`,
    ]) {
      expect((await send('/', { headers: { cookie } })).status).toBe(403)
    }
    expect((await send('/', { headers: { cookie: `other=1; ${name}=${value}` } })).status).toBe(200)
  })

  test('a name that was pointed at this computer is refused (DNS rebinding)', async () => {
    const cookie = await open()
    expect((await send('/', { headers: { cookie, host: 'evil.example' } })).status).toBe(421)
  })

  test('another page cannot post with the person’s cookie', async () => {
    const cookie = await open()
    const headers = { cookie, origin: 'https://evil.example' }
    expect((await send('/upload?name=a.csv', { method: 'POST', headers, body: 'x' })).status).toBe(403)
    expect((await send('/engine-restart', { method: 'POST', headers: { cookie } })).status).toBe(403)
    expect(supervisor.start).not.toHaveBeenCalled()
  })

  test('profiles are told and changed only within the session, and only by our own page', async () => {
    const change = JSON.stringify({ do: 'create', name: 'North', url: 'https://cloud.loc', login: '', appId: '' })
    const post = (headers: Record<string, string>, body = change) =>
      send('/profiles', { method: 'POST', headers, body })
    expect((await send('/profiles')).status).toBe(403)
    expect((await post({ origin: host.origin })).status).toBe(403)
    const cookie = await open()
    expect((await post({ cookie, origin: 'https://evil.example' })).status).toBe(403)
    expect(workspace.changes).toEqual([])
    expect(JSON.parse((await send('/profiles', { headers: { cookie } })).body)).toEqual(known)
    expect((await post({ cookie, origin: host.origin })).status).toBe(200)
    expect(workspace.changes).toEqual([JSON.parse(change)])
    for (const wrong of ['', '{', '{"do":"delete","id":"x"}', `{"do":"choose","id":"${'x'.repeat(20_000)}"}`])
      expect((await post({ cookie, origin: host.origin }, wrong)).status).toBe(400)
    const refused = await post({ cookie, origin: host.origin }, '{"do":"remove","id":"demo"}')
    expect([refused.status, refused.body]).toEqual([409, expect.stringContaining('PROFILE_IN_USE')])
  })

  test('the asked-for cloud is filled into the first page', async () => {
    const other = await start({ cloud: 'https://openrainbow.com' })
    const link = new URL(other.newLink())
    expect((await send(link.pathname + link.search, {}, other.origin)).body).toContain(
      '/?cloud=https%3A%2F%2Fopenrainbow.com',
    )
    await other.close()
  })

  test('a port in use is PORT_IN_USE', async () => {
    const port = Number(new URL(host.origin).port)
    expect(await startWebHost({ ...options(), port })).toMatchObject({
      ok: false,
      failure: { code: 'PORT_IN_USE', params: { port: String(port) } },
    })
  })
})

describe('web host: files of the window', () => {
  test('html is never stored, hashed assets are, both with strict headers', async () => {
    const cookie = await open()
    const page = await send('/customers/42', { headers: { cookie } })
    expect(page.body).toContain('Iris Desk')
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    expect(page.headers['content-security-policy']).toContain("default-src 'self'")
    expect(page.headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/)
    const script = await send('/assets/app-1a2b.js', { headers: { cookie } })
    expect(script.headers['cache-control']).toContain('immutable')
    expect(script.headers['content-type']).toContain('javascript')
  })

  test('no path leads out of the folder', async () => {
    const cookie = await open()
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/..%5csecret.txt',
      '/%00.txt',
      '/%zz.txt',
    ]) {
      const answer = await send(path, { headers: { cookie } })
      expect([path, answer.status]).toEqual([path, 404])
      expect(answer.body).not.toContain('outside')
    }
  })
})

describe('web host: engine', () => {
  test('a WebSocket of the own page reaches the engine, text as text and bytes as bytes, without paths', async () => {
    const cookie = await open()
    const opened = await socket({ cookie, origin: host.origin })
    const heard: unknown[] = []
    opened.on('message', (data: Buffer, isBinary) => heard.push(isBinary ? [...data] : data.toString()))
    opened.send('question')
    opened.send(new Uint8Array([1, 2]))
    await vi.waitFor(() => expect(heard).toEqual(['question', [1, 2]]))
    expect(supervisor.asked).toEqual([false])
    opened.close()
  })

  test.each([
    ['no cookie', (_cookie: string) => ({ origin: host.origin })],
    ['another origin', (cookie: string) => ({ cookie, origin: 'https://evil.example' })],
    ['no origin', (cookie: string) => ({ cookie })],
    ['another host name', (cookie: string) => ({ cookie, origin: host.origin, host: 'evil.example' })],
  ])('a WebSocket with %s is refused', async (_case, headers) => {
    await expect(socket(headers(await open()))).rejects.toThrow('403')
    expect(supervisor.asked).toEqual([])
  })

  test('a lost engine closes the WebSocket with 4001, and none opens until it is back', async () => {
    const opened = await socket({ cookie: await open(), origin: host.origin })
    const code = new Promise<number>((resolve) => opened.on('close', resolve))
    supervisor.lose()
    expect(await code).toBe(4001)
    await expect(socket({ cookie: await open(), origin: host.origin })).rejects.toThrow('503')
  })

  test('the page can ask for the state and for a new start', async () => {
    const cookie = await open()
    expect(JSON.parse((await send('/engine-state', { headers: { cookie } })).body)).toEqual({ state: 'ready' })
    const restarted = await send('/engine-restart', { method: 'POST', headers: { cookie, origin: host.origin } })
    expect(restarted.status).toBe(200)
    expect(supervisor.start).toHaveBeenCalledOnce()
  })
})

describe('web host: uploads', () => {
  const upload = async (body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> =>
    send('/upload?name=CDR.csv', {
      method: 'POST',
      headers: { cookie: await open(), origin: host.origin, ...headers },
      body,
    })

  test('an upload lies under its id, byte for byte, and its name never becomes a path', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 59])
    const cookie = await open()
    const path = `/upload?name=${encodeURIComponent('../../evil.csv')}`
    const answer = await send(path, { method: 'POST', headers: { cookie, origin: host.origin }, body: bytes })
    const { uploadId } = JSON.parse(answer.body) as { uploadId: string }
    expect(uploadId).toMatch(/^[0-9a-f-]{36}$/)
    expect(readdirSync(join(folder, 'data/uploads'))).toEqual([uploadId])
    expect(readFileSync(join(folder, 'data/uploads', uploadId))).toEqual(bytes)
  })

  test('a body that says it is too large is refused before it is read', async () => {
    const answer = await upload('', { 'content-length': String(65 * 1024 * 1024) }).catch(() => null)
    expect(answer?.status ?? 413).toBe(413)
    expect(readdirSync(folder)).not.toContain('data')
  })

  test('a body that turns out too large leaves nothing behind', async () => {
    const request = Object.assign(
      (async function* () {
        yield Buffer.alloc(6)
        yield Buffer.alloc(6)
        await Promise.resolve()
      })(),
      { headers: {} },
    )
    const uploads = join(folder, 'data/uploads')
    const received = await receiveUpload(request as never, 'CDR.csv', uploads, 10)
    expect(received).toMatchObject({ ok: false, failure: { code: 'FILE_TOO_LARGE' } })
    expect(readdirSync(uploads)).toEqual([])
  })

  test('uploads that nobody imported go after a day', async () => {
    const uploads = join(folder, 'data/uploads')
    mkdirSync(uploads, { recursive: true })
    writeFileSync(join(uploads, 'old'), '')
    writeFileSync(join(uploads, 'new'), '')
    utimesSync(join(uploads, 'old'), new Date(0), new Date(0))
    await removeOldUploads(uploads, Date.now())
    expect(readdirSync(uploads)).toEqual(['new'])
  })
})
