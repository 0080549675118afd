import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'
import { failure } from '../../shared/contract/failure.ts'
import type { Status } from '../../shared/contract/system.ts'
import type { CompanyId } from '../../shared/contract/values.ts'
import { fail } from '../../shared/util/result.ts'
import { valueOrRefuse, type Changes, type EngineDeps, type Jobs, type WorkerClient } from './core/index.ts'
import type { WriteDb } from './db/index.ts'
import {
  atItsTime,
  getCompany,
  getMember,
  instantOfPast,
  listCompanies,
  listCompanyPrefixes,
  listDays,
  listDifferences,
  listEquipment,
  listExtensions,
  listHistory,
  listLinks,
  listMembers,
  listOffers,
  listSites,
  listSubscriptions,
  markLooked,
  ownCompanyId,
  readActivationCode,
  readCounts,
  readDashboard,
  readDigest,
  readOverview,
  searchCloud,
  searchEstate,
} from './estate/index.ts'
import { getPlan, listPlans, type Imports } from './imports/index.ts'
import { listInvoices, readRun, type ExcerptTask, type Reconciliations, type ShownExcerpt } from './reconcile/index.ts'
import type { Outbox } from './outbox/index.ts'
import type { Sync } from './sync/index.ts'

export type Parts = {
  readonly engine: EngineDeps
  readonly engineRun: string
  readonly schemaVersion: number
  readonly db: WriteDb
  readonly jobs: Jobs
  readonly changes: Changes
  readonly sync: Sync
  readonly outbox: Outbox
  readonly imports: Imports
  readonly reconciliations: Reconciliations
  readonly worker: WorkerClient<ExcerptTask, ShownExcerpt>
}

/** What a connection may do: paths come only from hosts that may open any file for the person (not from a browser). */
export type ConnectionContext = { readonly allowPaths: boolean }

/** The contract, implemented: each operation in one line or two, the work in its feature. */
export const createRouter = (parts: Parts) => {
  const { db, jobs, changes, sync, outbox, imports, reconciliations } = parts
  const os = implement(contract).$context<ConnectionContext>()
  /** An input with its instant of the past checked. */
  const then = <I extends { readonly asOf?: string | undefined }>(input: I): I => valueOrRefuse(atItsTime(db, input))

  const status = (): Status => {
    const session = sync.session()
    const own = ownCompanyId(db)
    return {
      appVersion: parts.engine.appVersion,
      schemaVersion: parts.schemaVersion,
      engineRun: parts.engineRun,
      demo: parts.engine.demo,
      keychain: parts.engine.keychain ?? 'none',
      cloud: session
        ? {
            url: session.url,
            login: session.login,
            mode: session.mode,
            appId: session.appId,
            kept: session.kept,
            user: session.user && { id: session.user.id, roles: session.user.roles, adminType: session.user.adminType },
            companyId: own as CompanyId | null,
            companyName: session.user?.companyName ?? tenantName(db),
          }
        : null,
      sync: sync.status(),
      counts: readCounts(db),
    }
  }

  /** There may be something to send now. */
  const toBeSent = <T>(made: T): T => {
    sync.soon()
    return made
  }

  return os.router({
    system: {
      status: os.system.status.handler(status),
      changes: os.system.changes.handler(({ signal }) => changes.watch(signal)),
    },
    session: {
      signIn: os.session.signIn.handler(async ({ input }) => {
        valueOrRefuse(await sync.signIn(input))
        if (parts.engine.pullAfterSignIn !== false) sync.resume()
        return status()
      }),
      signOut: os.session.signOut.handler(async () => {
        await sync.signOut()
        return status()
      }),
    },
    sync: {
      start: os.sync.start.handler(({ input }) => ({ jobId: valueOrRefuse(sync.start(input.commandId, input.full)) })),
      status: os.sync.status.handler(() => sync.status()),
      decideBrake: os.sync.decideBrake.handler(({ input }) => valueOrRefuse(sync.decideBrake(input))),
    },
    jobs: {
      list: os.jobs.list.handler(() => [...jobs.list()]),
      watch: os.jobs.watch.handler(({ input, signal }) => valueOrRefuse(jobs.watch(input.jobId, signal))),
      cancel: os.jobs.cancel.handler(({ input }) => valueOrRefuse(jobs.cancel(input.jobId))),
    },
    estate: {
      overview: os.estate.overview.handler(({ input }) => readOverview(db, then(input).asOf)),
      dashboard: os.estate.dashboard.handler(({ input }) => readDashboard(db, then(input).asOf)),
      companies: os.estate.companies.handler(({ input }) => listCompanies(db, then(input))),
      company: os.estate.company.handler(({ input }) => valueOrRefuse(getCompany(db, then(input)))),
      members: os.estate.members.handler(({ input }) => listMembers(db, then(input))),
      member: os.estate.member.handler(({ input }) => valueOrRefuse(getMember(db, then(input)))),
      equipment: os.estate.equipment.handler(({ input }) => listEquipment(db, then(input))),
      extensions: os.estate.extensions.handler(({ input }) => listExtensions(db, then(input))),
      companyPrefixes: os.estate.companyPrefixes.handler(({ input }) => listCompanyPrefixes(db, then(input))),
      sites: os.estate.sites.handler(({ input }) => listSites(db, then(input))),
      links: os.estate.links.handler(({ input }) => listLinks(db, then(input))),
      offers: os.estate.offers.handler(() => listOffers(db)),
      subscriptions: os.estate.subscriptions.handler(({ input }) => listSubscriptions(db, then(input))),
      history: os.estate.history.handler(({ input }) => listHistory(db, then(input))),
      search: os.estate.search.handler(({ input }) => searchEstate(db, input)),
      diff: os.estate.diff.handler(({ input }) =>
        listDifferences(db, {
          ...input,
          from: valueOrRefuse(instantOfPast(db, input.from)),
          to: valueOrRefuse(instantOfPast(db, input.to)),
        }),
      ),
      days: os.estate.days.handler(() => listDays(db)),
      digest: os.estate.digest.handler(({ input }) => valueOrRefuse(readDigest(db, input.since))),
      looked: os.estate.looked.handler(({ input }) => {
        const looked = valueOrRefuse(markLooked(db, input))
        changes.announce('estate')
        return looked
      }),
      searchCloud: os.estate.searchCloud.handler(async ({ input, signal }) =>
        valueOrRefuse(await searchCloud(db, sync, input, signal ?? new AbortController().signal)),
      ),
      activationCode: os.estate.activationCode.handler(async ({ input, signal }) =>
        valueOrRefuse(await readActivationCode(sync, input.equipmentId, signal ?? new AbortController().signal)),
      ),
    },
    edits: {
      make: os.edits.make.handler(async ({ input }) => toBeSent(valueOrRefuse(await outbox.make(input)))),
      makeAll: os.edits.makeAll.handler(async ({ input }) => toBeSent(valueOrRefuse(await outbox.makeAll(input)))),
      undo: os.edits.undo.handler(({ input }) => valueOrRefuse(outbox.undo(input))),
      retry: os.edits.retry.handler(({ input }) => toBeSent(valueOrRefuse(outbox.retry(input)))),
      dismiss: os.edits.dismiss.handler(({ input }) => toBeSent(valueOrRefuse(outbox.dismiss(input)))),
      decide: os.edits.decide.handler(({ input }) => toBeSent(valueOrRefuse(outbox.decide(input)))),
      offered: os.edits.offered.handler(({ input }) => outbox.offered(input)),
    },
    outbox: {
      list: os.outbox.list.handler(({ input }) => outbox.list(input)),
      counts: os.outbox.counts.handler(() => outbox.states()),
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
