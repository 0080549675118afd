import type { FromEngine, ToEngine } from '../../shared/contract/shell.ts'

/** A process forked by a host, however that is done (child_process, Electron's utilityProcess, a fake in tests). */
export type HostProcess<Out, In> = {
  readonly pid: () => number | undefined
  /** Whether a real MessagePort can be sent along; not over child_process. */
  readonly takesPorts: boolean
  post(message: In, port?: unknown): void
  onMessage(listener: (message: Out) => void): void
  /** Called once, with a word for the log: the exit code or the signal. */
  onExit(listener: (reason: string) => void): void
  kill(): void
}

export type EngineProcess = HostProcess<FromEngine, ToEngine>
