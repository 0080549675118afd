import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import { createChanges } from '../../electron/engine/core/changes.ts'
import { createJobs, type JobHandle } from '../../electron/engine/core/jobs.ts'
import { createWorkerClient } from '../../electron/engine/core/worker-client.ts'
import { failure } from '../../shared/contract/failure.ts'
import type { Job } from '../../shared/contract/jobs.ts'
import type { JobId } from '../../shared/contract/values.ts'
import { fail, ok } from '../../shared/util/result.ts'

const world = () => {
  const log: string[] = []
  let next = 0
  const changes = createChanges()
  const jobs = createJobs({
    clock: () => new Date('2017-07-01T08:00:00.000Z'),
    newId: () => `job-${(next += 1)}`,
    changes,
    log: (line) => log.push(line),
  })
  return { jobs, log, changes }
}

const toEnd = async (watched: ReturnType<ReturnType<typeof createJobs>['watch']>): Promise<readonly Job[]> => {
  if (!watched.ok) throw new Error(watched.failure.code)
  const seen: Job[] = []
  for await (const job of watched.value) seen.push(job)
  return seen
}

const untilAborted = (handle: JobHandle): Promise<void> =>
  new Promise((resolve) => handle.signal.addEventListener('abort', () => resolve()))

describe('a job', () => {
  it('is told while it runs and ends as done, with what came out', async () => {
    const { jobs } = world()
    let go = (): void => undefined
    const started = new Promise<void>((resolve) => (go = resolve))
    const id = jobs.start('sync', 'a cloud', async ({ progress }) => {
      progress({ phase: 'companies', done: 1, total: 3, unit: 'requests' })
      await started
      return ok('result')
    })
    const watching = toEnd(jobs.watch(id, undefined))
    go()
    const seen = await watching
    expect(seen[0]).toMatchObject({ id, state: 'running', subject: 'a cloud', startedAt: '2017-07-01T08:00:00.000Z' })
    expect(seen[0]!.progress).toEqual({ phase: 'companies', done: 1, total: 3, unit: 'requests' })
    expect(seen.at(-1)).toMatchObject({ state: 'done', result: 'result', failure: null })
    expect(jobs.get(id)).toEqual(seen.at(-1))
  })

  it('that is watched after its end still tells it', async () => {
    const { jobs } = world()
    const id = jobs.start('sync', '', () => Promise.resolve(fail(failure('DISK_FULL'))))
    await toEnd(jobs.watch(id, undefined))
    expect(await toEnd(jobs.watch(id, undefined))).toMatchObject([{ state: 'failed', failure: { code: 'DISK_FULL' } }])
  })

  it('can be cancelled, and cancelling what has ended changes nothing', async () => {
    const { jobs } = world()
    const id = jobs.start('sync', '', async (handle) => {
      await untilAborted(handle)
      return fail(failure('CANCELLED'))
    })
    expect(jobs.cancel(id)).toMatchObject({ ok: true, value: { state: 'running' } })
    expect((await toEnd(jobs.watch(id, undefined))).at(-1)).toMatchObject({ state: 'cancelled' })
    expect(jobs.cancel(id)).toMatchObject({ ok: true, value: { state: 'cancelled' } })
  })

  it('that breaks ends as failed with INTERNAL and is logged; a full disk is named', async () => {
    const { jobs, log } = world()
    const broken = jobs.start('sync', '', () => Promise.reject(new Error('a bug')))
    expect((await toEnd(jobs.watch(broken, undefined))).at(-1)).toMatchObject({
      state: 'failed',
      failure: { code: 'INTERNAL', params: { detail: 'a bug' } },
    })
    expect(log.join()).toContain('a bug')
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    const id = jobs.start('sync', '', () => Promise.reject(full))
    expect((await toEnd(jobs.watch(id, undefined))).at(-1)).toMatchObject({ failure: { code: 'DISK_FULL' } })
  })

  it('that nobody knows is refused', () => {
    const { jobs } = world()
    const refused = { ok: false, failure: { code: 'NOT_FOUND' } }
    expect(jobs.watch('nobody' as JobId, undefined)).toMatchObject(refused)
    expect(jobs.cancel('nobody' as JobId)).toMatchObject(refused)
  })

  it('stops being told when the watcher goes', async () => {
    const { jobs } = world()
    const id = jobs.start('sync', '', async (handle) => {
      await untilAborted(handle)
      return ok(null)
    })
    const abort = new AbortController()
    const watching = toEnd(jobs.watch(id, abort.signal))
    await Promise.resolve()
    abort.abort()
    expect(await watching).toMatchObject([{ state: 'running' }])
    await jobs.stop()
    expect(jobs.get(id)).toMatchObject({ state: 'done' })
  })

  it('is forgotten after fifty newer ones have ended; the list is newest first', async () => {
    const { jobs } = world()
    const ids = Array.from({ length: 60 }, () => jobs.start('reconcile', '', () => Promise.resolve(ok(null))))
    await jobs.stop()
    expect(jobs.list().map((job) => job.id)).toEqual(ids.slice(10).reverse())
  })
})

describe('the changes', () => {
  it('are gathered into one list of topics, and end with the watcher', async () => {
    const { changes } = world()
    const abort = new AbortController()
    const watching = changes.watch(abort.signal)
    const first = watching.next()
    changes.announce('estate', 'sync')
    changes.announce('estate')
    expect((await first).value).toEqual({ topics: ['estate', 'sync'] })
    const second = watching.next()
    abort.abort()
    expect(await second).toEqual({ done: true, value: undefined })
  })
})

describe('the worker thread, seen from the engine', () => {
  const client = () => {
    const made: (EventEmitter & { postMessage: ReturnType<typeof vi.fn>; terminate: () => Promise<number> })[] = []
    const worker = createWorkerClient<string, string>(() => {
      const fake = Object.assign(new EventEmitter(), {
        postMessage: vi.fn(),
        terminate: () => {
          queueMicrotask(() => fake.emit('exit', 1))
          return Promise.resolve(1)
        },
      })
      made.push(fake)
      return fake as unknown as Worker
    })
    const run = (signal = new AbortController().signal) => worker.run('task', signal, () => undefined)
    return { worker, made, run }
  }

  it('starts at the first task and answers by number', async () => {
    const { made, run } = client()
    expect(made).toHaveLength(0)
    const [one, two] = [run(), run()]
    expect(made).toHaveLength(1)
    made[0]!.emit('message', { id: 2, result: ok('second') })
    made[0]!.emit('message', { id: 1, result: ok('first') })
    made[0]!.emit('message', { id: 7, result: ok('nobody asked') })
    expect(await Promise.all([one, two])).toEqual([ok('first'), ok('second')])
  })

  it('that dies rejects what was pending, and the next task starts a new one', async () => {
    const { made, run } = client()
    const pending = run()
    made[0]!.emit('exit', 134)
    expect(await pending).toMatchObject({ ok: false, failure: { code: 'INTERNAL' } })
    void run()
    expect(made).toHaveLength(2)
  })

  it('that is closed leaves no call without an end (design 1: every call ends)', async () => {
    const { worker, run } = client()
    const pending = run()
    await worker.close()
    expect(await pending).toMatchObject({ ok: false })
  })

  it('sees a cancel through its shared flag', () => {
    const { made, run } = client()
    const abort = new AbortController()
    void run(abort.signal)
    const { cancel } = made[0]!.postMessage.mock.calls[0]![0] as { cancel: SharedArrayBuffer }
    expect(new Int32Array(cancel)[0]).toBe(0)
    abort.abort()
    expect(new Int32Array(cancel)[0]).toBe(1)
  })
})
