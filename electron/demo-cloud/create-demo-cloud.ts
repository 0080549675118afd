import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { failure, type Failure } from '../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../shared/util/result.ts'
import { demoCredentials, type DemoCredentials } from './credentials.ts'
import type { SampleFiles } from './endpoints/invoicing.ts'
import { createEstate } from './estate.ts'
import { createFaults, type Faults } from './faults.ts'
import { rainbowError, type Answer } from './http/answer.ts'
import { createRequestHandler } from './request-handler.ts'
import { createSessions } from './session.ts'
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
  readonly clock?: () => Date
  readonly random?: (bytes: number) => Uint8Array
  readonly tokenLifeSeconds?: number
  readonly log?: (line: RequestLogLine) => void
}

export type RunningDemoCloud = { readonly url: string; readonly close: () => Promise<void> }

export type DemoCloud = {
  readonly credentials: DemoCredentials
  readonly faults: Faults
  /** A node:http request listener, for a server of one's own. */
  readonly handle: (req: IncomingMessage, res: ServerResponse) => void
  /** Loopback only. Port 0 takes a free one. Fails with PORT_IN_USE when the port is taken or not permitted. */
  readonly listen: (at: { port: number; host?: '127.0.0.1' }) => Promise<Result<RunningDemoCloud, Failure>>
}

const FOURTEEN_DAYS = 14 * 24 * 60 * 60
const CORRELATION_ID = /^[\w-]{1,64}$/

const LOOPBACK = 'http://127.0.0.1'

const parsedUrl = (target: string): URL | null => (URL.canParse(target, LOOPBACK) ? new URL(target, LOOPBACK) : null)

const bytesOf = ({ body }: Answer): Uint8Array =>
  'bytes' in body ? body.bytes : Buffer.from(JSON.stringify(body.json), 'utf8')

const send = (res: ServerResponse, answer: Answer, requestId: string): void => {
  const bytes = bytesOf(answer)
  res.writeHead(answer.status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.byteLength,
    'Cache-Control': 'no-store',
    'x-rainbow-request-id': requestId,
    ...answer.headers,
  })
  res.end(bytes)
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
 * unless told otherwise), read only. `files` gives the invoice and consumption files by name.
 */
export const createDemoCloud = (options: DemoCloudOptions): DemoCloud => {
  const clock = options.clock ?? (() => new Date())
  const random = options.random ?? ((bytes: number): Uint8Array => randomBytes(bytes))
  const estate = createEstate(options.tenant ?? trainingTenant)
  const tokenLifeSeconds = options.tokenLifeSeconds ?? FOURTEEN_DAYS
  const sessions = createSessions({ estate, credentials: demoCredentials, clock, random, tokenLifeSeconds })
  const answer = createRequestHandler({ estate, sessions, appId: demoCredentials.appId, clock, files: options.files })
  const source = createFaults()

  const respond = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    req.resume()
    const method = req.method ?? 'GET'
    const requestId = Buffer.from(random(12)).toString('hex')
    const correlation = req.headers['x-rainbow-correlation-id']
    const correlationId = typeof correlation === 'string' && CORRELATION_ID.test(correlation) ? correlation : null
    const url = parsedUrl(req.url ?? '/')
    const fault = source.take()
    const latency = source.latency()
    // Not a reason to keep the process alive once the server is closed.
    if (latency > 0) await wait(latency, undefined, { ref: false })
    const log = (status: number): void =>
      options.log?.({ method, path: url?.pathname ?? '', status, requestId, correlationId })
    if (fault?.kind === 'cut') {
      log(0)
      cut(res)
      return
    }
    const given =
      fault?.answer ?? (url ? await answer({ method, url, headers: req.headers }) : rainbowError(400, 'Malformed URL'))
    log(given.status)
    send(res, given, requestId)
  }

  const handle = (req: IncomingMessage, res: ServerResponse): void => {
    respond(req, res).catch(() => {
      if (res.headersSent) res.destroy()
      else send(res, rainbowError(500, 'The training cloud failed to answer'), 'none')
    })
  }

  return {
    credentials: demoCredentials,
    faults: source.faults,
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
