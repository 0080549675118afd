import type { EnginePort } from '../../shared/contract/shell.ts'

/** An engine port that this side can close. */
export type ClientPort = EnginePort & { close(): void }

/** The part of a WebSocket that the port needs, so that a test can stand in for it. */
export type SocketLike = {
  binaryType: string
  readonly readyState: number
  send(data: string): void
  close(): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void
}

const OPEN = 1

const portOfSocket = (socket: SocketLike): ClientPort => ({
  postMessage: (data) => {
    // A closed socket drops what it is given; the close event then ends the call.
    if (socket.readyState === OPEN) socket.send(data as string)
  },
  addEventListener: (
    type: 'message' | 'close',
    listener: ((event: { readonly data: unknown }) => void) | (() => void),
  ) => {
    if (type === 'message') socket.addEventListener('message', (event) => listener({ data: event.data }))
    else socket.addEventListener('close', () => (listener as () => void)())
  },
  close: () => socket.close(),
})

/** Resolves once the socket is open, rejects when it closes before. */
export const openSocketPort = (socket: SocketLike): Promise<ClientPort> =>
  new Promise((resolve, reject) => {
    socket.binaryType = 'arraybuffer'
    const port = portOfSocket(socket)
    socket.addEventListener('open', () => resolve(port))
    socket.addEventListener('close', () => reject(new Error('the socket closed before it was open')))
    socket.addEventListener('error', () => reject(new Error('the socket could not be opened')))
  })

/** A MessagePort as handed over by the shell; starts it, because listeners added by name do not. */
export const portOfMessagePort = (channel: MessagePort): ClientPort => {
  const closeListeners: (() => void)[] = []
  let closed = false
  const ended = (): void => {
    if (closed) return
    closed = true
    for (const listener of closeListeners) listener()
  }
  channel.addEventListener('close', ended)
  return {
    postMessage: (data) => channel.postMessage(data),
    addEventListener: (
      type: 'message' | 'close',
      listener: ((event: { readonly data: unknown }) => void) | (() => void),
    ) => {
      if (type === 'close') closeListeners.push(listener as () => void)
      else {
        channel.addEventListener('message', (event: MessageEvent<unknown>) => listener({ data: event.data }))
        channel.start()
      }
    },
    // The side that closes a MessagePort gets no close event of its own.
    close: () => {
      channel.close()
      ended()
    },
  }
}
