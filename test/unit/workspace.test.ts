import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createKeychain, folderAccount } from '../../electron/keychain/index.ts'
import type { EngineProcess } from '../../electron/supervisor/host-process.ts'
import { planLaunch } from '../../electron/supervisor/launch-plan.ts'
import { openProfiles, type ProfileStore } from '../../electron/supervisor/profiles.ts'
import { openWorkspace, type Workspace } from '../../electron/supervisor/workspace.ts'
import { failure } from '../../shared/contract/failure.ts'
import type { Credentials, EngineInit, FromEngine, StoredSession, ToEngine } from '../../shared/contract/shell.ts'
import { fakeStore } from '../support/fake-keychain.ts'

const demo: Credentials = { mode: 'password', url: 'http://127.0.0.1:1', login: 'd', password: 'p', appId: 'a', appSecret: 's' } // prettier-ignore
const session: StoredSession = { mode: 'api-key', url: 'https://b.loc', login: 'b@b.loc', appId: 'app', appSecret: '', apiKey: 'key' } // prettier-ignore

let root: string
let profiles: ProfileStore
let store: ReturnType<typeof fakeStore>
/** The engines in the order of their start: what each was told, and what it says. */
let engines: { readonly init: () => EngineInit; readonly told: ToEngine[]; say(message: FromEngine): void }[]
/** Folders whose engine says that it cannot start. */
let unusable: Set<string>
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'iris-workspace-'))
  profiles = openProfiles(root)
  store = fakeStore()
  engines = []
  unusable = new Set()
})
afterEach(() => rmSync(root, { recursive: true }))

const fork = (): EngineProcess => {
  const told: ToEngine[] = []
  let say: (message: FromEngine) => void = () => undefined
  let exit: (reason: string) => void = () => undefined
  const init = (): EngineInit => (told.find(({ type }) => type === 'init') as { readonly init: EngineInit }).init
  engines.push({ init, told, say: (message) => say(message) })
  return {
    pid: () => 1,
    takesPorts: false,
    post: (message) => {
      told.push(message)
      if (message.type === 'shutdown') queueMicrotask(() => exit('exit code 0'))
      if (message.type === 'init') {
        const { dataDir } = message.init
        const refused = failure('DATA_FOLDER_IN_USE', { folder: dataDir })
        queueMicrotask(() => say(unusable.has(dataDir) ? { type: 'failed', failure: refused } : { type: 'ready' }))
      }
    },
    onMessage: (listener) => (say = listener),
    onExit: (listener) => (exit = listener),
    kill: () => undefined,
  }
}

const opened = async (dataDir: string | null = null): Promise<Workspace & { readonly demos: () => number }> => {
  const startDemo = vi.fn(() => Promise.resolve({ ok: true, value: demo } as const))
  const plan = planLaunch({ demo: false, cloud: null, dataDir, port: null }, {}, root)
  const made = await openWorkspace({ plan, profiles, keychain: createKeychain(store), startDemo, fork, resourcesDir: '', appVersion: '0', now: () => 0, log: () => undefined }) // prettier-ignore
  if (!made.ok) throw new Error(made.failure.code)
  made.value.supervisor.start()
  return { ...made.value, demos: () => startDemo.mock.calls.length }
}
const add = (name: string, url = 'https://b.loc'): string => {
  const made = profiles.create({ name, url, login: '', appId: '' })
  if (!made.ok) throw new Error(made.failure.code)
  return made.value.id
}
const newest = () => engines.at(-1)!

test('a profile is chosen: the engine ends and starts on its folder with its own kept session, and it is remembered', async () => {
  const workspace = await opened()
  const id = add('North')
  await createKeychain(store).keep(id, session)
  expect(workspace.profiles().current).toBe('demo')
  expect(await workspace.change({ do: 'choose', id })).toMatchObject({ ok: true, value: { current: id } })
  expect(engines).toHaveLength(2)
  expect(engines[0]!.told.at(-1)).toEqual({ type: 'shutdown' })
  expect(newest().init()).toMatchObject({
    dataDir: profiles.dataDir(id),
    demo: false,
    credentials: null,
    session,
    keychain: 'system',
  })
  expect(workspace.dataDir()).toBe(profiles.dataDir(id))
  expect(profiles.last()?.id).toBe(id)
  expect(await workspace.change({ do: 'choose', id: 'demo' })).toMatchObject({ ok: true })
  expect(newest().init()).toMatchObject({ demo: true, credentials: demo })
  expect(workspace.demos()).toBe(1)
})

test('one whose engine cannot start is left again, with the reason, and is not remembered', async () => {
  const workspace = await opened()
  const id = add('North')
  unusable.add(profiles.dataDir(id))
  expect(await workspace.change({ do: 'choose', id })).toMatchObject({ failure: { code: 'DATA_FOLDER_IN_USE' } })
  expect(workspace.profiles().current).toBe('demo')
  expect(newest().init().demo).toBe(true)
  expect(workspace.supervisor.state().state).toBe('ready')
  expect(profiles.last()).toBeUndefined()
})

test('what the engine hands over goes to the keychain of its profile, and to the next engine after a crash', async () => {
  const id = add('North')
  profiles.remember(id)
  await opened()
  newest().say({ type: 'keep-secret', session })
  await vi.waitFor(() => expect(newest().told.at(-1)).toEqual({ type: 'secret-kept', kept: true }))
  expect(await createKeychain(store).read(id)).toMatchObject({ session })
  expect(profiles.find('North')).toMatchObject({ url: session.url, login: session.login, appId: session.appId })
  newest().say({ type: 'keep-secret', session: null })
  await vi.waitFor(() => expect(newest().told).toHaveLength(3))
  // The key that seals stays: entries of the outbox may wait to be sent at the next sign-in.
  expect([...store.entries.keys()].filter((name) => !name.endsWith('/seal'))).toEqual([])
})

test('without a keychain the session lives on in the host’s memory, and the engine is told so', async () => {
  store.broken = true
  const id = add('North')
  profiles.remember(id)
  const { supervisor } = await opened()
  expect(newest().init()).toMatchObject({ session: null, keychain: 'none' })
  newest().say({ type: 'keep-secret', session })
  await vi.waitFor(() => expect(newest().told.at(-1)).toEqual({ type: 'secret-kept', kept: false }))
  await supervisor.stop()
  supervisor.start()
  expect(newest().init()).toMatchObject({ session, credentials: null })
})

test('the one in use and the demo are not removed; another one is, and its session with it', async () => {
  const workspace = await opened()
  const id = add('North')
  await createKeychain(store).keep(id, session)
  await workspace.change({ do: 'choose', id })
  for (const kept of [id, 'demo'])
    expect(await workspace.change({ do: 'remove', id: kept })).toMatchObject({ failure: { code: 'PROFILE_IN_USE' } })
  await workspace.change({ do: 'choose', id: 'demo' })
  expect(await workspace.change({ do: 'remove', id })).toMatchObject({ ok: true })
  expect([...store.entries]).toEqual([])
  expect(workspace.profiles().profiles.map(({ name }) => name)).toEqual(['Demo'])
})

test('with --data there are no profiles to choose; the session is the folder’s', async () => {
  const folder = join(root, 'own')
  await createKeychain(store).keep(folderAccount(folder), session)
  profiles.remember(add('North'))
  const workspace = await opened(folder)
  expect(workspace.profiles()).toEqual({ profiles: [], current: null, folder })
  expect(await workspace.change({ do: 'choose', id: 'demo' })).toMatchObject({ failure: { code: 'PROFILES_NOT_HERE' } })
})
