import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'
import { failure } from '../../shared/contract/failure.ts'
import type { Status } from '../../shared/contract/system.ts'
import type { CompanyId } from '../../shared/contract/values.ts'
import { fail } from '../../shared/util/result.ts'
import { valueOrRefuse, type Changes, type EngineDeps, type Jobs, type WorkerClient } from './core/index.ts'
import type { WriteDb } from './db/index.ts'
import {
  getCompany,
  listCompanies,
  listEquipment,
  listHistory,
  listMembers,
  listSubscriptions,
  ownCompanyId,
  readCounts,
  readOverview,
} from './estate/index.ts'
import { getPlan, listPlans, type Imports } from './imports/index.ts'
import { listInvoices, readRun, type ExcerptTask, type Reconciliations, type ShownExcerpt } from './reconcile/index.ts'
import type { Sync } from './sync/index.ts'

export type Parts = {
  readonly engine: EngineDeps
  readonly engineRun: string
  readonly schemaVersion: number
  readonly db: WriteDb
  readonly jobs: Jobs
  readonly changes: Changes
  readonly sync: Sync
  readonly imports: Imports
  readonly reconciliations: Reconciliations
  readonly worker: WorkerClient<ExcerptTask, ShownExcerpt>
}

/** What a connection may do: paths come only from hosts that may open any file for the person (not from a browser). */
export type ConnectionContext = { readonly allowPaths: boolean }

/** The contract, implemented: each operation in one line or two, the work in its feature. */
export const createRouter = (parts: Parts) => {
  const { db, jobs, changes, sync, imports, reconciliations } = parts
  const os = implement(contract).$context<ConnectionContext>()

  const status = (): Status => {
    const session = sync.session()
    const own = ownCompanyId(db)
    return {
      appVersion: parts.engine.appVersion,
      schemaVersion: parts.schemaVersion,
      engineRun: parts.engineRun,
      demo: parts.engine.demo,
      cloud: session
        ? {
            url: session.url,
            login: session.login,
            companyId: own as CompanyId | null,
            companyName: session.user?.companyName ?? tenantName(db),
          }
        : null,
      sync: sync.status(),
      counts: readCounts(db),
    }
  }

  return os.router({
    system: {
      status: os.system.status.handler(status),
      changes: os.system.changes.handler(({ signal }) => changes.watch(signal)),
    },
    session: {
      signIn: os.session.signIn.handler(async ({ input }) => {
        valueOrRefuse(await sync.signIn(input))
        sync.resume()
        return status()
      }),
      signOut: os.session.signOut.handler(async () => {
        await sync.signOut()
        return status()
      }),
    },
    sync: {
      start: os.sync.start.handler(({ input }) => ({ jobId: valueOrRefuse(sync.start(input.commandId)) })),
    },
    jobs: {
      list: os.jobs.list.handler(() => [...jobs.list()]),
      watch: os.jobs.watch.handler(({ input, signal }) => valueOrRefuse(jobs.watch(input.jobId, signal))),
      cancel: os.jobs.cancel.handler(({ input }) => valueOrRefuse(jobs.cancel(input.jobId))),
    },
    estate: {
      overview: os.estate.overview.handler(() => readOverview(db)),
      companies: os.estate.companies.handler(({ input }) => listCompanies(db, input)),
      company: os.estate.company.handler(({ input }) => valueOrRefuse(getCompany(db, input.id))),
      members: os.estate.members.handler(({ input }) => listMembers(db, input)),
      equipment: os.estate.equipment.handler(({ input }) => listEquipment(db, input)),
      subscriptions: os.estate.subscriptions.handler(({ input }) => listSubscriptions(db, input)),
      history: os.estate.history.handler(({ input }) => listHistory(db, input)),
    },
    imports: {
      prepare: os.imports.prepare.handler(({ input, context }) => {
        if ('path' in input.file && !context.allowPaths) {
          return valueOrRefuse(fail(failure('BAD_REQUEST', { detail: 'a browser sends files as uploads' })))
        }
        return { jobId: imports.prepare(input.file, input.fileName) }
      }),
      plan: os.imports.plan.handler(({ input }) => valueOrRefuse(getPlan(db, input.planId)).plan),
      apply: os.imports.apply.handler(async ({ input }) =>
        valueOrRefuse(await imports.apply(input.planId, input.commandId, input.at)),
      ),
      list: os.imports.list.handler(({ input }) => listPlans(db, input)),
    },
    billing: {
      invoices: os.billing.invoices.handler(({ input }) => listInvoices(db, input)),
      reconcile: os.billing.reconcile.handler(({ input }) => ({ jobId: reconciliations.start(input) })),
      reconciliation: os.billing.reconciliation.handler(({ input }) => readRun(db, input.invoiceNumber)),
      excerpt: os.billing.excerpt.handler(async ({ input, signal }) =>
        valueOrRefuse(
          await parts.worker.run(
            { kind: 'excerpt', source: input.source },
            signal ?? new AbortController().signal,
            () => undefined,
          ),
        ),
      ),
    },
  })
}

const tenantName = (db: WriteDb): string | null => {
  const row = db.get<{ value: string }>(`SELECT value FROM meta WHERE key = 'tenant'`)
  return row ? (JSON.parse(row.value) as { companyName: string }).companyName : null
}
