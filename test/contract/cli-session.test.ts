import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/engine.ts'
import { iris, startCloudProcess, type CliError, type RunningCloud } from '../support/run-iris.ts'

let cloud: RunningCloud
beforeAll(async () => {
  cloud = await startCloudProcess()
})
afterAll(() => cloud.stop())

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => void (folder = temporaryFolder()))
afterEach(() => folder.remove())

const keyring = (): string => join(folder.path, 'keyring.json')
const fakeKeyring = pathToFileURL(join(import.meta.dirname, '../support/fake-keyring.mjs')).href
const withKeychain = (): Record<string, string> => ({
  XDG_DATA_HOME: join(folder.path, 'home'),
  IRIS_KEYCHAIN: 'on',
  NODE_OPTIONS: `--import ${fakeKeyring}`,
  FAKE_KEYRING: keyring(),
})
const run = (args: readonly string[], env: Record<string, string> = {}) =>
  iris([...args, '--json'], { cwd: folder.path, env: { ...withKeychain(), ...env } })
const errorOf = (ran: Awaited<ReturnType<typeof iris>>): string => ran.json<CliError>().error.code
const url = (): string => cloud.credentials.url

describe('iris login', () => {
  it('keeps the session for a data folder: later commands need no variables, until iris logout', async () => {
    const at = ['--data', 'estate']
    const login = await run(['login', '--cloud', url(), ...at], cloud.env)
    expect(login.json()).toEqual({
      url: url(),
      login: cloud.credentials.login,
      mode: 'password',
      company: 'Technology Integrator',
      kept: 'keychain',
      profile: null,
      dataDir: join(folder.path, 'estate'),
    })
    expect(readFileSync(keyring(), 'utf8')).not.toContain(cloud.credentials.password)
    const synced = await run(['sync', ...at])
    expect([synced.code, synced.stderr]).toEqual([0, expect.not.stringContaining('SIGN_IN')])
    expect((await run(['status', ...at])).json()).toMatchObject({ cloud: { url: url(), kept: 'keychain' } })
    expect((await run(['sync', '--data', 'other'])).code).toBe(1)
    expect((await run(['sync', '--cloud', 'https://other.example', ...at])).code).toBe(1)
    expect((await run(['logout', ...at])).json()).toEqual({ signedOut: true, login: cloud.credentials.login })
    // What seals stays: the outbox may hold what it sealed.
    const left = Object.keys(JSON.parse(readFileSync(keyring(), 'utf8')) as object)
    expect(left.filter((name) => !name.endsWith('/seal'))).toEqual([])
    expect(errorOf(await run(['sync', ...at]))).toBe('SIGN_IN_REQUIRED')
  }, 60_000)

  it('makes the profile that it names, with no secret in its folder; without --data it is used from then on', async () => {
    const login = await run(['login', '--cloud', url(), '--profile', 'North'], cloud.env)
    expect(login.json()).toMatchObject({ profile: 'North', kept: 'keychain' })
    const profiles = join(folder.path, 'home/iris-desk/profiles')
    const [id = ''] = readdirSync(profiles)
    expect(JSON.parse(readFileSync(join(profiles, id, 'profile.json'), 'utf8'))).toEqual({
      name: 'North',
      url: url(),
      login: cloud.credentials.login,
      appId: cloud.credentials.appId,
    })
    const { password, appSecret } = cloud.credentials
    for (const entry of readdirSync(profiles, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      for (const secret of [password, appSecret, 'eyJ']) expect([entry.name, bytes.includes(secret)]).toEqual([entry.name, false]) // prettier-ignore
    }
    expect((await run(['sync'])).code).toBe(0)
    expect((await run(['sync', '--profile', 'north'])).code).toBe(0)
    expect(errorOf(await run(['sync', '--profile', 'South']))).toBe('NOT_FOUND')
  }, 60_000)

  it('says plainly when there is no keychain, and keeps nothing', async () => {
    const login = await run(['login', '--cloud', url(), '--data', 'd'], { ...cloud.env, IRIS_KEYCHAIN: 'off' })
    expect([login.code, login.json()]).toEqual([0, expect.objectContaining({ kept: 'memory' })])
    expect(login.stderr).toContain('no keychain')
    expect(existsSync(keyring())).toBe(false)
  })

  it('asks nobody where there is no terminal, and sends nothing then', async () => {
    const { IRIS_LOGIN: login = '' } = cloud.env
    const ran = await run(['login', '--cloud', url(), '--data', 'd', '--login', login])
    expect([ran.code, errorOf(ran)]).toEqual([2, 'WRONG_USAGE'])
    expect(ran.stdout).toContain('IRIS_PASSWORD is not set')
    expect(errorOf(await run(['login', '--data', 'd']))).toBe('WRONG_USAGE')
    expect((await run(['login', '--api-key', '--login', login])).code).toBe(2)
  })

  it('with a wrong key or password is refused, and keeps nothing', async () => {
    const key = await run(['login', '--cloud', url(), '--data', 'd', '--api-key'], {
      ...cloud.env,
      IRIS_API_KEY: 'wrong',
    })
    expect(errorOf(key)).toBe('SIGN_IN_REFUSED')
    const password = await run(['login', '--cloud', url(), '--data', 'd'], { ...cloud.env, IRIS_PASSWORD: 'wrong' })
    expect(errorOf(password)).toBe('SIGN_IN_REFUSED')
    expect(errorOf(await run(['login', '--cloud', 'http://openrainbow.com', '--data', 'd'], cloud.env))).toBe('CLOUD_URL_NOT_ALLOWED') // prettier-ignore
    expect(existsSync(keyring())).toBe(false)
  })
})
