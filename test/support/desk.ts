import type { Engine, EngineDeps } from '../../electron/engine/index.ts'
import type { Edit, OutboxEntry } from '../../shared/contract/edits.ts'
import type { Job } from '../../shared/contract/jobs.ts'
import type { Credentials } from '../../shared/contract/shell.ts'
import { commandId, ended, engineDeps, now, startEngine, temporaryFolder } from './engine.ts'

/** One clerk's computer: an engine on a data folder of its own, whose connection and process can break. */
export type Desk = {
  readonly engine: () => Engine
  readonly dataDir: string
  edit(edit: Edit): Promise<OutboxEntry>
  /** Sends and reads; the job as it ended. */
  sync(full?: boolean): Promise<Job>
  /** Every request from now on is lost before or after it was answered, until the desk starts again. */
  dieAt(request: number, when: 'before' | 'after'): void
  /** As after a kill: nothing in flight is finished; a new engine opens the same folder. */
  restart(): Promise<void>
  offline(yes: boolean): void
  outbox(): Promise<readonly OutboxEntry[]>
  close(): Promise<void>
}

class Died extends Error {}

type Options = { readonly fetch?: typeof fetch; readonly changes?: Partial<EngineDeps> }

export const openDesk = async (credentials: Credentials, options: Options = {}): Promise<Desk> => {
  const folder = temporaryFolder()
  const through = options.fetch ?? globalThis.fetch
  let isOffline = false
  let dying: { left: number; readonly when: 'before' | 'after' } | null = null

  const bentFetch: typeof fetch = async (input, init) => {
    if (isOffline)
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('offline'), { code: 'ENETUNREACH' }) })
    if (dying && dying.left <= 0) throw new Died('the process is gone')
    if (dying) dying.left -= 1
    const dies = dying?.left === 0 ? dying : null
    if (dies?.when === 'before') throw new Died('the process is gone')
    const answer = await through(input, init)
    if (dies) throw new Died('the process is gone')
    return answer
  }
  const deps = engineDeps(folder.path, credentials, {
    autoSync: false,
    demo: false,
    fetch: bentFetch,
    wait: () => Promise.resolve(),
    ...options.changes,
  })
  let engine = await startEngine(deps)
  return {
    engine: () => engine,
    dataDir: folder.path,
    edit: (edit) => engine.client.edits.make({ commandId: commandId(), at: now(), edit }),
    sync: async (full = false) => {
      const { jobId } = await engine.client.sync.start({ commandId: commandId(), full })
      return ended(engine, jobId)
    },
    dieAt: (request, when) => {
      dying = { left: request, when }
    },
    restart: async () => {
      await engine.close()
      dying = null
      engine = await startEngine(deps)
    },
    offline: (yes) => {
      isOffline = yes
    },
    outbox: async () => (await engine.client.outbox.list({ limit: 500 })).rows,
    close: async () => {
      await engine.close()
      folder.remove()
    },
  }
}
