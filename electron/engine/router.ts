import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'
import { failure } from '../../shared/contract/failure.ts'
import type { Status } from '../../shared/contract/system.ts'
import type { CompanyId } from '../../shared/contract/values.ts'
import { fail, ok } from '../../shared/util/result.ts'
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
import { getPlan, listPlans, type EvidenceStore, type Imports } from './imports/index.ts'
import {
  checkPriceLists,
  comparePriceLists,
  findPrice,
  getPriceList,
  listPriceLists,
  pricesInUse,
  readCatalogues,
  readPriceFile,
  savePriceList,
  shownCatalogue,
  withdrawPriceList,
  type ReadPrices,
  type ReadPricesTask,
} from './prices/index.ts'
import { listInvoices, readRun, type ExcerptTask, type Reconciliations, type ShownExcerpt } from './reconcile/index.ts'
import { listLeaks, listRadar, listRenewals, renewalsCalendar } from './renewals/index.ts'
import type { Impacts } from './impacts/index.ts'
import type { Outbox } from './outbox/index.ts'
import { getLicencePlan, listLicencePlans, planHistory, type PlanCosts, type Planning } from './planning/index.ts'
import { compareQuote, getQuote, listQuotes, type Quotes } from './quotes/index.ts'
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
  readonly store: EvidenceStore
  readonly priceWorker: WorkerClient<ReadPricesTask, ReadPrices>
  readonly quotes: Quotes
  readonly planning: Planning
  readonly planCosts: PlanCosts
  readonly impacts: Impacts
}

/** What a connection may do: paths come only from hosts that may open any file for the person (not from a browser). */
export type ConnectionContext = { readonly allowPaths: boolean }

