import type { Locator, Page } from '@playwright/test'
import { generateTenant } from '../../electron/demo-cloud/index.ts'
import { expectAccessible } from '../support/accessible.ts'
import { test as base } from '../support/app.ts'
import { expect, test as cloudTest } from '../support/cloud-app.ts'
import { goTo, IN_STEP, openCompany, signIn, synchronise, syncState } from '../support/desk-steps.ts'
import { removeCompanies } from '../support/remove-companies.ts'
import { iris, startCloudProcess, type RunningCloud } from '../support/run-iris.ts'

const brake = (page: Page): Locator =>
  page.getByRole('alert').filter({ hasText: 'Nothing was removed here: the brake is on' })
const expectCustomers = async (page: Page, count: number): Promise<void> => {
  await goTo(page, 'Customers')
  await expect(page.getByText(/^\d+ companies/)).toHaveText(`${count} companies`)
}

const tenant = generateTenant({ companies: 60, seed: 3 })
const customers = tenant.companies.filter(({ isBP }) => !isBP)
const test = cloudTest.extend({ tenant })

test('60 % of the companies vanish: nothing is removed here until a person decides, over a restart too', async ({
  launch,
  cloud,
}, info) => {
  const first = await launch()
  await signIn(first.page, cloud.credentials)
  await expectCustomers(first.page, customers.length)
  const gone = new Set(customers.slice(0, 36).map(({ id }) => id))
  cloud.replaceTenant({ ...tenant, companies: tenant.companies.filter(({ id }) => !gone.has(id)) })
  await synchronise(first.page, 'Needs you')
  await expectCustomers(first.page, customers.length)
  await goTo(first.page, 'Today')
  await expect(brake(first.page)).toContainText('In the cloud 36 of 60 companies are missing')
  await expect(brake(first.page).getByRole('listitem')).toHaveCount(5)
  await first.page.screenshot({ path: info.outputPath('brake.png') })
  await expectAccessible(first.page)
  await first.close()

  const { page } = await launch()
  await expect(brake(page)).toContainText('In the cloud 36 of 60 companies are missing')
  await expect(syncState(page)).toContainText('Needs you')
  await expectCustomers(page, customers.length)
  await signIn(page, cloud.credentials, 'Needs you')
  await goTo(page, 'Today')
  await brake(page).getByRole('button', { name: 'Follow the cloud' }).click()
  await expect(brake(page)).toHaveCount(0)
  await synchronise(page)
  await expectCustomers(page, customers.length - gone.size)
})

test('the companies are kept: they stay, everything else is in step, and the next full run asks again', async ({
  launch,
  cloud,
  relay,
  dataDir,
}, info) => {
  const { credentials } = cloud
  const { page, close } = await launch()
  await signIn(page, credentials)
  const gone = customers.slice(0, 36)
  cloud.replaceTenant({ ...tenant, companies: tenant.companies.filter((one) => !gone.includes(one)) })
  await synchronise(page, 'Needs you')
  await goTo(page, 'Today')
  await brake(page).getByRole('button', { name: 'Keep them' }).click()
  await expect(brake(page)).toHaveCount(0)
  await expect(syncState(page)).toContainText(IN_STEP)
  await synchronise(page)
  await expectCustomers(page, customers.length)
  const [first] = gone.map(({ name }) => name).sort()
  await openCompany(page, 'Customers', first ?? '')
  await page.screenshot({ path: info.outputPath('kept.png') })
  await expectAccessible(page)
  await close()

  const env = {
    IRIS_LOGIN: credentials.login,
    IRIS_PASSWORD: credentials.password,
    IRIS_APP_ID: credentials.appId,
    IRIS_APP_SECRET: credentials.appSecret,
  }
  const full = await iris(['sync', '--full', '--json', '--data', dataDir, '--cloud', relay.url], { env })
  expect(full.json()).toMatchObject({ mode: 'full' })
  const again = await launch()
  await expect(brake(again.page)).toContainText('In the cloud 36 of 60 companies are missing')
  await expectCustomers(again.page, customers.length)
})

const overHttp = base.extend<{ readonly running: RunningCloud }>({
  running: async ({}, use) => {
    const running = await startCloudProcess(['--companies', '60', '--seed', '3'])
    await use(running)
    await running.stop()
  },
  appArgs: async ({ running }, use) => use(['--cloud', running.credentials.url]),
})

overHttp(
  'an administrator empties and deletes 60 % of the companies by REST: nothing of them is removed here',
  async ({ app, running }) => {
    const { page } = app
    const credentials = { mode: 'password', ...running.credentials } as const
    await signIn(page, credentials)
    await removeCompanies(credentials, 0.6)
    await synchronise(page, 'Needs you')
    await goTo(page, 'Today')
    await expect(brake(page)).toContainText('In the cloud 36 of 60 companies are missing or terminated')
    await expectCustomers(page, customers.length)
    await expect(page.getByRole('gridcell', { name: 'terminated', exact: true })).toHaveCount(0)
  },
)
