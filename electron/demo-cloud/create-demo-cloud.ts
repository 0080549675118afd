import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { failure, type Failure } from '../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../shared/util/result.ts'
import { demoCredentials, type DemoCredentials } from './credentials.ts'
import type { SampleFiles } from './endpoints/invoicing.ts'
import { createFaults, type Faults } from './faults.ts'
import { rainbowError, type Answer } from './http/answer.ts'
import { MAXIMUM_BODY_BYTES } from './http/body.ts'
import { createRequestHandler } from './request-handler.ts'
import { createEquipmentSimulator, type EquipmentSimulator } from './store/equipment-simulator.ts'
import { createSessions } from './session.ts'
import { createStore } from './store/store.ts'
import { trainingTenant } from './tenant/training-tenant.ts'
import type { Tenant } from './tenant/types.ts'

/** One line per request, without query and headers: no login, password, token or e-mail address is in it. */
export type RequestLogLine = {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly requestId: string
  readonly correlationId: string | null
}

export type DemoCloudOptions = {
  readonly files: SampleFiles
  readonly tenant?: Tenant
  /** Real time, for sessions. */
  readonly clock?: () => Date
  /** What the cloud takes for now in everything else, the Date header included; `clock` unless told otherwise. */
  readonly today?: () => Date
  /** Answers what is no path of Rainbow's before anything else does, faults included; null leaves the request alone. */
  readonly control?: (method: string, path: string) => Answer | null
  /** After each request that changed something. */
  readonly wrote?: () => void
  readonly random?: (bytes: number) => Uint8Array
  readonly tokenLifeSeconds?: number
  /** How long a new or changed subscription is `syncOngoing`; 1500 unless told otherwise. */
  readonly provisioningMs?: number
  /** Login e-mails of members with multi-factor authentication: their login asks for the second factor. */
  readonly mfaUsers?: readonly string[]
  readonly log?: (line: RequestLogLine) => void
}

export type RunningDemoCloud = { readonly url: string; readonly close: () => Promise<void> }

export type DemoCloud = {
  readonly credentials: DemoCredentials
  readonly faults: Faults
  /** Swaps the whole content, as a training calendar does. Tokens stay valid for members that are still there. */
  readonly replaceTenant: (tenant: Tenant) => void
  /** What a PBX does, not a client. */
  readonly equipment: EquipmentSimulator
  /** A node:http request listener, for a server of one's own. */
  readonly handle: (req: IncomingMessage, res: ServerResponse) => void
  /** Loopback only. Port 0 takes a free one. Fails with PORT_IN_USE when the port is taken or not permitted. */
  readonly listen: (at: { port: number; host?: '127.0.0.1' }) => Promise<Result<RunningDemoCloud, Failure>>
}

const FOURTEEN_DAYS = 14 * 24 * 60 * 60
const PROVISIONING_MS = 1500
const CORRELATION_ID = /^[\w-]{1,64}$/

const LOOPBACK = 'http://127.0.0.1'

const parsedUrl = (target: string): URL | null => (URL.canParse(target, LOOPBACK) ? new URL(target, LOOPBACK) : null)

const bytesOf = ({ body }: Answer): Uint8Array =>
  'bytes' in body ? body.bytes : Buffer.from(JSON.stringify(body.json), 'utf8')

const send = (res: ServerResponse, answer: Answer, requestId: string, date: Date): void => {
  const bytes = bytesOf(answer)
  res.writeHead(answer.status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.byteLength,
    'Cache-Control': 'no-store',
    Date: date.toUTCString(),
    'x-rainbow-request-id': requestId,
    ...answer.headers,
  })
  res.end(bytes)
}

/** The whole body, or that it is too large: then the rest is read and thrown away, so that the answer arrives. */
const bodyOf = async (req: IncomingMessage): Promise<Uint8Array | 'too-large'> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of req as AsyncIterable<Uint8Array>) {
    size += part.byteLength
    if (size <= MAXIMUM_BODY_BYTES) parts.push(part)
  }
  return size <= MAXIMUM_BODY_BYTES ? Buffer.concat(parts) : 'too-large'
}

