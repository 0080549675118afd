import { failure } from '../../shared/contract/failure.ts'
import type { EngineInit, EnginePort, FromEngine, StoredSession, ToEngine } from '../../shared/contract/shell.ts'
import { createEngine, type Engine } from '../engine/index.ts'
import { engineDeps } from './engine-deps.ts'

export type EnginePipe = {
  send(message: FromEngine): void
  /** Ends the process. */
  exit(code: number): void
}

export type EngineServer = {
  /** `port` comes with 'connect' where a real one could be handed over. */
  receive(message: ToEngine, port?: EnginePort): void
  /** Closes the database, then ends the process: also when the parent is gone. */
  shutdown(): void
}

type Listeners = { readonly message: ((event: { readonly data: unknown }) => void)[]; readonly close: (() => void)[] }

/** The engine's end of the pipe to its host: one engine, many numbered connections. */
export const serveEngine = (pipe: EnginePipe): EngineServer => {
  const connections = new Map<number, Listeners>()
  let engine: Engine | undefined
  let ending = false
  const unkept: ((kept: boolean) => void)[] = []

  /** The host has the keychain; it answers in the order in which it was asked. */
  const keepSession = (session: StoredSession | null): Promise<boolean> =>
    new Promise((resolve) => {
      unkept.push(resolve)
      pipe.send({ type: 'keep-secret', session })
    })

  const start = async (init: EngineInit): Promise<void> => {
    const created = await createEngine(engineDeps(init, keepSession))
    if (!created.ok) return pipe.send({ type: 'failed', failure: created.failure })
    engine = created.value
    pipe.send({ type: 'ready' })
  }

  const virtualPort = (connection: number): EnginePort => {
    const listeners: Listeners = { message: [], close: [] }
    connections.set(connection, listeners)
    return {
      postMessage: (data) => {
        if (connections.has(connection)) pipe.send({ type: 'message', connection, data })
      },
      addEventListener: (type: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) => {
        if (type === 'message') listeners.message.push(listener)
        else listeners.close.push(() => listener({ data: null }))
      },
    }
  }

  const shutdown = async (): Promise<void> => {
    if (ending) return
    ending = true
    await engine?.close()
    pipe.exit(0)
  }

  return {
    receive: (message, port) => {
      switch (message.type) {
        case 'init':
          start(message.init).catch((error: unknown) => {
            const detail = error instanceof Error ? error.message : String(error)
            pipe.send({ type: 'failed', failure: failure('INTERNAL', { detail }) })
          })
          return
        case 'connect':
          engine?.attach(port ?? virtualPort(message.connection), { allowPaths: message.allowPaths })
          return
        case 'message':
          connections.get(message.connection)?.message.forEach((listener) => listener({ data: message.data }))
          return
        case 'disconnect': {
          const listeners = connections.get(message.connection)
          connections.delete(message.connection)
          listeners?.close.forEach((listener) => listener())
          return
        }
        case 'secret-kept':
          unkept.shift()?.(message.kept)
          return
        case 'shutdown':
          void shutdown()
      }
    },
    shutdown: () => void shutdown(),
  }
}
