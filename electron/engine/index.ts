import { createRouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../shared/contract/index.ts'
import type { Failure } from '../../shared/contract/failure.ts'
import type { EnginePort } from '../../shared/contract/shell.ts'
import { ok, type Result } from '../../shared/util/result.ts'
import { createChanges, createJobs, createWorkerClient, type EngineDeps, type WorkerClient } from './core/index.ts'
import { openDatabase } from './db/index.ts'
import { createEvidenceStore, createImports } from './imports/index.ts'
import { createImpacts } from './impacts/index.ts'
import { createOutbox } from './outbox/index.ts'
import { createPlanCosts, createPlanning } from './planning/index.ts'
import { createQuotes } from './quotes/index.ts'
import { createReconciliations } from './reconcile/index.ts'
import { createRouter, type ConnectionContext } from './router.ts'
import { createSync } from './sync/index.ts'
import type { Answer, Task } from './worker/index.ts'

export type { EngineDeps } from './core/index.ts'

export type Engine = {
  /** Serves the contract on a port until it closes. */
  attach(port: EnginePort, context: ConnectionContext): void
  /** The contract within this process, for the command line and tests. */
  readonly client: ContractRouterClient<Contract>
  close(): Promise<void>
}

/**
 * The engine: everything that Iris Desk knows and does, without knowing who hosts it. Refuses when the data folder
 * cannot be written, is in use, or holds a damaged or newer database; nothing is changed then.
 */
export const createEngine = async (deps: EngineDeps): Promise<Result<Engine, Failure>> => {
  const opened = await openDatabase(deps.dataDir)
  if (!opened.ok) return opened
  const { db, path, schemaVersion } = opened.value
  const changes = createChanges()
  const jobs = createJobs({ ...deps, changes })
  const createWorker = (): WorkerClient<Task, Answer> =>
    createWorkerClient(() =>
      deps.worker({ databasePath: path, dataDir: deps.dataDir, resourcesDir: deps.resourcesDir }),
    )
  // Each task kind has its answer type. Plans answer while somebody types: they do not wait behind an import.
  const [worker, planWorker] = [createWorker(), createWorker()]
  const workerFor = <T extends Task, A extends Answer>(of = worker): WorkerClient<T, A> =>
    of as unknown as WorkerClient<T, A>
  const store = createEvidenceStore(deps.dataDir)
  const outbox = createOutbox({
    db,
    changes,
    clock: deps.clock,
    sealer: deps.sealer,
    identity: () => sync.session(),
  })
  const sync = createSync({ engine: deps, db, jobs, changes, outbox })
  const imports = createImports({ engine: deps, db, jobs, changes, store, worker: workerFor() })
  const reconciliations = createReconciliations({ db, jobs, changes, sync, imports, store, worker: workerFor() })
  const planning = createPlanning({ engine: deps, db, changes })
  const planCosts = createPlanCosts({ changes, worker: workerFor(planWorker) })
  const impacts = createImpacts({ engine: deps, db, changes, outbox })
  const quotes = createQuotes({ engine: deps, db, changes, planCosts, worker: workerFor() })
  const router = createRouter({
    engine: deps,
    engineRun: deps.newId(),
    schemaVersion,
    db,
    jobs,
    changes,
    sync,
    outbox,
    imports,
    reconciliations,
    worker: workerFor(),
    store,
    priceWorker: workerFor(),
    quotes,
    planning,
    planCosts,
    impacts,
  })
  const handler = new RPCHandler(router)
  if (deps.autoSync) sync.resume()
  return ok({
    attach: (port, context) => handler.upgrade(port as Parameters<typeof handler.upgrade>[0], { context }),
    client: createRouterClient(router, { context: { allowPaths: true } }),
    close: async () => {
      sync.stop()
      await jobs.stop()
      await Promise.all([worker.close(), planWorker.close()])
      opened.value.close()
    },
  })
}
