import { failure, type Failure } from '../../shared/contract/failure.ts'
import type { Credentials, EngineInit, ProfileChange, Profiles } from '../../shared/contract/shell.ts'
import { fail, ok, type Result } from '../../shared/util/result.ts'
import { folderAccount, type Keychain } from '../keychain/index.ts'
import type { LaunchPlan } from './launch-plan.ts'
import type { ProfileStore } from './profiles.ts'
import { supervise, type EnginePlace, type Supervisor, type SupervisorDeps } from './supervise.ts'

export type WorkspaceDeps = Pick<SupervisorDeps, 'fork' | 'now' | 'log' | 'stopWithinMs'> & {
  readonly plan: LaunchPlan
  readonly profiles: ProfileStore
  readonly keychain: Keychain
  /** Starts the demo cloud; called at most once. */
  readonly startDemo: () => Promise<Result<Credentials, Failure>>
  readonly resourcesDir: string
  readonly appVersion: string
  readonly today?: () => Date
}

/** What a window's host runs: an engine in one profile (or folder), and the way to another profile. */
export type Workspace = {
  /** Not started yet. */
  readonly supervisor: Supervisor
  /** The data folder in use now. */
  dataDir(): string
  profiles(): Profiles
  /** One change after the other. A profile whose engine cannot start is left again, and the reason is the failure. */
  change(change: ProfileChange): Promise<Result<Profiles, Failure>>
}

type Where = {
  readonly dataDir: string
  readonly demo: boolean
  readonly profile: string | null
  readonly credentials: Credentials | null
}

/** Prepares the engine's place for a start. Fails when the demo cloud cannot be started. */
export const openWorkspace = async (deps: WorkspaceDeps): Promise<Result<Workspace, Failure>> => {
  const { plan, profiles, keychain } = deps
  let demo: Promise<Result<Credentials, Failure>> | undefined
  let where: Where = plan
  let last: Promise<unknown> = Promise.resolve()

  /** A session is the account's; the engine's renewals and sign-outs go there, and the profile learns who it was. */
  const placeOf = async (at: Where): Promise<Result<EnginePlace, Failure>> => {
    const { dataDir, profile } = at
    const common: Omit<EngineInit, 'credentials'> = {
      dataDir,
      resourcesDir: deps.resourcesDir,
      appVersion: deps.appVersion,
      demo: at.demo,
    }
    if (at.demo) {
      const started = await (demo ??= deps.startDemo())
      return started.ok ? ok({ init: { ...common, credentials: started.value } }) : started
    }
    const account = profile ?? folderAccount(dataDir)
    const { state, session } = await keychain.read(account)
    return ok({
      init: {
        ...common,
        credentials: at.credentials,
        session,
        keychain: state,
        sealKey: state === 'system' ? await keychain.sealKey(account) : null,
      },
      keep: (next) => {
        if (next && profile !== null) profiles.note(profile, next)
        return keychain.keep(account, next)
      },
    })
  }

  const first = await placeOf(where)
  if (!first.ok) return first
  const supervisor = supervise({ ...deps, place: first.value })

  const state = (): Profiles => ({
    profiles: where.profile === null ? [] : profiles.list(),
    current: where.profile,
    folder: where.profile === null ? where.dataDir : null,
  })

  /** Ready, or why it will never be; a lost engine is being restarted meanwhile. */
  const settled = (): Promise<Failure | null> =>
    new Promise((resolve) => {
      let stop: () => void = () => undefined
      const look = (): void => {
        const now = supervisor.state()
        if (now.state !== 'ready' && now.state !== 'failed') return
        stop()
        resolve(now.state === 'ready' ? null : now.failure)
      }
      stop = supervisor.onState(look)
      look()
    })

  const moveTo = async (next: Where): Promise<Failure | null> => {
    const place = await placeOf(next)
    if (!place.ok) return place.failure
    await supervisor.moveTo(place.value)
    where = next
    return settled()
  }

  const choose = async (id: string): Promise<Failure | null> => {
    const chosen = profiles.list().find((one) => one.id === id)
    if (!chosen) return failure('NOT_FOUND', { what: 'profile', id })
    if (id === where.profile) return null
    const before = where
    const problem = await moveTo({ dataDir: profiles.dataDir(id), demo: chosen.demo, profile: id, credentials: null })
    if (problem) {
      await moveTo(before)
      return problem
    }
    profiles.remember(id)
    return null
  }

  const remove = async (id: string): Promise<Failure | null> => {
    const found = profiles.list().find((one) => one.id === id)
    if (found && (found.demo || id === where.profile)) return failure('PROFILE_IN_USE', { name: found.name })
    const removed = profiles.remove(id, (deps.today ?? (() => new Date()))())
    if (!removed.ok) return removed.failure
    await keychain.forget(id)
    return null
  }

  const failureOf = (result: Result<unknown, Failure>): Failure | null => (result.ok ? null : result.failure)

  const apply = (change: ProfileChange): Promise<Failure | null> | Failure | null => {
    if (where.profile === null) return failure('PROFILES_NOT_HERE', { folder: where.dataDir })
    switch (change.do) {
      case 'create':
        return failureOf(profiles.create(change))
      case 'rename':
        return failureOf(profiles.rename(change.id, change.name))
      case 'choose':
        return choose(change.id)
      case 'remove':
        return remove(change.id)
    }
  }

  return ok({
    supervisor,
    dataDir: () => where.dataDir,
    profiles: state,
    change: (change) => {
      const done = last.then(() => apply(change))
      last = done.catch(() => undefined)
      return done.then((problem) => (problem ? fail(problem) : ok(state())))
    },
  })
}
