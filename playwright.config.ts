import { defineConfig } from '@playwright/test'
import type { AppOptions } from './test/support/app.ts'
import { resolveBrowser } from './test/support/resolve-browser.ts'

const browser = await resolveBrowser()

/** The same specs twice: in a browser (everywhere), and in Electron (where there is one; else skipped with the reason). */
export default defineConfig<AppOptions>({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  fullyParallel: false,
  workers: 2,
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure' },
  projects: [
    { name: 'web', use: { shell: 'web', launchOptions: browser } },
    { name: 'electron', use: { shell: 'electron' } },
  ],
})
