import { fork } from 'node:child_process'
import type { HostProcess } from './host-process.ts'

export type ForkChildOptions = {
  /** A bundle in dist/host. */
  readonly entry: string
  /** For the engine: a Node that can load better-sqlite3 13 (Node-API 10, so 22.15 or newer). */
  readonly execPath: string
}

/** A plain Node child process. 'advanced' serialisation keeps bytes and typed arrays as they are. */
export const forkChild = <Out, In extends object>({ entry, execPath }: ForkChildOptions): HostProcess<Out, In> => {
  const child = fork(entry, [], {
    execPath,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const listeners: ((reason: string) => void)[] = []
  let over = false
  const end = (reason: string): void => {
    if (over) return
    over = true
    listeners.forEach((listener) => listener(reason))
  }
  // A program that is not there gives 'error' and never 'exit'.
  child.on('error', (error) => {
    if (child.pid === undefined) end(error.message)
  })
  child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`))
  return {
    pid: () => child.pid,
    takesPorts: false,
    post: (message) => {
      // A message to a process that has just ended is not the caller's error: its exit is reported.
      if (child.connected) child.send(message, () => undefined)
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as Out)),
    onExit: (listener) => void listeners.push(listener),
    kill: () => void child.kill('SIGKILL'),
  }
}
