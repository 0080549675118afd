import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { KeychainState, StoredSession } from '../../shared/contract/shell.ts'
import { nativeStore, type SecretStore } from './secret-store.ts'

export type Keychain = {
  /** The session that is kept for an account, and whether there is a keychain that answers. Never rejects. */
  read(account: string): Promise<{ readonly state: KeychainState; readonly session: StoredSession | null }>
  /** Keeps a session, or forgets it (null); false when there is no keychain that answers. Never rejects. */
  keep(account: string, session: StoredSession | null): Promise<boolean>
  /** The key (32 bytes, base64) that seals secrets in the account's database, made at the first use; null without a keychain. */
  sealKey(account: string): Promise<string | null>
  /** Session and key: what was sealed cannot be opened any more. Never rejects. */
  forget(account: string): Promise<void>
}

/** The account of a data folder that belongs to no profile. */
export const folderAccount = (dataDir: string): string => `folder ${dataDir}`

const common = { url: z.string(), login: z.string(), appId: z.string(), appSecret: z.string() }
const sessionSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('password'), ...common, token: z.string(), obtainedAt: z.iso.datetime() }),
  z.object({ mode: z.literal('api-key'), ...common, apiKey: z.string() }),
])

/** Windows takes 2,560 bytes per entry and two bytes per character; tokens are longer than half of that. */
const PART = 1_000
const MOST_PARTS = 16
/** A keychain may wait for a person to unlock it; the app must not wait as long. */
const PATIENCE_MS = 10_000

const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the keychain does not answer')), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** The first part begins with how many parts and characters there are, so that what was torn is known as such. */
const writeParts = async (store: SecretStore, account: string, text: string): Promise<void> => {
  const parts = text.match(new RegExp(`[^]{1,${PART}}`, 'g')) ?? []
  for (const [index, part] of parts.entries()) if (index > 0) await store.write(`${account}/${index}`, part)
  await store.write(account, `${parts.length} ${text.length}\n${parts[0] ?? ''}`)
}

const countOf = (first: string): number => Math.min(MOST_PARTS, Number(/^(\d+) /.exec(first)?.[1] ?? 0))

const readParts = async (store: SecretStore, account: string): Promise<string | null> => {
  const first = await store.read(account)
  if (first === null) return null
  let text = first.slice(first.indexOf('\n') + 1)
  for (let index = 1; index < countOf(first); index += 1) text += (await store.read(`${account}/${index}`)) ?? ''
  return text.length === Number(/^\d+ (\d+)\n/.exec(first)?.[1]) ? text : ''
}

const removeParts = async (store: SecretStore, account: string): Promise<void> => {
  const first = await store.read(account)
  if (first === null) return
  await store.remove(account)
  for (let index = 1; index < countOf(first); index += 1) await store.remove(`${account}/${index}`)
}

const sessionIn = (text: string | null): StoredSession | null => {
  try {
    return text === null ? null : sessionSchema.parse(JSON.parse(text))
  } catch {
    // Written by another version, or torn: as good as none, the person signs in again.
    return null
  }
}

/** Sessions in a store of secrets, one after the other: a renewal must not overtake a sign-out. */
export const createKeychain = (store: SecretStore, patienceMs = PATIENCE_MS): Keychain => {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(() => within(patienceMs, work()))
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    read: (account) =>
      inTurn(() => readParts(store, account)).then(
        (text) => ({ state: 'system', session: sessionIn(text) }),
        () => ({ state: 'none', session: null }),
      ),
    keep: (account, session) =>
      inTurn(() =>
        session === null ? removeParts(store, account) : writeParts(store, account, JSON.stringify(session)),
      ).then(
        () => true,
        () => false,
      ),
    sealKey: (account) =>
      inTurn(async () => {
        const kept = await store.read(`${account}/seal`)
        if (kept !== null) return kept
        const made = randomBytes(32).toString('base64')
        await store.write(`${account}/seal`, made)
        return made
      }).catch(() => null),
    forget: (account) =>
      inTurn(async () => {
        await removeParts(store, account)
        await store.remove(`${account}/seal`)
      }).catch(() => undefined),
  }
}

/** Where nothing can be kept, or nothing may be (IRIS_KEYCHAIN=off). */
export const noKeychain: Keychain = {
  read: () => Promise.resolve({ state: 'none', session: null }),
  keep: () => Promise.resolve(false),
  sealKey: () => Promise.resolve(null),
  forget: () => Promise.resolve(),
}

/** This system's keychain, unless the environment says `IRIS_KEYCHAIN=off`. */
export const openKeychain = (env: Readonly<Record<string, string | undefined>> = process.env): Keychain =>
  env['IRIS_KEYCHAIN'] === 'off' ? noKeychain : createKeychain(nativeStore())
