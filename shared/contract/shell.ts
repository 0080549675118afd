import type { Failure } from './failure.ts'

/** Any two-way channel to the engine: MessagePort, WebSocket, child process, or a pair in one process. */
export type EnginePort = {
  postMessage(data: string | ArrayBufferLike | Uint8Array): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: () => void): void
}

/** What the supervisor says of the engine process. 'failed' is final until a person acts. */
export type EngineState =
  | { readonly state: 'starting' }
  | { readonly state: 'ready' }
  | { readonly state: 'lost'; readonly restarts: number }
  | { readonly state: 'failed'; readonly failure: Failure }

export type Credentials = {
  readonly url: string
  readonly login: string
  readonly password: string
  readonly appId: string
  readonly appSecret: string
}

/** What a host tells the engine process at its start. Credentials stay in memory. */
export type EngineInit = {
  readonly dataDir: string
  readonly resourcesDir: string
  readonly appVersion: string
  readonly demo: boolean
  readonly credentials: Credentials | null
}

/** Host to engine process. `connect`, `message` and `disconnect` carry ports where none can be handed over. */
export type ToEngine =
  | { readonly type: 'init'; readonly init: EngineInit }
  | { readonly type: 'connect'; readonly connection: number; readonly allowPaths: boolean }
  | { readonly type: 'message'; readonly connection: number; readonly data: unknown }
  | { readonly type: 'disconnect'; readonly connection: number }
  | { readonly type: 'shutdown' }

/** Engine process to host. */
export type FromEngine =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'message'; readonly connection: number; readonly data: unknown }

/** The preload's door for the window (`window.irisShell`); absent in a browser. */
export type ShellApi = {
  readonly platform: string
  /** Asks main for a fresh port to the engine; it arrives as a window message {type: 'iris-engine-port'} with ports[0]. */
  connectEngine(): void
  onEngineState(listener: (state: EngineState) => void): void
  /** The path of a dropped or chosen file. */
  pathForFile(file: unknown): string
  /** Opens the system's file chooser; the chosen paths, or an empty list. */
  chooseFiles(): Promise<readonly string[]>
  /** After 'failed': start the engine again. */
  restartEngine(): void
}
