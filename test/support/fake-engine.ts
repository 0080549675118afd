import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { Failure } from '../../shared/contract/failure.ts'
import { contract } from '../../shared/contract/index.ts'
import type { EnginePort } from '../../shared/contract/shell.ts'
import type { Job } from '../../shared/contract/jobs.ts'
import type { Topic } from '../../shared/contract/system.ts'
import type { JobId, Window } from '../../shared/contract/values.ts'
import * as tenant from './fake-tenant.ts'

/** The engine's contract over data in memory, to look at the window and to test its client without an engine. */
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

const windowOf = <T extends object>(rows: readonly T[], window: Window): { rows: T[]; total: number } => {
  const { sort } = window
  const valueOf = (row: T): unknown => (sort ? Reflect.get(row, sort) : undefined)
  const compare = (a: unknown, b: unknown): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : JSON.stringify(a).localeCompare(JSON.stringify(b))
  const sorted = sort ? rows.toSorted((a, b) => compare(valueOf(a), valueOf(b)) * (window.descending ? -1 : 1)) : rows
  return { rows: sorted.slice(window.offset, window.offset + window.limit), total: rows.length }
}

const matching = <T extends object>(rows: readonly T[], search: string | undefined): readonly T[] =>
  search ? rows.filter((row) => JSON.stringify(row).toLowerCase().includes(search.toLowerCase())) : rows

export const createFakeEngine = (options: { readonly stepMs?: number } = {}): FakeEngine => {
  const stepMs = options.stepMs ?? 0
  const calls: { path: string; input: unknown }[] = []
  const refusals: { path: string; failure: Failure }[] = []
  const silent = new Set<string>()
  const wakes = new Set<(topics: Topic[]) => void>()
  const jobs = new Map<string, Job>()
  const plans = new Map(tenant.plans.map((plan) => [plan.id as string, plan]))
  let run: typeof tenant.run | null = null
  let status = tenant.status

  const changed = (...topics: Topic[]): void => {
    for (const wake of wakes) wake(topics)
  }
  const os = implement(contract)
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
  const start = (
    kind: Job['kind'],
    subject: string,
    phase: string,
    end: (job: Job) => Partial<Job>,
  ): { jobId: JobId } => {
    const id = crypto.randomUUID() as JobId
    const progress = { phase, done: 0, total: 10, unit: 'requests' as const }
    const startedAt = new Date().toISOString()
    jobs.set(id, { id, kind, state: 'running', subject, startedAt, progress, failure: null, result: null })
    const work = async (): Promise<void> => {
      for (let done = 1; done <= 10; done += 1) {
        await sleep(stepMs)
        const job = jobs.get(id)
        if (job?.state !== 'running') return
        jobs.set(id, { ...job, progress: { ...progress, done } })
      }
      const job = jobs.get(id)
      if (job) jobs.set(id, { ...job, state: 'done', ...end(job) })
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
    session: {
      signIn: os.session.signIn.handler(() => {
        status = tenant.status
        return status
      }),
      signOut: os.session.signOut.handler(() => {
        status = { ...status, cloud: null, sync: { ...status.sync, state: 'offline' } }
        return status
      }),
    },
    sync: {
      start: os.sync.start.handler(() =>
        start('sync', 'https://demo.openrainbow.example', 'companies', () => {
          status = { ...status, sync: { ...status.sync, state: 'idle', lastSuccess: new Date().toISOString() } }
          changed('estate', 'sync')
          return {}
        }),
      ),
    },
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
      cancel: os.jobs.cancel.handler(({ input, errors }) => {
        const job = jobs.get(input.jobId)
        if (!job) throw errors.REFUSED({ data: { code: 'NOT_FOUND', params: { what: 'job', id: input.jobId } } })
        const next = { ...job, state: 'cancelled' as const }
        jobs.set(job.id, next)
        return next
      }),
    },
    estate: {
      overview: os.estate.overview.handler(() => ({ rows: tenant.overview, ownCompanyId: tenant.ownCompany.id })),
      companies: os.estate.companies.handler(({ input }) =>
        windowOf(
          matching(
            tenant.companies.filter((row) => !input.kinds || input.kinds.includes(row.kind)),
            input.search,
          ),
          input,
        ),
      ),
      company: os.estate.company.handler(({ input, errors }) => {
        const row = tenant.companies.find((one) => one.id === input.id)
        if (!row) throw errors.REFUSED({ data: { code: 'NOT_FOUND', params: { what: 'company', id: input.id } } })
        return tenant.detail(row)
      }),
      members: os.estate.members.handler(({ input }) =>
        windowOf(
          matching(
            tenant.members.filter((row) => !input.companyId || row.companyId === input.companyId),
            input.search,
          ),
          input,
        ),
      ),
      equipment: os.estate.equipment.handler(({ input }) =>
        windowOf(
          matching(
            tenant.equipment.filter(
              (row) =>
                (!input.companyId || row.companyId === input.companyId) && (input.scope === 'shared') <= row.shared,
            ),
            input.search,
          ),
          input,
        ),
      ),
      subscriptions: os.estate.subscriptions.handler(({ input }) =>
        windowOf(
          matching(
            tenant.subscriptions.filter(
              (row) =>
                (!input.companyId || row.companyId === input.companyId) && (!input.paidOnly || row.model !== 'free'),
            ),
            input.search,
          ),
          input,
        ),
      ),
      history: os.estate.history.handler(({ input }) =>
        windowOf(
          matching(
            tenant.history.filter((row) => !input.companyId || row.companyId === input.companyId),
            input.search,
          ),
          input,
        ),
      ),
    },
    imports: {
      prepare: os.imports.prepare.handler(({ input }) => {
        const made = {
          ...tenant.newPlan,
          id: crypto.randomUUID() as typeof tenant.newPlan.id,
          fileName: input.fileName,
        }
        return start('prepare-import', input.fileName, 'reading', () => {
          plans.set(made.id, made)
          changed('imports')
          return { result: made.id }
        })
      }),
      plan: os.imports.plan.handler(({ input, errors }) => {
        const plan = plans.get(input.planId)
        if (!plan) throw errors.REFUSED({ data: { code: 'NOT_FOUND', params: { what: 'import', id: input.planId } } })
        return plan
      }),
      apply: os.imports.apply.handler(({ input, errors }) => {
        const plan = plans.get(input.planId)
        if (!plan) throw errors.REFUSED({ data: { code: 'NOT_FOUND', params: { what: 'import', id: input.planId } } })
        const applied = { ...plan, state: 'applied' as const, appliedAt: input.at }
        plans.set(plan.id, applied)
        changed('imports', 'invoices')
        return applied
      }),
      list: os.imports.list.handler(({ input }) => windowOf([...plans.values()].toReversed(), input)),
    },
    billing: {
      invoices: os.billing.invoices.handler(({ input }) => ({
        ...windowOf(
          tenant.invoices.filter((row) => !input.year || row.registerDate?.startsWith(String(input.year))),
          input,
        ),
        years: [2017],
        refused: null,
      })),
      reconcile: os.billing.reconcile.handler(({ input }) =>
        start('reconcile', input.invoiceNumber, 'comparing', () => {
          run = tenant.run
          changed('reconciliations', 'invoices')
          return { result: input.invoiceNumber }
        }),
      ),
      reconciliation: os.billing.reconciliation.handler(({ input }) =>
        input.invoiceNumber === tenant.run.result.invoice.number ? run : null,
      ),
      excerpt: os.billing.excerpt.handler(({ input }) => tenant.excerpt(input.source)),
    },
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
