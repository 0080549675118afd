import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { failure, type Failure } from '../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../shared/util/result.ts'
import { readProfileChange } from '../supervisor/profile-change.ts'
import type { Workspace } from '../supervisor/workspace.ts'
import { readAsset, securityHeaders } from '../supervisor/web-assets.ts'
import { noLinkPage, openPage } from './web-pages.ts'
import { relayWebSockets } from './web-relay.ts'
import { createWebSession, type WebSession } from './web-session.ts'
import { receiveUpload } from './web-upload.ts'

export type WebHostDeps = {
  readonly workspace: Workspace
  /** dist/renderer */
  readonly assetsDir: string
  /** Asked-for cloud, to fill in the sign-in form; null for the demo or when signed in already. */
  readonly cloud: string | null
  /** 0 for any free port. */
  readonly port: number
  /** Called each time a link was used. */
  readonly onOpened: () => void
}

export type WebHost = {
  /** http://127.0.0.1:<port> */
  readonly origin: string
  /** A link that opens the app in one browser, once. */
  newLink(): string
  close(): Promise<void>
}

type Context = WebHostDeps & { readonly origin: string; readonly session: WebSession }

const answer = (
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  more: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { ...securityHeaders(), 'content-type': type, 'cache-control': 'no-store', ...more })
  response.end(body)
}
const LARGEST_JSON = 10_000
const html = 'text/html; charset=utf-8'
const text = 'text/plain; charset=utf-8'
const json = (response: ServerResponse, status: number, value: unknown): void =>
  answer(response, status, 'application/json; charset=utf-8', JSON.stringify(value))

/** A web page elsewhere may send a request here, but cannot name our address as its origin or host. */
export const isFromOwnPage = (request: IncomingMessage, origin: string): boolean =>
  request.headers.host === new URL(origin).host && request.headers.origin === origin

const upload = async (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  context: Context,
): Promise<void> => {
  const name = (url.searchParams.get('name') ?? '').slice(0, 255)
  if (name === '') return json(response, 400, failure('BAD_REQUEST', { detail: 'an upload needs a name' }))
  const received = await receiveUpload(request, name, join(context.workspace.dataDir(), 'uploads'))
  if (received.ok) return json(response, 200, received.value)
  // The rest of a refused body is not read, so this connection cannot be used again.
  response.setHeader('connection', 'close')
  json(response, received.failure.code === 'FILE_TOO_LARGE' ? 413 : 500, received.failure)
}

/** The body of a small request, as JSON; undefined when it is too long or none. */
const readJson = async (request: IncomingMessage): Promise<unknown> => {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk as string
    if (text.length > LARGEST_JSON) return undefined
  }
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const changeProfiles = async (request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> => {
  const change = readProfileChange(await readJson(request))
  if (change === null) return json(response, 400, failure('BAD_REQUEST', { detail: 'no change of profiles' }))
  const changed = await context.workspace.change(change)
  json(response, changed.ok ? 200 : 409, changed.ok ? changed.value : changed.failure)
}

const handlePost = async (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  context: Context,
): Promise<void> => {
  if (!isFromOwnPage(request, context.origin)) return answer(response, 403, text, 'Not from this app\n')
  if (url.pathname === '/upload') return upload(request, response, url, context)
  if (url.pathname === '/engine-restart') {
    context.workspace.supervisor.start()
    return json(response, 200, context.workspace.supervisor.state())
  }
  if (url.pathname === '/profiles') return changeProfiles(request, response, context)
  answer(response, 404, text, 'Not found\n')
}

const handle = async (request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> => {
  // Another name for this address means that a foreign page had its name resolved to 127.0.0.1.
  if (request.headers.host !== new URL(context.origin).host) return answer(response, 421, text, 'Unknown host\n')
  const url = new URL(request.url ?? '/', context.origin)
  const token = url.searchParams.get('token')
  const own = context.session.isOwn(request)
  if (request.method === 'GET' && url.pathname === '/' && token !== null) {
    const cookie = own ? null : context.session.redeem(token)
    if (!own && cookie === null) return answer(response, 403, html, noLinkPage)
    if (cookie !== null) context.onOpened()
    const start = context.cloud === null ? '/' : `/?cloud=${encodeURIComponent(context.cloud)}`
    return answer(response, 200, html, openPage(start), cookie === null ? {} : { 'set-cookie': cookie })
  }
  if (!own) return answer(response, 403, html, noLinkPage)
  if (request.method === 'POST') return handlePost(request, response, url, context)
  if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, text, 'Not allowed\n')
  if (url.pathname === '/engine-state') return json(response, 200, context.workspace.supervisor.state())
  if (url.pathname === '/profiles') return json(response, 200, context.workspace.profiles())
  const asset = await readAsset(context.assetsDir, url.pathname, context.origin.replace('http', 'ws'))
  if (asset === null) return answer(response, 404, text, 'Not found\n')
  response.writeHead(200, { ...asset.headers, 'content-length': String(asset.body.length) })
  response.end(request.method === 'HEAD' ? undefined : asset.body)
}

const listen = (server: Server, port: number): Promise<Result<number, Failure>> =>
  new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES'
      resolve(
        fail(taken ? failure('PORT_IN_USE', { port: String(port) }) : failure('INTERNAL', { detail: error.message })),
      )
    })
    server.listen(port, '127.0.0.1', () => resolve(ok((server.address() as AddressInfo).port)))
  })

/**
 * The app for a browser on the same computer: files of the window, the engine over a WebSocket, uploads.
 * Only loopback, only who had the link. Errors: PORT_IN_USE.
 */
export const startWebHost = async (deps: WebHostDeps): Promise<Result<WebHost, Failure>> => {
  const server = createServer()
  const listening = await listen(server, deps.port)
  if (!listening.ok) return listening
  const origin = `http://127.0.0.1:${listening.value}`
  const context: Context = { ...deps, origin, session: createWebSession(listening.value) }
  server.on('request', (request, response) => {
    handle(request, response, context).catch(() => {
      if (!response.headersSent) answer(response, 500, text, 'Internal error\n')
      else response.destroy()
    })
  })
  const relay = relayWebSockets(server, deps.workspace.supervisor, (request) => {
    return isFromOwnPage(request, origin) && context.session.isOwn(request)
  })
  return ok({
    origin,
    newLink: () => `${origin}/?token=${context.session.newToken()}`,
    close: () =>
      new Promise((resolve) => {
        relay.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}
