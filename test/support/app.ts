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

/** Playwright's test with `app`: Iris Desk on an empty data folder, in the project's shell. */
export const test = base.extend<AppOptions & { readonly dataDir: string; readonly app: LaunchedApp }>({
  shell: ['web', { option: true }],
  appArgs: [['--demo'], { option: true }],
  profiles: [false, { option: true }],
  dataDir: async ({}, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'iris-desk-e2e-'))
    await use(dataDir)
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  },
  app: async ({ shell, appArgs, profiles, dataDir, playwright, browserName }, use, info) => {
    const electron = electronHere()
    const reason = 'reason' in electron ? electron.reason : ''
    info.skip(shell === 'electron' && reason !== '', reason)
    const browser = shell === 'web' ? await playwright[browserName].launch(info.project.use.launchOptions) : null
    const app = browser
      ? await launchWeb(browser, { dataDir, args: appArgs, profiles })
      : await launchElectron({ dataDir, args: appArgs, profiles })
    await use(app)
    await app.close()
    await browser?.close()
  },
})
export { expect } from '@playwright/test'
