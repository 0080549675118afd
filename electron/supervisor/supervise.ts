import { failure, type Failure } from '../../shared/contract/failure.ts'
import type { EngineInit, EnginePort, EngineState, FromEngine, StoredSession } from '../../shared/contract/shell.ts'
import { createConnections } from './connections.ts'
import type { EngineProcess } from './host-process.ts'

/** At most this many restarts within this time; then the engine stays down until a person acts. */
const maxRestarts = 5
const restartWindowMs = 3 * 60_000
/** The first restart is immediate; later ones give a passing cause (a virus scanner, a full disk) time to pass. */
const restartDelaysMs = [0, 250, 500, 1_000, 2_000]

export type SupervisorDeps = {
  readonly fork: () => EngineProcess
  /** Where the engine works; sent again to each new process: credentials live in memory only. */
  readonly place: EnginePlace
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  readonly log: (line: string) => void
  /** How long a process may take to end after `shutdown` before it is killed. */
  readonly stopWithinMs?: number
}

export type EnginePlace = {
  readonly init: EngineInit
  /** Keeps the engine's session outside; whether the keychain has it. Never rejects. */
  readonly keep?: (session: StoredSession | null) => Promise<boolean>
}

export type EngineConnection = EnginePort & { close(): void }

export type Supervisor = {
  /** Starts the engine; also after 'failed'. Does nothing while it runs. */
  start(): void
  state(): EngineState
  /** Tells each change of state; returns the way to stop listening. */
  onState(listener: (state: EngineState) => void): () => void
  /** A channel of its own to the engine. It closes when the engine ends; at once if the engine is not ready. */
  connect(allowPaths: boolean): EngineConnection
  /** Gives the engine a real port; false when it is not ready or cannot take one. */
  handOver(port: unknown, allowPaths: boolean): boolean
  /** Asks the engine to end, and ends it if it does not. */
  stop(): Promise<void>
  /** Ends the engine, then starts it in another place; resolves when the old one is gone. */
  moveTo(place: EnginePlace): Promise<void>
}

/**
 * Keeps one engine process alive. After an unexpected exit all connections close, and a new process gets the same
 * init; after five restarts in three minutes, or when the engine says itself that it cannot start, the state is
 * 'failed' until `start` is called.
 */
export const supervise = (deps: SupervisorDeps): Supervisor => {
  const listeners = new Set<(state: EngineState) => void>()
  const connections = createConnections()
  let state: EngineState = { state: 'starting' }
  let engine: EngineProcess | undefined
  let stopping: { readonly done: () => void } | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
  let restarts: number[] = []
  let { place } = deps

  const become = (next: EngineState): void => {
    state = next
    for (const listener of [...listeners]) listener(next)
  }

  const failWith = (reason: Failure): void => {
    deps.log(`the engine cannot run: ${reason.code}`)
    become({ state: 'failed', failure: reason })
  }

  /** Also for the next process after a crash: it goes on with the session that the person last had, or with none. */
  const keepSecret = (session: StoredSession | null): void => {
    const asking = engine
    place = { ...place, init: { ...place.init, credentials: null, session } }
    void (place.keep?.(session) ?? Promise.resolve(false)).then((kept) => {
      if (engine === asking) asking?.post({ type: 'secret-kept', kept })
    })
  }

  const onMessage = (message: FromEngine): void => {
    if (message.type === 'message') return connections.deliver(message.connection, message.data)
    if (message.type === 'ready') {
      deps.log(`the engine is ready, process ${engine?.pid() ?? '?'}`)
      return become({ state: 'ready' })
    }
    if (message.type === 'keep-secret') return keepSecret(message.session)
    const refused = engine
    engine = undefined
    connections.closeAll()
    failWith(message.failure)
    refused?.kill()
  }

  const onExit = (reason: string): void => {
    engine = undefined
    connections.closeAll()
    if (stopping) return stopping.done()
    deps.log(`the engine ended unexpectedly (${reason})`)
    const now = deps.now()
    restarts = [...restarts.filter((at) => now - at < restartWindowMs), now]
    if (restarts.length > maxRestarts) return failWith(failure('ENGINE_LOST'))
    become({ state: 'lost', restarts: restarts.length })
    waiting = setTimeout(launch, restartDelaysMs[restarts.length - 1])
  }

  const launch = (): void => {
    waiting = undefined
    const fresh = deps.fork()
    engine = fresh
    fresh.onMessage((message) => {
      if (engine === fresh) onMessage(message)
    })
    fresh.onExit((reason) => {
      if (engine === fresh) onExit(reason)
    })
    fresh.post({ type: 'init', init: place.init })
  }

  const start = (): void => {
    if (engine || waiting) return
    restarts = []
    stopping = undefined
    become({ state: 'starting' })
    launch()
  }

  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      clearTimeout(waiting)
      waiting = undefined
      const running = engine
      if (!running) return resolve()
      const late = setTimeout(() => running.kill(), deps.stopWithinMs ?? 5_000)
      stopping = {
        done: () => {
          clearTimeout(late)
          resolve()
        },
      }
      running.post({ type: 'shutdown' })
    })

  return {
    start,
    stop,
    moveTo: async (next) => {
      become({ state: 'starting' })
      await stop()
      place = next
      start()
    },
    state: () => state,
    onState: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    connect: (allowPaths) => connections.open(state.state === 'ready' ? engine : undefined, allowPaths),
    handOver: (port, allowPaths) => {
      if (state.state !== 'ready' || !engine?.takesPorts) return false
      engine.post({ type: 'connect', connection: connections.nextId(), allowPaths }, port)
      return true
    },
  }
}
