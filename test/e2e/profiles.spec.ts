import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startTrainingCloud } from '../../electron/demo-cloud/index.ts'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/app.ts'

const cloud = await startTrainingCloud({ resourcesDir: join(import.meta.dirname, '../../resources') })
if (!cloud.ok) throw new Error(cloud.failure.code)
const { credentials } = cloud.value

test.use({ appArgs: [], profiles: true })
test.afterAll(() => cloud.value.close())

const openSettings = (page: Page) => page.getByRole('link', { name: 'Settings', exact: true }).click()

test('a profile is made, opened, signed in to, renamed and removed with the keyboard; the demo is untouched', async ({
  app,
}, info) => {
  const { page } = app
  await expect(page.getByText('Technology Integrator').first()).toBeVisible()
  await openSettings(page)
  await page.getByRole('button', { name: 'New profile' }).press('Enter')
  await expect(page.getByLabel('Name of the profile')).toBeFocused()
  await page.keyboard.type('North')
  await page.keyboard.press('Tab')
  await page.keyboard.type('http://openrainbow.com')
  await page.keyboard.press('Enter')
  await expect(page.getByText('CLOUD_URL_NOT_ALLOWED')).toBeVisible()
  await page.getByRole('region', { name: 'Profiles' }).getByLabel('Address of the cloud').fill(credentials.url)
  await page.keyboard.press('Enter')
  const north = page.getByRole('listitem').filter({ hasText: 'North' })
  await expect(north).toBeVisible()
  await expectAccessible(page)
  await north.getByRole('button', { name: 'Open the profile North' }).press('Enter')

  // The window starts over, on the other profile's empty data.
  await expect(page).toHaveURL(/#\/$/)
  await openSettings(page)
  await expect(north.getByText('in use')).toBeVisible()
  await expect(page.getByLabel('Address of the cloud')).toHaveValue(credentials.url)
  await page.getByLabel('Login').fill(credentials.login)
  await page.getByLabel('Password', { exact: true }).fill(credentials.password)
  await page.getByLabel('Application id').fill(credentials.appId)
  await page.getByLabel('Application secret').fill(credentials.appSecret)
  await page.keyboard.press('Enter')
  await expect(page.getByText('in memory only; it ends with Iris Desk')).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: info.outputPath('profiles.png'), fullPage: true })

  await north.getByRole('button', { name: 'Rename the profile North' }).press('Enter')
  await expect(page.getByLabel('New name of North')).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Nord')
  await page.keyboard.press('Enter')
  const nord = page.getByRole('listitem').filter({ hasText: 'Nord' })
  await expect(nord.getByText(credentials.url)).toBeVisible()

  await page.getByRole('button', { name: 'Open the profile Demo' }).press('Enter')
  await expect(page).toHaveURL(/#\/$/)
  await openSettings(page)
  await expect(page.getByRole('listitem').filter({ hasText: 'Demo' }).getByText('in use')).toBeVisible()
  await nord.getByRole('button', { name: 'Remove the profile Nord' }).press('Enter')
  await expect(page.getByText('moved to removed-profiles, not deleted')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Remove it' }).press('Enter')
  await expect(nord).toHaveCount(0)
})
