import type { ImportPlan } from '../../../shared/contract/billing.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { JobId, PlanId } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { Changes, EngineDeps, JobHandle, Jobs, WorkerClient } from '../core/index.ts'
import type { WriteDb } from '../db/index.ts'
import { applyImport } from './apply.ts'
import type { EvidenceStore, StoredFile } from './evidence-store.ts'
import type { ReadPlan } from './facts.ts'
import { sameName } from './own-company.ts'
import { appliedPlanOf, getPlan, isEvidence, plannedEvidence, storePlan } from './plans.ts'

/** What the worker does for an import: read a staged file into a plan. */
export type PrepareTask = {
  readonly kind: 'prepare'
  readonly fileName: string
  readonly evidence: string
  readonly bytes: number
}

export type ImportSource = { readonly path: string } | { readonly uploadId: string }

export type Imports = {
  prepare(source: ImportSource, fileName: string): JobId
  /** Reads a file that is already staged; the id of its plan, or of the plan that was applied before. */
  plan(
    stored: StoredFile,
    fileName: string,
    handle: Pick<JobHandle, 'signal' | 'progress'>,
  ): Promise<Result<PlanId, Failure>>
  apply(planId: string, commandId: string, at: string): Promise<Result<ImportPlan, Failure>>
}

type Deps = {
  readonly engine: EngineDeps
  readonly db: WriteDb
  readonly jobs: Jobs
  readonly changes: Changes
  readonly store: EvidenceStore
  readonly worker: WorkerClient<PrepareTask, ReadPlan>
}

export const createImports = ({ engine, db, jobs, changes, store, worker }: Deps): Imports => {
  store.sweepStaging(plannedEvidence(db))

  const plan: Imports['plan'] = async (stored, fileName, handle) => {
    const made = await makePlan(stored, fileName, handle)
    if (!plannedEvidence(db).has(stored.sha256)) await store.dropStaged(stored.sha256)
    return made
  }

  const makePlan: Imports['plan'] = async (stored, fileName, handle) => {
    const before = appliedPlanOf(db, stored.sha256)
    if (before) return ok(before.id)
    const task: PrepareTask = { kind: 'prepare', fileName, evidence: stored.sha256, bytes: stored.bytes }
    const read = await worker.run(task, handle.signal, handle.progress)
    if (!read.ok) return read
    const foreign = otherDistributor(db, read.value, fileName)
    if (foreign) return fail(foreign)
    const id = engine.newId() as PlanId
    storePlan(db, { id, at: engine.clock().toISOString(), read: read.value })
    changes.announce('imports')
    return ok(id)
  }

  return {
    plan,
    prepare: (source, fileName) =>
      jobs.start('prepare-import', fileName, async (handle) => {
        const path = 'path' in source ? source.path : store.uploadPath(source.uploadId)
        const stored = await store.stageFile(path, fileName)
        if ('uploadId' in source) await store.dropUpload(source.uploadId)
        return stored.ok ? plan(stored.value, fileName, handle) : stored
      }),
    apply: async (planId, commandId, at) => {
      const found = getPlan(db, planId)
      if (!found.ok) return found
      const { facts } = found.value
      // Kept before the command: a file without a log entry does no harm, a log entry without its file would.
      if (facts.kind !== 'actis' && found.value.plan.state === 'planned' && !(await store.keep(facts.evidence))) {
        return fail(failure('PLAN_OUTDATED', { file: facts.fileName, reason: 'its staged copy is gone' }))
      }
      const applied = applyImport(db, { commandId, at, planId, facts })
      if (!applied.ok) {
        if (facts.kind !== 'actis' && !isEvidence(db, facts.evidence)) await store.release(facts.evidence)
        return applied
      }
      changes.announce('imports', 'invoices')
      const after = getPlan(db, planId)
      return after.ok ? ok(after.value.plan) : after
    },
  }
}

/** M258: the first tier of a CDR, and the addressee of an invoice, is the own company. */
const otherDistributor = (db: WriteDb, read: ReadPlan, fileName: string): Failure | null => {
  const tenant = db.get<{ value: string }>(`SELECT value FROM meta WHERE key = 'tenant'`)
  if (!tenant || read.distributor === null) return null
  const own = (JSON.parse(tenant.value) as { companyName: string }).companyName
  return sameName(own, read.distributor)
    ? null
    : failure('OTHER_DISTRIBUTOR', { file: fileName, found: read.distributor, own }, 'M258')
}
