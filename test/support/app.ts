import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { electronHere } from './electron-here.ts'
import { launchElectron } from './launch-electron.ts'
import { launchWeb } from './launch-web.ts'
import type { LaunchedApp } from './launched-app.ts'

export type AppOptions = {
  /** Set by the project in playwright.config.ts. */
  readonly shell: 'web' | 'electron'
  /** `test.use({ appArgs: [...] })`: what a person would type behind `npm start --`; the demo unless told. */
  readonly appArgs: readonly string[]
  /** `test.use({ profiles: true })`: an empty application folder with profiles, instead of one data folder. */
  readonly profiles: boolean
}

type Started = {
  readonly dataDir: string
  /** Starts Iris Desk on the data folder; what a spec leaves open is closed at its end. */
  readonly launch: () => Promise<LaunchedApp>
  readonly app: LaunchedApp
}

/** Closes once, whoever asks again. */
const closable = (app: LaunchedApp): LaunchedApp => {
  let closed: Promise<void> | undefined
  return { ...app, close: () => (closed ??= app.close()) }
}

/** Playwright's test with `app`: Iris Desk on an empty data folder, in the project's shell. */
export const test = base.extend<AppOptions & Started>({
  shell: ['web', { option: true }],
  appArgs: [['--demo'], { option: true }],
  profiles: [false, { option: true }],
  dataDir: async ({}, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'iris-desk-e2e-'))
    await use(dataDir)
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  },
  launch: async ({ shell, appArgs, profiles, dataDir, playwright, browserName }, use, info) => {
    const electron = electronHere()
    const reason = 'reason' in electron ? electron.reason : ''
    info.skip(shell === 'electron' && reason !== '', reason)
    const browser = shell === 'web' ? await playwright[browserName].launch(info.project.use.launchOptions) : null
    const launched: LaunchedApp[] = []
    await use(async () => {
      const options = { dataDir, args: appArgs, profiles }
      const app = closable(browser ? await launchWeb(browser, options) : await launchElectron(options))
      launched.push(app)
      return app
    })
    for (const app of launched) await app.close()
    await browser?.close()
  },
  app: async ({ launch }, use) => use(await launch()),
})
export { expect } from '@playwright/test'
