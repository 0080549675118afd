// Packs the app as a release does, starts it, and has its engine answer through the window; ends with a line of counts.
// Needs Linux, a display (xvfb-run) and an Electron: ELECTRON_OVERRIDE_DIST_PATH or the official download.
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { chromium } from '@playwright/test'

const root = join(import.meta.dirname, '..')
const electron = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(root, 'node_modules/electron/dist')
const say = (line) => process.stderr.write(`ci: ${line}\n`)

const run = (args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${args[0]} ended with ${code}:\n${output}`)),
    )
  })

/** The unpacked app's program. */
const pack = async (work, version) => {
  const dist = join(work, 'electron')
  // Without the stand-in for Electron's default app, which electron-builder would copy along.
  const own = join(electron, 'resources', 'app')
  cpSync(electron, dist, { recursive: true, filter: (path) => path !== own && !path.startsWith(own + sep) })
  const old = Number.parseInt(version, 10) < 36
  if (old)
    await run([
      join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      '--app',
      '--config',
      'vite.node.config.ts',
      '--mode',
      'smoke',
    ])
  await run([
    join(root, 'node_modules/electron-builder/cli.js'),
    ...['--linux', 'dir', '--publish', 'never'],
    ...['--config', old ? '.ci/electron-builder-smoke.yml' : 'electron-builder.yml'],
    `-c.electronDist=${dist}`,
    `-c.electronVersion=${version}`,
    `-c.directories.output=${join(work, 'release')}`,
  ])
  return join(work, 'release/linux-unpacked/iris-desk')
}

/** Starts it with a debugging port, the only way in: its fuses refuse everything else. */
const start = (program, work) =>
  new Promise((resolve, reject) => {
    const asRoot = process.getuid?.() === 0
    const args = [
      '--remote-debugging-port=0',
      ...(asRoot ? ['--no-sandbox'] : []),
      '--demo',
      `--data=${join(work, 'data')}`,
    ]
    const app = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ENGINE_NODE: process.execPath },
    })
    let log = ''
    app.stderr.on('data', (chunk) => {
      log += chunk
      const [, address] = /DevTools listening on (ws:\S+)/.exec(log) ?? []
      if (address) resolve({ app, address, log: () => log })
    })
    app.on('exit', (code) => reject(new Error(`the packaged app ended with ${code}:\n${log}`)))
  })

const look = async ({ address, log }) => {
  const browser = await chromium.connectOverCDP(address)
  try {
    const context = browser.contexts()[0]
    const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: 30_000 }))
    // The name of the tenant comes from the engine, which read it from the demo cloud.
    await page.getByText('Technology Integrator').first().waitFor({ timeout: 60_000 })
  } catch (error) {
    throw new Error(`${error.message}\n${log()}`, { cause: error })
  } finally {
    await browser.close()
  }
}

const work = mkdtempSync(join(tmpdir(), 'iris-desk-package-'))
let counts = '0 passed, 1 failed, 0 skipped'
try {
  if (!existsSync(join(electron, 'version'))) {
    say(`the packaged app is not tried: there is no Electron at ${electron}`)
    counts = '0 passed, 0 failed, 1 skipped'
  } else {
    const version = readFileSync(join(electron, 'version'), 'utf8').trim().replace(/^v/, '')
    say(`packing the app with Electron ${version}`)
    const started = await start(await pack(work, version), work)
    const ended = new Promise((resolve) => started.app.once('exit', resolve))
    try {
      await look(started)
      counts = '1 passed, 0 failed, 0 skipped'
      say('the packaged app started and its engine answered')
    } finally {
      started.app.kill('SIGTERM')
      await ended
    }
  }
} catch (error) {
  say(error.message)
}
rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
process.stdout.write(`${counts}\n`)
process.exitCode = counts.includes('1 failed') ? 1 : 0
