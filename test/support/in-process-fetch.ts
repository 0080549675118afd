import { Readable } from 'node:stream'
import type { IncomingMessage, ServerResponse } from 'node:http'

type Handle = (req: IncomingMessage, res: ServerResponse) => void

/** A fetch that hands requests to a node:http listener in this process, without a socket: same bytes, same cuts. */
export const inProcessFetch =
  (handle: Handle): typeof fetch =>
  (input, init) =>
    new Promise((resolve, reject) => {
      const request = new Request(input, init)
      const url = new URL(request.url)
      const body = typeof init?.body === 'string' ? [Buffer.from(init.body)] : []
      const req = Object.assign(Readable.from(body), {
        method: request.method,
        url: url.pathname + url.search,
        headers: Object.fromEntries(request.headers),
      })
      const chunks: Buffer[] = []
      let head = { status: 200, headers: {} as Record<string, string> }
      const broken = (code: string): void =>
        reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }))
      const aborted = (): void => reject(request.signal.reason as Error)
      if (request.signal.aborted) return aborted()
      request.signal.addEventListener('abort', aborted, { once: true })
      const res = {
        headersSent: false,
        writeHead(status: number, headers: Readonly<Record<string, string | number>> = {}) {
          head = {
            status,
            headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
          }
          res.headersSent = true
          return res
        },
        write(chunk: Buffer | string, done?: () => void) {
          chunks.push(Buffer.from(chunk))
          done?.()
          return true
        },
        end(chunk?: Buffer | string) {
          if (chunk !== undefined) chunks.push(Buffer.from(chunk))
          const { 'content-length': _length, 'Content-Length': _Length, ...headers } = head.headers
          resolve(new Response(Buffer.concat(chunks), { status: head.status, headers }))
        },
        destroy() {
          broken('ECONNRESET')
        },
      }
      handle(req as unknown as IncomingMessage, res as unknown as ServerResponse)
    })
