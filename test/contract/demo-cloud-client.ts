import { createHash } from 'node:crypto'
import { afterEach } from 'vitest'
import { createDemoCloud, type DemoCloud, type DemoCloudOptions } from '../../electron/demo-cloud/index.ts'

export type Reply = { readonly status: number; readonly headers: Headers; readonly body: unknown }

export type Listing = {
  readonly data: readonly Record<string, unknown>[]
  readonly total: number
  readonly limit: number
  readonly offset: number
}

/** The four methods with one session. */
export type Actor = {
  readonly get: (path: string) => Promise<Reply>
  readonly post: (path: string, body?: unknown) => Promise<Reply>
  readonly put: (path: string, body?: unknown) => Promise<Reply>
  readonly del: (path: string) => Promise<Reply>
}

export type Client = {
  readonly cloud: DemoCloud
  readonly url: string
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Reply>
  readonly login: (changes?: { login?: string; password?: string; appAuth?: string | null }) => Promise<Reply>
  /** Signs in and returns GET with that session. */
  readonly as: (login?: string) => Promise<(path: string) => Promise<Reply>>
  readonly actor: (login?: string, password?: string) => Promise<Actor>
  readonly call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>
}

const running: (() => Promise<void>)[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((close) => close()))
})

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** The client's side of the application auth, written out here so that it does not share the server's code. */
const appAuthOf = (appId: string, appSecret: string, password: string): string =>
  `Basic ${base64(
    `${appId}:${createHash('sha256')
      .update(appSecret + password)
      .digest('hex')}`,
  )}`

/** A demo cloud on a free port and a bare HTTP client for it; closed after the test. */
export const startDemoCloud = async (options: Partial<DemoCloudOptions> = {}): Promise<Client> => {
  const cloud = createDemoCloud({ files: () => Promise.resolve(null), ...options })
  const started = await cloud.listen({ port: 0 })
  if (!started.ok) throw new Error('the demo cloud did not start')
  running.push(started.value.close)
  const { url } = started.value
  const { credentials } = cloud

  const call: Client['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}/api/rainbow/${path}`, {
      method,
      headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = response.headers.get('content-type')?.startsWith('application/json') ?? false
    return { status: response.status, headers: response.headers, body: json ? (JSON.parse(text) as unknown) : text }
  }

  const get: Client['get'] = (path, headers) => call('GET', path, undefined, headers)

  const login: Client['login'] = ({ login = credentials.login, password = credentials.password, appAuth } = {}) => {
    const auth = appAuth === undefined ? appAuthOf(credentials.appId, credentials.appSecret, password) : appAuth
    return get('authentication/v1.0/login', {
      Accept: 'application/json',
      Authorization: `Basic ${base64(`${login}:${password}`)}`,
      ...(auth === null ? {} : { 'x-rainbow-app-auth': auth }),
    })
  }

  return {
    cloud,
    url,
    get,
    login,
    call,
    actor: async (user, password) => {
      const reply = await login({
        ...(user === undefined ? {} : { login: user }),
        ...(password === undefined ? {} : { password }),
      })
      const { token } = reply.body as { token: string }
      const headers = { Authorization: `Bearer ${token}` }
      return {
        get: (path) => get(path, headers),
        post: (path, body = {}) => call('POST', path, body, headers),
        put: (path, body = {}) => call('PUT', path, body, headers),
        del: (path) => call('DELETE', path, undefined, headers),
      }
    },
    as: async (user) => {
      const reply = await login(user === undefined ? {} : { login: user })
      const { token } = reply.body as { token: string }
      return (path) => get(path, { Authorization: `Bearer ${token}` })
    },
  }
}

export const listing = (reply: Reply): Listing => reply.body as Listing

export const names = (reply: Reply, field = 'name'): readonly unknown[] => listing(reply).data.map((row) => row[field])

/** The object of an answer's envelope. */
export const dataOf = (reply: Reply): Record<string, unknown> => (reply.body as { data: Record<string, unknown> }).data

export const idOf = (reply: Reply): string => String(dataOf(reply).id)

/** A clock that stands still until it is stepped. */
export const steppedClock = (start: string): { now: () => Date; step: (milliseconds: number) => void } => {
  let at = new Date(start).getTime()
  return {
    now: () => new Date(at),
    step: (milliseconds) => {
      at += milliseconds
    },
  }
}
