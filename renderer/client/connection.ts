import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { type Failure, failure } from '../../shared/contract/failure.ts'
import type { Contract } from '../../shared/contract/index.ts'
import type { EngineState } from '../../shared/contract/shell.ts'
import type { Result } from '../../shared/util/result.ts'
import { fail, ok } from '../../shared/util/result.ts'
import type { ClientPort } from './port.ts'
import type { Transport } from './transport.ts'

export type EngineApi = ContractRouterClient<Contract>

export type ConnectionState =
  | { readonly state: 'connecting' }
  | { readonly state: 'ready' }
  | { readonly state: 'lost' }
  | { readonly state: 'failed'; readonly failure: Failure }

/** One live channel: `gone` aborts when it ends, and everything that waits on it ends with it. */
export type Live = { readonly gone: AbortSignal; api(signal: AbortSignal): EngineApi }

export type Connection = {
  state(): ConnectionState
  onState(listener: (state: ConnectionState) => void): void
  /** The live channel, as soon as there is one; the failure when the engine has failed or `until` aborts. */
  live(until: AbortSignal): Promise<Result<Live, Failure>>
  /** A person asks for another start. */
  restart(): void
}

export type ConnectionTimes = {
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  readonly patienceMs: number
}

const liveOf = (port: ClientPort): { readonly live: Live; readonly end: AbortController } => {
  const end = new AbortController()
  port.addEventListener('close', () => end.abort())
  const link = new RPCLink<ClientContext>({ port })
  const api = (signal: AbortSignal): EngineApi => {
    const bound: ClientLink<ClientContext> = {
      call: (path, input, options) => link.call(path, input, { ...options, signal }),
    }
    return createORPCClient<EngineApi>(bound)
  }
  return { live: { gone: end.signal, api }, end }
}

/** Keeps one channel to the engine: opens it, notices its end, and opens the next with growing pauses. */
export const createConnection = (transport: Transport, times: ConnectionTimes): Connection => {
  const listeners: ((state: ConnectionState) => void)[] = []
  const waiting = new Set<() => void>()
  let state: ConnectionState = { state: 'connecting' }
  let live: Live | null = null
  let port: ClientPort | null = null
  let opening = false
  let pause = times.firstPauseMs
  let withoutSince = Date.now()
  let timer: ReturnType<typeof setTimeout> | undefined

  const change = (next: ConnectionState): void => {
    state = next
    for (const listener of listeners) listener(next)
    for (const wake of [...waiting]) wake()
  }

  const retryLater = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void open(), pause)
    pause = Math.min(pause * 2, times.longestPauseMs)
    if (state.state !== 'failed' && Date.now() - withoutSince > times.patienceMs)
      change({ state: 'failed', failure: failure('ENGINE_LOST') })
  }

  const lost = (): void => {
    if (!live) return
    live = null
    port = null
    withoutSince = Date.now()
    pause = times.firstPauseMs
    if (state.state === 'ready') change({ state: 'lost' })
    retryLater()
  }

  const open = async (): Promise<void> => {
    if (opening || live) return
    opening = true
    clearTimeout(timer)
    try {
      port = await transport.open()
      const next = liveOf(port)
      live = next.live
      next.live.gone.addEventListener('abort', () => {
        if (live === next.live) lost()
      })
      pause = times.firstPauseMs
      change({ state: 'ready' })
    } catch {
      retryLater()
    } finally {
      opening = false
    }
  }

  transport.onSupervisor((said: EngineState) => {
    if (said.state === 'failed') {
      live = null
      port?.close()
      if (state.state !== 'failed' || state.failure.code !== said.failure.code)
        change({ state: 'failed', failure: said.failure })
    } else if (said.state === 'lost') port?.close()
    else if (said.state === 'ready' && !live) void open()
  })
  void open()

  return {
    state: () => state,
    onState: (listener) => {
      listeners.push(listener)
    },
    live: (until) =>
      new Promise((resolve) => {
        const look = (): void => {
          const answer = live
            ? ok(live)
            : state.state === 'failed'
              ? fail(state.failure)
              : until.aborted
                ? fail(failure('ENGINE_LOST'))
                : null
          if (!answer) return
          waiting.delete(look)
          until.removeEventListener('abort', look)
          resolve(answer)
        }
        waiting.add(look)
        until.addEventListener('abort', look)
        look()
      }),
    restart: () => {
      withoutSince = Date.now()
      pause = times.firstPauseMs
      change({ state: 'connecting' })
      transport.restart()
      void open()
    },
  }
}
