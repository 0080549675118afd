import { afterEach, describe, expect, test, vi } from 'vitest'
import { createConnection } from '../../renderer/client/connection.ts'
import { createEngineClient } from '../../renderer/client/engine-client.ts'
import { type ClientPort, openSocketPort, portOfMessagePort, type SocketLike } from '../../renderer/client/port.ts'
import type { Transport } from '../../renderer/client/transport.ts'
import { failure } from '../../shared/contract/failure.ts'
import type { EngineState } from '../../shared/contract/shell.ts'
import { createFakeEngine } from '../support/fake-engine.ts'

const opened: MessagePort[] = []
afterEach(() => {
  for (const port of opened.splice(0)) port.close()
})

/** A transport to a fake engine, with the means to break the line as a dying engine does. */
const lineTo = (engine = createFakeEngine()) => {
  const lines: MessagePort[] = []
  const listeners: ((state: EngineState) => void)[] = []
  let reachable = true
  const transport: Transport = {
    open: () => {
      if (!reachable) return Promise.reject(new Error('nobody there'))
      const { port1, port2 } = new MessageChannel()
      opened.push(port1, port2)
      lines.push(port2)
      engine.attach({
        postMessage: (data) => port2.postMessage(data),
        addEventListener: (type: string, listener: (event: never) => void) => {
          port2.addEventListener(type, listener as unknown as EventListener)
          port2.start()
        },
      })
      return Promise.resolve(portOfMessagePort(port1))
    },
    onSupervisor: (listener) => void listeners.push(listener),
    restart: () => {
      reachable = true
    },
  }
  return {
    engine,
    transport,
    lines,
    cut: () => lines.at(-1)?.close(),
    away: () => {
      reachable = false
    },
    back: () => {
      reachable = true
    },
    say: (state: EngineState) => {
      for (const listener of listeners) listener(state)
    },
  }
}

const clientOf = (line: ReturnType<typeof lineTo>, queryMs = 2_000, patienceMs = 60_000) => {
  const connection = createConnection(line.transport, { firstPauseMs: 5, longestPauseMs: 20, patienceMs })
  return { connection, client: createEngineClient(connection, { queryMs, commandMs: 2_000 }) }
}
const callsOf = (line: ReturnType<typeof lineTo>, path: string) =>
  line.engine.calls.filter((call) => call.path === path)

describe('calls to the engine', () => {
  test('a query is answered with the value', async () => {
    const { client } = clientOf(lineTo())
    const result = await client.query((api) => api.estate.companies({ kinds: ['IR'] }))
    expect(result).toEqual({ ok: true, value: { rows: [], total: 1 } })
  })

  test('a refusal is a value with its code, params and rule', async () => {
    const line = lineTo()
    const { client } = clientOf(line)
    const refusal = failure('CDR_MISSING', { number: 'INV00000150' }, 'M255')
    line.engine.refuseNext('billing.reconciliation', refusal)
    const result = await client.query((api) => api.billing.reconciliation({ invoiceNumber: 'INV00000150' }))
    expect(result).toEqual({ ok: false, failure: refusal })
  })

  test('what the engine does not understand is BAD_REQUEST, not an exception', async () => {
    const { client } = clientOf(lineTo())
    const result = await client.query((api) => api.estate.companies({ limit: 100_000 }))
    expect(result.ok ? null : result.failure.code).toBe('BAD_REQUEST')
  })

  test('a lost connection rejects what is pending with ENGINE_LOST, at once', async () => {
    const line = lineTo()
    line.engine.silence('session.signIn')
    const { client } = clientOf(line, 60_000)
    const pending = client.once(
      (api) =>
      api.session.signIn({ mode: 'password', url: 'https://cloud.example', login: 'a', password: 'b', appId: 'c', appSecret: 'd' }), // prettier-ignore
    )
    await vi.waitFor(() => expect(callsOf(line, 'session.signIn')).toHaveLength(1))
    line.cut()
    const result = await pending
    expect(result.ok ? null : result.failure.code).toBe('ENGINE_LOST')
    expect(callsOf(line, 'session.signIn')).toHaveLength(1)
  })

  test('a query is asked once more after the engine was lost, and not a third time', async () => {
    const line = lineTo()
    line.engine.silence('system.status')
    const { client } = clientOf(line)
    const pending = client.query((api) => api.system.status())
    await vi.waitFor(() => expect(callsOf(line, 'system.status')).toHaveLength(1))
    line.cut()
    await vi.waitFor(() => expect(callsOf(line, 'system.status')).toHaveLength(2))
    line.cut()
    const result = await pending
    expect(result.ok ? null : result.failure.code).toBe('ENGINE_LOST')
    expect(callsOf(line, 'system.status')).toHaveLength(2)
  })

  test('a command is sent again with the same command id and time', async () => {
    const line = lineTo()
    line.engine.silence('sync.start')
    const { client } = clientOf(line)
    const pending = client.command((api, context) => api.sync.start({ commandId: context.commandId }))
    for (const sends of [1, 2, 3]) {
      await vi.waitFor(() => expect(callsOf(line, 'sync.start')).toHaveLength(sends))
      line.cut()
    }
    await vi.waitFor(() => expect(callsOf(line, 'sync.start')).toHaveLength(4))
    line.cut()
    expect((await pending).ok).toBe(false)
    const ids = callsOf(line, 'sync.start').map((call) => JSON.stringify(call.input))
    expect(new Set(ids).size).toBe(1)
    expect(ids[0]).toContain('commandId')
  })

  test('a query without an answer ends with DEADLINE', async () => {
    const line = lineTo()
    line.engine.silence('system.status')
    const { client } = clientOf(line, 40)
    const result = await client.query((api) => api.system.status())
    expect(result.ok ? null : result.failure.code).toBe('DEADLINE')
  })
})

