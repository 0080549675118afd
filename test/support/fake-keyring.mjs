// Loaded with `node --import`: the native keychain of a process that a test starts, in the file FAKE_KEYRING names.
import { registerHooks } from 'node:module'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

globalThis.fakeKeyring = class {
  constructor(service, account) {
    this.name = `${service}/${account}`
  }
  #all() {
    const path = process.env.FAKE_KEYRING
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  }
  #save(all) {
    writeFileSync(process.env.FAKE_KEYRING, JSON.stringify(all))
  }
  async getPassword() {
    return this.#all()[this.name] ?? null
  }
  async setPassword(text) {
    this.#save({ ...this.#all(), [this.name]: text })
  }
  async deletePassword() {
    const { [this.name]: removed, ...rest } = this.#all()
    this.#save(rest)
    return removed !== undefined
  }
}

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@napi-rs/keyring'
      ? { url: 'data:text/javascript,export const AsyncEntry = globalThis.fakeKeyring', shortCircuit: true }
      : next(specifier, context),
})
