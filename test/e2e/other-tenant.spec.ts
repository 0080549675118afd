import type { Page } from '@playwright/test'
import { generateTenant, startTrainingCloud, type TrainingCloud } from '../../electron/demo-cloud/index.ts'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test as base } from '../support/cloud-app.ts'
import { createCustomer, goTo, signIn, submitSignIn, syncState } from '../support/desk-steps.ts'
import { signedIn } from '../support/signed-in.ts'

const NEW_COMPANY = 'Meant For The First'

const test = base.extend<{ readonly other: TrainingCloud }>({
  other: async ({}, use) => {
    const other = await startTrainingCloud({ resourcesDir: '', tenant: generateTenant({ companies: 5, seed: 1 }) })
    if (!other.ok) throw new Error(other.failure.code)
    await use(other.value)
    await other.value.close()
  },
})

/** What was read of the first tenant is all there, and nothing else. */
const expectKept = async (page: Page, count: string): Promise<void> => {
  await goTo(page, 'Customers')
  await expect(page.getByText(count)).toBeVisible()
  await expect(page.getByRole('gridcell', { name: 'Events Communication', exact: true })).toBeVisible()
}

test('signed out, with data: another tenant at the address, a wrong password, a locked account; each is named, and the data stay', async ({
  app,
  cloud,
  other,
  relay,
}, info) => {
  const { page } = app
  await signIn(page, cloud.credentials)
  await page.getByRole('button', { name: 'Sign out' }).click()
  relay.switchTo(other.credentials.url)
  await submitSignIn(page, other.credentials)
  await expect(page.getByText('OTHER_TENANT')).toBeVisible()
  await expect(page.getByText('This data folder belongs to Technology Integrator')).toBeVisible()
  await expect(page.getByText('The local data was not touched.')).toBeVisible()
  await page.screenshot({ path: info.outputPath('other-tenant.png') })
  await expectAccessible(page)
  await expectKept(page, '7 companies')

  relay.switchTo(cloud.credentials.url)
  await goTo(page, 'Settings')
  const wrong = { ...cloud.credentials, password: 'not the password' }
  for (const left of ['4 attempts are', '3 attempts are', '2 attempts are', 'One attempt is']) {
    await submitSignIn(page, wrong)
    await expect(page.getByText(`${left} left before Rainbow locks the account`)).toBeVisible()
    await expect(page.getByText('SIGN_IN_REFUSED')).toBeVisible()
  }
  await submitSignIn(page, wrong)
  await expect(page.getByText('ACCOUNT_LOCKED')).toBeVisible()
  await expectAccessible(page)
  await expectKept(page, '7 companies')
  await expect(syncState(page)).toContainText('Needs you')
})

test('signed in, and another tenant answers at the address: nothing is sent to it, what waits stays, and the way back works', async ({
  app,
  cloud,
  other,
  relay,
}) => {
  const { page } = app
  const synchronise = page.getByRole('button', { name: 'Synchronise', exact: true })
  await signIn(page, cloud.credentials)
  await relay.cut()
  await createCustomer(page, NEW_COMPANY)
  relay.switchTo(other.credentials.url)
  await relay.resume()
  await synchronise.click()
  await expect(syncState(page)).not.toContainText(/Offline|Synchronising/)
  const there = await signedIn(other.credentials)
  const { data } = await there('GET', '/api/rainbow/admin/v1.0/companies?limit=500')
  expect((data as readonly { readonly name: string }[]).map(({ name }) => name)).not.toContain(NEW_COMPANY)
  await expect(syncState(page)).toContainText('Needs you')
  await goTo(page, 'Today')
  await expect(page.getByRole('region', { name: 'What needs you' })).toContainText('OTHER_TENANT')
  await expectKept(page, '8 companies')
  await expect(page.getByText('1 change waits')).toBeVisible()

  relay.switchTo(cloud.credentials.url)
  await synchronise.click()
  await expect(page.getByText('1 change waits')).toHaveCount(0)
  await expectKept(page, '8 companies')
})
