import type { Result } from '../util/result.ts'
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

/** Signing in as a person, by way of a registered application. */
export type PasswordCredentials = {
  readonly mode: 'password'
  readonly url: string
  readonly login: string
  readonly password: string
  readonly appId: string
  /** Empty at a later sign-in with the same address, login and application: the kept one is used. */
  readonly appSecret: string
}

/** Signing each request with a key that a person made in Rainbow: no login, no renewal, no second factor. */
export type ApiKeyCredentials = {
  readonly mode: 'api-key'
  readonly url: string
  readonly apiKey: string
  readonly appId: string
  readonly appSecret: string
}

export type Credentials = PasswordCredentials | ApiKeyCredentials

/**
 * What outlives the engine process, in its host's memory and in the system's keychain. Never the password.
 * `obtainedAt`: when the token came, UTC by this computer's clock; its age decides about the renewal.
 */
export type StoredSession =
  | {
      readonly mode: 'password'
      readonly url: string
      readonly login: string
      readonly appId: string
      readonly appSecret: string
      readonly token: string
      readonly obtainedAt: string
    }
  | {
      readonly mode: 'api-key'
      readonly url: string
      readonly login: string
      readonly appId: string
      readonly appSecret: string
      readonly apiKey: string
    }

/** What a host tells the engine process at its start. Credentials stay in memory. */
export type EngineInit = {
  readonly dataDir: string
  readonly resourcesDir: string
  readonly appVersion: string
  readonly demo: boolean
  readonly credentials: Credentials | null
  /** A session that was kept; only used without credentials. */
  readonly session?: StoredSession | null
  /** Whether what is kept now would survive the host: 'none' means memory only. */
  readonly keychain?: KeychainState
  /** From the keychain: seals what must not lie in the database in clear. */
  readonly sealKey?: string | null
}

export type KeychainState = 'system' | 'none'

/** Host to engine process. `connect`, `message` and `disconnect` carry ports where none can be handed over. */
export type ToEngine =
  | { readonly type: 'init'; readonly init: EngineInit }
  | { readonly type: 'connect'; readonly connection: number; readonly allowPaths: boolean }
  | { readonly type: 'message'; readonly connection: number; readonly data: unknown }
  | { readonly type: 'disconnect'; readonly connection: number }
  /** The answer to each `keep-secret`, in their order: whether the keychain has it now. */
  | { readonly type: 'secret-kept'; readonly kept: boolean }
  | { readonly type: 'shutdown' }

/** Engine process to host. */
export type FromEngine =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'message'; readonly connection: number; readonly data: unknown }
  /** A new session or a renewed token for the host to keep; null: forget what is kept. */
  | { readonly type: 'keep-secret'; readonly session: StoredSession | null }

/** A distributor's own corner: a name, how to reach its cloud, and a data folder that nobody else uses. No secrets. */
export type Profile = {
  readonly id: string
  readonly name: string
  /** Empty for the demo and where it was never told. */
  readonly url: string
  readonly login: string
  readonly appId: string
  readonly demo: boolean
}

export type Profiles = {
  /** The demo first, then by name. */
  readonly profiles: readonly Profile[]
  /** The one that this window shows. */
  readonly current: string | null
  /** The folder given with --data, which belongs to no profile; then nothing can be chosen here. */
  readonly folder: string | null
}

export type ProfileChange =
  | {
      readonly do: 'create'
      readonly name: string
      readonly url: string
      readonly login: string
      readonly appId: string
    }
  | { readonly do: 'rename'; readonly id: string; readonly name: string }
  /** Ends the engine and starts it on that profile's data. */
  | { readonly do: 'choose'; readonly id: string }
  /** Moves its folder aside and forgets its session. Not the one in use, and never the demo. */
  | { readonly do: 'remove'; readonly id: string }

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
  profiles(): Promise<Profiles>
  changeProfiles(change: ProfileChange): Promise<Result<Profiles, Failure>>
}
