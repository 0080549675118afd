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

export type Client = {
  readonly cloud: DemoCloud
  readonly url: string
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Reply>
  readonly login: (changes?: { login?: string; password?: string; appAuth?: string | null }) => Promise<Reply>
  /** Signs in and returns GET with that session. */
  readonly as: (login?: string) => Promise<(path: string) => Promise<Reply>>
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

  const get: Client['get'] = async (path, headers = {}) => {
    const response = await fetch(`${url}/api/rainbow/${path}`, { headers })
    const text = await response.text()
    const json = response.headers.get('content-type')?.startsWith('application/json') ?? false
    return { status: response.status, headers: response.headers, body: json ? (JSON.parse(text) as unknown) : text }
  }

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
    as: async (user) => {
      const reply = await login(user === undefined ? {} : { login: user })
      const { token } = reply.body as { token: string }
      return (path) => get(path, { Authorization: `Bearer ${token}` })
    },
  }
}

export const listing = (reply: Reply): Listing => reply.body as Listing

export const names = (reply: Reply, field = 'name'): readonly unknown[] => listing(reply).data.map((row) => row[field])
