/** A system's store of secrets, as far as it is used: one text per account. Each call rejects where there is none. */
export type SecretStore = {
  read(account: string): Promise<string | null>
  write(account: string, text: string): Promise<void>
  /** Also where there was nothing to remove. */
  remove(account: string): Promise<void>
}

const SERVICE = 'Iris Desk'

/**
 * Keychain (macOS), Credential Manager (Windows) or Secret Service (Linux). The native package is loaded at the first
 * use, so that a system without it can run everything else. The Linux kernel's own keyring is not used instead: it
 * forgets at the next start of the computer, and we would have said that the session is kept.
 */
export const nativeStore = (): SecretStore => {
  const entry = async (account: string) => {
    const { AsyncEntry } = await import('@napi-rs/keyring')
    return new AsyncEntry(SERVICE, account, { linux: { store: 'secret-service' } })
  }
  return {
    read: async (account) => (await entry(account)).getPassword(),
    write: async (account, text) => (await entry(account)).setPassword(text),
    remove: async (account) => {
      await (await entry(account)).deletePassword()
    },
  }
}
