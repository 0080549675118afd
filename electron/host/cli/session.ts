import { ORPCError } from '@orpc/client'
import { randomUUID } from 'node:crypto'
import { isAbsolute, join, resolve } from 'node:path'
import { failure, failureSchema, type Failure } from '../../../shared/contract/failure.ts'
import type { Job } from '../../../shared/contract/jobs.ts'
import type { Credentials } from '../../../shared/contract/shell.ts'
import type { CommandId } from '../../../shared/contract/values.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { startTrainingCloud, type TrainingCloud } from '../../demo-cloud/index.ts'
import { createEngine, type Engine } from '../../engine/index.ts'
import { defaultDataDir } from '../../supervisor/data-folder.ts'
import { engineDeps } from '../engine-deps.ts'
import type { Output } from './output.ts'

/** Options that every command has. */
export type CommonOptions = {
  readonly data?: string
  readonly json?: boolean
  readonly demo?: boolean
  readonly cloud?: string
}

export type Session = { readonly engine: Engine; readonly output: Output; readonly hasCloud: boolean }

declare const __APP_VERSION__: string

/** The folder that holds price lists, samples and the training tenant's files. */
export const resourcesDir = (): string => join(import.meta.dirname, '../../resources')

/** Runs a command against an engine in this process; the exit code: 0, or 1 with the failure printed. */
export const withEngine = async (
  options: CommonOptions,
  output: Output,
  work: (session: Session) => Promise<Result<null, Failure>>,
): Promise<number> => {
  let demo: TrainingCloud | undefined
  let engine: Engine | undefined
  const refuse = (refused: Failure): number => {
    output.failure(refused)
    return 1
  }
  try {
    if (options.demo) {
      const started = await startTrainingCloud({ resourcesDir: resourcesDir() })
      if (!started.ok) return refuse(started.failure)
      demo = started.value
    }
    const credentials = demo ? demo.credentials : credentialsFrom(options.cloud, process.env)
    const init = {
      dataDir: dataDirOf(options),
      resourcesDir: resourcesDir(),
      appVersion: __APP_VERSION__,
      demo: !!demo,
      credentials,
    }
    const created = await createEngine({ ...engineDeps(init), autoSync: false })
    if (!created.ok) return refuse(created.failure)
    engine = created.value
    const session = { engine, output, hasCloud: credentials !== null }
    if (options.demo) {
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

const dataDirOf = (options: CommonOptions): string => {
  if (options.data === undefined) return defaultDataDir(options.demo ? 'demo' : 'cloud')
  return isAbsolute(options.data) ? options.data : resolve(process.env.INIT_CWD ?? process.cwd(), options.data)
}

const credentialsFrom = (url: string | undefined, env: NodeJS.ProcessEnv): Credentials | null => {
  const { IRIS_LOGIN, IRIS_PASSWORD, IRIS_APP_ID, IRIS_APP_SECRET } = env
  if (!url || !IRIS_LOGIN || !IRIS_PASSWORD) return null
  return {
    url,
    login: IRIS_LOGIN,
    password: IRIS_PASSWORD,
    appId: IRIS_APP_ID ?? '',
    appSecret: IRIS_APP_SECRET ?? '',
  }
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

/** The demo needs nothing else: its estate is read when the folder is new. */
const syncWhenNew = async (session: Session): Promise<Result<null, Failure>> => {
  const { sync } = await session.engine.client.system.status()
  return sync.lastSuccess === null ? synchronise(session) : ok(null)
}
