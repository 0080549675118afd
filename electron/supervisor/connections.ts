import type { EnginePort } from '../../shared/contract/shell.ts'
import type { EngineProcess } from './host-process.ts'

type Open = {
  readonly message: ((event: { readonly data: unknown }) => void)[]
  readonly close: (() => void)[]
}

export type Connections = {
  nextId(): number
  open(engine: EngineProcess | undefined, allowPaths: boolean): EnginePort & { close(): void }
  deliver(connection: number, data: unknown): void
  closeAll(): void
}

/** Many channels over the one message pipe of a process, each with its number. Numbers are never used again. */
export const createConnections = (): Connections => {
  const opened = new Map<number, Open>()
  let last = 0

  const end = (id: number): void => {
    const one = opened.get(id)
    opened.delete(id)
    one?.close.forEach((listener) => listener())
  }

  return {
    nextId: () => ++last,
    open: (engine, allowPaths) => {
      const id = ++last
      const one: Open = { message: [], close: [] }
      if (engine) {
        opened.set(id, one)
        engine.post({ type: 'connect', connection: id, allowPaths })
      }
      return {
        postMessage: (data) => {
          if (opened.has(id)) engine?.post({ type: 'message', connection: id, data })
        },
        addEventListener: (type: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) => {
          if (type === 'message') one.message.push(listener)
          // Without an engine the port is closed from the start: say so as soon as somebody listens.
          else if (opened.has(id)) one.close.push(() => listener({ data: null }))
          else queueMicrotask(() => listener({ data: null }))
        },
        close: () => {
          if (!opened.has(id)) return
          engine?.post({ type: 'disconnect', connection: id })
          end(id)
        },
      }
    },
    deliver: (id, data) => opened.get(id)?.message.forEach((listener) => listener({ data })),
    closeAll: () => [...opened.keys()].forEach(end),
  }
}
