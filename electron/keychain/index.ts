export { createKeychain, folderAccount, openKeychain, type Keychain } from './keychain.ts'
export type { SecretStore } from './secret-store.ts'
