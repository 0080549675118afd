import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { createEngineWatch, placeArgs, type LaunchedApp, type LaunchOptions } from './launched-app.ts'

const host = join(import.meta.dirname, '../../dist/host/web.js')

/** The app in a browser: starts the loopback host and follows its link. */
export const launchWeb = async (browser: Browser, { dataDir, args, profiles }: LaunchOptions): Promise<LaunchedApp> => {
  const child = spawn(process.execPath, [host, ...placeArgs(dataDir, profiles), ...args], {
    env: { ...process.env, IRIS_KEYCHAIN: 'off', XDG_DATA_HOME: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const watch = createEngineWatch()
  child.stderr.on('data', watch.read)
  const link = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim()))
    child.once('exit', () => reject(new Error(`the host ended:\n${watch.log()}`)))
  })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(link)
  await page.waitForURL((url) => !url.searchParams.has('token'))
  return {
    page,
    chooseFiles: (paths) => {
      page.once('filechooser', (chooser) => void chooser.setFiles([...paths]))
      return Promise.resolve()
    },
    saved: async (act) => {
      const [download] = await Promise.all([page.waitForEvent('download'), act()])
      return { name: download.suggestedFilename(), path: await download.path() }
    },
    killEngine: watch.kill,
    close: async () => {
      await context.close()
      child.kill('SIGTERM')
      await ended
    },
  }
}
