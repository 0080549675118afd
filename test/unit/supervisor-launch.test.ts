import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { applicationDataDir, defaultDataDir } from '../../electron/supervisor/data-folder.ts'
import { failureLine } from '../../electron/supervisor/failure-line.ts'
import { parseLaunchOptions, type LaunchOptions } from '../../electron/supervisor/launch-options.ts'
import { planLaunch, rememberCloud } from '../../electron/supervisor/launch-plan.ts'
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
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'iris-launch-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  test('the demo, in its own folder, when nothing is asked for and no cloud was used before', () => {
    const plan = planLaunch({ ...nothing, dataDir: folder }, {})
    expect(plan).toEqual({ dataDir: folder, demo: true, cloud: null, credentials: null })
  })

  test('a cloud is used again without asking, but not its credentials', () => {
    const asked = { ...nothing, dataDir: folder, cloud: 'https://openrainbow.com' }
    rememberCloud(planLaunch(asked, {}))
    expect(planLaunch({ ...nothing, dataDir: folder }, {})).toEqual({
      dataDir: folder,
      demo: false,
      cloud: 'https://openrainbow.com',
      credentials: null,
    })
    expect(planLaunch({ ...nothing, dataDir: folder, demo: true }, {}).demo).toBe(true)
  })

  test('credentials come from the environment only when all four are there', () => {
    const asked = { ...nothing, dataDir: folder, cloud: 'https://openrainbow.com' }
    const env = { IRIS_LOGIN: 'a@b.c', IRIS_PASSWORD: 'p', IRIS_APP_ID: 'id', IRIS_APP_SECRET: 's' }
    expect(planLaunch(asked, env).credentials).toEqual({
      url: 'https://openrainbow.com',
      login: 'a@b.c',
      password: 'p',
      appId: 'id',
      appSecret: 's',
    })
    expect(planLaunch(asked, { ...env, IRIS_APP_SECRET: '' }).credentials).toBeNull()
  })

  test('each system has its place for data, and the demo a folder of its own', () => {
    expect(applicationDataDir('linux', {}, '/home/j')).toBe('/home/j/.local/share/iris-desk')
    expect(applicationDataDir('linux', { XDG_DATA_HOME: '/data' }, '/home/j')).toBe('/data/iris-desk')
    expect(applicationDataDir('darwin', {}, '/Users/j')).toBe('/Users/j/Library/Application Support/iris-desk')
    expect(defaultDataDir('demo', '/data')).not.toBe(defaultDataDir('cloud', '/data'))
  })
})

test('a failure in a terminal is one line: code, what happened, what was kept, what to do', () => {
  expect(failureLine(failure('PORT_IN_USE', { port: '8080' }))).toBe(
    'PORT_IN_USE: Port 8080 on this computer is in use. Nothing was started. Choose another with --port, or leave it out for a free one.',
  )
})
