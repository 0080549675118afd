import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Asked = { readonly method: string; readonly path: string }

/** The network between the app and a cloud, in the hand of a test. */
export type Relay = {
  readonly url: string
  /** From now on nobody answers here: connections end, new ones are refused. */
  cut(): Promise<void>
  /** Answers again, at the same address. */
  resume(): Promise<void>
  /** The next such request reaches the cloud, and its answer is lost. Resolves with what the cloud had answered. */
  swallowNext(which: (asked: Asked) => boolean): Promise<number>
  /** Another cloud behind the same address. */
  switchTo(url: string): void
  close(): Promise<void>
}

/** Starts a relay on a free port of loopback that hands everything to the cloud at `url`. */
export const startRelay = async (url: string): Promise<Relay> => {
  let target = url
  let trap: { readonly which: (asked: Asked) => boolean; readonly sprung: (status: number) => void } | null = null

  const handle = (asked: IncomingMessage, answer: ServerResponse): void => {
    const { method = 'GET', url: path = '/', headers } = asked
    const caught = trap?.which({ method, path }) ? trap : null
    if (caught) trap = null
    const { host } = new URL(target)
    const onward = request(new URL(path, target), { method, headers: { ...headers, host }, agent: false }, (given) => {
      const status = given.statusCode ?? 0
      if (caught) {
        // The cloud has done it; only then does the network fail.
        given.resume().once('end', () => {
          asked.socket.destroy()
          caught.sprung(status)
        })
        return
      }
      answer.writeHead(status, given.headers)
      given.pipe(answer)
      given.once('error', () => answer.destroy())
    })
    onward.once('error', () => answer.destroy())
    answer.once('close', () => onward.destroy())
    asked.pipe(onward)
  }

  let server: Server
  const listen = async (port: number): Promise<number> => {
    server = createServer(handle)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host: '127.0.0.1' }, resolve)
    })
    return (server.address() as AddressInfo).port
  }
  const cut = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const port = await listen(0)

  return {
    url: `http://127.0.0.1:${port}`,
    cut,
    resume: async () => {
      await listen(port)
    },
    swallowNext: (which) =>
      new Promise((sprung) => {
        trap = { which, sprung }
      }),
    switchTo: (next) => {
      target = next
    },
    close: cut,
  }
}
