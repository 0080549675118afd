import type { IncomingMessage, Server } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Supervisor } from '../supervisor/supervise.ts'

/** Close code that tells the window: the engine is gone, ask /engine-state. */
export const engineLostCloseCode = 4001

/** Calls are small; files travel as uploads. */
const largestMessageBytes = 16 * 1024 * 1024

const relay = (socket: WebSocket, supervisor: Supervisor): void => {
  // A browser never reads files by path: it could name any file of this computer.
  const connection = supervisor.connect(false)
  connection.addEventListener('message', ({ data }) => socket.send(data as string | Uint8Array))
  connection.addEventListener('close', () => socket.close(engineLostCloseCode, 'engine lost'))
  socket.on('message', (data, isBinary) => {
    connection.postMessage(isBinary ? new Uint8Array(data as Buffer) : (data as Buffer).toString('utf8'))
  })
  socket.on('close', () => connection.close())
  socket.on('error', () => connection.close())
}

/** Joins each WebSocket at /engine with a connection of its own to the engine. */
export const relayWebSockets = (
  server: Server,
  supervisor: Supervisor,
  isAllowed: (request: IncomingMessage) => boolean,
): { close(): void } => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessageBytes })
  server.on('upgrade', (request, socket, head) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (pathname !== '/engine' || !isAllowed(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
      return
    }
    // A socket that opens says that there is an engine behind it.
    if (supervisor.state().state !== 'ready') {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) => relay(opened, supervisor))
  })
  return {
    close: () => {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}
