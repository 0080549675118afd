import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { applicationDataDir } from '../../electron/supervisor/data-folder.ts'
import { failureLine } from '../../electron/supervisor/failure-line.ts'
import { parseLaunchOptions, type LaunchOptions } from '../../electron/supervisor/launch-options.ts'
import { planLaunch, rememberLaunch } from '../../electron/supervisor/launch-plan.ts'
import { openProfiles } from '../../electron/supervisor/profiles.ts'
import { failure } from '../../shared/contract/failure.ts'

const nothing: LaunchOptions = { demo: false, cloud: null, dataDir: null, port: null }

describe('options of a start', () => {
  const parse = (...argv: string[]): unknown => {
    const parsed = parseLaunchOptions(argv, 'strict', '/home/jessica')
    return parsed.ok ? parsed.value : parsed.failure.code
  }

  test('none, and all', () => {
    expect(parse()).toEqual(nothing)
    expect(parse('--cloud', 'https://openrainbow.com', '--data', 'estate', '--port', '8080')).toEqual({
      demo: false,
      cloud: 'https://openrainbow.com',
      dataDir: '/home/jessica/estate',
      port: 8080,
    })
  })

  test.each([
    ['an unknown option', ['--clowd']],
    ['a word that belongs to nothing', ['demo']],
    ['an option without its value', ['--data']],
    ['an empty value', ['--cloud', '']],
    ['demo and cloud at once', ['--demo', '--cloud', 'https://openrainbow.com']],
    ['a port that is none', ['--port', '80x']],
    ['a port beyond the last', ['--port', '65536']],
  ])('%s is wrong usage', (_case, argv) => expect(parse(...argv)).toBe('WRONG_USAGE'))

  test('a cloud is reached over https, or over http on this computer only', () => {
    expect(parse('--cloud', 'http://openrainbow.com')).toBe('CLOUD_URL_NOT_ALLOWED')
    expect(parse('--cloud', 'openrainbow.com')).toBe('CLOUD_URL_NOT_ALLOWED')
    expect(parse('--cloud', 'http://127.0.0.1:4000')).toMatchObject({ cloud: 'http://127.0.0.1:4000' })
  })

  test('switches of Electron do not disturb', () => {
    const parsed = parseLaunchOptions(['--no-sandbox', '--remote-debugging-port=0', '--demo', '.'], 'ignore-unknown')
    expect(parsed).toMatchObject({ ok: true, value: { demo: true } })
  })
})

describe('what a start uses', () => {
  let root: string
  beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'iris-launch-'))))
  afterEach(() => rmSync(root, { recursive: true }))
  const folder = (): string => join(root, 'own')
  const planned = (options: Partial<LaunchOptions>, env = {}) => planLaunch({ ...nothing, ...options }, env, root)

  test('the demo, in its own folder, when nothing is asked for and no cloud was used before', () => {
    expect(planned({ dataDir: folder() })).toMatchObject({ dataDir: folder(), demo: true, cloud: null, profile: null })
    expect(planned({})).toMatchObject({ dataDir: join(root, 'demo'), demo: true, cloud: null, profile: 'demo' })
    expect(readdirSync(root)).toEqual([])
  })

  test('with --data exactly that folder: its cloud is used again without asking, but not its credentials', () => {
    rememberLaunch(planned({ dataDir: folder(), cloud: 'https://openrainbow.com' }), root)
    expect(planned({ dataDir: folder() })).toEqual({
      dataDir: folder(),
      demo: false,
      cloud: 'https://openrainbow.com',
      credentials: null,
      profile: null,
      windowDir: join(folder(), 'window'),
    })
    expect(planned({ dataDir: folder(), demo: true }).demo).toBe(true)
    expect(openProfiles(root).list()).toHaveLength(1)
  })

  test('a cloud has a profile from its first start on; the one used last comes back, the demo when it is asked for', () => {
    const first = planned({ cloud: 'https://openrainbow.com' })
    rememberLaunch(first, root)
    expect(first).toMatchObject({ demo: false, cloud: 'https://openrainbow.com', windowDir: join(root, 'window') })
    expect(planned({}).profile).toBe(first.profile)
    expect(planned({ cloud: 'https://openrainbow.com/' }).profile).toBe(first.profile)
    const second = planned({ cloud: 'https://sandbox.openrainbow.com' })
    expect(second.dataDir).not.toBe(first.dataDir)
    rememberLaunch(second, root)
    expect(planned({})).toMatchObject({ profile: second.profile, cloud: 'https://sandbox.openrainbow.com' })
    const demo = planned({ demo: true })
    expect(demo).toMatchObject({ profile: 'demo', demo: true, windowDir: join(root, 'demo/window') })
    rememberLaunch(demo, root)
    expect(planned({}).profile).toBe(second.profile)
  })

  test('credentials come from the environment only when all of a mode are there, and only for a cloud that is named', () => {
    const cloud = 'https://openrainbow.com'
    const env = { IRIS_LOGIN: 'a@b.c', IRIS_PASSWORD: 'p', IRIS_APP_ID: 'id', IRIS_APP_SECRET: 's' }
    const given = { mode: 'password', url: cloud, login: 'a@b.c', password: 'p', appId: 'id', appSecret: 's' }
    expect(planned({ dataDir: folder(), cloud }, env).credentials).toEqual(given)
    expect(planned({ cloud }, env).credentials).toEqual(given)
    expect(planned({ cloud }, { ...env, IRIS_APP_SECRET: '' }).credentials).toBeNull()
    expect(planned({}, env).credentials).toBeNull()
    expect(planned({ cloud }, { IRIS_API_KEY: 'key' }).credentials).toEqual({
      mode: 'api-key',
      url: cloud,
      apiKey: 'key',
      appId: '',
      appSecret: '',
    })
  })

  test('each system has its place for data', () => {
    expect(applicationDataDir('linux', {}, '/home/j')).toBe('/home/j/.local/share/iris-desk')
    expect(applicationDataDir('linux', { XDG_DATA_HOME: '/data' }, '/home/j')).toBe('/data/iris-desk')
    expect(applicationDataDir('darwin', {}, '/Users/j')).toBe('/Users/j/Library/Application Support/iris-desk')
  })
})

test('a failure in a terminal is one line: code, what happened, what was kept, what to do', () => {
  expect(failureLine(failure('PORT_IN_USE', { port: '8080' }))).toBe(
    'PORT_IN_USE: Port 8080 on this computer is in use. Nothing was started. Choose another with --port, or leave it out for a free one.',
  )
})
