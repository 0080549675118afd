import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Credentials, StoredSession } from '../../../shared/contract/shell.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { Changes, EngineDeps } from '../core/index.ts'
import type { WriteDb } from '../db/index.ts'
import { resumeSession, signIn, type CloudClient, type OnSession, type SignedInUser } from './cloud-client.ts'
import { shownUrl } from './cloud-url.ts'
import { forgetRights, keepRights } from './kept-rights.ts'
import { createSilence } from './silence.ts'
import { checkTenant } from './tenant.ts'
import { realTimers } from './timers.ts'

/** What may be told of a session. `kept`: whether it outlives Iris Desk, in the system's keychain. */
export type SessionInfo = {
  readonly url: string
  readonly login: string
  readonly mode: Credentials['mode']
  readonly appId: string
  /** Null until the cloud has answered since the engine's start. */
  readonly user: SignedInUser | null
  readonly kept: 'keychain' | 'memory'
}

export type CloudSession = {
  /** Signs in now. The password stays in this process's memory and is gone with it; the rest is handed to the host. */
  signIn(credentials: Credentials): Promise<Result<SignedInUser, Failure>>
  /** Ends the session at the cloud, too, and forgets it everywhere. */
  signOut(): Promise<void>
  /** The signed-in client, signing in first where that is possible without a person. A refusal is not tried again. */
  client(signal: AbortSignal): Promise<Result<CloudClient, Failure>>
  /** A person asked: what was refused or has expired may be tried once more. */
  forgive(): void
  info(): SessionInfo | null
  /** Since when the cloud takes requests and says nothing (UTC), once that is long; null otherwise. */
  waitingSince(): string | null
  /** Why a person must act before the cloud can be asked again. */
  problem(): Failure | null
}

type Deps = { readonly engine: EngineDeps; readonly db: WriteDb; readonly changes: Changes }

const REFUSES_THE_PERSON = new Set([
  'SIGN_IN_REFUSED',
  'SIGN_IN_EXPIRED',
  'ACCOUNT_LOCKED',
  'ACCOUNT_EXPIRED',
  'COMPANY_NOT_ACTIVE',
  'MFA_REQUIRED',
])

/** Somebody waits for it: her window does for a minute. */
const SIGN_IN_MS = 50_000

/** Rainbow locks an account for an hour at the fifth refusal in a row. */
const REFUSALS_TO_LOCK = 5
const WRONG_PASSWORD = '401500'

/** The one session of an engine: who is signed in, how, and what of it is kept. */
export const createSession = ({ engine, db, changes }: Deps): CloudSession => {
  let credentials = engine.credentials
  let stored = credentials ? null : (engine.session ?? null)
  let kept = stored !== null && engine.keychain === 'system'
  let client: CloudClient | null = null
  /** Accounts lock after five refused sign-ins: only a person tries the same credentials again. */
  let refused: Failure | null = null
  const refusals = new Map<string, number>()
  const timers = engine.timers ?? realTimers
  const silence = createSilence({
    clock: engine.clock,
    timers,
    changed: () => changes.announce('sync'),
  })
  const http = { ...engine, silence }

  const keep = async (session: StoredSession | null): Promise<void> => {
    stored = session
    kept = (await engine.keepSession?.(session)) === true && session !== null
    changes.announce('session')
  }

  /** Hands sessions on for keeping, but none before it was accepted: another tenant's must not replace ours. */
  const keeper = (): { readonly onSession: OnSession; accept(): Promise<void> } => {
    let accepted = false
    let last: StoredSession | null = null
    return {
      onSession: (session) => {
        last = session
        if (accepted) void keep(session)
      },
      accept: async () => {
        accepted = true
        if (last && !engine.demo) await keep(last)
      },
    }
  }

  /** How many attempts are left by this engine's count; somebody else may have used some up. */
  const counted = (login: string, reason: Failure): Failure => {
    if (reason.params['detail'] !== WRONG_PASSWORD) return reason
    const attempts = (refusals.get(login) ?? 0) + 1
    refusals.set(login, attempts)
    const left = Math.max(0, REFUSALS_TO_LOCK - attempts)
    return { ...reason, params: { ...reason.params, attempts: String(attempts), left: String(left) } }
  }

  /** A sign-in's outcome, as it is to be told; a client of another tenant is none. */
  const settled = (login: string, made: Result<CloudClient, Failure>): Result<CloudClient, Failure> => {
    if (!made.ok) return REFUSES_THE_PERSON.has(made.failure.code) ? fail(counted(login, made.failure)) : made
    refusals.delete(login)
    const same = checkTenant(db, made.value.user)
    if (!same.ok) return same
    keepRights(db, made.value.user)
    return made
  }

  const inTime = async (given: Credentials, onSession: OnSession): Promise<Result<CloudClient, Failure>> => {
    const late = new AbortController()
    const cancel = timers.after(SIGN_IN_MS, () => late.abort())
    const made = await signIn(http, given, late.signal, onSession)
    cancel()
    if (made.ok || made.failure.code !== 'CANCELLED') return made
    return fail(failure('CLOUD_UNREACHABLE', { host: shownUrl(given.url), reason: 'no answer in time' }))
  }

  const loginOf = (given: Credentials): string => (given.mode === 'password' ? given.login.toLowerCase() : '')

  const connect = async (signal: AbortSignal): Promise<Result<CloudClient, Failure>> => {
    const keeping = keeper()
    const made = credentials
      ? settled(loginOf(credentials), await signIn(http, credentials, signal))
      : stored
        ? settled(stored.login, await resumeSession(http, stored, signal, keeping.onSession))
        : fail(failure('SIGN_IN_REQUIRED'))
    if (!made.ok) {
      if (REFUSES_THE_PERSON.has(made.failure.code)) refused = made.failure
      return made
    }
    client = made.value
    if (!credentials) await keeping.accept()
    changes.announce('session')
    return made
  }

  /** The application's secret may be left out when the same application signed in the same person before. */
  const completed = (given: Credentials): Credentials =>
    given.appSecret === '' &&
    given.mode === 'password' &&
    stored?.url === given.url &&
    stored.login === given.login &&
    stored.appId === given.appId
      ? { ...given, appSecret: stored.appSecret }
      : given

  return {
    signIn: async (given) => {
      const whole = completed(given)
      const keeping = keeper()
      const made = settled(loginOf(whole), await inTime(whole, keeping.onSession))
      if (!made.ok) return made
      credentials = whole
      client = made.value
      refused = null
      await keeping.accept()
      changes.announce('session', 'sync')
      return ok(made.value.user)
    },
    signOut: async () => {
      const soon = AbortSignal.timeout(3_000)
      if (client) await client.signOut()
      else if (stored) {
        const resumed = await resumeSession(http, stored, soon)
        if (resumed.ok) await resumed.value.signOut()
      }
      client = null
      credentials = null
      refused = null
      forgetRights(db)
      await keep(null)
      changes.announce('session', 'sync')
    },
    client: (signal) => {
      const over = refused ?? client?.ended()
      if (over) return Promise.resolve(fail(over))
      return client ? Promise.resolve(ok(client)) : connect(signal)
    },
    forgive: () => {
      refused = null
      if (client?.ended()) client = null
    },
    info: () => {
      const known = credentials ?? stored
      if (!known) return null
      const login = 'login' in known ? known.login : ''
      return {
        url: shownUrl(known.url),
        login: client?.user.login || login,
        mode: known.mode,
        appId: known.appId,
        user: client?.user ?? null,
        kept: kept ? 'keychain' : 'memory',
      }
    },
    waitingSince: silence.since,
    problem: () => refused ?? client?.ended() ?? null,
  }
}