describe('the connection', () => {
  test('says ready, lost, ready when the engine comes back', async () => {
    const line = lineTo()
    const { connection } = clientOf(line)
    const states: string[] = []
    connection.onState(({ state }) => void states.push(state))
    await vi.waitFor(() => expect(states).toEqual(['ready']))
    line.away()
    line.cut()
    await vi.waitFor(() => expect(states).toEqual(['ready', 'lost']))
    line.back()
    await vi.waitFor(() => expect(states).toEqual(['ready', 'lost', 'ready']))
  })

  test('a supervisor that gave up ends every call with its failure, until a person starts the engine again', async () => {
    const line = lineTo()
    const { connection, client } = clientOf(line)
    await vi.waitFor(() => expect(connection.state().state).toBe('ready'))
    line.away()
    line.say({ state: 'failed', failure: failure('DATABASE_DAMAGED', { reason: 'not a database' }) })
    const refused = await client.query((api) => api.system.status())
    expect(refused.ok ? null : refused.failure.code).toBe('DATABASE_DAMAGED')
    connection.restart()
    expect((await client.query((api) => api.system.status())).ok).toBe(true)
  })

  test('without anybody to reach it fails after its patience, and recovers by itself', async () => {
    const line = lineTo()
    line.away()
    const { connection } = clientOf(line, 2_000, 30)
    await vi.waitFor(() => expect(connection.state().state).toBe('failed'))
    line.back()
    await vi.waitFor(() => expect(connection.state().state).toBe('ready'))
  })
})

describe('streams', () => {
  test('a job is followed to its end', async () => {
    const { client } = clientOf(lineTo(createFakeEngine({ stepMs: 1 })))
    const started = await client.command((api, { commandId }) => api.sync.start({ commandId }))
    if (!started.ok) throw new Error(started.failure.code)
    const seen: string[] = []
    const end = await new Promise((resolve) =>
      client.follow(
        (api) => api.jobs.watch({ jobId: started.value.jobId }),
        (job) => void seen.push(job.state),
        resolve,
      ),
    )
    expect(end).toBeNull()
    expect(seen[0]).toBe('running')
    expect(seen.at(-1)).toBe('done')
  })

  test('changes are subscribed to again after the engine was lost, and no more after the stop', async () => {
    const line = lineTo()
    const { client } = clientOf(line)
    const topics: string[] = []
    const stop = client.follow(
      (api) => api.system.changes(),
      (change) => void topics.push(...change.topics),
    )
    await vi.waitFor(() => expect(callsOf(line, 'system.changes')).toHaveLength(1))
    await vi.waitFor(() => {
      line.engine.changed('estate')
      expect(topics).toContain('estate')
    })
    line.cut()
    await vi.waitFor(() => expect(callsOf(line, 'system.changes')).toHaveLength(2))
    await vi.waitFor(() => {
      line.engine.changed('invoices')
      expect(topics).toContain('invoices')
    })
    stop()
    const before = topics.length
    line.engine.changed('sync')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(topics).toHaveLength(before)
  })
})

describe('a WebSocket as a port', () => {
  const socket = () => {
    const listeners = new Map<string, ((event: never) => void)[]>()
    const sent: string[] = []
    const fake: SocketLike = {
      binaryType: 'blob',
      readyState: 1,
      send: (data) => void sent.push(data),
      close: () => undefined,
      addEventListener: (type: string, listener: (event: never) => void) => {
        listeners.set(type, [...(listeners.get(type) ?? []), listener])
      },
    }
    const emit = (type: string, event: unknown = {}): void => {
      for (const listener of listeners.get(type) ?? []) listener(event as never)
    }
    return { fake, sent, emit }
  }

  test('binary messages arrive as ArrayBuffer, and closing before it was open rejects', async () => {
    const { fake, emit } = socket()
    const opening = openSocketPort(fake)
    expect(fake.binaryType).toBe('arraybuffer')
    emit('close')
    await expect(opening).rejects.toThrow('closed')
  })

  test('messages pass both ways', async () => {
    const { fake, sent, emit } = socket()
    const opening = openSocketPort(fake)
    emit('open')
    const port: ClientPort = await opening
    const got: unknown[] = []
    port.addEventListener('message', (event) => void got.push(event.data))
    port.postMessage('ask')
    emit('message', { data: 'answer' })
    expect([sent, got]).toEqual([['ask'], ['answer']])
  })

  test('a query that is given up ends with CANCELLED, before its deadline', async () => {
    const line = lineTo()
    line.engine.silence('system.status')
    const { client } = clientOf(line)
    const stop = new AbortController()
    const pending = client.query((api) => api.system.status(), stop.signal)
    await vi.waitFor(() => expect(callsOf(line, 'system.status')).toHaveLength(1))
    stop.abort()
    const result = await pending
    expect(result.ok ? null : result.failure.code).toBe('CANCELLED')
  })
})
