import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { forkChild } from '../../electron/supervisor/fork-child.ts'
import { supervise, type Supervisor } from '../../electron/supervisor/supervise.ts'
import type { EngineState } from '../../shared/contract/shell.ts'

const entry = fileURLToPath(new URL('../support/echo-engine.mjs', import.meta.url))
let supervisor: Supervisor | undefined
afterEach(() => supervisor?.stop())

const start = (execPath: string): Supervisor => {
  supervisor = supervise({
    fork: () => forkChild({ entry, execPath }),
    place: { init: { dataDir: '/data', resourcesDir: '', appVersion: '', demo: true, credentials: null } },
    now: () => performance.now(),
    log: () => undefined,
  })
  supervisor.start()
  return supervisor
}

const become = async (running: Supervisor, state: EngineState['state']): Promise<void> => {
  while (running.state().state !== state) await sleep(5)
}

const ask = (running: Supervisor, data: string | Uint8Array): Promise<readonly [string, number, unknown]> =>
  new Promise((resolve, reject) => {
    const connection = running.connect(true)
    connection.addEventListener('message', (event) => {
      resolve(event.data as readonly [string, number, unknown])
      connection.close()
    })
    connection.addEventListener('close', () => reject(new Error('closed')))
    connection.postMessage(data)
  })

test('bytes reach a real child and come back as bytes', async () => {
  const running = start(process.execPath)
  await become(running, 'ready')
  const [dataDir, , echoed] = await ask(running, new Uint8Array([0, 255, 7]))
  expect(dataDir).toBe('/data')
  expect(echoed).toEqual(new Uint8Array([0, 255, 7]))
})

test('after kill -9 of the child its connections close and a new child answers, with the same init', async () => {
  const running = start(process.execPath)
  await become(running, 'ready')
  const [, firstPid] = await ask(running, 'hello')
  const closed = new Promise<void>((resolve) => running.connect(true).addEventListener('close', () => resolve()))
  process.kill(firstPid, 'SIGKILL')
  await closed
  expect(running.state().state).toBe('lost')
  await become(running, 'ready')
  const [dataDir, secondPid] = await ask(running, 'hello')
  expect(dataDir).toBe('/data')
  expect(secondPid).not.toBe(firstPid)
})

test('a program that is not there ends as failed, not as an exception', async () => {
  const running = start('/nowhere/node')
  await become(running, 'failed')
  expect(running.state()).toMatchObject({ failure: { code: 'ENGINE_LOST' } })
})
