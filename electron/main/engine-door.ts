import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron'
import type { EngineConnection, Supervisor } from '../supervisor/supervise.ts'

const relay = (port: MessagePortMain, connection: EngineConnection): void => {
  connection.addEventListener('message', ({ data }) => port.postMessage(data))
  connection.addEventListener('close', () => port.close())
  port.on('message', ({ data }) => connection.postMessage(data as string | Uint8Array))
  port.on('close', () => connection.close())
  port.start()
}

/**
 * Gives a window a fresh port: straight to the engine, or, where ports cannot cross (an engine beside an Electron
 * whose Node is too old), through this process. Waits for an engine that is not ready yet.
 */
export const createEngineDoor = (supervisor: Supervisor): { connect(window: WebContents): void } => {
  const waiting = new Set<WebContents>()

  const connect = (window: WebContents): void => {
    if (window.isDestroyed()) return
    if (supervisor.state().state !== 'ready') return void waiting.add(window)
    const { port1, port2 } = new MessageChannelMain()
    // The window of the shell chooses files with the person's knowledge: its paths may be read.
    if (!supervisor.handOver(port1, true)) relay(port1, supervisor.connect(true))
    window.postMessage('iris:engine-port', null, [port2])
  }

  supervisor.onState(({ state }) => {
    if (state !== 'ready') return
    const now = [...waiting]
    waiting.clear()
    now.forEach(connect)
  })
  return { connect }
}
