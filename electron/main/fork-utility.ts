import { utilityProcess, type MessagePortMain } from 'electron'
import type { HostProcess } from '../supervisor/host-process.ts'

/** A host in Electron's own Node, which ends with the app and takes real ports. */
export const forkUtility = <Out, In extends object>(entry: string, serviceName: string): HostProcess<Out, In> => {
  const child = utilityProcess.fork(entry, [], { serviceName, stdio: 'inherit' })
  return {
    pid: () => child.pid,
    takesPorts: true,
    post: (message, port) => child.postMessage(message, port === undefined ? [] : [port as MessagePortMain]),
    onMessage: (listener) => void child.on('message', (message: Out) => listener(message)),
    onExit: (listener) => void child.once('exit', (code) => listener(`exit code ${code}`)),
    kill: () => void child.kill(),
  }
}
