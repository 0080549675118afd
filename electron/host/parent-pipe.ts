import type { EnginePort } from '../../shared/contract/shell.ts'

type PortMain = {
  postMessage(data: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  start(): void
}

/** Electron's process.parentPort, described here so that nothing below depends on Electron. */
export type ParentPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly PortMain[] }) => void): void
}

export type ParentPipe = {
  send(message: unknown): void
  onMessage(listener: (message: unknown, port?: EnginePort) => void): void
  onParentGone(listener: () => void): void
}

const asEnginePort = (port: PortMain): EnginePort => ({
  postMessage: (data) => port.postMessage(data),
  addEventListener: (type: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) => {
    if (type === 'close') return port.on('close', () => listener({ data: null }))
    port.on('message', (event) => listener({ data: event.data }))
    // What was sent before somebody listened waits in the port.
    port.start()
  },
})

/** The pipe of an Electron utility process; it ends with its parent by itself. */
export const utilityPipe = (parentPort: ParentPort): ParentPipe => ({
  send: (message) => parentPort.postMessage(message),
  onMessage: (listener) =>
    parentPort.on('message', ({ data, ports: [port] }) => listener(data, port ? asEnginePort(port) : undefined)),
  onParentGone: () => undefined,
})

/** The pipe of a child made by child_process.fork. */
export const childPipe = (): ParentPipe => ({
  send: (message) => {
    if (process.connected) process.send?.(message)
  },
  onMessage: (listener) => void process.on('message', (message) => listener(message)),
  onParentGone: (listener) => void process.on('disconnect', listener),
})

/** Whichever of the two this process has. */
export const parentPipe = (): ParentPipe => {
  const { parentPort } = process as unknown as { readonly parentPort?: ParentPort }
  return parentPort ? utilityPipe(parentPort) : childPipe()
}