/** The contract, implemented: each operation in one line or two, the work in its feature. */
export const createRouter = (parts: Parts) => {
  const { db, jobs, changes, sync, outbox, imports, reconciliations } = parts
  const os = implement(contract).$context<ConnectionContext>()
  /** An input with its instant of the past checked. */
  const then = <I extends { readonly asOf?: string | undefined }>(input: I): I => valueOrRefuse(atItsTime(db, input))

  const { quotes, planning, planCosts, impacts } = parts
  const { resourcesDir } = parts.engine
  const priceParts = { db, changes, resourcesDir }
  const priceSources = () => ({ lists: pricesInUse(db, resourcesDir), editions: readCatalogues(resourcesDir) })
  const priceList = (id: string, version?: number) => {
    const list = getPriceList(db, resourcesDir, id, version)
    return valueOrRefuse(list ? ok(list) : fail(failure('NOT_FOUND', { what: 'price list', id })))
  }

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
        onlyWithPaths(input.file, context)
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
    plans: {
      list: os.plans.list.handler(({ input }) => listLicencePlans(db, input)),
      get: os.plans.get.handler(({ input }) => valueOrRefuse(getLicencePlan(db, input.id))),
      history: os.plans.history.handler(({ input }) => valueOrRefuse(planHistory(db, input.id))),
      save: os.plans.save.handler(({ input }) => valueOrRefuse(planning.save(input))),
      undo: os.plans.undo.handler(({ input }) => valueOrRefuse(planning.undo(input))),
      redo: os.plans.redo.handler(({ input }) => valueOrRefuse(planning.redo(input))),
      remove: os.plans.remove.handler(({ input }) => valueOrRefuse(planning.remove(input))),
      calculate: os.plans.calculate.handler(async ({ input, signal }) =>
        valueOrRefuse(await planCosts.calculate(then(input), signal ?? new AbortController().signal)),
      ),
      companies: os.plans.companies.handler(async ({ input, signal }) =>
        valueOrRefuse(await planCosts.companies(input, signal ?? new AbortController().signal)),
      ),
    },
    impacts: {
      prepare: os.impacts.prepare.handler(async ({ input }) => valueOrRefuse(await impacts.prepare(input))),
      get: os.impacts.get.handler(({ input }) => valueOrRefuse(impacts.get(input))),
      list: os.impacts.list.handler(({ input }) => impacts.list(input)),
      apply: os.impacts.apply.handler(async ({ input }) => toBeSent(valueOrRefuse(await impacts.apply(input)))),
    },
    prices: {
      list: os.prices.list.handler(({ input }) => listPriceLists(db, resourcesDir, input.history)),
      get: os.prices.get.handler(({ input }) => priceList(input.id, input.version)),
      save: os.prices.save.handler(({ input }) => valueOrRefuse(savePriceList(priceParts, input))),
      withdraw: os.prices.withdraw.handler(({ input }) => valueOrRefuse(withdrawPriceList(priceParts, input))),
      check: os.prices.check.handler(({ input }) =>
        checkPriceLists(pricesInUse(db, resourcesDir), readCatalogues(resourcesDir), input.from),
      ),
      compare: os.prices.compare.handler(({ input: { before, after } }) =>
        valueOrRefuse(comparePriceLists(priceList(before.id, before.version), priceList(after.id, after.version))),
      ),
      read: os.prices.read.handler(async ({ input, context, signal }) => {
        onlyWithPaths(input.file, context)
        const { store, priceWorker: worker } = parts
        return valueOrRefuse(await readPriceFile({ store, worker }, input, signal ?? new AbortController().signal))
      }),
      find: os.prices.find.handler(({ input }) => valueOrRefuse(findPrice(pricesInUse(db, resourcesDir), input))),
      catalogue: os.prices.catalogue.handler(({ input }) => shownCatalogue(readCatalogues(resourcesDir), input.date)),
    },
    renewals: {
      list: os.renewals.list.handler(({ input }) => listRenewals(db, priceSources(), input)),
      ical: os.renewals.ical.handler(({ input }) => renewalsCalendar(db, priceSources(), input)),
      leaks: os.renewals.leaks.handler(({ input }) => listLeaks(db, priceSources(), input)),
      radar: os.renewals.radar.handler(({ input }) => listRadar(db, priceSources(), input)),
    },
    quotes: {
      list: os.quotes.list.handler(({ input }) => listQuotes(db, input)),
      get: os.quotes.get.handler(({ input }) => valueOrRefuse(getQuote(db, input))),
      price: os.quotes.price.handler(({ input }) => valueOrRefuse(quotes.price(input.content))),
      save: os.quotes.save.handler(({ input }) => valueOrRefuse(quotes.save(input))),
      duplicate: os.quotes.duplicate.handler(({ input }) => valueOrRefuse(quotes.duplicate(input))),
      setState: os.quotes.setState.handler(({ input }) => valueOrRefuse(quotes.setState(input))),
      compare: os.quotes.compare.handler(({ input }) => valueOrRefuse(compareQuote(db, input))),
      pdf: os.quotes.pdf.handler(async ({ input, signal }) =>
        valueOrRefuse(await quotes.pdf(input, signal ?? new AbortController().signal)),
      ),
      fromPlan: os.quotes.fromPlan.handler(async ({ input, signal }) =>
        valueOrRefuse(await quotes.fromPlan(input, signal ?? new AbortController().signal)),
      ),
      settings: os.quotes.settings.handler(() => quotes.settings()),
      saveSettings: os.quotes.saveSettings.handler(async ({ input, signal }) =>
        valueOrRefuse(await quotes.saveSettings(input, signal ?? new AbortController().signal)),
      ),
    },
  })
}

/** A browser has no paths: it may only name what it uploaded. */
const onlyWithPaths = (file: object, { allowPaths }: ConnectionContext): void => {
  if ('path' in file && !allowPaths)
    valueOrRefuse(fail(failure('BAD_REQUEST', { detail: 'a browser sends files as uploads' })))
}

const tenantName = (db: WriteDb): string | null => {
  const row = db.get<{ value: string }>(`SELECT value FROM meta WHERE key = 'tenant'`)
  return row ? (JSON.parse(row.value) as { companyName: string }).companyName : null
}
