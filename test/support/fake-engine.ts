import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { Failure } from '../../shared/contract/failure.ts'
import { contract } from '../../shared/contract/index.ts'
import type { EnginePort } from '../../shared/contract/shell.ts'
import type { Job } from '../../shared/contract/jobs.ts'
import type { Topic } from '../../shared/contract/system.ts'
import type { Status } from '../../shared/contract/system.ts'
import type { JobId } from '../../shared/contract/values.ts'

/** A few operations of the contract without an engine, to test the window's client: what is asked, refused, lost. */
export type FakeEngine = {
  /** Answers the calls that come in at a port. */
  readonly attach: (port: EnginePort) => void
  readonly calls: readonly { readonly path: string; readonly input: unknown }[]
  /** The next calls of this path are refused, one each. */
  readonly refuseNext: (path: string, failure: Failure) => void
  /** Calls of this path are never answered. */
  readonly silence: (path: string) => void
  readonly changed: (...topics: Topic[]) => void
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** As much of the contract as the tests of the client need. */
const some = {
  system: contract.system,
  session: { signIn: contract.session.signIn },
  sync: { start: contract.sync.start },
  jobs: { list: contract.jobs.list, watch: contract.jobs.watch },
  estate: { companies: contract.estate.companies },
  billing: { reconciliation: contract.billing.reconciliation },
}

const idle: Status['sync'] = {
  state: 'idle',
  lastSuccess: '2017-11-24T17:10:00.000Z',
  lastFull: '2017-11-24T17:10:00.000Z',
  nextAttempt: null,
  waitingSince: null,
  jobId: null,
  progress: null,
  failure: null,
  brakes: [],
  outbox: { waiting: 0, conflict: 0, refused: 0 },
  lastResult: null,
}
const status: Status = {
  appVersion: '0.0.0-test',
  schemaVersion: 1,
  engineRun: 'a',
  demo: true,
  keychain: 'none',
  cloud: null,
  sync: idle,
  counts: { companies: 0, members: 0, equipment: 0, subscriptions: 0, history: 0, invoices: 0 },
}

export const createFakeEngine = (options: { readonly stepMs?: number } = {}): FakeEngine => {
  const stepMs = options.stepMs ?? 0
  const calls: { path: string; input: unknown }[] = []
  const refusals: { path: string; failure: Failure }[] = []
  const silent = new Set<string>()
  const wakes = new Set<(topics: Topic[]) => void>()
  const jobs = new Map<string, Job>()

  const changed = (...topics: Topic[]): void => {
    for (const wake of wakes) wake(topics)
  }
  const os = implement(some)
  const base = os.use(async ({ next, path, errors }, input) => {
    const name = path.join('.')
    calls.push({ path: name, input })
    const at = refusals.findIndex((one) => one.path === name)
    const refusal = at < 0 ? undefined : refusals.splice(at, 1)[0]
    if (refusal) throw errors.REFUSED({ data: { ...refusal.failure, params: { ...refusal.failure.params } } })
    if (silent.has(name)) await new Promise(() => undefined)
    return next()
  })

  /** Runs a job of ten steps. */
  const start = (): { jobId: JobId } => {
    const id = crypto.randomUUID() as JobId
    const progress = { phase: 'companies', done: 0, total: 10, unit: 'steps' as const }
    const startedAt = new Date().toISOString()
    jobs.set(id, { id, kind: 'sync', state: 'running', subject: '', startedAt, progress, failure: null, result: null })
    const work = async (): Promise<void> => {
      for (let done = 1; done <= 10; done += 1) {
        await sleep(stepMs)
        const job = jobs.get(id)
        if (job?.state !== 'running') return
        jobs.set(id, { ...job, progress: { ...progress, done } })
      }
      const job = jobs.get(id)
      if (job) jobs.set(id, { ...job, state: 'done' })
      changed('jobs', 'sync')
    }
    void work()
    changed('jobs')
    return { jobId: id }
  }

  const router = base.router({
    system: {
      status: os.system.status.handler(() => status),
      changes: os.system.changes.handler(async function* ({ signal }) {
        const queue: Topic[][] = []
        let wake: () => void = () => undefined
        const add = (topics: Topic[]): void => {
          queue.push(topics)
          wake()
        }
        wakes.add(add)
        signal?.addEventListener('abort', () => wake())
        try {
          while (!signal?.aborted) {
            const next = queue.shift()
            if (next) yield { topics: next }
            else
              await new Promise<void>((resolve) => {
                wake = resolve
              })
          }
        } finally {
          wakes.delete(add)
        }
      }),
    },
    session: { signIn: os.session.signIn.handler(() => status) },
    sync: { start: os.sync.start.handler(start) },
    jobs: {
      list: os.jobs.list.handler(() => [...jobs.values()]),
      watch: os.jobs.watch.handler(async function* ({ input, errors }) {
        for (;;) {
          const job = jobs.get(input.jobId)
          if (!job) throw errors.REFUSED({ data: { code: 'NOT_FOUND', params: { what: 'job', id: input.jobId } } })
          yield job
          if (job.state !== 'running') return
          await sleep(Math.max(stepMs, 5))
        }
      }),
    },
    estate: { companies: os.estate.companies.handler(({ input }) => ({ rows: [], total: input.kinds?.length ?? 0 })) },
    billing: { reconciliation: os.billing.reconciliation.handler(() => null) },
  })
  const handler = new RPCHandler(router)

  return {
    attach: (port) => handler.upgrade(port),
    calls,
    refuseNext: (path, failure) => void refusals.push({ path, failure }),
    silence: (path) => void silent.add(path),
    changed,
  }
}
