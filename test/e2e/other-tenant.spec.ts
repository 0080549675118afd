import { generateTenant, startTrainingCloud } from '../../electron/demo-cloud/index.ts'
import { signedIn } from '../bench/scale-changes.ts'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/cloud-app.ts'
import { createCustomer, goTo, panel, signIn, synchronise } from '../support/desk-steps.ts'

const NEW_COMPANY = 'Meant For The First'

test('another tenant answers at the known address: nothing is read or sent, what was read stays, and the way back works', async ({
  app,
  cloud,
  relay,
}, info) => {
  const { page } = app
  const other = await startTrainingCloud({ resourcesDir: '', tenant: generateTenant({ companies: 5, seed: 1 }) })
  if (!other.ok) throw new Error(other.failure.code)
  await signIn(page, cloud.credentials)
  await relay.cut()
  await createCustomer(page, NEW_COMPANY)
  relay.switchTo(other.value.credentials.url)
  await relay.resume()
  await synchronise(page, 'Needs you')
  await goTo(page, 'Today')
  const attention = page.getByRole('region', { name: 'What needs you' })
  await expect(attention).toContainText('OTHER_TENANT')
  await expect(attention).toContainText('This data folder belongs to Technology Integrator')
  await page.screenshot({ path: info.outputPath('other-tenant.png') })
  await expectAccessible(page)
  const there = await signedIn(other.value.credentials)
  const { data } = await there('GET', '/api/rainbow/admin/v1.0/companies?limit=500')
  expect((data as readonly { readonly name: string }[]).map(({ name }) => name)).not.toContain(NEW_COMPANY)
  await goTo(page, 'Customers')
  await expect(page.getByText('8 companies')).toBeVisible()
  await expect(page.getByText('1 change waits')).toBeVisible()

  relay.switchTo(cloud.credentials.url)
  await synchronise(page)
  await expect(page.getByText('1 change waits')).toHaveCount(0)
  void panel
  await other.value.close()
})
