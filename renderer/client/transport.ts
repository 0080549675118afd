import type { EngineState, ShellApi } from '../../shared/contract/shell.ts'
import { type ClientPort, openSocketPort, portOfMessagePort } from './port.ts'

/** How the engine is reached: Electron hands over a port, a browser opens a WebSocket. */
export type Transport = {
  /** Opens a fresh channel; rejects when none comes. */
  open(): Promise<ClientPort>
  /** What a supervisor says of the engine; never called where there is none. */
  onSupervisor(listener: (state: EngineState) => void): void
  /** Asks the supervisor to start the engine again after it gave up. */
  restart(): void
}

declare global {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be extended
  interface Window {
    readonly irisShell?: ShellApi
  }
}

const PORT_PATIENCE_MS = 10_000

const shellTransport = (shell: ShellApi): Transport => ({
  open: () =>
    new Promise((resolve, reject) => {
      const receive = (event: MessageEvent<unknown>): void => {
        const data = event.data
        const port = event.ports[0]
        if (event.source !== window || !port) return
        if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'iris-engine-port') return
        finish()
        resolve(portOfMessagePort(port))
      }
      const timer = setTimeout(() => {
        finish()
        reject(new Error('no engine port arrived'))
      }, PORT_PATIENCE_MS)
      const finish = (): void => {
        clearTimeout(timer)
        window.removeEventListener('message', receive)
      }
      window.addEventListener('message', receive)
      shell.connectEngine()
    }),
  onSupervisor: (listener) => shell.onEngineState(listener),
  restart: () => shell.restartEngine(),
})

/** Over the loopback host: it answers a socket only when an engine is ready, and tells the supervisor's state when asked. */
const webTransport = (place: Location): Transport => {
  const listeners: ((state: EngineState) => void)[] = []
  const tellIfFailed = async (): Promise<void> => {
    const answer = await fetch('/engine-state')
    const said = (await answer.json()) as EngineState
    if (said.state === 'failed') for (const listener of listeners) listener(said)
  }
  return {
    open: async () => {
      try {
        return await openSocketPort(
          new WebSocket(`${place.protocol === 'https:' ? 'wss' : 'ws'}://${place.host}/engine`),
        )
      } catch (error) {
        // The host itself may be gone; then nobody can say more than that.
        await tellIfFailed().catch(() => undefined)
        throw error
      }
    },
    onSupervisor: (listener) => void listeners.push(listener),
    restart: () => void fetch('/engine-restart', { method: 'POST' }).catch(() => undefined),
  }
}

export const chooseTransport = (): Transport =>
  window.irisShell ? shellTransport(window.irisShell) : webTransport(window.location)
