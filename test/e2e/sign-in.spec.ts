import { join } from 'node:path'
import { startTrainingCloud } from '../../electron/demo-cloud/index.ts'
import { expect, test } from '../support/app.ts'

const cloud = await startTrainingCloud({ resourcesDir: join(import.meta.dirname, '../../resources') })
if (!cloud.ok) throw new Error(cloud.failure.code)
const { credentials } = cloud.value

test.use({ appArgs: ['--cloud', credentials.url] })
test.afterAll(() => cloud.value.close())

test('signing in to a cloud in the window: a refusal says why, the right sign-in reads the estate', async ({
  app,
}, info) => {
  const { page } = app
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(page.getByLabel('Address of the cloud')).toHaveValue(credentials.url)
  await page.getByLabel('Login').fill(credentials.login)
  await page.getByLabel('Password').fill('not the password')
  await page.getByLabel('Application id').fill(credentials.appId)
  await page.getByLabel('Application secret').fill(credentials.appSecret)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('SIGN_IN_REFUSED')).toBeVisible()
  await page.screenshot({ path: info.outputPath('refused.png') })
  // Both secrets left the form when it was sent.
  await page.getByLabel('Password').fill(credentials.password)
  await page.getByLabel('Application secret').fill(credentials.appSecret)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('link', { name: 'Customers', exact: true }).click()
  await expect(page.getByText('7 companies')).toBeVisible()
})
