import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EngineProcess } from '../../electron/supervisor/host-process.ts'
import { supervise, type Supervisor } from '../../electron/supervisor/supervise.ts'
import { failure } from '../../shared/contract/failure.ts'
import type { EngineInit, EngineState, FromEngine, ToEngine } from '../../shared/contract/shell.ts'

const init: EngineInit = {
  dataDir: '/data',
  resourcesDir: '/resources',
  appVersion: '0.0.0',
  demo: true,
  credentials: null,
}

type FakeProcess = EngineProcess & {
  readonly sent: ToEngine[]
  readonly ports: unknown[]
  say(message: FromEngine): void
  die(): void
  killed: boolean
}

const fakeProcess = (takesPorts: boolean): FakeProcess => {
  const messages: ((message: FromEngine) => void)[] = []
  const exits: ((reason: string) => void)[] = []
  const fake: FakeProcess = {
    sent: [],
    ports: [],
    killed: false,
    pid: () => 1,
    takesPorts,
    post: (message, port) => {
      fake.sent.push(message)
      if (port !== undefined) fake.ports.push(port)
    },
    onMessage: (listener) => void messages.push(listener),
    onExit: (listener) => void exits.push(listener),
    kill: () => {
      fake.killed = true
      fake.die()
    },
    say: (message) => messages.forEach((listener) => listener(message)),
    die: () => exits.forEach((listener) => listener('SIGKILL')),
  }
  return fake
}

