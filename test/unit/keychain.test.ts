import { describe, expect, test } from 'vitest'
import { createKeychain, folderAccount, openKeychain, type SecretStore } from '../../electron/keychain/index.ts'
import type { StoredSession } from '../../shared/contract/shell.ts'
import { fakeStore } from '../support/fake-keychain.ts'

const session: StoredSession = {
  mode: 'password',
  url: 'https://openrainbow.com',
  login: 'jessica@tech.loc',
  appId: 'app',
  appSecret: 'säcret',
  token: `h.${'x'.repeat(2_500)}.s`,
  obtainedAt: '2026-11-22T10:00:00.000Z',
}
const key: StoredSession = {
  mode: 'api-key',
  url: 'https://c.loc',
  login: 'a@b.c',
  appId: '',
  appSecret: '',
  apiKey: 'k',
}

describe('the keychain', () => {
  test.each([session, key])('gives back what was kept, per account: $mode', async (kept) => {
    const keychain = createKeychain(fakeStore())
    expect(await keychain.keep('one', kept)).toBe(true)
    expect(await keychain.read('one')).toEqual({ state: 'system', session: kept })
    expect(await keychain.read('two')).toEqual({ state: 'system', session: null })
  })

  test('a long session is kept in parts that Windows takes, and forgotten with all of them', async () => {
    const store = fakeStore()
    const keychain = createKeychain(store)
    await keychain.keep('one', session)
    expect(store.entries.size).toBeGreaterThan(2)
    for (const text of store.entries.values()) expect(Buffer.from(text, 'utf16le').length).toBeLessThanOrEqual(2_560)
    expect(await keychain.keep('one', null)).toBe(true)
    expect([...store.entries]).toEqual([])
  })

  test('what is torn, or from another version, reads as none: the person signs in again', async () => {
    const store = fakeStore()
    const keychain = createKeychain(store)
    await keychain.keep('one', session)
    store.entries.delete('one/1')
    expect(await keychain.read('one')).toEqual({ state: 'system', session: null })
    store.entries.set('one', '1 15\n{"mode":"saml"}')
    expect(await keychain.read('one')).toEqual({ state: 'system', session: null })
  })

  test('where there is none, it says so and nothing breaks', async () => {
    const store = fakeStore()
    store.broken = true
    const keychain = createKeychain(store)
    expect(await keychain.keep('one', session)).toBe(false)
    expect(await keychain.read('one')).toEqual({ state: 'none', session: null })
    expect(await openKeychain({ IRIS_KEYCHAIN: 'off' }).read('one')).toEqual({ state: 'none', session: null })
  })

  test('one that waits for a person to unlock it does not hold up the app', async () => {
    const never = (): Promise<never> => new Promise(() => undefined)
    const store: SecretStore = { read: never, write: never, remove: never }
    expect(await createKeychain(store, 5).read('one')).toEqual({ state: 'none', session: null })
  })

  test('a sign-out is not overtaken by the renewal before it', async () => {
    const store = fakeStore()
    const slow: SecretStore = {
      ...store,
      write: async (account, text) => {
        await new Promise((wake) => setTimeout(wake, 5))
        return store.write(account, text)
      },
    }
    const keychain = createKeychain(slow)
    await Promise.all([keychain.keep('one', session), keychain.keep('one', null)])
    expect([...store.entries]).toEqual([])
  })

  test('a key that seals is made once per account and outlives a sign-out', async () => {
    const store = fakeStore()
    const key = await createKeychain(store).sealKey('one')
    expect(Buffer.from(key ?? '', 'base64')).toHaveLength(32)
    await createKeychain(store).keep('one', null)
    expect(await createKeychain(store).sealKey('one')).toBe(key)
    expect(await createKeychain(store).sealKey('two')).not.toBe(key)
    store.broken = true
    expect(await createKeychain(store).sealKey('one')).toBeNull()
  })

  test('a folder has an account that no profile can have', () => {
    expect(folderAccount('/data/estate')).toBe('folder /data/estate')
  })
})
