import { join } from 'node:path'
import { startTrainingCloud } from '../../electron/demo-cloud/index.ts'
import { expect, test } from '../support/app.ts'

const cloud = await startTrainingCloud({ resourcesDir: join(import.meta.dirname, '../../resources') })
if (!cloud.ok) throw new Error(cloud.failure.code)
const { credentials } = cloud.value
const withMfa = await startTrainingCloud({
  resourcesDir: join(import.meta.dirname, '../../resources'),
  mfaUsers: [credentials.login],
})
if (!withMfa.ok) throw new Error(withMfa.failure.code)
const mfaUrl = withMfa.value.credentials.url

test.use({ appArgs: ['--cloud', credentials.url] })
test.afterAll(async () => {
  await cloud.value.close()
  await withMfa.value.close()
})

test('signing in to a cloud in the window: a refusal says why and what is left, the right sign-in reads the estate', async ({
  app,
}, info) => {
  const { page } = app
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(page.getByLabel('Address of the cloud')).toHaveValue(credentials.url)
  await expect(page.getByText('no keychain that answers')).toBeVisible()
  await page.getByLabel('Login').fill(credentials.login)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByLabel('Application id').fill(credentials.appId)
  await page.getByLabel('Application secret').fill(credentials.appSecret)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('SIGN_IN_REFUSED')).toBeVisible()
  await expect(page.getByText('4 attempts are left before Rainbow locks the account')).toBeVisible()
  await page.screenshot({ path: info.outputPath('refused.png') })
  // Both secrets left the form when it was sent.
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await page.getByLabel('Password', { exact: true }).fill(credentials.password)
  await page.getByLabel('Application secret').fill(credentials.appSecret)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('in memory only; it ends with Iris Desk')).toBeVisible()
  await page.getByRole('link', { name: 'Customers', exact: true }).click()
  await expect(page.getByText('7 companies')).toBeVisible()
})

test('an account that is locked says when to try again, one with a second factor leads to an API key', async ({
  app,
}, info) => {
  const { page } = app
  const submit = async (login: string, password: string): Promise<void> => {
    await page.getByLabel('Login').fill(login)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByLabel('Application id').fill(credentials.appId)
    await page.getByLabel('Application secret').fill(credentials.appSecret)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  for (const left of ['4 attempts are left', '3 attempts are left', '2 attempts are left', 'One attempt is left']) {
    await submit('lucia.moreno@sistemos.loc', 'wrong')
    await expect(page.getByText(left)).toBeVisible()
  }
  await submit('lucia.moreno@sistemos.loc', 'wrong')
  await expect(page.getByText('ACCOUNT_LOCKED')).toBeVisible()
  await expect(page.getByText(/Try again after .*\d\d:\d\d/)).toBeVisible()
  await page.getByLabel('Address of the cloud').fill(mfaUrl)
  await submit(credentials.login, credentials.password)
  await expect(page.getByText('MFA_REQUIRED')).toBeVisible()
  await page.screenshot({ path: info.outputPath('second-factor.png') })
  await page.getByRole('button', { name: 'Use an API key' }).click()
  await expect(page.getByLabel('API key', { exact: true })).toBeVisible()
  await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0)
})
