import type { Page } from '@playwright/test'
import { expect, test } from '../support/app.ts'

/** All that the window's status says from now on: an engine can be back before a test has looked. */
const watchStatus = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver(() => {
      for (const status of document.querySelectorAll('[role=status]')) heard.push(status.textContent)
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  })
const heardStatus = (page: Page): Promise<string> =>
  page.evaluate(() => (window as unknown as { readonly heard: readonly string[] }).heard.join('\n'))

test('kill -9 of the engine: the window says so, and the engine is back by itself', async ({ app }) => {
  const { page } = app
  await expect(page.getByText('Technology Integrator').first()).toBeVisible()
  await watchStatus(page)
  await app.killEngine()
  await expect.poll(() => heardStatus(page)).toContain('The engine stopped.')
  await expect(page.getByRole('status').getByText('The engine stopped.')).toHaveCount(0)
  await page.getByRole('link', { name: 'Customers' }).click()
  await expect(page.getByRole('heading', { name: 'Customers' })).toBeVisible()
  await expect(page.getByText('ENGINE_LOST')).toHaveCount(0)
})

test('after more ends than the supervisor forgives, the window says what to do and a person starts it again', async ({
  app,
}) => {
  const { page } = app
  await expect(page.getByText('Technology Integrator').first()).toBeVisible()
  for (let n = 0; n < 6; n++) await app.killEngine()
  // Each part of the page that asked says so.
  await expect(page.getByText('ENGINE_LOST').first()).toBeVisible()
  await page.getByRole('button', { name: 'Start the engine again' }).click()
  await expect(page.getByText('Technology Integrator').first()).toBeVisible()
})