const setUp = (
  takesPorts = false,
): { supervisor: Supervisor; forked: FakeProcess[]; states: EngineState[]; newest: () => FakeProcess } => {
  const forked: FakeProcess[] = []
  const states: EngineState[] = []
  const supervisor = supervise({
    fork: () => {
      const fake = fakeProcess(takesPorts)
      forked.push(fake)
      return fake
    },
    place: { init },
    now: () => Date.now(),
    log: () => undefined,
    stopWithinMs: 1_000,
  })
  supervisor.onState((state) => states.push(state))
  const newest = (): FakeProcess => {
    const last = forked.at(-1)
    if (!last) throw new Error('nothing was forked')
    return last
  }
  return { supervisor, forked, states, newest }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('supervisor', () => {
  test('is starting until the engine says that it is ready', () => {
    const { supervisor, states, newest } = setUp()
    supervisor.start()
    expect(newest().sent).toEqual([{ type: 'init', init }])
    expect(supervisor.state()).toEqual({ state: 'starting' })
    newest().say({ type: 'ready' })
    expect(states).toEqual([{ state: 'starting' }, { state: 'ready' }])
  })

  test('restarts a lost engine with the same init', () => {
    const { supervisor, forked, states, newest } = setUp()
    supervisor.start()
    newest().say({ type: 'ready' })
    newest().die()
    expect(supervisor.state()).toEqual({ state: 'lost', restarts: 1 })
    vi.advanceTimersByTime(0)
    expect(forked).toHaveLength(2)
    expect(newest().sent).toEqual([{ type: 'init', init }])
    newest().say({ type: 'ready' })
    expect(states.at(-1)).toEqual({ state: 'ready' })
  })

  test('gives up after five restarts in three minutes, until a person starts it again', () => {
    const { supervisor, forked, newest } = setUp()
    supervisor.start()
    for (let n = 0; n < 6; n++) {
      newest().say({ type: 'ready' })
      newest().die()
      vi.advanceTimersByTime(2_000)
    }
    expect(forked).toHaveLength(6)
    expect(supervisor.state()).toEqual({ state: 'failed', failure: failure('ENGINE_LOST') })
    supervisor.start()
    expect(forked).toHaveLength(7)
    newest().say({ type: 'ready' })
    newest().die()
    expect(supervisor.state()).toEqual({ state: 'lost', restarts: 1 })
  })

  test('restarts spread over more than three minutes do not count together', () => {
    const { supervisor, forked, newest } = setUp()
    supervisor.start()
    for (let n = 0; n < 12; n++) {
      newest().say({ type: 'ready' })
      newest().die()
      vi.advanceTimersByTime(45_000)
    }
    expect(forked).toHaveLength(13)
  })

  test('an engine that says why it cannot start is not started again', () => {
    const { supervisor, forked, newest } = setUp()
    supervisor.start()
    const reason = failure('DATA_FOLDER_NOT_WRITABLE', { folder: '/data', reason: 'EACCES' })
    newest().say({ type: 'failed', failure: reason })
    vi.advanceTimersByTime(10_000)
    expect(forked).toHaveLength(1)
    expect(newest().killed).toBe(true)
    expect(supervisor.state()).toEqual({ state: 'failed', failure: reason })
  })

  test('two connections over one pipe do not hear each other', () => {
    const { supervisor, newest } = setUp()
    supervisor.start()
    newest().say({ type: 'ready' })
    const heard: string[] = []
    const first = supervisor.connect(true)
    const second = supervisor.connect(false)
    first.addEventListener('message', ({ data }) => heard.push(`first ${String(data)}`))
    second.addEventListener('message', ({ data }) => heard.push(`second ${String(data)}`))
    second.postMessage('question')
    expect(newest().sent.slice(1)).toEqual([
      { type: 'connect', connection: 1, allowPaths: true },
      { type: 'connect', connection: 2, allowPaths: false },
      { type: 'message', connection: 2, data: 'question' },
    ])
    newest().say({ type: 'message', connection: 2, data: 'answer' })
    expect(heard).toEqual(['second answer'])
  })

  test('connections close when the engine ends, and nothing is sent to its successor', () => {
    const { supervisor, newest } = setUp()
    supervisor.start()
    newest().say({ type: 'ready' })
    const connection = supervisor.connect(true)
    const closed = vi.fn()
    connection.addEventListener('close', closed)
    newest().die()
    expect(closed).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(0)
    connection.postMessage('late')
    expect(newest().sent).toEqual([{ type: 'init', init }])
  })

  test('a connection asked for while there is no engine closes at once', async () => {
    const { supervisor } = setUp()
    supervisor.start()
    const closed = vi.fn()
    supervisor.connect(true).addEventListener('close', closed)
    await Promise.resolve()
    expect(closed).toHaveBeenCalledOnce()
  })

  test('a closed connection says so to the engine, once', () => {
    const { supervisor, newest } = setUp()
    supervisor.start()
    newest().say({ type: 'ready' })
    const connection = supervisor.connect(true)
    connection.close()
    connection.close()
    expect(newest().sent.slice(2)).toEqual([{ type: 'disconnect', connection: 1 }])
  })

  test('hands over a real port only to a ready engine that can take one', () => {
    const relayed = setUp(false)
    relayed.supervisor.start()
    relayed.newest().say({ type: 'ready' })
    expect(relayed.supervisor.handOver('port', true)).toBe(false)
    const direct = setUp(true)
    direct.supervisor.start()
    expect(direct.supervisor.handOver('port', true)).toBe(false)
    direct.newest().say({ type: 'ready' })
    expect(direct.supervisor.handOver('port', true)).toBe(true)
    expect(direct.newest().ports).toEqual(['port'])
    expect(direct.newest().sent.at(-1)).toEqual({ type: 'connect', connection: 1, allowPaths: true })
  })

  test('stop asks first, kills an engine that does not end, and starts no other', async () => {
    const { supervisor, forked, newest } = setUp()
    supervisor.start()
    newest().say({ type: 'ready' })
    const stopped = supervisor.stop()
    expect(newest().sent.at(-1)).toEqual({ type: 'shutdown' })
    expect(newest().killed).toBe(false)
    vi.advanceTimersByTime(1_000)
    await stopped
    expect(newest().killed).toBe(true)
    vi.advanceTimersByTime(10_000)
    expect(forked).toHaveLength(1)
  })

  test('stop while a restart is waiting means that there is none', async () => {
    const { supervisor, forked, newest } = setUp()
    supervisor.start()
    newest().die()
    await supervisor.stop()
    vi.advanceTimersByTime(10_000)
    expect(forked).toHaveLength(1)
  })
})
