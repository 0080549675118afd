import { ORPCError } from '@orpc/client'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { failure, failureSchema, type Failure } from '../../../shared/contract/failure.ts'
import type { Job } from '../../../shared/contract/jobs.ts'
import type { EngineInit } from '../../../shared/contract/shell.ts'
import type { CommandId } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { startTrainingCloud, type TrainingCloud } from '../../demo-cloud/index.ts'
import { createEngine, type Engine } from '../../engine/index.ts'
import { keepHeapSmall } from '../small-heap.ts'
import { environmentCredentials } from '../../supervisor/environment-credentials.ts'
import { engineDeps } from '../engine-deps.ts'
import type { Output } from './output.ts'
import { placeFor, sameCloud, type Place } from './place.ts'

/** Options that every command has. */
export type CommonOptions = {
  readonly data?: string
  readonly json?: boolean
  readonly demo?: boolean
  readonly cloud?: string
  readonly profile?: string
}

export type Session = { readonly engine: Engine; readonly output: Output; readonly hasCloud: boolean }

declare const __APP_VERSION__: string

/** The folder that holds price lists, samples and the training tenant's files. */
export const resourcesDir = (): string => join(import.meta.dirname, '../../resources')

/**
 * Runs a command against an engine in this process; the exit code: 0, or 1 with the failure printed. A demo's estate is
 * read first when the folder is new, unless the command reads it itself and tells what came.
 */
export const withEngine = async (
  options: CommonOptions,
  output: Output,
  work: (session: Session) => Promise<Result<null, Failure>>,
  reads: 'when-new' | 'itself' = 'when-new',
): Promise<number> => {
  let demo: TrainingCloud | undefined
  let engine: Engine | undefined
  const refuse = (refused: Failure): number => {
    output.failure(refused)
    return 1
  }
  try {
    if (options.demo) {
      const started = await startTrainingCloud({ resourcesDir: resourcesDir(), startOn: 'first' })
      if (!started.ok) return refuse(started.failure)
      demo = started.value
    }
    const found = placeFor(options, false)
    if (!found.ok) return refuse(found.failure)
    const place = found.value
    const init: EngineInit = {
      dataDir: place.dataDir,
      resourcesDir: resourcesDir(),
      appVersion: __APP_VERSION__,
      demo: !!demo,
      ...(demo ? { credentials: demo.credentials } : await signInFor(place, options)),
    }
    // A command does what it says and no more: signing in does not begin to read the estate.
    const deps = { ...engineDeps(init, place.keep), autoSync: false, pullAfterSignIn: false }
    keepHeapSmall()
    const created = await createEngine(deps)
    if (!created.ok) return refuse(created.failure)
    engine = created.value
    const session = { engine, output, hasCloud: init.credentials !== null || !!init.session }
    if (options.demo && reads === 'when-new') {
      const read = await syncWhenNew(session)
      if (!read.ok) return refuse(read.failure)
    }
    const done = await work(session)
    return done.ok ? 0 : refuse(done.failure)
  } catch (error) {
    const refused = refusedBy(error)
    if (refused) return refuse(refused)
    throw error
  } finally {
    await engine?.close()
    await demo?.close()
  }
}

/** The variables with --cloud, else what `iris login` kept, unless another cloud was asked for. */
const signInFor = async (
  place: Place,
  { cloud }: CommonOptions,
): Promise<Pick<EngineInit, 'credentials' | 'session' | 'keychain' | 'sealKey'>> => {
  const credentials = cloud === undefined ? null : environmentCredentials(cloud, process.env)
  const { state, session } = await place.kept()
  const fits = session !== null && (cloud === undefined || sameCloud(cloud, session.url))
  const sealKey = fits ? await place.sealKey() : null
  return { credentials, session: fits ? session : null, keychain: state, sealKey }
}

/** What the contract refused with; undefined for anything else, which is a bug. */
const refusedBy = (error: unknown): Failure | undefined => {
  if (!(error instanceof ORPCError)) return undefined
  if (error.code === 'BAD_REQUEST') return failure('BAD_REQUEST', { detail: error.message })
  const parsed = failureSchema.safeParse(error.data)
  return parsed.success ? parsed.data : undefined
}

export const newCommandId = (): CommandId => randomUUID() as CommandId

/** Follows a job to its end, its progress on stderr; the result id, or its failure. */
export const follow = async (
  { engine, output }: Session,
  jobId: Job['id'],
): Promise<Result<string | null, Failure>> => {
  let last: Job | undefined
  for await (const job of await engine.client.jobs.watch({ jobId })) {
    last = job
    if (process.stderr.isTTY)
      output.note(`${job.progress.phase} ${job.progress.done}/${job.progress.total} ${job.progress.unit}`)
  }
  if (last?.state === 'done') return ok(last.result)
  return fail(last?.failure ?? failure('INTERNAL', { detail: 'the job ended without a word' }))
}

export const synchronise = async (session: Session): Promise<Result<null, Failure>> => {
  const { jobId } = await session.engine.client.sync.start({ commandId: newCommandId() })
  const done = await follow(session, jobId)
  return done.ok ? ok(null) : done
}

/** The demo needs nothing else. */
const syncWhenNew = async (session: Session): Promise<Result<null, Failure>> => {
  const { sync } = await session.engine.client.system.status()
  return sync.lastSuccess === null ? synchronise(session) : ok(null)
}
