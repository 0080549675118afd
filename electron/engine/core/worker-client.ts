import type { Worker } from 'node:worker_threads'
import type { Failure } from '../../../shared/contract/failure.ts'
import { failure } from '../../../shared/contract/failure.ts'
import type { Progress } from '../../../shared/contract/jobs.ts'
import { fail, type Result } from '../../../shared/util/result.ts'

/** Engine thread to worker thread. `cancel` is a shared flag that the worker can read while it is busy. */
export type WorkerRequest<Task> = { readonly id: number; readonly task: Task; readonly cancel: SharedArrayBuffer }
export type WorkerAnswer<Answer> =
  | { readonly id: number; readonly progress: Progress }
  | { readonly id: number; readonly result: Result<Answer, Failure> }

export type WorkerClient<Task, Answer> = {
  run(task: Task, signal: AbortSignal, progress: (progress: Progress) => void): Promise<Result<Answer, Failure>>
  close(): Promise<void>
}

type Waiting<Answer> = {
  readonly progress: (progress: Progress) => void
  readonly end: (result: Result<Answer, Failure>) => void
}

/** Starts the worker thread at the first task and again after it died; what was pending then ends with a failure. */
export const createWorkerClient = <Task, Answer>(make: () => Worker): WorkerClient<Task, Answer> => {
  let worker: Worker | undefined
  let nextId = 1
  const waiting = new Map<number, Waiting<Answer>>()

  const lose = (reason: string): void => {
    worker = undefined
    const all = [...waiting.values()]
    waiting.clear()
    all.forEach((one) => one.end(fail(failure('INTERNAL', { detail: `the worker stopped (${reason})` }))))
  }

  const started = (): Worker => {
    if (worker) return worker
    const fresh = make()
    fresh.on('message', (answer: WorkerAnswer<Answer>) => {
      const one = waiting.get(answer.id)
      if (!one) return
      if ('progress' in answer) return one.progress(answer.progress)
      waiting.delete(answer.id)
      one.end(answer.result)
    })
    fresh.on('error', (error) => lose(error instanceof Error ? error.message : String(error)))
    fresh.on('exit', (code) => {
      if (worker === fresh) lose(`exit ${code}`)
    })
    worker = fresh
    return fresh
  }

  return {
    run: (task, signal, progress) =>
      new Promise((resolve) => {
        const id = nextId++
        const cancel = new SharedArrayBuffer(4)
        const onAbort = (): void => void Atomics.store(new Int32Array(cancel), 0, 1)
        if (signal.aborted) onAbort()
        signal.addEventListener('abort', onAbort, { once: true })
        waiting.set(id, {
          progress,
          end: (result) => {
            signal.removeEventListener('abort', onAbort)
            resolve(result)
          },
        })
        started().postMessage({ id, task, cancel } satisfies WorkerRequest<Task>)
      }),
    close: async () => {
      const closing = worker
      lose('the engine closed')
      await closing?.terminate()
    },
  }
}
