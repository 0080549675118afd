import type { SecretStore } from '../../electron/keychain/index.ts'

/** A system's store of secrets in memory. */
export const fakeStore = (): SecretStore & { readonly entries: Map<string, string>; broken: boolean } => {
  const entries = new Map<string, string>()
  const store = {
    entries,
    broken: false,
    read: (account: string) => used(() => entries.get(account) ?? null),
    write: (account: string, text: string) => used(() => void entries.set(account, text)),
    remove: (account: string) => used(() => void entries.delete(account)),
  }
  const used = <T>(work: () => T): Promise<T> =>
    store.broken ? Promise.reject(new Error("Couldn't access platform storage")) : Promise.resolve(work())
  return store
}