const cut = (res: ServerResponse): void => {
  res.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': 1000 })
  res.write('{"data":[{"id":"', () => res.destroy())
}

const listening = (server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | null> =>
  new Promise((resolve) => {
    server.once('error', resolve)
    server.listen({ port, host }, () => {
      server.off('error', resolve)
      resolve(null)
    })
  })

/**
 * A Rainbow cloud in a box: an HTTP server on loopback that speaks the real REST API over a tenant (the training one
 * unless told otherwise), which clients change. `files` gives the invoice and consumption files by name.
 */
export const createDemoCloud = (options: DemoCloudOptions): DemoCloud => {
  const clock = options.clock ?? (() => new Date())
  const today = options.today ?? clock
  const random = options.random ?? ((bytes: number): Uint8Array => randomBytes(bytes))
  const store = createStore(options.tenant ?? trainingTenant, { clock: today, random })
  const tokenLifeSeconds = options.tokenLifeSeconds ?? FOURTEEN_DAYS
  const mfaUsers = options.mfaUsers ?? []
  const sessions = createSessions({ store, credentials: demoCredentials, clock, random, tokenLifeSeconds, mfaUsers })
  const answer = createRequestHandler({
    store,
    sessions,
    appId: demoCredentials.appId,
    files: options.files,
    provisioningMs: options.provisioningMs ?? PROVISIONING_MS,
  })
  const source = createFaults()

  const respond = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await bodyOf(req)
    const method = req.method ?? 'GET'
    const requestId = Buffer.from(random(12)).toString('hex')
    const correlation = req.headers['x-rainbow-correlation-id']
    const correlationId = typeof correlation === 'string' && CORRELATION_ID.test(correlation) ? correlation : null
    const url = parsedUrl(req.url ?? '/')
    const path = url?.pathname ?? ''
    const asked = options.control?.(method, path)
    if (asked) {
      send(res, asked, requestId, today())
      return
    }
    const work = async (): Promise<Answer> => {
      const given = url ? await answer({ method, url, headers: req.headers, body }) : rainbowError(400, 'Malformed URL')
      if (method !== 'GET' && given.status < 400) options.wrote?.()
      return given
    }
    const { authorization } = req.headers
    const query = url?.searchParams ?? new URLSearchParams()
    const outcome = await source.around({ method, path, query, authorization }, work)
    const status = outcome.kind === 'answer' ? outcome.answer.status : (outcome.done ?? 0)
    options.log?.({ method, path, status, requestId, correlationId })
    if (outcome.kind === 'answer') send(res, outcome.answer, requestId, new Date(today().getTime() + source.skew()))
    else if (outcome.done === null) cut(res)
    else res.destroy()
  }

  const handle = (req: IncomingMessage, res: ServerResponse): void => {
    respond(req, res).catch(() => {
      if (res.headersSent) res.destroy()
      else send(res, rainbowError(500, 'The training cloud failed to answer'), 'none', today())
    })
  }

  return {
    credentials: demoCredentials,
    faults: source.faults,
    replaceTenant: store.replaceTenant,
    equipment: createEquipmentSimulator(store),
    handle,
    listen: async ({ port, host = '127.0.0.1' }) => {
      const server = createServer(handle)
      const error = await listening(server, port, host)
      if (error?.code === 'EADDRINUSE' || error?.code === 'EACCES') {
        return fail(failure('PORT_IN_USE', { port: String(port) }))
      }
      if (error) throw error
      const close = (): Promise<void> =>
        new Promise((resolve) => {
          server.close(() => {
            resolve()
          })
          server.closeAllConnections()
        })
      return ok({ url: `http://${host}:${(server.address() as AddressInfo).port}`, close })
    },
  }
}
